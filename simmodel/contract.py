"""What a model offers the planner: everything the planner needs and no more.

A model is a folder of this package whose ``model`` object satisfies :class:`Model`. The planner
searches, compares and certifies any such model without knowing what it simulates.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np

from simmodel.decisions import Decision
from simmodel.fields import Section
from simmodel.streams import Streams


@dataclass(frozen=True)
class Quantity:
    """What a metric or a series measures: the one definition that tables and reports show."""

    unit: str
    description: str


@dataclass(frozen=True)
class Signed:
    """Which series hold contracts in the words of accountants; all monthly.

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
    """Which series play the parts that a leader and finance know; all monthly.

    Attributes:
        member: what one of the team is called in short, and ``title`` in full.
        team: members on the payroll.
        change: of the team at the month's begin.
        serving: members that they are worth, with those who are still learning counted in part.
        recruits: members recruited, in place of those who resigned too.
        customers: at the month's end; those who ``joined`` and ``left`` in it, so that they add up.
        signed: what customers sign; None if they sign nothing.
        utilisation: of those serving, a share.
        credited: money, of which the objective credits a share.
        team_cost, recruiting_cost: money; the former is a metric too, of the fluid approximation
            as well: its sum over the horizon.
        other_costs: money, by what is paid for.
        team_at_end: a metric, no series: members in the last month.
        highlights: metrics that a leader asks for first.
    """

    member: str
    title: str
    team: str
    change: str
    serving: str
    recruits: str
    customers: str
    joined: str
    left: str
    signed: Signed | None
    utilisation: str
    credited: str
    team_cost: str
    recruiting_cost: str
    other_costs: Mapping[str, str]
    team_at_end: str
    highlights: tuple[str, ...]

    @property
    def costs(self) -> tuple[str, ...]:
        """All that is paid for."""
        return (self.team_cost, self.recruiting_cost, *self.other_costs.values())


@dataclass(frozen=True)
class Terms:
    """What customers sign, all the same.

    Attributes:
        value: money per customer and year.
        years: length of a contract.
    """

    value: float
    years: float


@dataclass(frozen=True)
class Rates:
    """What finance multiplies numbers of people and customers by.

    Attributes:
        member: money per member of the team and year.
        recruiting: money per recruit.
        attrition: share of the team that resigns in a year.
        ramp_months: until a new member is fully productive.
        contract: None if customers sign none.
    """

    member: float
    recruiting: float
    attrition: float
    ramp_months: int
    contract: Terms | None


@dataclass(frozen=True)
class Share:
    """An objective that is linear in a share: share x credited - cost, both metrics.

    What they hold beyond the monthly series comes after the horizon. Under a fixed plan what is
    credited then is in proportion to a contract's value, and that cost to the last month's, its
    hires apart.

    Attributes:
        field: of the objective's section, in (0, 1].
        credited, cost: metrics that do not depend on the share.
    """

    field: str
    credited: str
    cost: str


@dataclass(frozen=True)
class Interview:
    """What a new study of the model asks and shows.

    Attributes:
        questions: in their order, each the key of a field of a study file, such as
            "facts.team.at_start", or the name of a field of ``Plain``.
        hints: what to think of before an answer, by question; most need none.
        Plain: questions in plain words, for facts that nobody knows in the form of the file; None
            is what was not answered.
        complete: of an instance of ``Plain``, facts and today's policy: the same with answers in
            place of what was not.
        stands_for: of the same: the fields that the answers stand for, by key.
        notes: on tables, by key, for who reads the new file: what these facts amount to, and how
            to think of them.
        examples: of tables that few studies need, by name; a study may have all of them.
    """

    questions: tuple[str, ...]
    hints: Mapping[str, str]
    Plain: type[Section]
    complete: Callable[[Any, Any, Any], Any]
    stands_for: Callable[[Any, Any, Any], Mapping[str, Any]]
    notes: Callable[[Any], Mapping[str, str]]
    examples: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Calibration:
    """How people can tell whether the model is their company.

    Attributes:
        hangs_on: metrics that people know of today, the most telling first, each with the facts
            that it hangs on: where to look if the model gives another figure.
        doubts: of facts and the mean of every metric under today's policy, what would be strange
            in any company, by the metric that shows it: a sentence each; often none.
    """

    hangs_on: Mapping[str, str]
    doubts: Callable[[Any, Mapping[str, float]], Mapping[str, str]]


@dataclass(frozen=True)
class Move:
    """A fact that may turn out otherwise, and how far a leader asks about.

    Attributes:
        fact: its dotted name, such as "customers.arrivals_per_month".
        low, high: parts of the value that a study gives it; 0.8 is 20 % less.
    """

    fact: str
    low: float
    high: float


@dataclass(frozen=True)
class Investment:
    """A decision that saves people's work and has a price.

    Attributes:
        decision: a share, with a field of the policy; 0 is not to invest.
        once: the fact that is its set-up cost, paid as it is, in the first month, if the share is
            above 0.
        yearly: the fact that its running cost is proportional to.
        cost: the metric that holds its whole cost, and the series of that name its months.
        people_rate: the fact that people's cost is proportional to.
        people_cost: likewise a metric and a series.
        people: the series of people employed.
        shares: that a leader asks the price of.
        achieved: parts of the planned share that may turn out to be reached, each with its chance.
        parts: what the three facts of cost consist of, by fact: name and part, which sum to 1.
    """

    decision: str
    once: str
    yearly: str
    cost: str
    people_rate: str
    people_cost: str
    people: str
    shares: tuple[float, ...]
    achieved: tuple[tuple[float, float], ...]
    parts: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Questions:
    """What leaders ask about facts that may turn out otherwise, unless a study says.

    Attributes:
        moves: of facts, one by one.
        strengthened: the fact that ties work to revenue, whose increase is an answer of its own.
        stronger: what its increase means, in plain words, with {} for how much.
        metrics: shown beside the objective.
        investment: None if the model has none.
    """

    moves: tuple[Move, ...]
    strengthened: str | None
    stronger: str
    metrics: tuple[str, ...]
    investment: Investment | None


@dataclass(frozen=True)
class Neighbour:
    """A fixed plan with one person more, or one fewer, from some month to the horizon's end.

    Attributes:
        month: from 0.
        more: 1 or -1.
    """

    month: int
    more: int
    policy: Section


@dataclass(frozen=True)
class Neighbourhood:
    """A fixed plan and its neighbours.

    Attributes:
        plan: does what the plan does, and is valued as the neighbours are.
    """

    plan: Section
    neighbours: tuple[Neighbour, ...]


class Start(Protocol):
    """One replication at time 0, before any decision."""

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        ...


class Outcome(Protocol):
    """What one policy did on one replication."""

    @property
    def series(self) -> Mapping[str, np.ndarray]:
        """One value a month of the horizon, by name; each of shape (months,)."""
        ...


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
    present: int
    renewals: int
    churn: int

    @property
    def churn_rate(self) -> float:
        """Churn over the contracts that ended; NaN if none did."""
        ended = self.renewals + self.churn
        return self.churn / ended if ended else float("nan")


@dataclass(frozen=True)
class PublishedCell:
    """One published figure: the mean and 95 % half-width of ``metric`` in ``scenario``."""

    scenario: str
    metric: str
    mean: float
    half_width: float


@dataclass(frozen=True)
class Curve:
    """A line of a published figure; ``x`` and ``y`` are of one length."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Figure:
    """A published figure, drawn again.

    Attributes:
        name: as published, such as "Figure 2a".
        x, y: what the axes show, with units.
    """

    name: str
    title: str
    x: str
    y: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class Published:
    """Published figures to hold the model against.

    Attributes:
        scenarios: policies to simulate, by name.
        computed: ours by scenario and metric, where they follow from formulas.
    """

    source: str
    facts: Section
    scenarios: Mapping[str, Section]
    cells: tuple[PublishedCell, ...]
    conventions: tuple[str, ...]
    computed: Mapping[tuple[str, str], float]
    figures: tuple[Figure, ...]


class Model(Protocol):
    """One operations model.

    ``draw`` takes no policy, so all policies of a replication meet the same luck: common random
    numbers hold by signature. ``run`` and ``reference`` return outcomes equal to the last bit.
    """

    name: str
    Facts: type[Section]
    Policy: type[Section]
    Objective: type[Section]
    metrics: Mapping[str, Quantity]
    series: Mapping[str, Quantity]
    share: Share
    interview: Interview
    calibration: Calibration
    questions: Questions
    roles: Roles
    in_time: bool
    """Whether a horizon begins with today's customers, so that its months have dates; else policies
    are compared in the long run, as each has settled."""
    run_releases_gil: bool
    """Whether many runs go side by side in threads (else in processes)."""

    def decisions(self, facts: Any, baseline: Any) -> tuple[Decision, ...]:
        """The whole decision space, as fields of the policy; a study narrows it.

        Facts and baseline set no more than the periods of a schedule, what it starts from, and
        what is usual: names, units and bounds are the same for all.
        """
        ...

    def decide(self, baseline: Any, decisions: Mapping[str, Any]) -> Any:
        """The policy that takes these decisions, and is otherwise as the baseline."""
        ...

    def refuse(self, facts: Any, policy: Any) -> str | None:
        """Why this policy is impossible under these facts, or None."""
        ...

    def complete(self, facts: Any, policy: Any) -> Any:
        """A possible policy, with numbers in place of what it leaves to a rule of the model."""
        ...

    def today(self, facts: Any) -> Any:
        """The policy that goes on as the facts say it is today, as far as they do."""
        ...

    def in_effect(self, facts: Any, policy: Any, today: Any) -> tuple[str, ...]:
        """The fields of ``policy`` that make a difference, in their order.

        One that does nothing, such as a part of 0, makes one where it ends what ``today`` does.
        """
        ...

    def instructions(self, facts: Any, policy: Any) -> Mapping[str, str]:
        """What a policy tells people to do beside the size of the team, by decision.

        In the imperative, such as "review the team every month"; nothing is said of
        what has no effect.
        """
        ...

    def cautions(self, facts: Any) -> tuple[str, ...]:
        """What of these facts to know before any plan is acted on, a sentence each; often none."""
        ...

    def remarks(self, facts: Any, baseline: Any) -> tuple[str, ...]:
        """What the facts and today's policy amount to, a sentence each, for people."""
        ...

    def draw(self, facts: Any, streams: Streams) -> Any:
        """All randomness of one replication."""
        ...

    def warm_up(self, facts: Any, paths: Any) -> Start:
        """The state at time 0, from which any number of policies are run."""
        ...

    def run(self, facts: Any, policy: Any, start: Any) -> Outcome:
        """Compiled engine: one policy from ``start``."""
        ...

    def reference(self, facts: Any, policy: Any, paths: Any) -> Outcome:
        """SimPy engine, the readable definition: one policy from the beginning of the paths."""
        ...

    def replay(self, facts: Any, policy: Any, paths: Any) -> Replay:
        """What :meth:`reference` does, to be watched; looking on changes nothing."""
        ...

    def fluid(
        self, facts: Any, policies: Sequence[Any], objective: Any
    ) -> Mapping[str, np.ndarray]:
        """Deterministic approximation of metrics, each of shape (len(policies),)."""
        ...

    def measure(self, facts: Any, policy: Any, objective: Any, outcome: Any) -> dict[str, float]:
        """Every metric of an outcome; ``objective`` is the one to maximise."""
        ...

    def prices(self, facts: Any, policies: Sequence[Any], objective: Any) -> Sequence[Any]:
        """What :meth:`luck` needs to know of each policy; no random number enters."""
        ...

    def luck(self, prices: Any, outcome: Any) -> dict[str, float]:
        """The part of a metric that was luck, with a mean of exactly zero under any policy.

        Estimates take it out: same mean, narrower spread. A metric that is left out has none.
        """
        ...

    def schedule(self, facts: Any, policy: Any, series: Mapping[str, np.ndarray]) -> Any:
        """The fixed plan that stands for an adaptive policy: same periods, average team.

        Args:
            series: of that policy, by name, each of shape (replications, months).
        """
        ...

    def limits(self, facts: Any) -> Mapping[str, tuple[float, float]]:
        """Lowest and highest mean of some metrics, by name, whatever the policy."""
        ...

    def rates(self, facts: Any) -> Rates:
        """What a member of the team costs, and what a customer brings."""
        ...

    def plan_rows(self, facts: Any, plan: Any, begins: date) -> list[dict[str, str | int | float]]:
        """A fixed plan as rows for finance; ``begins`` is the first day of a horizon in time."""
        ...

    def neighbours(self, facts: Any, plan: Any) -> Neighbourhood | None:
        """The plans next to a fixed plan, quarter by quarter; None if the model has none."""
        ...

    def published(self) -> Published:
        """The published figures of this model."""
        ...

    def published_metrics(self, facts: Any, outcome: Any) -> dict[str, float]:
        """The metrics of ``outcome`` under the conventions of the published table."""
        ...
