"""Policies and facts as they are set on the command line, simulated and compared."""

from pathlib import Path

import pytest

IN_YEN = (
    ("value = 250_000.0", "value = 40_000_000.0"),
    ("annual_cost = 125_000.0", "annual_cost = 18_000_000.0"),
)


def test_settings_change_todays_policy(plan, study_file, strictly):
    arguments = ("--set", "caf=1.25", "--set", "cadence=monthly", "--replications", 2, "--json")
    document = strictly(plan("simulate", study_file(), *arguments).stdout)
    assert document["policy"] == {"cadence": "monthly", "caf": 1.25, "automation": 0.0}
    assert document["replications"] == 2


def test_facts_are_set_beside_the_policy_and_said(plan, study_file, strictly):
    arguments = ("simulate", study_file(), "--replications", 2, "--set", "team.annual_cost=70_000")
    document = strictly(plan(*arguments, "--set", "caf=1.2", "--json").stdout)
    assert document["facts"] == {"facts.team.annual_cost": 70_000}
    assert document["policy"]["caf"] == 1.2
    said = plan(*arguments).stdout
    assert "with facts.team.annual_cost 70000 in place of 60000" in said


def test_policies_are_compared_under_facts_of_their_own(plan, study_file, strictly):
    path = study_file()

    def costs(*policies: str) -> list[float]:
        options = [word for each in policies for word in ("--policy", each)]
        document = strictly(plan("compare", path, *options, "--replications", 2, "--json").stdout)
        assert [each["name"] for each in document["policies"]] == list(policies)
        return [each["metrics"]["csmp_cost"]["mean"] for each in document["policies"]]

    dear, today, both = costs(
        "team.annual_cost=120_000", "baseline", "team.annual_cost=120_000 caf=1.2"
    )
    assert dear == pytest.approx(2 * today)
    assert both != today


def test_policies_are_compared_with_the_first_or_with_today(plan, study_file, strictly):
    path = study_file(more="[scenarios.lean]\ncaf = 1.3\n")

    def compared(*policies: str) -> list[str]:
        options = [word for each in policies for word in ("--policy", each)]
        document = strictly(plan("compare", path, *options, "--replications", 2, "--json").stdout)
        assert document["reference"] == document["policies"][0]["name"]
        return [each["name"] for each in document["policies"]]

    assert compared() == ["baseline", "lean"]
    assert compared("lean") == ["baseline", "lean"]
    assert compared("lean", "baseline") == ["lean", "baseline"]
    assert compared("caf=0.9", "lean", "caf=0.9") == ["caf=0.9", "lean"]


def test_a_comparison_in_large_money_shows_every_digit_and_the_scale(plan, tmp_path):
    """As of a vendor who counts in yen: thousands of millions."""
    text = (Path(__file__).parents[3] / "studies" / "growth.toml").read_text(encoding="utf-8")
    for dollars, yen in IN_YEN:
        assert text.count(dollars) == 1
        text = text.replace(dollars, yen)
    (tmp_path / "yen.toml").write_text(text, encoding="utf-8")
    arguments = ("yen.toml", "--policy", "caf=1.3", "--replications", 2, "--quiet", "--verbose")
    done = plan("compare", *arguments)
    assert done.exit_code == 0
    assert "…" not in done.stdout
    (revenue,) = (line for line in done.stdout.splitlines() if "renewal_bookings" in line)
    assert revenue.split()[-1] in ("M", "B")


def test_a_simulation_shows_every_metric_and_what_it_rests_on(plan, study_file, tiny_study):
    result = plan("simulate", study_file(), "--replications", 3)
    for metric in tiny_study.model.metrics:
        assert f" {metric} " in result.stdout
    words = " ".join(result.stdout.split())
    assert "Means over 3 replications" in words and "seed 7" in words
