"""Value beyond the horizon, of the contracts in force at its end.

A contract that is still running at the horizon's end T has used part of the budget and renews only
after T. Leaving that out teaches a planner to starve the team before the curtain. The ``in_force``
valuation adds, for each such contract,

    alpha v R(p) - (1 - e) L k,    p = 100 min(1, f + (1 - e) s),

where v R(p) is the value of the renewal expected and (1 - e) L k the cost of getting there:

    v  value that is signed on average by who renews,
    R  renewal probability, with loyalty by the number of the contract,
    L  length of a contract in years,
    e  share of the contract's time that has elapsed,
    f  share of its activities finished so far,
    s  pace: activities finished over activities released in the last staffing period,
    k  cost of a customer year in the last period: CSMPs, their backfills, automation and breaches
       of response targets over mean customers.

The rest of the contract is worked at the last period's pace and pays for it at the last period's
cost, so neither an idle nor an overstaffed ending is rewarded. One more renewal is counted for
every contract, none after it.

Recruits who are still ramping up at the end are counted as they were in the last period: what they
will add is for the customers who come next, as their predecessors' was. So the last hires of a
schedule count for a little less than they are worth. Of recruiting only backfills are to come: they
keep the team that serves the contracts in force.
"""

import numpy as np

from simmodel.journey.customers.values import mean_value_after
from simmodel.journey.facts import Facts
from simmodel.journey.outcome import Outcome
from simmodel.journey.policy import Policy


def last_period(facts: Facts, policy: Policy) -> slice:
    """The months of the last staffing period of the horizon."""
    begin = (policy.periods(facts) - 1) * policy.months_per_period
    return slice(begin, facts.horizon_months)


def pace_and_cost(
    finished: np.ndarray | float,
    released: np.ndarray | float,
    cost: np.ndarray | float,
    customers: np.ndarray | float,
) -> tuple[np.ndarray, np.ndarray]:
    """s and k of the module's formula.

    Args:
        finished, released: activities in the last period.
        cost: money a year, at the last period's rate.
        customers: mean number in the last period. All arguments have the same shape.
    """
    pace = np.divide(finished, released, out=np.zeros(np.shape(released)), where=released > 0)
    cost_each = np.divide(cost, customers, out=np.zeros(np.shape(customers)), where=customers > 0)
    return np.clip(pace, 0.0, 1.0), cost_each


def renewals(
    facts: Facts,
    finished_share: np.ndarray,
    elapsed_share: np.ndarray,
    pace: np.ndarray,
    worth: np.ndarray,
    number: np.ndarray | int = 1,
) -> np.ndarray:
    """v R(p) of running contracts, money; arguments broadcast.

    Args:
        worth: yearly value over the mean.
        number: which of its customer's contracts it is.
    """
    left = 1.0 - elapsed_share
    projected = 100.0 * np.minimum(finished_share + left * pace, 1.0)
    value = facts.contract.whole_value * worth * mean_value_after(facts, projected)
    found: np.ndarray = value * facts.renewal.probability(projected, number)
    return found


def cost_of_rest(facts: Facts, elapsed_share: np.ndarray, cost_each: np.ndarray) -> np.ndarray:
    """(1 - e) L k of a running contract, money; arguments broadcast."""
    cost: np.ndarray = (1.0 - elapsed_share) * (facts.contract.months / 12) * cost_each
    return cost


def relative_work(facts: Facts) -> np.ndarray:
    """Work of a customer of each segment over that of one of the first, shape (segments,)."""
    work = np.array([part.work_per_month for part in facts.by_segment.values()])
    found: np.ndarray = work / work[0]
    return found


def beyond_horizon(facts: Facts, policy: Policy, outcome: Outcome) -> tuple[float, float]:
    """Renewals expected and cost beyond the horizon, money.

    Where a pod serves several segments, its cost is shared by the work that their customers bring.
    """
    months = last_period(facts, policy)
    series, shares = outcome.series, relative_work(facts)
    mean = np.float64(0.0)
    for clientele, share in zip(outcome.clienteles.values(), shares, strict=True):
        of = clientele.series
        closing = of["customers"][months]
        opening = closing - (of["new_customers"] - of["churn"])[months]
        mean += share * ((opening + closing) / 2).mean()
    automation = sum(
        part.automation.costs(policy.of_segment(name).automation)[1]
        for name, part in facts.by_segment.items()
    )
    backfills = facts.annual_backfill_cost * series["team"][months].mean()
    breaches = 12 * series["breach_cost"][months].mean() if outcome.levels else 0.0
    pace, cost_each = pace_and_cost(
        (series["finished"] + series["automated"])[months].sum(),
        series["released"][months].sum(),
        12 * series["csmp_cost"][months].mean() + automation + backfills + breaches,
        mean,
    )
    revenue, cost = 0.0, 0.0
    parts = zip(facts.by_segment.values(), outcome.clienteles.values(), shares, strict=True)
    for part, clientele, share in parts:
        running = clientele.running
        elapsed = running.elapsed_share
        done, worth, number = running.finished_share, running.worth, running.number
        value = renewals(part, done, elapsed, pace, worth, number)
        revenue += float(value.sum())
        cost += float(cost_of_rest(part, elapsed, cost_each * share).sum())
    return revenue, cost
