"""The table [whatif]: what is asked, by default and by the study, and what is refused."""

import re

import pytest

from planner.study.checks import Checks
from planner.study.errors import InputError
from planner.study.investing import InvestmentTable
from planner.study.study import load_study
from planner.study.whatif import WhatIfTable, moved_facts

MINIMAL = 'model = "journey"\n'


def moves(study) -> dict[str, tuple[float, float]]:
    return {each.fact: (each.low, each.high) for each in study.whatif.moves}


# ---- What is asked -------------------------------------------------------------------------------


def test_without_the_table_the_model_asks(written):
    study = written(MINIMAL)
    assert moves(study)["customers.arrivals_per_month"] == (8.0, 12.0)
    assert moves(study)["renewal.slope"] == (0.107, 0.1177)
    asked = study.model.investment
    assert study.whatif.investing.shares == asked.shares
    assert study.whatif.investing.parts == asked.parts
    assert study.whatif.replications == WhatIfTable().replications


def test_a_fact_that_is_nothing_by_default_is_not_moved(written):
    """Automation has no price unless a study gives one."""
    assert "automation.annual_cost" not in moves(written(MINIMAL))
    priced = written(MINIMAL + "facts.automation.annual_cost = 100.0\n")
    assert moves(priced)["automation.annual_cost"] == (75.0, 125.0)


def test_an_end_that_the_facts_do_not_allow_stays_at_the_studys_value(written):
    study = written(MINIMAL + "facts.calendar.availability = 0.95\n")
    assert moves(study)["calendar.availability"] == (0.855, 0.95)


def test_the_studys_facts_stand_in_place_of_the_models(written):
    study = written(MINIMAL + '[whatif.facts]\n"contract.value" = {low = 200_000, high = 250e3}\n')
    (move,) = study.whatif.moves
    assert (move.fact, move.low, move.value, move.high) == (
        "contract.value",
        200_000.0,
        250_000.0,
        250_000.0,
    )
    assert move.unit == "money per contract year"


def test_a_name_without_its_quotes_is_understood(written):
    study = written(
        MINIMAL + "[whatif.facts]\ncustomers.at_start = {low = 200, high = 300}\n"
        "activities.email_users.mean_hours = {low = 0.2, high = 0.3}\n"
    )
    assert moves(study) == {
        "customers.at_start": (200, 300),
        "activities.email_users.mean_hours": (0.2, 0.3),
    }
    assert type(study.whatif.moves[0].low) is int


def test_the_study_says_what_may_be_achieved_and_what_costs_consist_of(written):
    study = written(
        MINIMAL + "[whatif]\nreplications = 9\n"
        "[whatif.investment]\nshares = [0.4, 0.2, 0.4]\nachieved = [0, 0.3]\nweights = [0.1, 0.9]\n"
        '[whatif.parts]\n"team.annual_cost" = {pay = 0.75, desk = 0.25}\n'
    )
    investing = study.whatif.investing
    assert study.whatif.replications == 9
    assert investing.shares == (0.2, 0.4)
    assert investing.outcomes(0.8) == ((0.0, 0.1), (0.3, 0.9))
    assert investing.parts["team.annual_cost"] == {"pay": 0.75, "desk": 0.25}
    assert "automation.annual_cost" in investing.parts


def test_by_default_parts_of_the_planned_share_are_achieved(written):
    outcomes = written(MINIMAL).whatif.investing.outcomes(0.4)
    assert outcomes == ((0.2, 0.25), (0.4 * 0.75, 0.5), (0.4, 0.25))


def test_facts_that_a_study_does_not_have_are_not_asked_about(written):
    asked = {each.fact for each in written(MINIMAL).whatif.moves}
    assert not asked & {"people.hiring.median_days", "team.annual_attrition"}
    free = written(f"{MINIMAL}[facts.people]\n").whatif.moves
    assert {each.fact for each in free} == asked


def test_a_team_of_people_is_asked_what_a_day_and_a_point_cost(written):
    people = "[facts.team]\nannual_attrition = 0.12\n[facts.people.hiring]\nmedian_days = 60.0\n"
    moves = {each.fact: each for each in written(MINIMAL + people).whatif.moves}
    day, point = moves["people.hiring.median_days"], moves["team.annual_attrition"]
    assert (day.low, day.high, day.step) == (45.0, 75.0, ("day", 1.0))
    assert (point.low, point.high, point.step) == (0.09, 0.15, ("percentage point", 0.01))
    assert moves["contract.value"].step is None


def test_the_slow_hires_move_in_proportion_with_the_usual_ones(written):
    """So that a slower market is one in which all hires take longer, and can be asked about."""
    hiring = "[facts.people.hiring]\nmedian_days = 60.0\np90_days = 66.0\n"
    study = written(MINIMAL + hiring)
    (day,) = (each for each in study.whatif.moves if each.fact == "people.hiring.median_days")
    assert (day.low, day.high) == (45.0, 75.0)
    longer = moved_facts(study.model, study.facts, {day: 75.0}, Checks("")).people.hiring
    assert (longer.median_days, longer.p90_days) == (75.0, 82.5)


def test_facts_in_whose_place_others_are_given_are_not_asked_about(written, complaints):
    other = MINIMAL + "[facts.people.resignation]\nby_year = [0.3, 0.1]\n"
    asked = {each.fact for each in written(other).whatif.moves}
    assert "team.annual_attrition" not in asked
    moved = '[whatif.facts]\n"team.annual_attrition" = { low = 0.0, high = 0.5 }\n'
    (line,) = complaints(other + moved)
    assert line.endswith(
        '."team.annual_attrition": found a fact that has no effect here; allowed: a fact in whose '
        "place no other is given"
    )


def test_the_growth_example_documents_every_key_of_the_table(written):
    """Facts in comments, with the values that hold without them."""
    study = load_study("growth")
    text = study.path.read_text(encoding="utf-8")
    offered = re.compile(r"""^# (?=\[whatif\.facts\]$|"[a-z_.]+" = )""", re.MULTILINE)
    offers = text[text.index("[whatif]") :]
    keys = set(re.findall(r"^(?:# )?(?:\[whatif\.)?([a-z]+)(?:\]| =)", offers, re.MULTILINE))
    assert keys == {*WhatIfTable.model_fields, *InvestmentTable.model_fields}
    taken_up = written(offered.sub("", text))
    assert text != offered.sub("", text)
    assert taken_up.whatif == study.whatif


# ---- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("[whatif]\nreplication = 3", "whatif.replication: unknown key; found 3; allowed: "),
        ("[whatif]\nreplications = 1", "whatif.replications: found 1; allowed: a whole number"),
        (
            '[whatif.facts]\n"customers.arivals_per_month" = {low = 1, high = 20}',
            'whatif.facts."customers.arivals_per_month": unknown fact; allowed: a fact that is a '
            "number: horizon_months,",
        ),
        (
            '[whatif.facts]\n"contract.value" = {low = 1, high = 3e5, mid = 2}',
            'whatif.facts."contract.value".mid: unknown key; found 2; allowed: low, high',
        ),
        (
            '[whatif.facts]\n"contract.value" = 3',
            "found 3; allowed: a table with the keys low, high",
        ),
        (
            '[whatif.facts]\n"contract.value" = {low = 3, high = 2}',
            'whatif.facts."contract.value": found low = 3.0 and high = 2.0; allowed: low <= high',
        ),
        (
            '[whatif.facts]\n"customers.arrivals_per_month" = {low = 80, high = 120}',
            'whatif.facts."customers.arrivals_per_month": found low = 80.0 and high = 120.0; '
            "allowed: a range that holds the study's own value, 10.0",
        ),
        (
            '[whatif.facts]\n"renewal.ceiling" = {low = 0.9, high = 95}',
            'whatif.facts."renewal.ceiling".high: found 95.0; allowed: a number from 0 to 1',
        ),
        (
            '[whatif.facts]\n"renewal.ceiling" = {low = 0.05, high = 0.9}',
            'whatif.facts."renewal.ceiling".low: the floor (0.1) is above the ceiling (0.05); '
            "allowed: floor <= ceiling",
        ),
        (
            '[whatif.facts]\n"customers.at_start" = {low = 249.5, high = 300}',
            'whatif.facts."customers.at_start".low: found 249.5; allowed: a whole number',
        ),
        (
            "[whatif.facts]\nhorizon_months = {low = 24, high = 36}",
            "whatif.facts.horizon_months.low: found 24, with which the plan's periods or its start "
            "are others; allowed: facts that leave the decisions as they are",
        ),
        (
            '[whatif.facts]\n"team.at_start" = {low = 40, high = 51}',
            'whatif.facts."team.at_start".low: found 40, with which the plan',
        ),
        (
            "[whatif.investment]\nshares = [0.2, 20.5]",
            "whatif.investment.shares, item 2: found 20.5; allowed: a number from 0 to 1 (share)",
        ),
        (
            "[whatif.investment]\nachieved = [0.2, -0.1]\nweights = [0.5, 0.5]",
            "whatif.investment.achieved, item 2: found -0.1; allowed: a number from 0 to 1 (share)",
        ),
        (
            "[whatif.investment]\nachieved = [0.2]",
            "whatif.investment: found 1 achieved and 0 weights; allowed: as many of one as of",
        ),
        (
            "[whatif.investment]\nachieved = [0.2, 0.3]\nweights = [0.5, 0.4]",
            "whatif.investment: found weights [0.5, 0.4], which sum to 0.9; allowed: numbers from "
            "0 on that sum to 1",
        ),
        (
            "[whatif.investment]\nachieved = [0.2, 0.3]\nweights = [1.5, -0.5]",
            "whatif.investment: found weights [1.5, -0.5], which sum to 1; allowed: numbers from 0",
        ),
        (
            '[whatif.parts]\n"team.annual_cost" = {salary = 0.8}',
            "whatif.parts: found parts of team.annual_cost [0.8], which sum to 0.8; allowed:",
        ),
        (
            '[whatif.parts]\n"team.anual_cost" = {salary = 1.0}',
            'whatif.parts."team.anual_cost": unknown fact of cost; allowed: automation.setup_cost, '
            'automation.annual_cost, team.annual_cost; did you mean "team.annual_cost"?',
        ),
    ],
)
def test_what_is_wrong_is_refused_by_key(complaints, table, complaint):
    (line,) = complaints(MINIMAL + table + "\n")
    assert complaint in line


def test_the_nearest_fact_is_named(complaints):
    table = '[whatif.facts]\n"customers.arivals_per_month" = {low = 1, high = 20}\n'
    (line,) = complaints(MINIMAL + table)
    assert line.endswith('did you mean "customers.arrivals_per_month"?')


def test_a_model_without_an_investment_is_asked_nothing_about_it(complaints, written, remodelled):
    remodelled(investment=None)
    assert written(MINIMAL).whatif.investing is None
    assert complaints(MINIMAL + "[whatif.investment]\nshares = [0.2]\n") == [
        "whatif.investment: found it, but journey has no investment"
    ]
    assert complaints(MINIMAL + "[whatif.parts]\n") == [
        "whatif.parts: found it, but journey has no investment"
    ]


def test_facts_of_segments_and_pods_are_moved_one_by_one(divided_study):
    moves = {move.fact: move for move in divided_study("divided").whatif.moves}
    assert "contract.value" not in moves and "customers.arrivals_per_month" not in moves
    assert moves["segments.large.contract.value"].low == pytest.approx(216_000.0)
    assert moves["segments.-1.customers.arrivals_per_month"].high == pytest.approx(3.6)
    assert moves["segments.-1.automation.annual_cost"].value == 20_000.0
    assert moves["pods.named.annual_cost"].value == 90_000.0
    assert moves["team.annual_cost"].value == 61_234.5  # which the other pod is paid


def test_the_investment_is_that_of_the_segment_with_an_offer(divided_study):
    study = divided_study("divided")
    assert study.model.investment.decision == "automation.-1"
    assert study.model.investment.yearly == "segments.-1.automation.annual_cost"
    offer = "outcomes = {"
    other = f"automation = {{ annual_cost = 5_000.0 }}\n{offer}"
    assert divided_study("offers", (offer, other)).model.investment is None


def test_a_fact_that_no_segment_reads_cannot_be_asked_about(divided_study):
    more = '\n[whatif.facts]\n"contract.value" = { low = 1.0, high = 300_000.0 }\n'
    with pytest.raises(InputError, match="has no effect here"):
        divided_study("asking", more=more)
