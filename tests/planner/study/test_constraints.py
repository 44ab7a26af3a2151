"""Bounds on metrics are read, named in words, and refused where they make no sense."""

import pytest

from planner.study.constraints import Constraint

MINIMAL = 'model = "journey"\n'


def test_each_bound_is_a_constraint(written):
    study = written(
        MINIMAL + "[constraints]\nretention_rate = { at_least = 0.88, probability = 0.9 }\n"
        "csmp_cost = { at_least = 1_000, at_most = 20_000_000 }\n"
    )
    assert study.constraints == (
        Constraint("retention_rate", 0.88, "at_least", 0.9),
        Constraint("csmp_cost", 1_000.0, "at_least", None),
        Constraint("csmp_cost", 20_000_000.0, "at_most", None),
    )
    assert all(type(constraint.bound) is float for constraint in study.constraints)


def test_a_study_has_no_constraints_unless_it_says_so(written):
    assert written(MINIMAL).constraints == ()


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (
            Constraint("retention_rate", 0.88, "at_least", 0.9),
            "retention_rate at least 0.88 in 90 % of futures",
        ),
        (
            Constraint("csmp_cost", 20_000_000.0, "at_most", None),
            "csmp_cost at most 20,000,000 on average",
        ),
        (Constraint("mean_wait", 0.5, "at_most", 0.07), "mean_wait at most 0.5 in 7 % of futures"),
    ],
)
def test_a_constraint_is_given_in_words(constraint, words):
    assert str(constraint) == words


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (
            "retention_rate = {}",
            "retention_rate: found no bound; allowed: at_least, at_most, or both",
        ),
        (
            "retention_rate = { probability = 0.9 }",
            "retention_rate: found no bound; allowed: at_least, at_most, or both",
        ),
        (
            "csmp_cost = { at_least = 2, at_most = 1 }",
            "csmp_cost: found at_least = 2.0 and at_most = 1.0; allowed: at_least <= at_most",
        ),
        (
            "retention_rate = { at_least = 0.9, probability = 1 }",
            (
                "retention_rate.probability: found 1; "
                "allowed: a number > 0 and < 1 (share of futures)"
            ),
        ),
        (
            'retention_rate = { at_least = "88%" }',
            'retention_rate.at_least: found "88%"; allowed: a number (in the unit of the metric); '
            "write 0.88",
        ),
        (
            "retention_rate = { at_lest = 0.9 }",
            (
                "retention_rate.at_lest: unknown key; found 0.9; "
                'allowed: at_least, at_most, probability; did you mean "at_least"?'
            ),
        ),
        (
            "retention_rate = { at_least = 88 }",
            "retention_rate.at_least: found 88.0; allowed: a share: 88 % is 0.88",
        ),
        (
            "retention_rate = { at_least = 0.96 }",
            (
                "retention_rate.at_least: found 0.96; allowed: at most 0.9, as under these facts "
                "no mean is higher"
            ),
        ),
        (
            "retention_rate = { at_most = 0.05 }",
            (
                "retention_rate.at_most: found 0.05; allowed: at least 0.1, as under these facts "
                "no mean is lower"
            ),
        ),
        (
            "retention_rate = 0.9",
            (
                "retention_rate: found 0.9; "
                "allowed: a table with the keys at_least, at_most, probability"
            ),
        ),
    ],
)
def test_a_wrong_constraint_is_refused(complaints, lines, complaint):
    assert complaints(f"{MINIMAL}[constraints]\n{lines}\n") == [f"constraints.{complaint}"]


@pytest.mark.parametrize(
    "bounds",
    [
        "{ at_least = 0.9 }",
        "{ at_most = 0.1 }",
        "{ at_least = 0.95, probability = 0.01 }",  # chance may bring it
    ],
)
def test_a_bound_that_some_policy_may_keep_is_in_order(written, bounds):
    assert written(f"{MINIMAL}[constraints]\nretention_rate = {bounds}\n").constraints


def test_an_unknown_metric_names_the_metrics_and_the_nearest(complaints):
    (complaint,) = complaints(MINIMAL + "[constraints]\nretention = { at_least = 0.9 }\n")
    assert complaint.startswith("constraints.retention: unknown metric; allowed: objective, ")
    assert complaint.endswith('; did you mean "retention_rate"?')
