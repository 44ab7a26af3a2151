"""The worst share of futures in sentences; none of a study that does not ask for it."""

from collections.abc import Iterator

from planner.handoff.wording.numbers import begun, spelt
from planner.handoff.wording.units import money
from planner.simulation.estimate import Estimate
from planner.simulation.valued import Valued
from planner.study.risk import TAIL, WORST_SHARE
from planner.study.study import Study

_OBJECTIVE = "objective"


def rests(study: Study, replications: int) -> Iterator[str]:
    """From how many replications it is told, or why it is not."""
    risk, share = study.risk, study.risk.worst_share
    if share is None or share == 1:
        return
    if replications < risk.least:
        yield (
            f"{WORST_SHARE} is told from {risk.least:,} replications on, as {TAIL} of them must be "
            f"of {risk.futures}."
        )
    else:
        worst = f"{share * replications:.10g}"
        yield f"{WORST_SHARE} rests on the worst {worst} of {replications:,} replications."


def brings(study: Study, recommended: Valued, *, new: bool) -> Iterator[str]:
    """What a policy is worth in its worst futures, and today's policy in those of its own."""
    if study.risk.worst_share is None:
        return
    currency, gain = study.finance.currency, recommended.gain[WORST_SHARE]
    worth = money(recommended.metrics[WORST_SHARE], currency)
    told = f"On average over {study.risk.futures} it is worth {worth}"
    if new:
        size = money(Estimate(abs(gain.mean), gain.half_width), currency)
        way = "more" if gain.mean >= 0 else "less"
        sure = "" if gain.low > 0 or gain.high < 0 else ": too near to nothing to tell"
        told += f", {size} {way} than today's policy over the worst of its own{sure}"
    yield f"{told}."


def maximised(study: Study) -> Iterator[str]:
    """What is maximised, where it is not what is expected."""
    if study.risk.weight:
        yield (
            f"Maximised is the objective's {study.risk.maximised} (conditional value at risk), not "
            "what is expected: that is told beside it."
        )


def in_it(study: Study) -> str:
    """What policies are better in, where it is not what is expected; it follows "better"."""
    return " in what is maximised" if study.risk.weight else ""


def method(study: Study, replications: int) -> Iterator[str]:
    """How it was estimated, and what screens for it."""
    yield from rests(study, replications)
    if study.judges_worst:
        yield (
            "The fluid approximation knows no worst futures: it screens by the objective without "
            "chance, and the search learns from simulation what the worst futures take off."
        )
        if study.model.share:
            share = spelt(study.model.share.field)
            yield (
                f"{begun(share)} enters the mean of the worst futures in no straight line: the "
                f"best policies for every other {share} take a search each."
            )
