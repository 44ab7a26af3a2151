"""At which shares a policy earns more than today's: the objective is share x credited - cost."""

from dataclasses import dataclass

from planner.simulation.estimate import Estimate, estimate
from planner.simulation.simulator import Sample
from simmodel.contract.share import ShareObjective


@dataclass(frozen=True)
class Reach:
    """The shares at which a policy's objective is above that of today's policy, on average.

    Attributes:
        shares: between which it is, in [0, 1]; None if it is nowhere.
        even: the share between 0 and 1 at which both are equal; None if there is none.
    """

    shares: tuple[float, float] | None
    even: Estimate | None


def reach(policy: Sample, today: Sample, share: ShareObjective) -> Reach:
    """The reach of ``policy``; both samples are of the same replications.

    The gain is linear in the share, so its ends tell where it is above zero. The half-width of the
    share at which it is zero is that of the gain there, over the gain's slope (the delta method).
    """
    credited = policy.metrics[share.credited] - today.metrics[share.credited]
    cost = policy.metrics[share.cost] - today.metrics[share.cost]
    slope = float(credited.mean())
    at_none, at_all = -float(cost.mean()), slope - float(cost.mean())
    if max(at_none, at_all) <= 0:
        return Reach(None, None)
    if min(at_none, at_all) >= 0:
        return Reach((0.0, 1.0), None)
    even = -at_none / slope
    half_width = estimate(even * credited - cost).half_width / abs(slope)
    return Reach((0.0, even) if at_none > 0 else (even, 1.0), Estimate(even, half_width))
