"""The journey in the words of finance; of people one by one what only they have."""

import pytest

from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import idle
from simmodel.journey.money.objective import Objective
from simmodel.journey.money.roles import FINANCE, rates
from simmodel.journey.people.facts import Team
from simmodel.journey.people.hiring import Hiring
from simmodel.journey.people.individuals import People
from simmodel.journey.people.leaving import Dismissal, Resignation


def _told(facts: Facts):
    return FINANCE.told(idle(facts, Objective())).roles


def _people(**parts) -> Facts:
    return Facts(people=People(**parts), team=Team(at_start=10, annual_attrition=0.12))


def test_a_team_that_is_a_number_has_no_turnover():
    assert _told(Facts()).turnover is None
    assert _told(Facts()).severance_cost is None
    assert rates(Facts()).hiring is None
    assert _told(Facts()).decided == "CSMP"


def test_nobody_is_dismissed_unless_that_is_priced():
    turnover = _told(_people()).turnover
    assert turnover is not None
    assert turnover.dismissed is None
    roles = _told(_people(dismissal=Dismissal(notice_months=2, severance_months=3.0)))
    assert roles.turnover.dismissed == "dismissed"
    assert roles.severance_cost == "severance_cost"
    assert roles.decided == "position"


@pytest.mark.parametrize(
    ("hiring", "usual", "late"),
    [
        (Hiring(), 0, 0),
        (Hiring(median_days=60.0), 2, 2),
        (Hiring(median_days=60.0, p90_days=110.0), 2, 4),
        (Hiring(past_days=(20.0, 50.0, 80.0, 110.0)), 2, 4),
    ],
)
def test_times_to_hire_are_months_in_which_half_are_filled_and_nine_of_ten(hiring, usual, late):
    found = rates(_people(hiring=hiring)).hiring
    assert (found.usual_months, found.late_months) == (usual, late)


def test_terms_of_those_who_leave_are_the_facts():
    dismissal = Dismissal(notice_months=2, severance_months=3.0)
    facts = _people(dismissal=dismissal, resignation=Resignation(replaced="at_review"))
    found = rates(facts).hiring
    assert (found.at_once, found.notice_months) == (False, 2)
    assert found.severance == pytest.approx(3 * facts.team.annual_cost / 12)
    assert rates(_people()).hiring.notice_months is None


def test_who_resigns_in_a_year_are_those_of_a_team_that_is_always_filled_again():
    people = _people()
    assert rates(people).attrition == pytest.approx(people.team.annual_attrition)
