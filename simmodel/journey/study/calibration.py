"""Calibration of the journey: what is known of today, and what would be strange."""

from collections.abc import Mapping

from simmodel.contract.calibration import Calibration
from simmodel.journey.facts import Facts
from simmodel.journey.study.remedies import remedies

_NEAR = 0.01
"""As near to an end of the renewal curve the rate is taken to be at it."""


def _doubts(facts: Facts, means: Mapping[str, float]) -> Mapping[str, str]:
    """Whether nearly all contracts renew at an end of the renewal curve, where it is flat."""
    if facts.segments is not None:
        return {}
    rate, ends = means["retention_rate"], (facts.renewal.floor, facts.renewal.ceiling)
    floor, ceiling = ends
    if not floor < ceiling:
        return {}
    share = 100 * means["activities_finished"]
    if rate < floor + _NEAR:
        return {
            "retention_rate": f"Today's policy gets {share:.0f} % of the work done, and with that "
            f"customers renew at the floor of the renewal curve, {100 * floor:g} %: as if no work "
            "were done at all. Hardly any company lives like that."
        }
    if rate > ceiling - _NEAR:
        return {
            "retention_rate": f"Today's policy gets {share:.0f} % of the work done, and with that "
            f"customers renew at the ceiling of the renewal curve, {100 * ceiling:g} %: as if all "
            "work were done. A leaner team would then lose nothing."
        }
    return {}


CALIBRATION = Calibration(
    hangs_on={
        "retention_rate": "the share of the work that gets done, and [facts.renewal]",
        "activities_finished": "[facts.activities], [facts.calendar] and the team",
        "utilisation": "[facts.activities], [facts.calendar] and the team",
    },
    doubts=_doubts,
    remedies=remedies,
)
