"""Today's policy must lie in the space that is searched."""

import pytest

MINIMAL = 'model = "journey"\n'
HIRES = "hires = { low = -5, high = 5 }"


@pytest.mark.parametrize(
    ("baseline", "decisions", "complaint"),
    [
        (
            "caf = 1.4",
            "caf = { low = 0.85, high = 1.25 }",
            (
                "baseline.caf: found 1.4; allowed: 0.85 to 1.25, as in [decisions.caf] "
                "(widen that range, or change today's policy)"
            ),
        ),
        (
            "",
            "caf = { low = 1.1, high = 1.25 }",
            (
                "baseline.caf: found nothing, so the default 1.0 holds; allowed: 1.1 to 1.25, "
                "as in [decisions.caf] (widen that range, or change today's policy)"
            ),
        ),
        (
            'cadence = "annual"',
            'cadence = ["monthly", "quarterly"]',
            (
                'baseline.cadence: found "annual"; allowed: "monthly", "quarterly", as in '
                "decisions.cadence (add it there, or change today's policy)"
            ),
        ),
        (
            "hires = [1, 6, 0]",
            HIRES,
            (
                "baseline.hires: found 6 in period 2; allowed: -5 to 5 in a period, as in "
                "[decisions.hires] (allow it there, or change today's policy)"
            ),
        ),
        (
            "hires = [1, 2, 3]",
            "hires = { low = -5, high = 5, frozen = [3] }",
            (
                "baseline.hires: found 3 in period 3; allowed: 0, as it is frozen, as in "
                "[decisions.hires] (allow it there, or change today's policy)"
            ),
        ),
    ],
)
def test_a_baseline_outside_the_space_is_refused(complaints, baseline, decisions, complaint):
    text = f"{MINIMAL}[baseline]\n{baseline}\n[decisions]\n{decisions}\n"
    assert complaints(text) == [complaint]


@pytest.mark.parametrize(
    ("baseline", "decisions"),
    [
        ("caf = 0.8", "caf = { low = 0.8, high = 1.4 }"),
        ("caf = 1.4", "caf = { low = 0.8, high = 1.4 }"),
        ("caf = 1.4", "automation = { low = 0.0, high = 0.1 }"),
        ("hires = [5, -5, 0]", HIRES),
        ("", HIRES),
    ],
    ids=["low", "high", "not searched", "schedule", "no schedule"],
)
def test_a_baseline_inside_the_space_is_fine(written, baseline, decisions):
    assert written(f"{MINIMAL}[baseline]\n{baseline}\n[decisions]\n{decisions}\n").space


def test_a_scenario_may_lie_outside(written):
    study = written(
        f"{MINIMAL}[decisions]\ncaf = {{ low = 0.8, high = 1.4 }}\n[scenarios.lean]\ncaf = 2\n"
    )
    assert study.scenarios


def test_a_range_that_is_wrong_itself_is_not_held_against_the_baseline(complaints):
    (complaint,) = complaints(f"{MINIMAL}[decisions]\ncaf = {{ low = 1.4, high = 1.2 }}\n")
    assert complaint.startswith("decisions.caf: found low = 1.4 and high = 1.2")
