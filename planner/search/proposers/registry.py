"""The ways of proposing there are, by the name of the sampler in a study."""

from pkgutil import resolve_name

from planner.search.proposers.proposer import Proposer
from planner.search.screen import Screen

_PROPOSERS = {
    "skopt": "gaussian:Gaussian",
    "tpe": "optunas:Tpe",
    "cmaes": "optunas:CmaEs",
    "nsga2": "optunas:Nsga2",
    "sobol": "sobol:Quasirandom",
    "random": "optunas:Uniform",
}


def proposer(name: str, screen: Screen, seed: int) -> Proposer:
    """The proposer called ``name``, whose code is imported now.

    Not before, as scikit-learn takes longer to import than all else, and most commands fit nothing.

    Args:
        name: of :attr:`planner.study.study.Study.sampler`.
        screen, seed: as of :class:`planner.search.proposers.proposer.Proposer`.
    """
    kind: type[Proposer] = resolve_name(f"{__package__}.{_PROPOSERS[name]}")
    return kind(screen, seed)
