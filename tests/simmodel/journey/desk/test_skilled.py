"""What skills and a reserve must come to, by hand, where they bind nobody, and in theory."""

from math import factorial

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from simmodel.journey.customers.facts import Contract, Customers, Renewal
from simmodel.journey.desk.facts import Desk, Skill
from simmodel.journey.draw import draw
from simmodel.journey.engine import run, warm_up
from simmodel.journey.facts import Facts
from simmodel.journey.people.facts import Calendar, Team
from simmodel.journey.people.individuals import People
from simmodel.journey.policy import Policy
from simmodel.journey.refusals import refuse
from simmodel.journey.study.today import cautions
from simmodel.journey.study.wording import WORDING
from simmodel.journey.work.facts import Activity
from simmodel.journey.work.incidents import Incidents
from simmodel.streams import Streams

SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
INCIDENTS = Incidents(per_year=24.0, customers_hit=0.5, activities=2, mean_hours=0.5)
STAY = Policy(cadence="annual", hires=(0,))


def skills(**named):
    """Skills by name: what each is needed for, and its share."""
    return {
        name: Skill(activities=tuple(activities), share=share)
        for name, (activities, share) in named.items()
    }


def at(facts, desk):
    return facts.model_copy(update={"desk": desk})


def outcome_at(facts, desk, policy, paths):
    return run(at(facts, desk), policy, warm_up(at(facts, desk), paths))


# ---- By hand -------------------------------------------------------------------------------------


def test_work_waits_for_whoever_has_the_skill_and_lets_later_work_go_before(vendor, customer, play):
    # The second of the two has the skill for what is long, and for nothing else is needed.
    only = skills(deep=(["long"], 0.5), other=(["task"], 0.5))
    facts = vendor(team=2, customers=1, others={"long": 2.0}, desk=Desk(skills=only))
    one = customer(0.0, [(1.0, 4.0, 2.0, 0), (2.0, 1.0, 2.0, 0), (3.0, 1.0, 2.0, 1)])
    counts = play(facts, [one]).tally.counts
    assert counts.started.tolist() == [3, 0]
    assert counts.waited_hours.tolist() == [3.0, 0.0]  # of the second task alone


def test_specialists_are_kept_from_nothing_and_go_first(vendor, customer, play):
    # The first place has the skill; what anybody may do goes to the other, who may do less.
    facts = vendor(
        team=2, customers=1, others={"long": 2.0}, desk=Desk(skills=skills(deep=(["long"], 0.5)))
    )
    one = customer(0.0, [(1.0, 5.0, 2.0, 0), (2.0, 5.0, 2.0, 1)])
    assert play(facts, [one]).tally.counts.waited_hours.tolist() == [0.0, 0.0]


def test_what_nobody_may_do_expires(vendor, customer, play):
    facts = vendor(
        team=2, customers=1, others={"long": 2.0}, desk=Desk(skills=skills(deep=(["long"], 0.1)))
    )
    one = customer(0.0, [(1.0, 1.0, 2.0, 1), (2.0, 1.0, 2.0, 0)])
    outcome = play(facts, [one])
    assert outcome.tally.counts.started.tolist() == [1, 0]
    assert outcome.series["removed"].tolist() == [1, 0]


# ---- Where they bind nobody ----------------------------------------------------------------------


@pytest.mark.long  # each desk is compiled once more for it
@SOME
@given(data=st.data(), order=st.sampled_from(["first_come", "by_class"]))
def test_skills_that_all_have_change_nothing_to_the_last_bit(studies, same, data, order):
    facts, policy, paths = data.draw(studies)
    names = tuple(facts.activities)
    desk = Desk(order=order, first=names[-1:])
    all_may = desk.model_copy(update={"skills": skills(one=(names[:1], 1.0), two=(names, 1.0))})
    same(outcome_at(facts, desk, policy, paths), outcome_at(facts, all_may, policy, paths))


@SOME
@given(data=st.data(), team=st.sampled_from([0, 1, 5, 22]), people=st.booleans())
def test_both_engines_agree_on_teams_of_any_size(both, data, team, people):
    named = st.sampled_from(["structured_meeting", "drop_in_session", "email_users", "incident"])
    skill = st.tuples(
        st.lists(named, min_size=1, max_size=2), st.sampled_from([0.1, 0.25, 0.5, 1.0])
    )
    order = data.draw(st.sampled_from(["first_come", "by_class"]))
    drawn = data.draw(st.none() | st.dictionaries(st.sampled_from("abc"), skill, min_size=1))
    facts = Facts(
        horizon_months=2,
        warm_up_months=2,
        contract=Contract(months=2),
        customers=Customers(at_start=2 + team // 2, arrivals_per_month=1.0),
        team=Team(at_start=team, annual_attrition=0.5, ramp_months=2),
        people=People() if people else None,
        incidents=INCIDENTS,
        desk=Desk(
            order=order,
            first=("incident", "drop_in_session"),
            skills=None if drawn is None else skills(**drawn),
            reserve=data.draw(st.sampled_from([0.0, 0.1, 0.5, 1.0])),
        ),
    )
    policy = Policy(cadence="monthly", caf=0.9, reserve=data.draw(st.sampled_from([None, 0.2])))
    both(facts, policy, draw(facts, Streams(data.draw(st.integers(0, 2**32)), 0, 0)))


def test_no_reserve_is_a_pool_to_the_last_bit(same):
    facts = Facts(
        horizon_months=4,
        warm_up_months=12,
        customers=Customers(at_start=20, arrivals_per_month=2.0),
        team=Team(at_start=4),
        incidents=INCIDENTS,
    )
    paths, policy = draw(facts, Streams(5, 0, 0)), Policy(cadence="monthly", automation=0.2)
    pool = outcome_at(facts, None, policy, paths)
    same(pool, outcome_at(facts, Desk(reserve=0.0), policy, paths))
    reserved = outcome_at(facts, Desk(reserve=0.25), policy, paths)
    assert reserved.tally != pool.tally
    undone = policy.model_copy(update={"reserve": 0.0})
    assert outcome_at(facts, Desk(reserve=0.25), undone, paths).tally != reserved.tally


# ---- Theory --------------------------------------------------------------------------------------

STEADY = 2
MEANS = {"short": 0.1, "long": 0.4}  # hours
TEAM, SHARE = 5, 0.4  # two do what is short, three what is long
CREWS = {"short": 2, "long": 3}
RATES = {"short": 14.0, "long": 6.0}  # an hour; utilisations of 0.7 and 0.8


def two_kinds(team, desk):
    """A month is as long as it can be, 744 hours; the team never changes."""
    return Facts(
        horizon_months=60,
        warm_up_months=1,
        calendar=Calendar(working_days_per_month=31, hours_per_day=24.0, availability=1.0),
        customers=Customers(at_start=1, arrivals_per_month=0.0),
        contract=Contract(months=1),
        activities={name: Activity(per_month=1, mean_hours=mean) for name, mean in MEANS.items()},
        team=Team(at_start=team),
        desk=desk,
    )


def streams(facts, seed):
    """Poisson streams of both types and exponential services, in order of release."""
    rng = np.random.default_rng(seed)
    number = [rng.poisson(rate * facts.horizon_hours) for rate in RATES.values()]
    release = rng.uniform(0.0, facts.horizon_hours, sum(number))
    kind = np.repeat(np.arange(2, dtype=np.int16), number)
    hours = rng.standard_exponential(release.size) * np.array([*MEANS.values()])[kind]
    order = np.argsort(release)
    return release[order], kind[order], hours[order].astype(np.float32)


PARTED = Desk(skills=skills(quick=(["short"], SHARE), deep=(["long"], 1 - SHARE)))


def test_skills_that_part_types_and_team_are_two_teams(serve):
    facts = two_kinds(TEAM, PARTED)
    release, kind, hours = streams(facts, 1)
    whole = serve(facts, release, kind, hours)[1].tally.counts
    started, waited, left = 0, 0.0, 0
    for number, name in enumerate(MEANS):
        own = kind == number
        few = two_kinds(CREWS[name], None)
        alone = serve(few, release[own], kind[own], hours[own])[1].tally.counts
        started, waited = started + alone.started, waited + alone.waited_hours
        left = left + alone.in_service
    np.testing.assert_array_equal(whole.started, started)
    np.testing.assert_array_equal(whole.in_service, left)
    # The same waits, added up in another order.
    np.testing.assert_allclose(whole.waited_hours, waited, rtol=1e-9)


def erlang_c(servers, rate, mean):
    """Mean wait of M/M/c, hours."""
    load = rate * mean
    last = load**servers / factorial(servers) / (1 - load / servers)
    chance = last / (sum(load**k / factorial(k) for k in range(servers)) + last)
    return chance * mean / (servers - load)


@pytest.mark.long
def test_skills_that_part_types_and_team_wait_as_two_queues_of_erlang(serve):
    facts = two_kinds(TEAM, PARTED)
    waits = [RATES[name] * erlang_c(CREWS[name], RATES[name], MEANS[name]) for name in MEANS]
    expected, found = sum(waits) / sum(RATES.values()), []
    for seed in range(12):
        counts = serve(facts, *streams(facts, [2, seed]))[1].tally.counts
        found.append(counts.waited_hours[STEADY:].sum() / counts.started[STEADY:].sum())
    half_width = stats.t.ppf(0.9995, len(found) - 1) * stats.sem(found)
    assert half_width < 0.05 * expected
    assert abs(np.mean(found) - expected) < half_width


@pytest.mark.long
def test_a_pool_works_more_hours_than_specialists_and_a_reserve():
    """Renewal does not depend on the work, so that all meet the same; differences are paired.

    Hours, not activities: who may not do what is long does more of what is short. And in a team
    with some slack, as where all are busy all the time no hour can be lost.
    """
    facts = Facts(
        horizon_months=12,
        warm_up_months=12,
        customers=Customers(at_start=50, arrivals_per_month=0.0),
        renewal=Renewal(floor=0.7, ceiling=0.7),
        team=Team(at_start=10),
        incidents=INCIDENTS,
    )
    desks = [
        Desk(skills=skills(meets=(["structured_meeting", "drop_in_session"], 0.2))),
        Desk(reserve=0.3),
        Desk(),
    ]
    hours = []
    for replication in range(12):
        paths = draw(facts, Streams(3, 0, replication))
        each = [outcome_at(facts, desk, STAY, paths) for desk in desks]
        hours.append([outcome.tally.counts.started_hours.sum() for outcome in each])
    *fewer, pool = np.array(hours).T
    for each in fewer:
        gain = pool - each
        assert gain.mean() > 3 * gain.std(ddof=1) / np.sqrt(gain.size)


# ---- What is refused, and said -------------------------------------------------------------------

DEEP = skills(deep=(["email_users"], 0.5))


@pytest.mark.parametrize(
    ("desk", "message"),
    [
        (Desk(organisation="books", skills=DEEP), r"desk\.organisation is books .*: pool "),
        (Desk(order="soonest_end", skills=DEEP), r"desk\.order is soonest_end .*: first_come or"),
        (Desk(order="lowest_health", reserve=0.1), r"desk\.order is lowest_health beside"),
        (Desk(order="by_class"), r"desk\.first: found nothing, but .* by_class; allowed: one or"),
        (Desk(reserve=0.1), r"desk\.reserve without incidents; allowed: .*\[facts\.incidents\]"),
        (Desk(skills={}), r"desk\.skills: found none"),
        (Desk(skills=skills(deep=([], 0.5))), r"desk\.skills\.deep\.activities: found none"),
        (
            Desk(skills=skills(deep=(["lunch"], 0.5))),
            r"desk\.skills\.deep\.activities names lunch; allowed: structured_meeting",
        ),
        (Desk(skills=skills(**{"so deep": (["email_users"], 0.5)})), r'name "so deep"; allowed'),
    ],
)
def test_what_does_not_go_together_is_refused(desk, message):
    with pytest.raises(ValidationError, match=message):
        Facts(desk=desk)


def test_decisions_that_do_not_go_with_skills_are_refused():
    facts = Facts(desk=Desk(skills=DEEP, first=("email_users",)))
    assert "allowed: pool" in (refuse(facts, Policy(organisation="books")) or "")
    assert "first_come or by_class" in (refuse(facts, Policy(order="value_at_risk")) or "")
    assert refuse(facts, Policy(order="by_class")) is None
    assert "with reserve in [facts.desk]" in (refuse(facts, Policy(reserve=0.1)) or "")
    assert "without a desk" in (refuse(Facts(), Policy(reserve=0.1)) or "")
    assert refuse(Facts(incidents=INCIDENTS, desk=Desk(reserve=0.0)), Policy(reserve=0.1)) is None


def test_a_skill_that_nobody_of_the_team_has_is_told():
    facts = Facts(team=Team(at_start=4), desk=Desk(skills=skills(deep=(["email_users"], 0.1))))
    (caution,) = cautions(facts)
    assert caution.startswith(
        "Nobody of the 4 CSMPs may do email_users, so that none of it is done"
    )
    enough = Facts(team=Team(at_start=5), desk=facts.desk)
    assert cautions(enough) == ()


def test_a_reserve_that_is_decided_is_told():
    facts = Facts(incidents=INCIDENTS, desk=Desk(reserve=0.0))
    told = WORDING.instructions(facts, Policy(reserve=0.15))
    assert told["reserve"] == "keep 15 % of the CSMPs for incidents"
    assert "reserve" not in WORDING.instructions(facts, Policy(reserve=0.0))
