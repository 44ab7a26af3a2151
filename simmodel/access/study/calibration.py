"""Calibration of service access: what is known of today, and what would be strange."""

from collections.abc import Mapping

from simmodel.access.facts import Facts
from simmodel.contract.calibration import Calibration

_FEW = 0.5


def _doubts(facts: Facts, means: Mapping[str, float]) -> Mapping[str, str]:
    """Whether there is hardly anybody to serve, or most are sent away."""
    del facts
    customers, served = means["mean_customers"], means["service_probability"]
    doubts = {}
    if customers < 1:
        doubts["mean_customers"] = (
            f"Under today's policy there are {customers:.2g} base customers on average: hardly "
            "anybody who comes once stays."
        )
    if served < _FEW:
        doubts["service_probability"] = (
            f"Under today's policy only {100 * served:.0f} % of all requests are served; hardly "
            "any firm keeps customers like that."
        )
    return doubts


CALIBRATION = Calibration(
    hangs_on={
        "service_probability": "[facts.servers], and the hours and the patience of each type",
        "utilisation": "[facts.servers], and the hours and the requests of each type",
        "mean_customers": "new customers a month, and how they join and leave, of each type",
        "customers_lost": "departures and loyalty of each type",
    },
    doubts=_doubts,
)
