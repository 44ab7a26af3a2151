"""Outcomes: from an engine's tally to the series that metrics and reports read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simmodel.contract.quantity import Quantity
from simmodel.journey.desk.records import Counts, PeopleCounts
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts
from simmodel.journey.people.rules import mean_months_to_fill
from simmodel.journey.policy import Policy
from simmodel.measures import Exact


@dataclass(frozen=True, eq=False)
class Tally(Exact):
    """The tally of an engine; two engines agree on every bit of it.

    Attributes:
        counts: month by month.
        people: likewise; None where the team is a number.
        finished: int32, by contract: activities that count for its renewal by the horizon's end.
        in_force: bool, by contract: it was signed.
        renewed: bool, by contract.
    """

    counts: Counts
    people: PeopleCounts | None
    finished: np.ndarray
    in_force: np.ndarray
    renewed: np.ndarray


@dataclass(frozen=True)
class Running:
    """The contracts in force at the end of the horizon; arrays of one length.

    Attributes:
        finished_share: of the contract's activities, finished so far.
        elapsed_share: of the contract's time.
    """

    finished_share: np.ndarray
    elapsed_share: np.ndarray


@dataclass(frozen=True)
class Surprises:
    """Surprises: what chance brought beyond expectation, of mean zero under any policy.

    A contract's renewal is decided by one uniform number against a probability that its past has
    settled, so the difference of the two is a martingale's.

    Attributes:
        opening: contracts running at time 0, by the month in which they end, less an even spread;
            shape (L,).
        arrivals: new customers less their mean; shape (months,).
        renewals: renewals less the probabilities of the contracts that ended; shape (months,).
        resignations: of people, less the rates that they have borne; shape (months,).
        waits: months that the positions opened take to be filled, less their mean; shape (months,).
    """

    opening: np.ndarray
    arrivals: np.ndarray
    renewals: np.ndarray
    resignations: np.ndarray
    waits: np.ndarray


@dataclass(frozen=True)
class Outcome:
    """The outcome of one policy on one replication.

    Attributes:
        tally: what the engine counted.
        series: by name in :data:`SERIES`, each of shape (months,).
        running: the contracts in force at the end.
        year_ago, stayed: customers twelve months before the end (or at time 0 of a shorter
            horizon), and those of them who are customers at the end.
        surprises: what chance brought, month by month.
    """

    tally: Tally
    series: Mapping[str, np.ndarray]
    running: Running
    year_ago: int
    stayed: int
    surprises: Surprises


SERIES: Mapping[str, Quantity] = {
    "customers": Quantity("customers", "under contract at the end of the month"),
    "new_customers": Quantity("customers", "who arrived in the month"),
    "renewals": Quantity("contracts", "renewed in the month"),
    "churn": Quantity("contracts", "ended in the month without renewal"),
    "team": Quantity("CSMPs", "on the payroll during the month"),
    "hires": Quantity("CSMPs", "added at the month's begin; negative for departures"),
    "recruits": Quantity("CSMPs", "who came in with the month: hires and expected backfills"),
    "serving": Quantity("CSMPs", "the team, less what its recruits lack while they ramp up"),
    "released": Quantity("activities", "that fell due in the month"),
    "automated": Quantity("activities", "finished by automation in the month"),
    "finished": Quantity("activities", "finished by CSMPs in the month"),
    "removed": Quantity("activities", "not started when their contract month ended"),
    "queue": Quantity("activities", "waiting at the end of the month"),
    "in_service": Quantity("activities", "in service at the end of the month"),
    "waited": Quantity("hours", "waited, on average, by the activities started in the month"),
    "utilisation": Quantity(
        "share",
        "of the team's productive hours, spent on activities; those who leave finish theirs on top",
    ),
    "csmp_cost": Quantity("money", "of the team in the month"),
    "automation_cost": Quantity("money", "of automation in the month; the first pays the set-up"),
    "recruiting_cost": Quantity("money", "of those who came in with the month"),
    "positions": Quantity("CSMPs", "employed or sought, less notices given"),
    "opened": Quantity("positions", "opened at the month's begin"),
    "vacant": Quantity("positions", "open during the month"),
    "surplus": Quantity("CSMPs", "more than there should be, who are not replaced as they leave"),
    "taken_back": Quantity("positions", "open ones taken back at the month's begin"),
    "resigned": Quantity("CSMPs", "gone with the month, as they resigned in the one before"),
    "dismissed": Quantity("CSMPs", "given notice at the month's begin"),
    "severance_cost": Quantity("money", "of those who are given notice in the month"),
    "new_bookings": Quantity("money", "first contracts signed in the month x contract value"),
    "renewal_bookings": Quantity("money", "contracts renewed in the month x contract value"),
    "recognised_revenue": Quantity(
        "money", "earned in the month: the value of contracts spread evenly over their length"
    ),
    "annual_recurring_revenue": Quantity(
        "money per year", "of the contracts in force at the end of the month"
    ),
}


OF_PEOPLE = (
    *("positions", "opened", "vacant", "surplus", "taken_back", "resigned", "dismissed"),
    "severance_cost",
)
"""Series that there are where the team is people one by one."""


def outcome_of(
    facts: Facts, policy: Policy, contracts: Contracts, arrivals: np.ndarray, tally: Tally
) -> Outcome:
    """Outcome of what an engine has counted.

    Args:
        contracts, arrivals: of the paths.
    """
    counts, horizon, edges = tally.counts, facts.horizon_hours, facts.boundaries
    ended = tally.in_force & (contracts.end > 0) & (contracts.end <= horizon)
    churned = ended & ~tally.renewed
    renewals = _by_month(contracts.end[ended & tally.renewed], edges)
    churn = _by_month(contracts.end[churned], edges)
    arrived = _by_month(arrivals, edges)
    customers = facts.customers.at_start + np.cumsum(arrived - churn)
    on_average = _on_average(facts, customers, arrivals, contracts.end[churned])

    hires = np.diff(counts.team, prepend=facts.team.at_start)
    finished = counts.started - np.diff(counts.in_service)
    removed = counts.released - counts.automated - counts.started - np.diff(counts.waiting)
    worked = counts.started_hours - np.diff(counts.remaining_hours)
    hours = counts.team * facts.hours_per_month
    once, annual = facts.automation.costs(policy.automation)
    automation_cost = np.full(facts.horizon_months, annual / 12)
    automation_cost[0] += once
    series = {
        "customers": customers,
        "new_customers": arrived,
        "renewals": renewals,
        "churn": churn,
        "team": counts.team,
        "hires": hires,
        "recruits": counts.recruits,
        "serving": counts.serving,
        "released": counts.released,
        "automated": counts.automated,
        "finished": finished,
        "removed": removed,
        "queue": counts.waiting[1:],
        "in_service": counts.in_service[1:],
        "waited": counts.waited_hours / np.maximum(counts.started, 1),
        "utilisation": np.divide(worked, hours, out=np.zeros(hours.size), where=hours > 0),
        "csmp_cost": counts.team * (facts.team.annual_cost / 12) * facts.pay,
        "automation_cost": automation_cost,
        "recruiting_cost": counts.recruits * facts.recruit_cost,
        "new_bookings": arrived * facts.contract.whole_value,
        "renewal_bookings": renewals * facts.contract.whole_value,
        "recognised_revenue": on_average * facts.contract.value / 12,
        "annual_recurring_revenue": customers * facts.contract.value,
    }
    if tally.people is not None:
        series |= _of_people(facts, tally.people)
    running = tally.in_force & (contracts.begin < horizon) & (contracts.end > horizon)
    length = facts.contract.months * facts.hours_per_month
    year_ago = edges[max(facts.horizon_months - 12, 0)]
    present = tally.in_force & (contracts.begin <= year_ago) & (contracts.end > year_ago)
    left = churned & (contracts.end > year_ago) & (contracts.joined <= year_ago)
    return Outcome(
        tally=tally,
        series=series,
        running=Running(
            finished_share=tally.finished[running] / facts.activities_per_contract,
            elapsed_share=(horizon - contracts.begin[running]) / length,
        ),
        year_ago=int(present.sum()),
        stayed=int(present.sum() - left.sum()),
        surprises=Surprises(
            opening=_opening(facts, contracts),
            arrivals=arrived - facts.arrivals,
            renewals=renewals
            - _by_month(contracts.end[ended], edges, facts.renewal_table[tally.finished[ended]]),
            **_surprises_of_people(facts, tally.people),
        ),
    )


def _surprises_of_people(facts: Facts, people: PeopleCounts | None) -> dict[str, np.ndarray]:
    """None where the team is a number."""
    if people is None or facts.rules is None:
        return dict.fromkeys(("resignations", "waits"), np.zeros(facts.horizon_months))
    return {
        "resignations": people.resigned - people.strain,
        "waits": people.awaited - people.opened * mean_months_to_fill(facts.rules.filled_by),
    }


def _of_people(facts: Facts, people: PeopleCounts) -> dict[str, np.ndarray]:
    return {
        "positions": people.position,
        "opened": people.opened,
        "vacant": people.vacant,
        "surplus": people.surplus,
        "taken_back": people.taken_back,
        "resigned": people.resigned,
        "dismissed": people.dismissed,
        "severance_cost": people.dismissed * facts.severance * facts.pay,
    }


def _opening(facts: Facts, contracts: Contracts) -> np.ndarray:
    length = facts.contract.months
    if facts.accounts is not None:  # when their contracts end is no chance
        return np.zeros(length)
    edges = np.arange(length + 1) * facts.hours_per_month
    running = contracts.end[(contracts.begin <= 0) & (contracts.end > 0)]
    beyond: np.ndarray = _by_month(running, edges) - facts.opening_ends
    return beyond


def _on_average(
    facts: Facts, customers: np.ndarray, joined: np.ndarray, left: np.ndarray
) -> np.ndarray:
    """Customers under contract on average of each month, shape (months,).

    Who comes or goes within a month counts for the part of it under contract. A renewal begins when
    the contract before it ends, so that only arrivals and churn matter.

    Args:
        customers: at the end of each month.
        joined, left: hours.
    """
    edges = facts.boundaries

    def still_to_run(times: np.ndarray) -> np.ndarray:
        ahead = edges[_months_of(times, edges) + 1] - times  # of the month that each falls into
        return _by_month(times, edges, ahead) / facts.hours_per_month

    opening = np.concatenate(([facts.customers.at_start], customers[:-1]))
    mean: np.ndarray = opening + still_to_run(joined) - still_to_run(left)
    return mean


def _months_of(times: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """The month of each time; the end of a month belongs to it, and 0 to the first."""
    months: np.ndarray = np.maximum(np.searchsorted(edges, times, side="left") - 1, 0)
    return months


def _by_month(
    times: np.ndarray, edges: np.ndarray, weights: np.ndarray | None = None
) -> np.ndarray:
    """How many times fall into each month, or their weights' sum."""
    return np.bincount(_months_of(times, edges), weights, minlength=edges.size - 1)
