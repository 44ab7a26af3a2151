"""The clientele of a segment in one replication: who came, renewed and left, and what it is worth.

All of it follows from the contracts and what was finished for them, whoever served them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from simmodel.journey.customers.chances import done
from simmodel.journey.customers.lifetime import contracts_of_a_life, mean_chances
from simmodel.journey.customers.reputation import MONTHS, comes
from simmodel.journey.customers.values import mean_value_after, values_of
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts


@dataclass(frozen=True)
class Running:
    """The contracts in force at the end of the horizon; arrays of one length.

    Attributes:
        finished_share: of the points of its activities, finished so far.
        elapsed_share: of the contract's time.
        worth: yearly value over the mean of the segment.
        number: which of its customer's contracts it is, from 1; 1 where tenure does not matter.
    """

    finished_share: np.ndarray
    elapsed_share: np.ndarray
    worth: np.ndarray
    number: np.ndarray


@dataclass(frozen=True)
class Cohort:
    """The customers of twelve months before the end, or of time 0 of a shorter horizon.

    Attributes:
        customers, stayed: their number then, and that of those who are customers at the end.
        value: yearly, over the segment's mean, then.
        kept: the lesser of that and the value at the end, of each of them, in all.
        at_end: yearly value at the end, in all.
    """

    customers: int
    stayed: int
    value: float
    kept: float
    at_end: float


@dataclass(frozen=True)
class Beyond:
    """What chance brought beyond expectation, of mean zero under any policy.

    A contract's renewal is decided by one uniform number against a probability that its past has
    settled, so the difference of the two is a martingale's.

    Attributes:
        opening: running at time 0, by the month in which they end, less an even spread; shape (L,).
        arrivals: of new customers, less their mean; shape (months,).
        renewals: less what the contracts that ended made one expect; shape (months,).
    """

    opening: np.ndarray
    arrivals: np.ndarray
    renewals: np.ndarray


@dataclass(frozen=True)
class Clientele:
    """What became of the customers of a segment.

    Attributes:
        series: by name, shape (months,).
        running: the contracts in force at the end.
        cohort: of a year before the end.
        lifetime: contracts that a new customer would sign; NaN where that is not known.
        finished, due: points of the contracts that ended in the horizon.
        beyond, valued_beyond: what chance brought beyond expectation, as numbers of contracts and
            as their yearly values over the segment's mean.
    """

    series: Mapping[str, np.ndarray]
    running: Running
    cohort: Cohort
    lifetime: float
    finished: int
    due: int
    beyond: Beyond
    valued_beyond: Beyond


def clientele(
    facts: Facts,
    contracts: Contracts,
    renewal: np.ndarray,
    finished: np.ndarray,
    in_force: np.ndarray,
    renewed: np.ndarray,
    unsettled: np.ndarray,
    number: np.ndarray | None = None,
) -> Clientele:
    """The clientele of one segment.

    Args:
        contracts: of the segment; arrays of one length with ``finished`` and the next.
        renewal: as in :class:`simmodel.journey.paths.Paths`.
        finished: points, by contract.
        in_force, renewed, unsettled: bool, by contract: signed, renewed at its end, and without its
            goodwill then.
        number: as in :class:`simmodel.journey.paths.Paths`.
    """
    horizon, edges, each = facts.horizon_hours, facts.boundaries, facts.contract
    during, after = values_of(facts, contracts, finished, renewed)
    ended = np.flatnonzero(in_force & (contracts.end > 0) & (contracts.end <= horizon))
    would_come = np.flatnonzero(contracts.begin == contracts.joined)
    first = would_come[in_force[would_come]]
    joining = _Dated.of(contracts.begin[first], edges)
    ending = _Dated.of(contracts.end[ended], edges)
    stays = renewed[ended]
    renewing, leaving = ending.those(stays), ending.those(~stays)
    before, later, gone = during[ended[stays]], after[ended[stays]], during[ended[~stays]]
    renewals, churn, arrived = renewing.count(), leaving.count(), joining.count()
    customers = facts.customers.at_start + np.cumsum(arrived - churn)
    signed_first, lost, signed_again = (
        joining.count(during[first]),
        leaving.count(gone),
        renewing.count(later),
    )
    grown = renewing.count(np.maximum(later - before, 0.0))
    shrunk = renewing.count(np.maximum(before - later, 0.0))
    opening = (contracts.joined == -np.inf) & (contracts.begin <= 0) & (contracts.end > 0)
    at_start = during[opening].sum()
    in_all = at_start + np.cumsum(signed_first - lost + grown - shrunk)
    # A renewal begins when the contract before it ends: it matters as far as it changes the value.
    on_average = (
        np.concatenate(([at_start], in_all[:-1]))
        + joining.count(joining.ahead * during[first]) / facts.hours_per_month
        - leaving.count(leaving.ahead * gone) / facts.hours_per_month
        + renewing.count(renewing.ahead * (later - before)) / facts.hours_per_month
    )
    expecting = _Dated.of(contracts.begin[would_come], edges)
    goodwill, place = unsettled[ended].astype(int), contracts.chances[ended] + finished[ended]
    chance = renewal[goodwill, place]
    percentage = done(finished[ended], contracts.due[ended], 100.0)
    expected = chance * during[ended] * mean_value_after(facts, percentage)
    running = in_force & (contracts.begin < horizon) & (contracts.end > horizon)
    return Clientele(
        series={
            "customers": customers,
            "new_customers": arrived,
            "renewals": renewals,
            "churn": churn,
            "new_bookings": signed_first * each.whole_value,
            "renewal_bookings": signed_again * each.whole_value,
            "recognised_revenue": on_average * each.value / 12,
            "annual_recurring_revenue": in_all * each.value,
            "new_revenue": signed_first * each.value,
            "expansion": grown * each.value,
            "contraction": shrunk * each.value,
            "churned_revenue": lost * each.value,
        },
        running=Running(
            finished_share=done(finished[running], contracts.due[running]),
            elapsed_share=(horizon - contracts.begin[running])
            / (each.months * facts.hours_per_month),
            worth=during[running],
            number=np.ones(int(running.sum()), int) if number is None else number[running],
        ),
        cohort=_cohort(facts, contracts, in_force, renewed, during, after),
        lifetime=contracts_of_a_life(
            mean_chances(facts, chance, percentage, unsettled[ended]),
        ),
        finished=int(finished[ended].sum()),
        due=int(contracts.due[ended].sum()),
        beyond=Beyond(
            opening=_opening(facts, contracts.end[opening]),
            arrivals=_arrivals(facts, arrived, expecting.count(), churn, renewals),
            renewals=renewals - ending.count(chance),
        ),
        valued_beyond=Beyond(
            opening=_opening(facts, contracts.end[opening], during[opening]),
            arrivals=_arrivals(
                facts, signed_first, expecting.count(during[would_come]), churn, renewals
            ),
            renewals=signed_again - ending.count(expected),
        ),
    )


def _cohort(
    facts: Facts,
    contracts: Contracts,
    in_force: np.ndarray,
    renewed: np.ndarray,
    during: np.ndarray,
    after: np.ndarray,
) -> Cohort:
    """The customers of a year ago; a customer's contracts stand in a row, in order of time."""
    then, now = facts.boundaries[max(facts.horizon_months - 12, 0)], facts.horizon_hours
    customer = np.cumsum(np.r_[True, contracts.successor[:-1] < 0]) - 1 if during.size else during
    customer = customer.astype(np.int64)
    people = int(customer[-1]) + 1 if customer.size else 0
    here = in_force & (contracts.begin <= then) & (contracts.end > then)
    value = np.bincount(customer[here], during[here], people)
    # Who renews at the very end has no later contract in the paths.
    at_last = in_force & (contracts.begin < now) & (contracts.end > now)
    again = in_force & renewed & (contracts.end == now)
    worth = np.where(again, after, during)
    stays = at_last | again
    at_end = np.bincount(customer[stays], worth[stays], people)
    was = np.bincount(customer[here], minlength=people) > 0
    stayed = was & (np.bincount(customer[stays], minlength=people) > 0)
    return Cohort(
        customers=int(was.sum()),
        stayed=int(stayed.sum()),
        value=float(value[was].sum()),
        kept=float(np.minimum(value, at_end)[stayed].sum()),
        at_end=float(at_end[stayed].sum()),
    )


def _arrivals(
    facts: Facts, came: np.ndarray, would: np.ndarray, churn: np.ndarray, renewals: np.ndarray
) -> np.ndarray:
    """New customers beyond expectation, by month.

    Where some are deterred: how many would come is beyond its mean by chance, and of those who
    would as many are deterred as the chance of their month had it, but for chance. How much of the
    first matters must not depend on what has happened, as a forecast that is off may have had its
    part in that: it is taken as of the first month.

    Args:
        came, would: customers, or their values, who came, and were nobody deterred.
        churn, renewals: contracts.
    """
    by_luck: np.ndarray = would - facts.arrivals
    if facts.reputation is None:
        return by_luck
    months = np.arange(facts.horizon_months)
    churned, ended = (
        total[months] - total[np.maximum(months - MONTHS, 0)]
        for total in (np.r_[0.0, np.cumsum(each)] for each in (churn, churn + renewals))
    )
    chances = [
        comes(facts.reputation, 0, month, churned[month], ended[month]) for month in months.tolist()
    ]
    beyond: np.ndarray = came - np.array(chances) * would + facts.comes_at_start * by_luck
    return beyond


def _opening(facts: Facts, ends: np.ndarray, worth: np.ndarray | None = None) -> np.ndarray:
    length = facts.contract.months
    if facts.accounts is not None:  # when their contracts end is no chance
        return np.zeros(length)
    edges = np.arange(length + 1) * facts.hours_per_month
    beyond: np.ndarray = _Dated.of(ends, edges).count(worth) - facts.opening_ends
    return beyond


@dataclass(frozen=True)
class _Dated:
    """Events with their months.

    Attributes:
        month: of each; the end of a month belongs to it, and 0 to the first.
        ahead: hours of that month that are still to run.
        months: that there are.
    """

    month: np.ndarray
    ahead: np.ndarray
    months: int

    @classmethod
    def of(cls, times: np.ndarray, edges: np.ndarray) -> Self:
        """Events at these times, hours."""
        month = np.maximum(np.searchsorted(edges, times, side="left") - 1, 0)
        ends = edges[np.minimum(month + 1, edges.size - 1)]
        return cls(month, ends - times, edges.size - 1)

    def those(self, chosen: np.ndarray) -> Self:
        """Some of them."""
        return type(self)(self.month[chosen], self.ahead[chosen], self.months)

    def count(self, weights: np.ndarray | None = None) -> np.ndarray:
        """How many fall into each month, or their weights' sum."""
        return np.bincount(self.month, weights, minlength=self.months)
