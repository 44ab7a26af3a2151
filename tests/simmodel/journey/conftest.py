"""A vendor of ten-hour months with random numbers written by hand, and both engines side by side.

The helpers are fixtures without state, of the session's scope: hypothesis may use them in every
example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import strategies as st

from simmodel.journey.customers.chances import chances
from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.customers.word_of_mouth import WordOfMouth
from simmodel.journey.desk.facts import OF_SKILLED, Desk, Order, Organisation, Skill
from simmodel.journey.draw import draw, people_of
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import measure
from simmodel.journey.money.objective import Objective
from simmodel.journey.outcome import Outcome, Tally
from simmodel.journey.paths import Contracts, Paths, Work
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.people.learning import Learning, Overload
from simmodel.journey.people.leaving import Dismissal, Resignation
from simmodel.journey.people.members import Member
from simmodel.journey.policy import MONTHS_PER_PERIOD, Policy
from simmodel.journey.reference.vendor import reference
from simmodel.journey.vendor import together
from simmodel.journey.work.facts import Activity, Automation
from simmodel.streams import Streams

MONTH = 10.0
NEVER = 2.0
CHURNS = 0.95
RENEWS = 0.0

# ---- Random numbers written by hand --------------------------------------------------------------


@dataclass(frozen=True)
class Journey:
    """One customer, written by hand.

    Attributes:
        begins: hours; of the first contract in the paths. After 0, or if ``arrives``, a new one.
        tasks: (release, hours), then a uniform number and a type of activity, if not the first.
        uniform: at the end of each contract that ends after time 0; then always :data:`RENEWS`.
    """

    begins: float
    tasks: tuple[tuple[float, ...], ...]
    uniform: tuple[float, ...]
    arrives: bool


def _vendor(
    *,
    months: int = 2,
    team: int = 1,
    customers: int = 1,
    per_month: int = 4,
    length: int = 1,
    warm_up: int | None = None,
    queued: bool = False,
    others: Mapping[str, float] | None = None,
    **more: Any,
) -> Facts:
    """A month is 10 hours and a customer's expected work 5 of them: a CSMP serves 2 customers.

    Args:
        others: mean hours of further types of activity, which none is expected of.
    """
    staff = {
        name: more.pop(name) for name in Team.model_fields if name != "at_start" and name in more
    }
    return Facts(
        horizon_months=months,
        warm_up_months=length if warm_up is None else warm_up,
        calendar=Calendar(working_days_per_month=10, hours_per_day=1.0, availability=1.0),
        customers=Customers(at_start=customers, arrivals_per_month=0.0),
        contract=Contract(months=length, value=1200.0),
        activities={
            "task": Activity(per_month=per_month, mean_hours=5.0 / per_month, automatable=True)
        }
        | {name: Activity(per_month=0, mean_hours=mean) for name, mean in (others or {}).items()},
        team=Team(at_start=team, **{"annual_cost": 120.0} | staff),
        automation=Automation(queued=queued),
        **more,
    )


def _paths(facts: Facts, journeys: list[Journey]) -> Paths:
    """The paths of ``journeys``, customers at the start first."""
    length, horizon = facts.contract.months * MONTH, facts.horizon_months * MONTH
    begin, end, uniforms, successor, joined, which = [], [], [], [], [], []
    tasks = []
    for journey in journeys:
        own = iter(journey.uniform)
        first = len(begin)
        number = 0
        while journey.begins + number * length < horizon:
            begin.append(journey.begins + number * length)
            end.append(journey.begins + (number + 1) * length)
            uniforms.append(next(own, RENEWS) if end[-1] > 0 else CHURNS)
            successor.append(len(begin))
            joined.append(journey.begins if journey.arrives else -np.inf)
            number += 1
            which.append(number)
        successor[-1] = -1
        for release, hours, *more in journey.tasks:
            uniform, kind = (*more, *(NEVER, 0)[len(more) :])
            month = int((release - journey.begins) // MONTH)
            assert month >= 0
            assert release < horizon
            contract = first + month // facts.contract.months
            expiry = journey.begins + (month + 1) * MONTH
            tasks.append((release, expiry, hours, uniform, contract, kind))
    tasks.sort(key=lambda task: task[0])
    columns = list(zip(*tasks, strict=True)) or [()] * 6
    kinds = (float, float, np.float32, np.float32, np.int32, np.int16)
    work = Work(*(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True)))
    assert np.all(np.bincount(work.contract) <= facts.activities_per_contract)
    ends = np.array(end, float)
    due = np.full(ends.size, round(facts.activities_per_contract), np.int32)
    loss = facts.desk.goodwill_loss if facts.desk else 0.0
    renewal, first_chance = chances(facts.renewal, due, np.array(which, np.int64), loss)
    ending = np.flatnonzero((ends > 0) & (ends <= horizon))
    begins = np.array(begin, float)
    return Paths(
        work=work,
        contracts=Contracts(
            begins,
            ends,
            np.array(uniforms, float),
            np.array(successor, np.int32),
            np.array(joined),
            worth=np.ones(ends.size),
            outcome=np.full(ends.size, 0.5),
            due=due,
            segment=np.zeros(ends.size, np.int16),
            chances=first_chance,
        ),
        arrivals=np.sort(np.array([each.begins for each in journeys if each.arrives], float)),
        ending=ending[np.argsort(ends[ending], kind="stable")].astype(np.int32),
        in_force=(begins <= 0) | (begins == np.array(joined)),
        renewal=renewal,
        people=people_of(facts, Streams(7, 0, 0)),
    )


@pytest.fixture(scope="session")
def vendor():
    """Facts of a vendor with ten-hour months."""
    return _vendor


@pytest.fixture(scope="session")
def customer():
    """A journey written by hand; it is a new customer if it begins after time 0."""

    def write(begins, tasks=(), uniform=(), arrives=None):
        arrives = begins > 0 if arrives is None else arrives
        return Journey(begins, tuple(tasks), tuple(uniform), arrives)

    return write


@pytest.fixture(scope="session")
def paths_of():
    """Paths from journeys written by hand."""
    return _paths


@pytest.fixture(scope="session")
def play(both):
    """Run journeys written by hand through both engines; the team stays what it is."""

    def run_both(facts, journeys, policy=None):
        if policy is None:
            policy = Policy(cadence="monthly", hires=(0,) * facts.horizon_months)
        return both(facts, policy, _paths(facts, journeys))

    return run_both


# ---- Both engines --------------------------------------------------------------------------------


def _by_name(tally: Tally) -> dict[str, np.ndarray]:
    """Every array that an engine has counted."""
    people = {} if tally.people is None else tally.people._asdict()
    own = {name: getattr(tally, name) for name in ("finished", "in_force", "renewed", "unsettled")}
    starts = {} if tally.started_at is None else {"started_at": tally.started_at}
    return tally.counts._asdict() | people | own | starts


@pytest.fixture(scope="session")
def by_name():
    """Every array that an engine has counted."""
    return _by_name


def _same(first: Outcome, second: Outcome) -> None:
    """Fail unless two outcomes are equal to the last bit."""
    for name, ours in _by_name(first.tally).items():
        theirs = _by_name(second.tally)[name]
        np.testing.assert_array_equal(ours, theirs, err_msg=name, strict=True)
    assert first.tally == second.tally
    assert list(first.series) == list(second.series)
    for name in first.series:
        np.testing.assert_array_equal(first.series[name], second.series[name], err_msg=name)
    assert list(first.clienteles) == list(second.clienteles)
    for name, clientele in first.clienteles.items():
        _same_parts(clientele, second.clienteles[name], f"clienteles[{name!r}]")
    _same_parts(first.of_people, second.of_people, "of_people")
    _same_parts(first.levels, second.levels, "levels")


def _same_parts(first: Any, second: Any, name: str) -> None:
    """Fail unless all that two records of one kind hold is equal to the last bit."""
    assert type(first) is type(second), name
    if is_dataclass(first):
        for each in fields(first):
            ours, theirs = getattr(first, each.name), getattr(second, each.name)
            _same_parts(ours, theirs, f"{name}.{each.name}")
    elif isinstance(first, Mapping):
        assert list(first) == list(second), name
        for each, ours in first.items():
            _same_parts(ours, second[each], f"{name}[{each!r}]")
    else:
        np.testing.assert_array_equal(first, second, err_msg=name, strict=True)


def _both(facts: Facts, policy: Policy, paths: Paths) -> Outcome:
    compiled = run(facts, policy, warm_up(facts, paths))
    readable = reference(facts, policy, paths)
    _same(compiled, readable)
    ours, theirs = (
        measure(facts, policy, Objective(), together(facts, {"": each}))
        for each in (compiled, readable)
    )
    np.testing.assert_array_equal(list(ours.values()), list(theirs.values()))
    return compiled


@pytest.fixture(scope="session")
def both():
    """Run a policy through both engines, which must agree to the last bit."""
    return _both


@pytest.fixture(scope="session")
def same():
    """Fail unless two outcomes are equal to the last bit."""
    return _same


# ---- Vendors by the hundred ----------------------------------------------------------------------


@st.composite
def _ramps(draw_: Any) -> dict[str, Any]:
    """What recruits lack and cost; with whole halves, so that the number who serve is a tie."""
    return {
        "ramp_months": draw_(st.sampled_from([0, 1, 3, 24])),
        "annual_attrition": draw_(st.sampled_from([0.0, 0.18, 0.5, 0.99])),
        "recruiting_cost": draw_(st.sampled_from([0.0, 70.1])),
    }


@st.composite
def _people(draw_: Any, hours: float) -> People | None:
    """People one by one, with all that may happen to them; or None, where the team is a number."""
    if draw_(st.booleans()):
        return None
    median = draw_(st.sampled_from([0.0, 20.0, 60.0]))
    past = draw_(st.sampled_from([(), (), (0.0, 15.0, 31.0, 200.0)]))
    return People(
        hiring=Hiring(
            median_days=0.0 if past else median,
            p90_days=draw_(st.sampled_from([0.0, 120.0])) if median and not past else 0.0,
            past_days=past,
            cancel=draw_(st.booleans()),
        ),
        resignation=Resignation(
            by_year=draw_(st.sampled_from([(), (0.0,), (0.9, 0.3), (0.5,)])),
            load_effect=draw_(st.sampled_from([0.0, 3.0])),
            replaced=draw_(st.sampled_from(["at_once", "at_review"])),
        ),
        learning=Learning(
            speeds=draw_(st.sampled_from([(), (0.25, 0.5, 1.0), (0.01,)])),
            training_months=draw_(st.integers(0, 3)),
            training_hours=draw_(st.sampled_from([0.0, min(0.1 * hours, 200.0)])),
        ),
        overload=draw_(
            st.none() | st.builds(Overload, months=st.integers(1, 3), slowdown=st.just(0.3))
        ),
        dismissal=draw_(
            st.none()
            | st.builds(Dismissal, notice_months=st.integers(0, 3), severance_months=st.just(2.0))
        ),
    )


def _named(team: int) -> st.SearchStrategy[tuple[Member, ...]]:
    """A team of so many by name, who may work part time, or more, and be absent."""
    share = st.sampled_from([0.0, 0.05, 0.5, 1.0]) | st.floats(0.0, 1.0)
    member = st.fixed_dictionaries(
        {
            "tenure": st.sampled_from([0, 1, 2, 30, 600]),
            "hours": st.sampled_from([0.01, 0.5, 1.0, 1.0, 2.0]),
            "away": st.lists(share, max_size=5).map(tuple),
        }
    )
    named = st.lists(member, min_size=team, max_size=team)
    return named.map(
        lambda each: tuple(
            Member(name=letter, **own) for letter, own in zip("ABCDEFGH", each, strict=False)
        )
    )


@pytest.fixture(scope="session")
def named():
    """Strategy by the size of the team: its members."""
    return _named


@st.composite
def _with_members(draw_: Any, kind: Any) -> tuple[Facts, Policy, Paths]:
    """The same with a team by name, where it is people."""
    facts, policy, paths = draw_(kind.filter(lambda drawn: drawn[0].people is not None))
    members = draw_(_named(facts.team.at_start))
    people = facts.people.model_copy(update={"members": members})
    facts = facts.model_copy(update={"people": people})
    seed = Streams(draw_(st.integers(0, 99)), 0, 0)
    return facts, policy, replace(paths, people=people_of(facts, seed))


@st.composite
def _targets(draw_: Any, activities: Mapping[str, Activity], hours: float) -> dict[str, Activity]:
    """The activities, some of which may have response targets, and a price."""
    if draw_(st.booleans()):
        return dict(activities)
    within = st.none() | st.sampled_from([0.001, 0.05, 0.25, 3.0])
    found = {}
    for name, each in activities.items():
        months = draw_(within)
        price = None if months is None else draw_(st.sampled_from([None, 0.0, 7.1]))
        target = {"respond_within": months and months * hours, "breach_cost": price}
        found[name] = Activity.model_validate(each.model_dump() | target)
    return found


@st.composite
def _desks(draw_: Any, kinds: list[str], at_desk: bool) -> Desk | None:
    """Who does what first; None for the pool without a table."""
    if not at_desk:
        return None
    skill = st.builds(
        Skill,
        activities=st.lists(st.sampled_from(kinds), min_size=1, unique=True).map(tuple),
        share=st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]),
    )
    skills = draw_(st.none() | st.dictionaries(st.sampled_from("abc"), skill, min_size=1))
    order = draw_(st.sampled_from(get_args(Order) if skills is None else OF_SKILLED))
    some = int(order == "by_class")
    return Desk(
        organisation=draw_(st.sampled_from(get_args(Organisation))) if skills is None else "pool",
        order=order,
        skills=skills,
        first=tuple(draw_(st.lists(st.sampled_from(kinds), min_size=some, unique=True))),
        moved=draw_(st.sampled_from([0.0, 0.3, 1.0])),
        goodwill_months=draw_(st.integers(0, 3)),
        goodwill_loss=draw_(st.sampled_from([0.0, 1.5])),
    )


@st.composite
def _policies(draw_: Any, facts: Facts) -> Policy:
    cadence = draw_(st.sampled_from(list(MONTHS_PER_PERIOD)))
    policy = Policy(
        cadence=cadence,
        caf=draw_(st.sampled_from([0.1, 0.5, 1.0, 10.0]) | st.floats(0.1, 10.0)),
        automation=draw_(st.sampled_from([0.0, 0.5, 1.0]) | st.floats(0.0, 1.0)),
    )
    if draw_(st.booleans()):
        periods = policy.periods(facts)
        teams = draw_(st.lists(st.integers(0, 6), min_size=periods, max_size=periods))
        hires = np.diff(teams, prepend=facts.team.at_start)
        policy = policy.model_copy(update={"hires": tuple(hires.tolist())})
    if facts.desk is not None:
        skilled = facts.desk.skilled
        organisations = st.sampled_from(get_args(Organisation))
        organisation = draw_(st.none() if skilled else st.none() | organisations)
        order = draw_(st.none() | st.sampled_from(OF_SKILLED if skilled else get_args(Order)))
        policy = policy.model_copy(update={"organisation": organisation, "order": order})
    return policy


@st.composite
def _studies(
    draw_: Any,
    at_desk: bool = False,
    weighted: bool = False,
    heard: bool = False,
    targeted: bool = True,
) -> tuple[Facts, Policy, Paths]:
    """Small vendors with drawn numbers: a few hundred activities."""
    length = draw_(st.integers(1, 4))
    calendar = Calendar(
        working_days_per_month=draw_(st.integers(1, 31)),
        hours_per_day=draw_(st.sampled_from([1.0, 7.3, 24.0])),
        availability=draw_(st.sampled_from([1.0, 0.7, 0.031])),
        working_days=draw_(st.sampled_from([None, None, (1.0, 20.5, *[7.0] * 10)])),
    )
    hours = calendar.working_days_per_month * calendar.hours_per_day * calendar.availability
    # A customer's work in shares of the month: from next to nothing to nearly all of it.
    load = draw_(st.sampled_from([0.01, 0.2, 0.6, 0.95]))
    frequency = draw_(
        st.lists(st.integers(0, 5), min_size=1, max_size=3).filter(
            lambda each: each[0] > 0 if weighted else sum(each) > 0
        )
    )
    weight = draw_(
        st.lists(
            st.sampled_from([0.02, 1.0, 3.0]), min_size=len(frequency), max_size=len(frequency)
        )
    )
    total = sum(each * heavy for each, heavy in zip(frequency, weight, strict=True))
    activities = {
        f"kind_{number}": Activity(
            per_month=each,
            mean_hours=min(load * hours * heavy / total, 1000.0),
            automatable=draw_(st.booleans()),
            weight=draw_(st.sampled_from([0, 1, 3])) if weighted and number else 1,
        )
        for number, (each, heavy) in enumerate(zip(frequency, weight, strict=True))
    }
    floor, ceiling = sorted(
        draw_(st.tuples(*[st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])] * 2)),
    )
    facts = Facts(
        horizon_months=draw_(st.integers(1, 8) | st.just(14)),  # 14: there is a year ago
        warm_up_months=length + draw_(st.integers(0, 3)),
        calendar=calendar,
        customers=Customers(
            at_start=draw_(st.integers(0, 8)),
            arrivals_per_month=draw_(st.sampled_from([0.0, 0.3, 2.0])),
        ),
        contract=Contract(
            months=length,
            value_variation=draw_(st.sampled_from([None, 0.7])) if at_desk else None,
        ),
        activities=draw_(_targets(activities, hours)) if targeted else activities,
        renewal=Renewal(
            intercept=draw_(st.sampled_from([-8.0, -2.0, 0.0, 5.0])),
            slope=draw_(st.sampled_from([0.0, 0.05, 0.107, 10.0])),
            floor=floor,
            ceiling=ceiling,
        ),
        team=Team(
            at_start=draw_(st.integers(0, 6)),
            reviewed_at_start=draw_(st.booleans()),
            rounding=draw_(st.sampled_from(["nearest", "whole_changes"])),
            **draw_(_ramps()),
        ),
        people=draw_(_people(hours)),
        word_of_mouth=WordOfMouth(
            deterred=draw_(st.sampled_from([0.4, 1.0])),
            churn_before=draw_(st.sampled_from([None, 0.0, 0.7])),
        )
        if heard
        else None,
        desk=draw_(_desks(list(activities), at_desk)),
        automation=Automation(queued=draw_(st.booleans()), setup_cost=10.0, annual_cost=100.0),
    )
    policy = draw_(_policies(facts))
    streams = Streams(draw_(st.integers(0, 2**32)), 0, 0)
    return facts, policy, draw(facts, streams)


@st.composite
def _grids(draw_: Any, at_desk: bool = False, targeted: bool = True) -> tuple[Facts, Policy, Paths]:
    """Vendors where everything happens at full or half hours, so that ties are everywhere."""
    others = {"short": 0.5, "as_long": 5.0 / 3, "long": 4.0} if at_desk else {}
    kinds = st.integers(0, len(others))
    length = draw_(st.integers(1, 3))
    count = draw_(st.integers(0, 4))
    facts = _vendor(
        months=draw_(st.integers(1, 4)),
        team=draw_(st.integers(0, 4)),
        customers=count,
        per_month=draw_(st.integers(1, 8)),
        length=length,
        warm_up=length + draw_(st.integers(0, 2)),
        queued=draw_(st.booleans()),
        reviewed_at_start=draw_(st.booleans()),
        rounding=draw_(st.sampled_from(["nearest", "whole_changes"])),
        people=draw_(_people(MONTH)),
        desk=draw_(_desks(["task", *others], at_desk)),
        others=others,
        **draw_(_ramps()),
    )
    if targeted:
        activities = draw_(_targets(facts.activities, MONTH))
        facts = facts.model_copy(update={"activities": activities})
    horizon = facts.horizon_months * 20
    half_hours = st.integers(-length * 20 + 1, 0)
    hours = st.sampled_from([0, 1, 2, 3, 4, 8, 20]) | st.integers(0, 70)
    uniform = st.sampled_from([0.0, 0.25, 0.5, 0.75, NEVER])
    starts = [(draw_(half_hours) / 2, False) for _ in range(count)]
    arrivals = sorted(draw_(st.lists(st.integers(0, horizon - 1), max_size=3)))
    journeys = []
    for begins, arrives in starts + [(arrival / 2, True) for arrival in arrivals]:
        first = begins
        if not arrives and begins - length * MONTH >= -facts.warm_up_hours:
            first = begins - length * MONTH
        tasks = []
        load: dict[int, int] = {}
        release = st.integers(int(2 * first), horizon - 1)
        for at, long, drawn in draw_(st.lists(st.tuples(release, hours, uniform), max_size=24)):
            month = int((at / 2 - first) // MONTH)
            load[month] = load.get(month, 0) + 1
            if load[month] <= facts.activities_per_month:
                kind = draw_(kinds) if at_desk else 0
                tasks.append((at / 2, long / 2, drawn if at >= 0 else NEVER, kind))
        own = draw_(st.lists(st.sampled_from([0.0, 0.3, 0.5, 0.506, 0.507, CHURNS]), max_size=4))
        journeys.append(Journey(first, tuple(sorted(tasks)), tuple(own), arrives))
    return facts, draw_(_policies(facts)), _paths(facts, journeys)


@pytest.fixture(scope="session")
def studies():
    """Strategy: (facts, policy, paths) with drawn numbers."""
    return _studies()


@pytest.fixture(scope="session")
def desks():
    """Strategy: as ``studies``, but at a desk of any organisation and order, without targets."""
    return _studies(at_desk=True, targeted=False)


@pytest.fixture(scope="session")
def desks_with_targets():
    """Strategy: as ``desks``, with response targets."""
    return _studies(at_desk=True)


@pytest.fixture(scope="session")
def weighted():
    """Strategy: as ``desks``, but activities may count for more or less than others."""
    return _studies(at_desk=True, weighted=True)


@pytest.fixture(scope="session")
def heard():
    """Strategy: as ``desks``, but poor service keeps new customers away."""
    return _studies(at_desk=True, heard=True)


@pytest.fixture(scope="session")
def desks_with_members():
    """Strategy: as ``desks``, with a team by name."""
    return _with_members(_studies(at_desk=True, targeted=False))


@pytest.fixture(scope="session")
def grids_at_a_desk_with_members():
    """Strategy: as ``grids_at_a_desk``, with a team by name."""
    return _with_members(_grids(at_desk=True, targeted=False))


@pytest.fixture(scope="session")
def grids_at_a_desk():
    """Strategy: as ``grids``, but at a desk of any organisation and order, without targets."""
    return _grids(at_desk=True, targeted=False)


@pytest.fixture(scope="session")
def grids_at_a_desk_with_targets():
    """Strategy: as ``grids_at_a_desk``, with response targets."""
    return _grids(at_desk=True)


@pytest.fixture(scope="session")
def grids():
    """Strategy: (facts, policy, paths) where simultaneous events are the rule."""
    return _grids()


# ---- What always holds ---------------------------------------------------------------------------


def _conserves(facts: Facts, policy: Policy, paths: Paths, outcome: Outcome) -> None:
    """Recount, from the paths and the contracts that were signed, what an engine reports."""
    tally, series, work, contracts = outcome.tally, outcome.series, paths.work, paths.contracts
    edges, hours = facts.boundaries, facts.hours_per_month
    months = facts.horizon_months
    signed = tally.in_force[work.contract]

    # Activities: everything that fell due is somewhere.
    def by_month(chosen: np.ndarray) -> np.ndarray:
        return np.histogram(work.release[chosen & (work.release >= 0)], edges)[0]

    # np.histogram closes its last bin, but nothing is released at the horizon's end.
    np.testing.assert_array_equal(tally.counts.released, by_month(signed))
    automated = work.uniform.astype(float) < (0.0 if facts.automation.queued else policy.automation)
    np.testing.assert_array_equal(tally.counts.automated, by_month(signed & automated))
    assert np.all(series["finished"] >= 0)
    assert np.all(series["removed"] >= 0)
    np.testing.assert_array_equal(
        tally.counts.released + tally.counts.waiting[:-1] + tally.counts.in_service[:-1],
        series["automated"]
        + series["finished"]
        + series["removed"]
        + tally.counts.waiting[1:]
        + tally.counts.in_service[1:],
    )
    for row, edge in enumerate(edges):
        queueing = signed & (work.release < edge) & (work.expiry > edge)
        assert tally.counts.waiting[row] <= queueing.sum()
    if facts.team.at_start == 0 and not series["serving"].any():
        # Nobody ever serves: what could still wait does.
        for row, edge in enumerate(edges):
            queueing = signed & ~automated & (work.release < edge) & (work.expiry > edge)
            assert tally.counts.waiting[row] == queueing.sum()

    # Response targets: one activity after another, by what is said of them.
    if facts.targets is not None:
        _conserves_levels(facts, policy, paths, outcome)

    # Contracts: no more is finished than was released; who renews goes on, who does not leaves.
    stated = 0 if paths.finished is None else paths.finished
    points = facts.points_of(work.kind)
    released = np.bincount(work.contract, points, minlength=tally.finished.size)
    assert np.all(tally.finished <= released + stated)
    if points is None:
        assert np.all(tally.finished <= facts.activities_per_contract)
    assert np.all(tally.finished[~tally.in_force] == 0)
    decided = np.zeros(tally.in_force.size, bool)
    decided[paths.ending] = tally.in_force[paths.ending]
    # Of who outlasts the horizon no chance is asked, and there may be none for so many points.
    place = np.where(decided, contracts.chances + tally.finished, 0)
    renews = contracts.uniform < paths.renewal[tally.unsettled.astype(int), place]
    np.testing.assert_array_equal(tally.renewed, decided & renews)
    goes_on = decided & (contracts.successor >= 0)
    np.testing.assert_array_equal(
        tally.in_force[contracts.successor[goes_on]], tally.renewed[goes_on]
    )
    assert series["renewals"].sum() + series["churn"].sum() == decided.sum()
    assert series["renewals"].sum() == tally.renewed.sum()

    # Customers: those with a contract in force are those who came less those who left.
    at_end = contracts.end == edges[-1]
    for row, edge in enumerate(edges[1:]):
        present = tally.in_force & (contracts.begin <= edge) & (contracts.end > edge)
        if row == months - 1:  # renewals at the very end have no contract in the paths
            present |= tally.renewed & at_end
        assert series["customers"][row] == present.sum()
    opening = np.concatenate(([facts.customers.at_start], series["customers"][:-1]))
    np.testing.assert_array_equal(
        series["customers"], opening + series["new_customers"] - series["churn"]
    )
    assert series["new_customers"].sum() == tally.in_force[paths.first].sum()
    if paths.hears is None:
        assert series["new_customers"].sum() == paths.arrivals.size
    (clientele,) = outcome.clienteles.values()
    running, cohort = clientele.running, clientele.cohort
    assert running.elapsed_share.size == series["customers"][-1] - (tally.renewed & at_end).sum()
    assert 0 <= cohort.stayed <= cohort.customers
    if months > 12:
        assert cohort.customers == series["customers"][months - 13]

    # Hours: never more than the team and those who are leaving have. Sums of a few thousand
    # floats are good to 1e-9.
    worked = tally.counts.started_hours - np.diff(tally.counts.remaining_hours)
    busy = tally.counts.in_service[:-1]
    # Where people are told apart, those who leave may be the busy ones, while others are idle.
    hands = np.maximum(series["team"], busy) if facts.people is None else series["team"] + busy
    assert np.all(worked >= -1e-9 * hours)
    assert np.all(worked <= hands * hours * (1 + 1e-9) + 1e-9)
    assert np.all(tally.counts.in_service[1:] <= hands)
    served = series["team"] > 0
    np.testing.assert_allclose(
        (series["utilisation"] * series["team"] * hours)[served],
        worked[served],
        rtol=1e-9,
        atol=1e-9,
    )
    assert np.all(tally.counts.waited_hours >= 0)
    np.testing.assert_array_equal(series["team"], facts.team.at_start + np.cumsum(series["hires"]))
    (_conserves_team if facts.people is None else _conserves_people)(facts, policy, paths, series)


def _conserves_levels(facts: Facts, policy: Policy, paths: Paths, outcome: Outcome) -> None:
    """Judge each activity of the horizon by itself."""
    tally, horizon, kinds = outcome.tally, facts.boundaries[-1], [*facts.activities.values()]
    assert tally.started_at is not None
    judged, breaches = (np.zeros(facts.horizon_months, int) for _ in range(2))
    cost = 0.0
    share = 0.0 if facts.automation.queued else policy.automation
    work = [each for each in zip(*(a.tolist() for a in paths.work), strict=True) if each[0] >= 0]
    assert len(work) == tally.started_at.size
    for (release, expiry, _, uniform, contract, kind), start in zip(
        work, tally.started_at.tolist(), strict=True
    ):
        assert start == np.inf or (release <= start < min(expiry, horizon))
        target = kinds[kind].respond_within
        if target is None or not tally.in_force[contract]:
            continue
        answer = release if uniform < share else start
        met = answer <= release + target
        if not met and answer == np.inf and min(release + target, expiry) > horizon:
            continue
        month = int((facts.boundaries <= release).sum()) - 1
        judged[month] += 1
        breaches[month] += not met
        cost += 0.0 if met else kinds[kind].breach_cost or 0.0
    np.testing.assert_array_equal(outcome.series["judged"], judged)
    np.testing.assert_array_equal(outcome.series["breaches"], breaches)
    np.testing.assert_allclose(outcome.series["breach_cost"].sum(), cost)
    assert np.all(judged <= tally.counts.released)


def _conserves_team(
    facts: Facts, policy: Policy, paths: Paths, series: Mapping[str, np.ndarray]
) -> None:
    """The schedule, or the target at every review and no change between; and the recruits."""
    months = facts.horizon_months
    closing = series["customers"]
    opening = closing - series["new_customers"] + series["churn"]
    opening[0] += (paths.arrivals == 0).sum()
    team = facts.team.at_start
    for month in range(months):
        period, rest = divmod(month, policy.months_per_period)
        if rest == 0:
            if policy.hires is not None:
                team += policy.hires[period]
            elif month > 0 or facts.team.reviewed_at_start:
                target = opening[month] / (facts.customers_per_csmp * policy.caf)
                nearest = facts.team.rounding == "nearest"
                team = int(np.floor(target + 0.5)) if nearest else team + int(target - team)
        assert series["team"][month] == team

    # Recruits: hires and backfills; what the team is worth is what its recruits do not lack, who
    # are the latest that came and no more than the team.
    staff = facts.team
    backfills = staff.annual_attrition / 12 * series["team"]
    np.testing.assert_allclose(series["recruits"], np.maximum(series["hires"], 0) + backfills)
    earlier = np.full(staff.ramp_months, staff.annual_attrition / 12 * staff.at_start)
    everyone = np.concatenate((earlier, series["recruits"]))
    lacking = [1 - (since + 0.5) / staff.ramp_months for since in range(staff.ramp_months)]
    for month, size in enumerate(series["team"]):
        latest_first = everyone[month + 1 : staff.ramp_months + month + 1][::-1]
        still_here = np.diff(np.minimum(np.cumsum(latest_first), size), prepend=0.0)
        worth = (size - still_here @ lacking) * facts.calendar.pace(months)[month]
        np.testing.assert_allclose(series["serving"][month], worth)


def _conserves_people(
    facts: Facts, policy: Policy, paths: Paths, series: Mapping[str, np.ndarray]
) -> None:
    """Heads and positions add up, month by month, and nobody is sought twice."""
    assert facts.people is not None
    assert facts.rules is not None
    assert paths.people is not None
    positions, opened, vacant = (series[each] for each in ("positions", "opened", "vacant"))
    back, resigned, dismissed = (series[e] for e in ("taken_back", "resigned", "dismissed"))
    started, team, months = series["recruits"], series["team"], facts.horizon_months
    before = np.concatenate(([facts.team.at_start], positions[:-1]))
    np.testing.assert_array_equal(positions, before + opened - back - resigned - dismissed)
    awaited = np.concatenate(([0], vacant[:-1]))
    np.testing.assert_array_equal(vacant, awaited + opened - back - started)
    # Whoever is dismissed is paid until the notice has run out.
    notice = facts.rules.notice
    gone = resigned.copy()
    if notice >= 0:
        gone[notice:] += dismissed[: max(months - notice, 0)]
    payroll = np.concatenate(([facts.team.at_start], team[:-1]))
    np.testing.assert_array_equal(team, payroll + started - gone)
    for each in (positions, opened, vacant, back, resigned, dismissed, started, team):
        assert np.all(each >= 0)
    assert facts.people.hiring.cancel or not back.any()
    assert notice >= 0 or not dismissed.any()
    # Nobody resigns where nobody ever does, and a team is worth no more than its heads.
    assert facts.rules.hazard.any() or not resigned.any()
    pace = facts.calendar.pace(months)
    slowest = facts.rules.curve.min() * 0.1 * (1 - facts.rules.slowdown)
    # But for members who are absent, or whose hours are others than those of a full CSMP.
    members = facts.people.members
    more = max((each.hours for each in members), default=1.0)
    less = min((each.hours * (1.0 - max(each.away, default=0.0)) for each in members), default=1.0)
    assert np.all(series["serving"] <= team * pace * max(more, 1.0) * (1 + 1e-12))
    assert np.all(series["serving"] >= team * pace * slowest * min(less, 1.0) * (1 - 1e-12))
    # With every review, what is sought and employed is the target, unless that is below.
    opening = series["customers"] - series["new_customers"] + series["churn"]
    opening[0] += (paths.arrivals == 0).sum()
    for month in range(0, months, policy.months_per_period):
        reviews = policy.hires is None and (month > 0 or facts.team.reviewed_at_start)
        if reviews and facts.team.rounding == "nearest":
            target = opening[month] / (facts.customers_per_csmp * policy.caf)
            nearest = int(np.floor(target + 0.5))
            assert positions[month] >= nearest
            assert positions[month] == nearest or opened[month] <= resigned[month]
            assert positions[month] == nearest or notice < 0 or not facts.people.hiring.cancel


@pytest.fixture(scope="session")
def conserves():
    """Fail unless nothing was lost and nothing came from nowhere."""
    return _conserves
