"""The indifference zone: the smallest difference between two policies that is worth telling."""

from dataclasses import dataclass
from typing import Literal

from planner.search.screen import Screen
from planner.study.study import Study

TEAM = 0.005
"""Default zone, as a part of what today's team costs over the horizon."""

GAIN = 0.01
"""Or as a part of the gain over today's policy that the screen expects, whichever is more."""


@dataclass(frozen=True)
class Zone:
    """An indifference zone and where it comes from.

    Attributes:
        size: money.
        basis: "study" if the study gives it; else what it is a part of: "team", the cost of
            today's team over the horizon, or "gain", the best expected one over today's policy.
        part, amount: of which amount of money it is which part, but for rounding; 1 and itself if
            the study gives it.
    """

    size: float
    basis: Literal["study", "team", "gain"]
    part: float
    amount: float


def zone_of(study: Study, screened: Screen) -> Zone:
    """The study's zone; or, before anything is simulated, one that cannot vanish.

    Neither the objective, which may be next to nothing where revenue and cost balance, nor the
    gain, which may be as small, says what a difference is worth to whoever pays the team; the
    larger of two parts does, in two digits.
    """
    given = study.search.zone
    if given is not None:
        return Zone(given, "study", 1.0, given)
    cost, gain = screened.fluid.team_cost, float(screened.objective[0]) - screened.fluid.today
    basis: Literal["team", "gain"] = "team" if TEAM * cost >= GAIN * gain else "gain"
    part, amount = (TEAM, cost) if basis == "team" else (GAIN, gain)
    # Without a team and without a gain no money is at stake: any zone will do.
    return Zone(float(f"{part * amount:.2g}") or 1.0, basis, part, amount)
