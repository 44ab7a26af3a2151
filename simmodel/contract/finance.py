"""A model in the words of finance: who is paid, who pays, and what customers sign."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

_Facts = TypeVar("_Facts")


@dataclass(frozen=True)
class Waterfall:
    """Series of annual recurring revenue that comes and goes; all monthly, and money a year.

    Attributes:
        new: of new customers of the month.
        expansion, contraction: more, and less, than before of customers who renewed in the month.
        churned: of who left in the month.
    """

    new: str
    expansion: str
    contraction: str
    churned: str


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
        waterfall: what makes that of the month before this; None where contracts are all alike, so
            that customers say it.
    """

    renewed: str
    new_bookings: str
    renewal_bookings: str
    recognised_revenue: str
    annual_recurring_revenue: str
    waterfall: Waterfall | None = None


@dataclass(frozen=True)
class Turnover:
    """Series of a team of people one by one, who are sought before they come; all monthly.

    Attributes:
        opened: positions opened at the month's begin, those for who resigned among them.
        vacant: positions open during the month.
        surplus: members more than there should be, who are not replaced as they leave.
        taken_back: open positions taken back at the month's begin.
        resigned: members who are gone with the month.
        dismissed: members given notice at the month's begin; None if nobody is.
    """

    opened: str
    vacant: str
    surplus: str
    taken_back: str
    resigned: str
    dismissed: str | None


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
        other_costs: money, by what is paid for, month after month.
        severance_cost: money, of who is dismissed; None if that is free, or not done.
        team_at_end: a metric, no series: members in the last month.
        turnover: of people one by one; None if the team is a number that follows its plan at once.
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
    severance_cost: str | None = None
    turnover: Turnover | None = None

    @property
    def decided(self) -> str:
        """What a plan decides to have one more of: a member, or a position for one."""
        return "position" if self.turnover else self.member

    @property
    def costs(self) -> tuple[str, ...]:
        """All that is paid for."""
        people = (self.recruiting_cost, self.severance_cost)
        paid = (each for each in people if each is not None)
        return (self.team_cost, *paid, *self.other_costs.values())


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
class Hiring:
    """The time that people take to come and to go, where they do one by one.

    Attributes:
        usual_months, late_months: from opening a position to the first day of who fills it, in
            which half of them are filled, and nine of ten.
        at_once: whether a position is opened for who resigned without waiting for a review.
        takes_back: whether open positions are taken back of a team that is to be smaller.
        notice_months: to the last day of who is dismissed; None if nobody is.
        severance: money per person dismissed, at the pay of the first year.
    """

    usual_months: int
    late_months: int
    at_once: bool
    takes_back: bool
    notice_months: int | None
    severance: float


@dataclass(frozen=True)
class Rates:
    """Rates that finance multiplies numbers of people and customers by.

    Attributes:
        member: money per member of the team and year; today's mean where parts of it differ.
        contract: None if customers sign none, or differ in what they sign.
        recruiting: money per recruit.
        attrition: share of the team that resigns in a year.
        ramp_months: until a new member is fully productive.
        annual_raise: of everybody's pay, with the beginning of each later year of the horizon.
        hiring: of people one by one; None as in :class:`Roles`.
    """

    member: float
    contract: Terms | None = None
    recruiting: float = 0.0
    attrition: float = 0.0
    ramp_months: int = 0
    annual_raise: float = 0.0
    hiring: Hiring | None = None


def _undivided(_: Any) -> Mapping[str, Rates]:
    """Nothing has rates of its own."""
    return {}


@dataclass(frozen=True)
class Finance(Generic[_Facts]):
    """A team whose plan finance can keep books of.

    Attributes:
        roles: of the series.
        rates: of facts what a member of the team costs, and what a customer brings.
        rates_of_parts: likewise by part, such as a segment or a pod; none where there are none.
    """

    roles: Roles
    rates: Callable[[_Facts], Rates]
    rates_of_parts: Callable[[_Facts], Mapping[str, Rates]] = _undivided

    def told(self, idle: Collection[str]) -> Self:
        """The same without the parts that are nothing under some facts."""
        roles, turnover, signed = self.roles, self.roles.turnover, self.roles.signed
        paid = None if roles.severance_cost in idle else roles.severance_cost
        others = {label: name for label, name in roles.other_costs.items() if name not in idle}
        if turnover is not None and turnover.opened in idle:
            turnover = None
        elif turnover is not None and turnover.dismissed in idle:
            turnover = replace(turnover, dismissed=None)
        if signed is not None and signed.waterfall is not None and signed.waterfall.new in idle:
            signed = replace(signed, waterfall=None)
        changed = replace(
            roles, severance_cost=paid, other_costs=others, turnover=turnover, signed=signed
        )
        return replace(self, roles=changed)
