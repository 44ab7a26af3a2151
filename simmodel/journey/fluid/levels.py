"""Service levels of the fluid approximation: who waits longer than the response targets allow.

All that waits waits alike, first come first served, so that a target is missed by the share of
:func:`simmodel.journey.fluid.waiting.missed_share` in each month. The order of work is left out,
and so is that incidents bring much at once.
"""

from collections.abc import Sequence

import numpy as np

from simmodel.jit import compiled
from simmodel.journey.desk.rules import in_books
from simmodel.journey.facts import Facts
from simmodel.journey.fluid.cohorts import Desks
from simmodel.journey.fluid.waiting import missed_share
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.journey.work.levels import Levels


def levels(
    facts: Facts,
    policies: Sequence[Policy],
    customers: Sequence[np.ndarray],
    team: np.ndarray,
    desks: Desks,
    fluctuation: tuple[float, float],
) -> tuple[Levels, ...]:
    """The service levels of each segment of a pod, arrays of shape (months, columns).

    Args:
        customers: of each segment, shape (months, columns).
        team: same shape.
        fluctuation: hours of an activity over those of a month, and their variability.
    """
    columns = team.shape[1] // len(policies)
    alone = np.repeat([in_books(facts, policy) for policy in policies], columns)
    crews = np.where(alone, np.maximum(team, 1.0), 1.0)
    load, serving = desks.load.T / crews, desks.serving.T / crews
    missed: dict[float, np.ndarray] = {}
    found = []
    for (name, part), here in zip(facts.by_segment.items(), customers, strict=True):
        shares = np.repeat([policy.of_segment(name).automation for policy in policies], columns)
        own = Levels(*(np.zeros(team.shape) for _ in range(3)))
        for each in part.load.kinds:
            if each.respond_within is None:
                continue
            within = each.respond_within / facts.hours_per_month
            if within not in missed:
                missed[within] = _missed(load, serving, *fluctuation, within)
            due = _due(part, each, here)
            breaches = due * missed[within]
            if isinstance(each, Activity) and each.automatable and not part.automation.queued:
                breaches = breaches * (1.0 - shares)
            price = each.breach_cost or 0.0
            own = Levels(own.judged + due, own.breaches + breaches, own.cost + price * breaches)
        found.append(own)
    return tuple(found)


def _due(facts: Facts, each: Activity | Incidents, customers: np.ndarray) -> np.ndarray:
    """Activities of a type that fall due, of the shape of ``customers``."""
    if isinstance(each, Incidents):
        return customers * each.per_month
    load, life = facts.load, np.arange(facts.load.phases.onboarding_months)
    usual = load.per_month(each)
    more = each.frequency * load.phases.within(each.phase, life, load.length) - usual
    if not more.any():
        return customers * usual
    # Who has come in the middle of a month is half of every month of its life in the one before.
    of_new = np.convolve(facts.arrivals, np.convolve(more, (0.5, 0.5)))[: facts.horizon_months]
    due: np.ndarray = np.maximum(customers * usual + of_new[:, None], 0.0)
    return due


@compiled
def _missed(
    load: np.ndarray, serving: np.ndarray, service: float, variability: float, within: float
) -> np.ndarray:
    """As :func:`missed_share`, of arrays of one shape."""
    found = np.empty(load.shape)
    for row in range(load.shape[0]):
        for column in range(load.shape[1]):
            found[row, column] = missed_share(
                load[row, column], serving[row, column], service, variability, within
            )
    return found
