"""One future, watched."""

from pathlib import Path

from planner.handoff.names import ANIMATION, RECOMMENDATION


def test_an_animation_that_cannot_be_written_is_refused(plan, searched, assert_wrong_input):
    (searched / ANIMATION).mkdir()
    result = plan("watch", "tiny.toml", "--quiet", "--jobs", 1)
    assert_wrong_input(result, f"{searched / ANIMATION}: cannot be written: Is a directory. ")


def test_the_recommended_policy_is_watched_beside_todays(plan, searched, optimized, strictly):
    found = strictly(optimized.result.stdout)
    result = plan("watch", "tiny.toml", "--json", "--quiet", "--jobs", 1)
    document = strictly(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert document["watched"]["policy"] == found["policy"]
    assert document["baseline"]["policy"] == found["baseline"]["policy"]
    assert (document["replication"], document["phase"], document["seed"]) == (0, "validate", 7)
    assert document["path"] == str(Path("results/tiny/watch.html"))
    page = Path(document["path"]).read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "recommended policy" in page


def test_a_study_that_has_changed_since_its_recommendation_is_watched_with_a_warning(
    plan, study_file, searched
):
    study_file(("Tiny vendor", "Small vendor"))
    result = plan("watch", "tiny.toml", "--quiet", "--jobs", 1)
    assert result.exit_code == 0
    path = searched / RECOMMENDATION
    assert result.stderr == f"{path}: tiny.toml has changed since this was recommended\n"
    assert plan("watch", "tiny.toml", "--quiet", "--jobs", 1, "--policy", "baseline").stderr == ""


def test_another_replication_is_another_future(plan, study_file, strictly):
    arguments = ("watch", study_file(), "--policy", "baseline", "--jobs", 1, "--json")
    first, second = (strictly(plan(*arguments, "--replication", each).stdout) for each in (0, 3))
    assert (first["replication"], second["replication"]) == (0, 3)
    assert first["baseline"] == first["watched"]
    assert first["baseline"] != second["baseline"]


def test_what_is_watched_is_told_with_its_counters_and_its_page(plan, study_file, strictly):
    study_file(more="[scenarios.lean]\ncaf = 1.3\n")
    options = ("--policy", "lean", "--results", "here", "--jobs", 1)
    result = plan("watch", "tiny.toml", *options)
    counted = strictly(plan("watch", "tiny.toml", *options, "--json").stdout)
    words = " ".join(result.stdout.split())
    assert "tiny, lean: cadence quarterly, caf 1.3 " in words
    for name, said in (("customers", "customers"), ("renewals", "renewals"), ("churn", "churned")):
        today, lean = (counted[side][name] for side in ("baseline", "watched"))
        assert f" {said} {today} {lean} " in words
    assert "One future of many (replication 0, phase validate, seed 7)." in words
    assert f"Wrote {Path('here/tiny/watch.html')}" in words


def test_a_churn_rate_where_no_contract_has_ended_is_not_defined(plan, study_file, strictly):
    nobody = ("at_start = 12\narrivals_per_month = 2.0", "at_start = 0\narrivals_per_month = 0.0")
    arguments = ("watch", study_file(nobody), "--policy", "baseline", "--jobs", 1)
    assert "churn rate not defined not defined" in " ".join(plan(*arguments).stdout.split())
    document = strictly(plan(*arguments, "--json").stdout)
    assert document["watched"]["churn_rate"] is None
