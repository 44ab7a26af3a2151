"""Goals to trade off are read, and refused where they make no sense."""

import pytest

from planner.study.goals import Goal

MINIMAL = 'model = "journey"\n'


def test_goals_come_in_the_order_of_the_file(written):
    text = '[goals]\nrenewal_bookings = "maximise"\ncsmp_cost = "minimise"\n'
    assert written(MINIMAL + text).goals == (
        Goal("renewal_bookings", "maximise"),
        Goal("csmp_cost", "minimise"),
    )


@pytest.mark.parametrize("text", ["", "[goals]\n"])
def test_without_goals_the_objective_alone_is_left(written, text):
    assert written(MINIMAL + text).goals == ()


def test_a_goal_is_given_in_words():
    assert str(Goal("csmp_cost", "minimise")) == "minimise csmp_cost"


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (
            'csmp_cost = "minimise"',
            (
                "goals: found no goal but csmp_cost; allowed: two metrics or more, or no goals "
                "(the objective is then maximised)"
            ),
        ),
        (
            'renewal_bookings = "maximize"\ncsmp_cost = "minimise"',
            (
                'goals.renewal_bookings: found "maximize"; allowed: one of "maximise", "minimise"; '
                'did you mean "maximise"?'
            ),
        ),
        (
            'renewal_bookings = 1\ncsmp_cost = "minimise"',
            'goals.renewal_bookings: found 1; allowed: one of "maximise", "minimise"',
        ),
    ],
)
def test_a_wrong_goal_is_refused(complaints, lines, complaint):
    assert complaints(f"{MINIMAL}[goals]\n{lines}\n") == [complaint]


def test_an_unknown_metric_names_the_metrics_and_the_nearest(complaints):
    (complaint,) = complaints(
        MINIMAL + '[goals]\nrenewal_booking = "maximise"\ncsmp_cost = "minimise"\n'
    )
    assert complaint.startswith("goals.renewal_booking: unknown metric; allowed: objective, ")
    assert complaint.endswith('; did you mean "renewal_bookings"?')


def test_a_sampler_that_knows_one_goal_only_is_refused(complaints):
    goals = '[goals]\nrenewal_bookings = "maximise"\ncsmp_cost = "minimise"\n'
    (complaint,) = complaints(MINIMAL + '[search]\nsampler = "cmaes"\n' + goals)
    assert complaint.startswith('search.sampler: found "cmaes", which knows one goal only')
    assert complaint.endswith("with goals, any other sampler")
