"""One policy on one replication, to be watched."""

from dataclasses import dataclass

import numpy as np


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
        numbers: of the customers, int64, ascending, shape (customers,): who has the same in two
            replays is the same customer.
        joined: hours, shape (customers,); before 0 for those who were there when it began.
        renewed: of each customer, hours of its renewals, ascending; those before 0 are among them.
        left: hours, shape (customers,); NaN for those who are there at the end.
        looks: hours, shape (looks,): the ends of the working days, from 0 to the horizon's end.
        waiting, busy, team: work that waits, servers at work and servers who serve, as each look
            finds them; of shape (looks,). Those who are to leave finish their work beyond ``team``.
        vacant: positions that are open, as each look finds them, shape (looks,); None where they
            are filled as soon as they are opened.
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
    numbers: np.ndarray
    joined: np.ndarray
    renewed: tuple[np.ndarray, ...]
    left: np.ndarray
    looks: np.ndarray
    waiting: np.ndarray
    busy: np.ndarray
    team: np.ndarray
    vacant: np.ndarray | None
    present: int
    renewals: int
    churn: int

    @property
    def churn_rate(self) -> float:
        """Churn over the contracts that ended; NaN if none did."""
        ended = self.renewals + self.churn
        return self.churn / ended if ended else float("nan")
