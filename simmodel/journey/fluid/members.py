"""Members in the fluid approximation: what those of the start lack of full CSMPs."""

import numpy as np

from simmodel.journey.facts import Facts


def missing(facts: Facts, *, absent: bool = True) -> np.ndarray:
    """Full CSMPs that the members lack, by month, float64, shape (months,); 0 without members.

    Each counts by the chance of not having resigned, at the usual rates; who is dismissed counts
    still.

    Args:
        facts: of one pod.
        absent: whether absences count.
    """
    months, rules = facts.horizon_months, facts.rules
    presence = facts.people.presence(months) if facts.people else None
    if facts.people is None or rules is None or presence is None:
        return np.zeros(months)
    tenures = np.sort(facts.people.stated)[::-1][:, None] + np.arange(months)
    rates = rules.hazard[np.minimum(tenures, rules.hazard.size - 1)]
    borne = np.cumsum(rates, axis=1) - rates
    speed = rules.curve[np.minimum(tenures, rules.curve.size - 1)]
    there = presence.hours[:, None] * (1.0 - presence.away * absent)
    lacking: np.ndarray = (np.exp(-borne) * speed * (1.0 - there)).sum(axis=0)
    return lacking
