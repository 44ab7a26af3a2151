"""Control variates of mean zero, with coefficients from the fluid approximation.

A future may bring more customers, or more renewals, than its policy deserves. What it brought
beyond expectation (:class:`simmodel.journey.outcome.Surprises`) has mean zero whatever the policy.
So for any fixed coefficients w and u,

    metric - sum over months of w (arrivals + renewals beyond expectation) + u (renewals beyond it)

has the mean of the metric itself: no bias, at any number of replications. The nearer the
coefficients are to what one more customer is worth, the less variance is left. They are the changes
of the fluid approximation when one contract more begins in a month; u is what the renewal itself
pays. That a sum of probabilities takes the place of coin flips is called conditional expectation;
the rest are control variates with known means.

Source: Glasserman (2003), "Monte Carlo Methods in Financial Engineering", section 4.1; Henderson
and Glynn (2002), "Approximating martingales for variance reduction in Markov process simulation".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simmodel.journey.facts import Facts
from simmodel.journey.fluid.flows import flow
from simmodel.journey.fluid.metrics import metrics_of
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy

_ONE = 1.0  # more, and fewer: what one person is worth is no slope


@dataclass(frozen=True)
class Coefficients:
    """Changes by one contract beyond expectation, by metric.

    Attributes:
        begun: by the month in which it begins, shape (L + months,); the first L are of contracts
            that run at time 0, by the month in which they end.
        renewed: on top, if it begins by renewal.
        of_people: changes by one more who resigns, and by one month more to fill a position, by the
            month of either, shape (2, months); empty where the team is a number.
    """

    begun: Mapping[str, np.ndarray]
    renewed: Mapping[str, float]
    of_people: Mapping[str, np.ndarray]


def coefficients(
    facts: Facts, policies: Sequence[Policy], objective: Objective
) -> list[Coefficients]:
    """The coefficients of each policy, by symmetric differences.

    What one more customer is worth changes where a team begins to be overloaded. A difference as
    wide as the spread of the customers averages over that.
    """
    rows = facts.contract.months + facts.horizon_months
    step, value_each = _spread(facts), facts.contract.whole_value
    moved = step * np.hstack([np.eye(rows), -np.eye(rows), np.zeros((rows, 1))])
    flows = flow(facts, policies, moved, whole=False)
    values = metrics_of(facts, policies, objective, flows)
    people = _of_people(facts, policies, objective)
    ended = (flows.renewals + flows.churn).sum(axis=0).reshape(len(policies), -1)[:, -1]
    changed = {name: value.reshape(len(policies), -1) for name, value in values.items()}
    return [
        Coefficients(
            begun={
                **{
                    name: np.nan_to_num((value[place, :rows] - value[place, rows:-1]) / (2 * step))
                    for name, value in changed.items()
                },
                "new_bookings": np.where(np.arange(rows) < facts.contract.months, 0.0, value_each),
            },
            renewed=_renewed(facts, objective, float(ended[place])),
            of_people={name: value[place] for name, value in people.items()},
        )
        for place in range(len(policies))
    ]


def _of_people(
    facts: Facts, policies: Sequence[Policy], objective: Objective
) -> dict[str, np.ndarray]:
    """Changes by what happens to people, each of shape (policies, 2, months)."""
    if facts.people is None:
        return {}
    months = facts.horizon_months
    each = np.eye(2 * months).reshape(2 * months, 2, months) * _ONE
    moved = np.concatenate((each, -each))
    nothing = np.zeros((facts.contract.months + months, len(moved)))
    flows = flow(facts, policies, nothing, moved, whole=False)
    values = metrics_of(facts, policies, objective, flows)
    return {
        name: np.nan_to_num((value[:, : 2 * months] - value[:, 2 * months :]) / (2 * _ONE)).reshape(
            -1, 2, months
        )
        for name, value in (
            (name, value.reshape(len(policies), -1)) for name, value in values.items()
        )
    }


def _spread(facts: Facts) -> float:
    """Standard deviation, roughly, of the number of customers at the end of the horizon."""
    arrivals, forecast = float(facts.arrivals.sum()), facts.customers.forecast
    decided = facts.customers.at_start * facts.horizon_months / facts.contract.months
    off = forecast.most * arrivals if forecast else 0.0
    return max(float(np.sqrt(arrivals + 0.1 * decided + off**2)), 1.0)


def control_variates(given: Coefficients, outcome: Outcome) -> dict[str, float]:
    """Control variates: what chance added to each metric, in its unit; exactly zero on average."""
    surprises = outcome.surprises
    beyond = np.concatenate((surprises.opening, surprises.arrivals + surprises.renewals))
    renewals = surprises.renewals.sum()
    found = {
        name: float(weights @ beyond + given.renewed.get(name, 0.0) * renewals)
        for name, weights in given.begun.items()
    }
    people = np.array((surprises.resignations, surprises.waits))
    for name, weights in given.of_people.items():
        found[name] += float((weights * people).sum())
    return found


def _renewed(facts: Facts, objective: Objective, ended: float) -> dict[str, float]:
    value = facts.contract.whole_value
    # Of renewals in mid-horizon, roughly.
    now = (1.0 + (objective.discount_rate or 0.0)) ** (-facts.horizon_months / 24)
    return {
        "objective": objective.alpha * value,
        "net_present_value": objective.alpha * value * now,
        "net_contribution": objective.alpha * value,
        "new_bookings": -value,  # what begins by renewal is no first contract
        "renewal_bookings": value,
        "renewal_value": value,
        "retention_rate": 1.0 / ended if ended > 0 else 0.0,
    }
