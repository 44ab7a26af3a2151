"""What a study searches is declared, narrowed, and refused where it makes no sense."""

import pytest

from planner.study.errors import InputError
from planner.study.space import refused
from planner.study.study import require_decisions
from simmodel.decisions.schedule import Schedule
from simmodel.registry import load

MINIMAL = 'model = "journey"\n'
QUARTERLY = MINIMAL + '[baseline]\ncadence = "quarterly"\n'


@pytest.fixture
def hires(written):
    """The schedule that a quarterly study searches, from the keys of its table."""

    def of(keys: str) -> Schedule:
        (decision,) = written(f"{QUARTERLY}[decisions]\nhires = {{ {keys} }}\n").space
        assert isinstance(decision, Schedule)
        return decision

    return of


def test_every_option_of_a_choice_must_be_possible(written):
    skilled = MINIMAL + (
        '[facts.desk]\nfirst = ["email_users"]\n'
        '[facts.desk.skills.written]\nactivities = ["email_users"]\nshare = 0.5\n'
        '[decisions]\norder = ["first_come", "lowest_health", "by_class"]\n'
    )
    with pytest.raises(InputError) as refused:
        written(skilled)
    assert (
        "decisions.order: found order = lowest_health beside skills or a reserve in [facts.desk]; "
        "allowed: first_come or by_class"
    ) in str(refused.value)


# ---- Choices and ranges --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (
            "caff = {low = 1, high = 2}",
            (
                "decisions.caff: unknown key; found {low = 1, high = 2}; "
                "allowed: cadence, caf, automation, hire_ahead_months, attrition_margin, "
                'availability, organisation, order, reserve, teams, hires; did you mean "caf"?'
            ),
        ),
        (
            'cadence = ["annual", "quartely"]',
            (
                'decisions.cadence, item 2: found "quartely"; '
                'allowed: one of "monthly", "quarterly", "semiannual", "annual"; '
                'did you mean "quarterly"?'
            ),
        ),
        (
            'cadence = "annual"',
            (
                'decisions.cadence: found "annual"; allowed: a list in [ ], each item one of '
                '"monthly", "quarterly", "semiannual", "annual"'
            ),
        ),
        (
            "cadence = []",
            "decisions.cadence: found []; allowed: one option or more, each of them once",
        ),
        (
            'cadence = ["annual", "annual"]',
            (
                'decisions.cadence: found ["annual", "annual"]; '
                "allowed: one option or more, each of them once"
            ),
        ),
        ("caf = 1.1", "decisions.caf: found 1.1; allowed: a table with the keys low, high"),
        (
            "caf = {low = 1}",
            "decisions.caf.high: found nothing; allowed: a number from 0.1 to 10 (ratio)",
        ),
        (
            "caf = {low = 0, high = 1}",
            "decisions.caf.low: found 0; allowed: a number from 0.1 to 10 (ratio)",
        ),
        (
            "automation = {low = 0, high = inf}",
            "decisions.automation.high: found inf; allowed: a number from 0 to 1 (share)",
        ),
        (
            "caf = {low = 1.2, high = 0.9}",
            (
                "decisions.caf: found low = 1.2 and high = 0.9; "
                "allowed: low < high (to fix a value, set it in [baseline])"
            ),
        ),
    ],
)
def test_a_wrong_decision_is_refused(complaints, lines, complaint):
    assert complaints(f"{MINIMAL}[decisions]\n{lines}\n") == [complaint]


def test_a_study_without_decisions_loads_but_cannot_be_searched(written):
    study = written(MINIMAL)
    with pytest.raises(InputError) as refused:
        require_decisions(study)
    assert str(refused.value) == (
        "study.toml: decisions: found nothing to search; "
        "allowed: at least one of cadence, caf, automation, hire_ahead_months, attrition_margin, "
        "availability, organisation, order, reserve, teams, hires"
    )


# ---- Schedules -----------------------------------------------------------------------------------


def test_a_schedule_has_the_periods_of_todays_cadence_and_no_limits_unless_given(hires):
    decision = hires("low = -3, high = 12")
    assert (decision.low, decision.high, decision.periods, decision.opening) == (-3, 12, 12, 51)
    assert decision.years == (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)
    assert (decision.per_year, decision.frozen, decision.knots) == (None, (), None)


def test_a_schedule_may_be_limited(hires):
    decision = hires("low = -3, high = 12, per_year = 40, frozen = [6, 5], knots = 6")
    assert (decision.per_year, decision.frozen, decision.knots) == (40, (5, 6), 6)


def test_a_budget_of_no_hires_at_all_leaves_departures(hires):
    assert hires("low = -3, high = 12, per_year = 0").per_year == 0


def test_a_schedule_is_described_with_its_limits(hires):
    words = "-3 to 12 (CSMPs per period, negative for departures); 12 periods, starting from 51"
    assert str(hires("low = -3, high = 12")) == words
    limited = hires("low = -3, high = 12, per_year = 40, frozen = [5, 6], knots = 6")
    assert str(limited) == (
        f"{words}; at most 40 added a year; frozen: 5, 6; decided for 6 parts of the horizon"
    )


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        (
            "low = -12.5, high = 12",
            (
                ".low: found -12.5; allowed: a whole number from -10_000 to 10_000 "
                "(CSMPs per period, negative for departures)"
            ),
        ),
        (
            "low = -12, high = 12, knot = 3",
            (
                ".knot: unknown key; found 3; allowed: low, high, per_year, frozen, knots; "
                'did you mean "knots"?'
            ),
        ),
        (
            "low = 5, high = 5",
            (
                ": found low = 5 and high = 5; "
                "allowed: low < high (to fix a value, set it in [baseline])"
            ),
        ),
        (
            "low = -12, high = 12, per_year = -1",
            ".per_year: found -1; allowed: a whole number >= 0 (in a year of the horizon)",
        ),
        (
            "low = -12, high = 12, knots = 0",
            ".knots: found 0; allowed: a whole number >= 1 (parts of the horizon)",
        ),
        (
            "low = -12, high = 12, knots = 13",
            ".knots: found 13; allowed: 1 to 12, as there are 12 periods",
        ),
        (
            "low = -12, high = 12, frozen = 5",
            (
                ".frozen: found 5; allowed: a list in [ ], each item a whole number (periods, "
                "counted from 1)"
            ),
        ),
        (
            "low = -12, high = 12, frozen = [5, 13]",
            ".frozen, item 2: found 13; allowed: the number of a period, from 1 to 12",
        ),
        (
            "low = -12, high = 12, frozen = [0]",
            ".frozen, item 1: found 0; allowed: the number of a period, from 1 to 12",
        ),
        (
            "low = -12, high = 12, frozen = [5, 5]",
            ".frozen: found [5, 5]; allowed: each period once",
        ),
        (
            "low = 2, high = 12, frozen = [5]",
            (
                ": found low = 2 and high = 12 with frozen periods; "
                "allowed: low <= 0 <= high, as a frozen period takes 0"
            ),
        ),
        (
            "low = 3, high = 12, per_year = 11",
            (
                ": found low = 3 and per_year = 11, but a year has 4 periods; "
                "allowed: per_year >= 12, or low <= 2"
            ),
        ),
        (
            "low = -12, high = -5",
            (": found high = -5, which takes 51 below 0 in 12 periods; allowed: high >= -4"),
        ),
        (
            "low = 0, high = 1, frozen = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]",
            ": found every period frozen; allowed: at least one that is not",
        ),
    ],
)
def test_a_wrong_schedule_is_refused(complaints, keys, complaint):
    text = f"{QUARTERLY}[decisions]\nhires = {{ {keys} }}\n"
    assert complaints(text) == [f"decisions.hires{complaint}"]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ("caf = { low = 0.8, high = 1.2 }", "caf"),
        (
            'caf = { low = 0.8, high = 1.2 }\ncadence = ["quarterly", "annual"]',
            "cadence and caf",
        ),
    ],
)
def test_hires_are_not_searched_together_with_what_they_replace(complaints, others, found):
    text = f"{QUARTERLY}[decisions]\nhires = {{ low = -5, high = 5 }}\n{others}\n"
    assert complaints(text) == [
        (
            f"decisions.hires: found it together with {found}; "
            "allowed: hires, or cadence and caf (a fixed schedule stands in their place)"
        )
    ]


def test_hires_are_searched_together_with_automation(written):
    keys = "hires = { low = -5, high = 5 }\nautomation = { low = 0, high = 0.5 }\n"
    space = written(f"{QUARTERLY}[decisions]\n{keys}").space
    assert [decision.name for decision in space] == ["automation", "hires"]


def test_periods_are_not_judged_by_facts_that_are_wrong_themselves(complaints):
    """Of 60 months, that is; nobody knows how many months the file means."""
    (complaint,) = complaints(
        f"{QUARTERLY}[decisions]\nhires = {{ low = -5, high = 5, frozen = [20] }}\n"
        "[facts]\nhorizon_months = 600\n"
    )
    assert complaint.startswith("facts.horizon_months: ")


# ---- Decisions that other facts would allow ------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "low"), [("hire_ahead_months", 0), ("attrition_margin", 0), ("availability", 0.5)]
)
def test_a_decision_about_people_is_refused_where_the_team_is_a_number(written, name, low):
    searched = f"[decisions]\n{name} = {{ low = {low}, high = 1 }}\n"
    with pytest.raises(InputError) as refused:
        written(MINIMAL + searched)
    (complaint,) = refused.value.complaints
    assert complaint.endswith(
        f"decisions.{name}: found {name} without people who are sought, learn and resign; "
        "allowed: with a table [facts.people]"
    )
    study = written(f"{MINIMAL}{searched}[facts.people]\n")
    assert [each.name for each in study.space] == [name]


def test_a_decision_is_possible_where_the_facts_have_the_table_that_it_needs(written):
    model = load("journey")
    without = written(MINIMAL)
    (order,) = (
        each
        for each in model.decisions(without.facts, without.baseline)
        if each.name == "organisation"
    )
    words = "found organisation without a desk; allowed: with a table [facts.desk]"
    assert refused(order, model, without.facts, without.baseline) == words
    desk = written(f"{MINIMAL}[facts.desk]\nmoved = 0.1\n")
    assert refused(order, model, desk.facts, model.Policy()) is None


# ---- Decisions that do nothing -------------------------------------------------------------------

DIVIDED = (
    MINIMAL
    + """
[facts.segments.large]
customers.at_start = 9
[facts.segments.small]
customers.at_start = 90
[facts.pods.named]
segments = ["large"]
at_start = 2
[facts.pods.pool]
segments = ["small"]
at_start = 15

[baseline]
"caf.named" = 1.0
"caf.pool" = 1.0

[decisions]
"""
)
CAF = "caf = { low = 0.6, high = 1.6 }\n"


def test_a_decision_for_all_where_all_pods_have_their_own_is_refused(written):
    with pytest.raises(InputError) as refused:
        written(DIVIDED + CAF)
    assert str(refused.value) == (
        "study.toml: decisions.caf: found it beside caf.named and caf.pool, which go before it, so "
        "that it has no effect; allowed: changes of caf.named and caf.pool"
    )


def test_beside_the_choice_of_teams_both_have_an_effect_under_one_of_them(written):
    own = f'"caf.named" = {CAF[6:]}"caf.pool" = {CAF[6:]}'
    found = written(DIVIDED + 'teams = ["apart", "together"]\n' + CAF + own)
    assert [each.name for each in found.space] == ["caf", "teams", "caf.named", "caf.pool"]


def test_where_pods_can_only_work_together_a_decision_of_one_is_refused(written):
    with pytest.raises(InputError) as refused:
        written(DIVIDED + f'teams = ["together"]\n"caf.named" = {CAF[6:]}')
    assert 'decisions."caf.named": found it beside teams, which goes before it' in str(
        refused.value
    )
