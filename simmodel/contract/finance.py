"""A model in the words of finance: who is paid, who pays, and what customers sign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

_Facts = TypeVar("_Facts")


@dataclass(frozen=True)
class Signed:
    """Series that hold contracts in the words of accountants; all monthly.

    Those of money are names of metrics too: the sum of the months, or the last of them of what is
    a rate.

    Attributes:
        renewed: contracts renewed.
        new_bookings, renewal_bookings: money, of what is signed in the month, first contracts apart
            from renewals: the value of a contract over its whole length.
        recognised_revenue: money earned in the month: that value spread evenly over its length.
        annual_recurring_revenue: money a year, of the contracts in force at the month's end.
    """

    renewed: str
    new_bookings: str
    renewal_bookings: str
    recognised_revenue: str
    annual_recurring_revenue: str


@dataclass(frozen=True)
class Roles:
    """Series that play the parts that a leader and finance know; all monthly.

    Attributes:
        member: what one of the team is called in short, and ``title`` in full.
        team: members on the payroll.
        change: of the team at the month's begin.
        serving: members that they are worth, with those who are still learning counted in part.
        recruits: members recruited, in place of those who resigned too; None if nobody counts them.
        customers: at the month's end; those who ``joined`` and ``left`` in it, so that they add up.
        signed: what customers sign; None if they sign nothing.
        utilisation: of those serving, a share.
        credited: money, of which the objective credits a share.
        team_cost, recruiting_cost: money; the former is a metric too, of the fluid approximation
            as well: its sum over the horizon. The latter is None if recruiting is free.
        other_costs: money, by what is paid for.
        team_at_end: a metric, no series: members in the last month.
    """

    member: str
    title: str
    team: str
    change: str
    serving: str
    recruits: str | None
    customers: str
    joined: str
    left: str
    signed: Signed | None
    utilisation: str
    credited: str
    team_cost: str
    recruiting_cost: str | None
    other_costs: Mapping[str, str]
    team_at_end: str

    @property
    def costs(self) -> tuple[str, ...]:
        """All that is paid for."""
        recruiting = () if self.recruiting_cost is None else (self.recruiting_cost,)
        return (self.team_cost, *recruiting, *self.other_costs.values())


@dataclass(frozen=True)
class Terms:
    """The contract that customers sign, all the same.

    Attributes:
        value: money per customer and year.
        years: length of a contract.
    """

    value: float
    years: float


@dataclass(frozen=True)
class Rates:
    """Rates that finance multiplies numbers of people and customers by.

    Attributes:
        member: money per member of the team and year.
        contract: None if customers sign none.
        recruiting: money per recruit.
        attrition: share of the team that resigns in a year.
        ramp_months: until a new member is fully productive.
    """

    member: float
    contract: Terms | None = None
    recruiting: float = 0.0
    attrition: float = 0.0
    ramp_months: int = 0


@dataclass(frozen=True)
class Finance(Generic[_Facts]):
    """A team whose plan finance can keep books of.

    Attributes:
        roles: of the series.
        rates: of facts what a member of the team costs, and what a customer brings.
    """

    roles: Roles
    rates: Callable[[_Facts], Rates]
