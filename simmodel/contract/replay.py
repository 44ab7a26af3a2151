"""One policy on one replication, to be watched."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Group:
    """Customers of one kind, such as a segment.

    Hours are as in :class:`Replay`.

    Attributes:
        name: of the kind; of no name where all are alike.
        numbers: of the customers, int64, ascending, shape (customers,): who has the same in two
            groups of one name is the same customer.
        joined: hours, shape (customers,); before 0 for those who were there when it began.
        renewed: of each customer, hours of its renewals, ascending; those before 0 are among them.
        left: hours, shape (customers,); NaN for those who are there at the end.
    """

    name: str
    numbers: np.ndarray
    joined: np.ndarray
    renewed: tuple[np.ndarray, ...]
    left: np.ndarray

    @property
    def present(self) -> int:
        """Customers at the end."""
        return int(np.isnan(self.left).sum())

    @property
    def renewals(self) -> int:
        """Renewals within the horizon."""
        return sum(int((own > 0).sum()) for own in self.renewed)

    @property
    def churn(self) -> int:
        """Customers who left."""
        return self.left.size - self.present


@dataclass(frozen=True, eq=False)
class Team:
    """Servers who share their work, such as a pod, and the customers whom they serve.

    Attributes:
        name: of no name where one team serves all.
        groups: of customers.
        waiting, busy, size: work that waits, servers at work and servers who serve, as each look
            finds them; of shape (looks,). Those who are to leave finish their work beyond ``size``.
        vacant: positions that are open, as each look finds them, shape (looks,); None where they
            are filled as soon as they are opened.
        books: where work waits for one server alone: of each look what waits for each server, and
            whether that one is at work, shape (servers, 2); None where it waits for all.
    """

    name: str
    groups: tuple[Group, ...]
    waiting: np.ndarray
    busy: np.ndarray
    size: np.ndarray
    vacant: np.ndarray | None = None
    books: tuple[np.ndarray, ...] | None = None


@dataclass(frozen=True, eq=False)
class Replay:
    """One policy on one replication, to be watched: who came and went, who waited, who worked.

    Hours are those of the model's clock, which is 0 when the horizon begins.

    Attributes:
        served, work, servers: what they are called, in the plural, such as "customers",
            "activities" and "CSMPs".
        renewal, loss: what keeps a customer, such as "renewal", and what became of one who left,
            such as "churned".
        rate: what :attr:`churn_rate` is called.
        months: of the horizon.
        hours_per_month: that the clock runs while the calendar goes on by a month.
        looks: hours, shape (looks,): the ends of the working days, from 0 to the horizon's end.
        teams: one, or those that share no work.
        present, renewals, churn: customers at the end, and what the engine has booked over the
            horizon: contracts that were renewed, and those that were not.
    """

    served: str
    work: str
    servers: str
    renewal: str
    loss: str
    rate: str
    months: int
    hours_per_month: float
    looks: np.ndarray
    teams: tuple[Team, ...]
    present: int
    renewals: int
    churn: int

    @property
    def servers_at_end(self) -> int:
        """Servers who serve, of all teams."""
        return sum(int(team.size[-1]) for team in self.teams)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups of customers, team by team."""
        return tuple(group for team in self.teams for group in team.groups)

    @property
    def churn_rate(self) -> float:
        """Churn over the contracts that ended; NaN if none did."""
        ended = self.renewals + self.churn
        return self.churn / ended if ended else float("nan")
