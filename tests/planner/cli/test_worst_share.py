"""The worst share of futures on the command line, where a study asks for it."""

import json

import pytest

HALF = "\n[risk]\nworst_share = 0.5\n"
ENOUGH = [
    ("validate_replications = 6", "validate_replications = 20"),
    ("\nreplications = 4", "\nreplications = 20"),
    ("first_stage = 5", "first_stage = 20"),
]


@pytest.fixture
def study(study_file):
    changes = [("validate_replications = 6", "validate_replications = 20")]
    return study_file(*changes, more=HALF)


def test_it_is_told_beside_the_objective_with_what_it_rests_on(plan, study):
    document = json.loads(plan("simulate", study, "--replications", 20, "--json", "--quiet").output)
    assert [*document["metrics"]][:2] == ["objective", "worst_share"]
    assert document["metrics"]["worst_share"]["mean"] < document["metrics"]["objective"]["mean"]
    assert document["risk"]["worst_share"] == 0.5
    told = plan("simulate", study, "--replications", 20).output
    assert "worst_share rests on the worst 10 of 20 replications." in told


def test_on_too_few_replications_it_is_not_told(plan, study):
    document = json.loads(plan("simulate", study, "--replications", 19, "--json", "--quiet").output)
    assert document["metrics"]["worst_share"] == {"mean": None, "half_width": None}
    words = " ".join(plan("simulate", study, "--replications", 19).output.split())
    assert (
        "worst_share is told from 20 replications on, as 10 of them must be of the worst 50 % of "
        "futures."
    ) in words
    assert "not defined" in words


def test_compared_it_is_paired(plan, study):
    settings = ("--policy", "baseline", "--policy", "caf=1.2", "--replications", 20)
    document = json.loads(plan("compare", study, *settings, "--json", "--quiet").output)
    today, other = document["policies"]
    gain = other["difference"]["worst_share"]["mean"]
    levels = [each["metrics"]["worst_share"]["mean"] for each in (today, other)]
    assert gain == pytest.approx(levels[1] - levels[0])
    assert "worst" in plan("compare", study, *settings).output


def test_of_a_study_that_does_not_ask_no_word_is_said(plan, study_file):
    for form in ((), ("--json",)):
        output = plan("simulate", study_file(), "--replications", 20, *form).output
        assert "worst" not in output
        assert '"risk"' not in output


def test_checked_it_is_refused_where_too_few_replications_would_judge_it(plan, study_file):
    result = plan("check", study_file(more=HALF + "weight = 1.0\n"))
    assert result.exit_code == 2
    words = " ".join(result.output.split())
    assert "search.replications: found 4; allowed: at least 20, as 10 of them must be" in words


@pytest.mark.parametrize(
    "key, lines",
    [
        ("risk.weight", "weight = 0.3\n"),
        ("constraints.worst_share", "[constraints]\nworst_share = { at_least = 0.0 }\n"),
        ("goals.worst_share", '[goals]\nworst_share = "maximise"\ncsmp_cost = "minimise"\n'),
    ],
)
def test_a_frontier_is_refused_before_any_work_with_the_line_that_makes_it_so(
    plan, study_file, assert_wrong_input, key, lines
):
    study_file(*ENOUGH, more=HALF + lines)
    found = "found that policies are judged by the worst share of futures here"
    assert_wrong_input(plan("frontier", "tiny.toml"), f"tiny.toml: {key}: {found}", "none; or")


def test_what_if_asks_about_the_mean_alone_before_any_work(plan, study_file, assert_wrong_input):
    study_file(*ENOUGH, more=HALF + "weight = 0.3\n")
    assert_wrong_input(plan("whatif", "tiny.toml"), "risk.weight: found 0.3; allowed: 0")
