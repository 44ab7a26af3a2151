"""The contracts of groups of customers as months go: what is done of them, and what they bring."""

import numpy as np

from simmodel.journey.assignment.customers import Customers

_STEP = 0.02  # of the share done, to either side, over which a slope is taken


class Running:
    """Groups of customers, each under its running contract; arrays have the shape (groups, ...).

    Attributes:
        of: the groups.
        number: of customers in each.
        here: the chance that one of them is still there.
        brought: so far, money.
        signed: by one that renews at the end of its first contract, its second ..., money; shape
            (groups, contracts).
        by_person: what groups that are dealt bring more for a share more of a month's points that
            is done, by person; money, shape (people, months).
        by_all: what all groups bring more for that, shape (months,).
        by_pace: what they bring more for a share more of all that falls due after the last month.
        automated, open: points of all that have fallen due, that are done in any case and that are
            if somebody gets to them.
        growth: how what is signed grows with the share that is done, over what it is; shape
            (groups, contracts).
        share: of each contract's work that is done, where it is counted by months; likewise.
    """

    def __init__(self, of: Customers, alpha: float, before: np.ndarray, people: int):
        """
        Args:
            alpha: part of what is signed that counts.
            before: points of the running contracts that are done.
            people: how many there are.
        """
        contracts, (groups, months) = of.contracts, of.due.hours.shape
        most = contracts.most(months)
        self.of, self._alpha, self._people = of, alpha, people
        self.number, self.here = of.number.copy(), np.ones(groups)
        self.brought, self.signed = np.zeros(groups), np.zeros((groups, most))
        self.by_person, self.by_all = np.zeros((people, months)), np.zeros(months)
        self.by_pace, self.automated, self.open = 0.0, 0.0, 0.0
        self.growth, self.share = np.zeros((groups, most)), np.zeros((groups, most))
        self._end, self._done, self._due = contracts.end.copy(), before.copy(), of.in_first
        self._worth, self._lost = contracts.worth.copy(), of.lost.copy()
        self._later = np.zeros(groups, np.int64)
        # Points of the running contract, by month, that are done if somebody gets to them.
        self._open = np.zeros((groups, months))

    @property
    def work(self) -> np.ndarray:
        """Expected work that each person has, as it is dealt; shape (people,)."""
        own = self.number * self.here * self.of.work
        found: np.ndarray = np.bincount(self.of.owner, own, self._people)
        return found

    def deal(self, month: int, customers: np.ndarray, dealt: np.ndarray) -> None:
        """Who comes goes to people.

        Args:
            customers: expected, shape (segments,).
            dealt: parts of them, shape (people,).
        """
        own = np.flatnonzero(self.of.month == month)
        self.number[own] = customers[self.of.contracts.segment[own]] * dealt[self.of.owner[own]]

    def pass_month(self, month: int, met: np.ndarray) -> None:
        """What falls due in a month is done as far as it is, and contracts end.

        Args:
            met: the share that is done of what people are to do, shape (groups,).
        """
        due, there = self.of.due, self.number * self.here
        self.automated += float(there @ due.automated[:, month])
        self.open += float(there @ due.points[:, month])
        done, within = due.automated[:, month] + due.points[:, month] * met, self._within(month)
        self._done += within * done
        self._open[:, month] = within * due.points[:, month]
        over = np.flatnonzero((self._end > month) & (self._end <= month + 1))
        if over.size:
            self._decide(over, 1.0, 0.0)
            after = 1.0 - within[over]
            self._done[over], self._open[over] = after * done[over], 0.0
            self._open[over, month] = after * due.points[over, month]

    def close(self, months: int, pace: float) -> None:
        """The contracts in force after so many months are worth what they are expected to bring.

        Args:
            pace: the share that is done of all that falls due later.
        """
        everyone = np.arange(self._end.size)
        left = (self._end - months) / self.of.contracts.length
        self.by_pace = float(self._decide(everyone, 1.0 - left, left * pace) @ left)

    def _within(self, month: int) -> np.ndarray:
        """The part of a month in which the running contract runs."""
        found: np.ndarray = np.clip(self._end - month, 0.0, 1.0)
        return found

    def _decide(
        self, over: np.ndarray, elapsed: float | np.ndarray, left: float | np.ndarray
    ) -> np.ndarray:
        """Contracts renew or not, and the next ones begin.

        Args:
            over: the places of groups.
            elapsed: share of the time in which so much is done of them.
            left: share of their work that is done after that.

        Returns:
            what each group brings more for a share more that is done; shape of ``over``.
        """
        contracts, later = self.of.contracts, self._later[over]
        most = np.asarray(elapsed, float)
        share = np.minimum(self._done[over] / self._due[over], most)

        def rates(each: np.ndarray) -> np.ndarray:
            return contracts.rates(
                over, each, later, elapsed=elapsed, left=left, lost=self._lost[over]
            )

        chance, rise = rates(share), contracts.rises(over, share + left)
        self._worth[over] *= rise
        signed = self._alpha * self._worth[over]
        expected = self.number[over] * self.here[over]
        self.brought[over] += expected * signed * chance
        low, high = np.maximum(share - _STEP, 0.0), np.minimum(share + _STEP, most)
        step = np.where(high > low, high - low, 1.0)
        growth = (
            np.log(contracts.rises(over, high + left) / contracts.rises(over, low + left)) / step
        )
        steep: np.ndarray = (rates(high) - rates(low)) / step + chance * growth
        steep *= expected * signed
        self.signed[over, later], self.growth[over, later] = signed, growth
        self.share[over, later] = share
        more = (steep / self._due[over])[:, None] * self._open[over]
        dealt = self.of.month[over] >= 0
        self.by_all += more.sum(axis=0)
        np.add.at(self.by_person, self.of.owner[over[dealt]], more[dealt])
        self.here[over] *= chance
        self._later[over] += 1
        self._lost[over] = False
        self._end[over] += contracts.length[over]
        self._due[over] = contracts.due[over]
        return steep
