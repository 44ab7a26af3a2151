"""A study, checked: what an optimization would do."""

import pytest


def test_a_check_says_what_an_optimization_would_try(plan, study_file, tiny_study):
    study_file()
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "tiny.toml: in order" in words
    assert "to decide: cadence monthly, quarterly: How often" in words
    assert "to decide: caf 0.8 to 1.4 (ratio): Capacity" in words
    search = tiny_study.search
    assert f"simulate at most {search.trials} of them" in words
    jargon = "fluid approximation. A trial has"
    assert jargon not in words
    details = " ".join(plan("check", "tiny.toml", "--verbose").stdout.split())
    assert f"{jargon} {search.replications} replications; sampler skopt" in details


def test_a_check_shows_the_indifference_zone_and_what_it_comes_from(plan, study_file, strictly):
    study_file()
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    zone = strictly(plan("check", "tiny.toml", "--json").stdout)["zone"]
    assert zone["basis"] == "gain" and zone["part"] == 0.01
    assert (
        f"worth telling {zone['size']:,.0f} USD, 1 % of the gain over today's policy that "
        f"a first formula expects, {zone['amount']:,.0f} USD; policies this near to each other "
        "count as equally good"
    ) in words
    study_file(("[search]", "[search]\nzone = 123.0"))
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "worth telling 123 USD, as search.zone says;" in words


def test_a_check_says_what_seems_out_of_reach(plan, study_file):
    study_file(more="[constraints]\ncsmp_cost = { at_most = 50_000 }\n")
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "policies that it looked at keeps the constraints. The nearest: csmp_cost" in words
    assert "where csmp_cost at most 50,000 on average is asked." in words


def test_a_check_shows_how_far_facts_are_moved(plan, asking_study):
    words = " ".join(plan("check", asking_study.path).stdout.split())
    assert "what if customers.arrivals_per_month 1.5 to 2.5" in words
    assert "what if renewal.slope 0.107 to 0.12" in words


def test_a_check_shows_a_schedule_the_constraints_and_the_goals(plan, study_file):
    study_file(
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
        ("automation = { low = 0.0, high = 0.5 }", "hires = { low = -2, high = 3, frozen = [2] }"),
        more="[constraints]\nretention_rate = { at_least = 0.5, probability = 0.9 }\n"
        '[goals]\nrenewal_bookings = "maximise"\ncsmp_cost = "minimise"\n',
    )
    words = " ".join(plan("check", "tiny.toml").stdout.split())
    assert "to decide: hires -2 to 3 (CSMPs per period" in words
    assert "2 periods, starting from 3; frozen: 2" in words
    assert "to keep retention_rate at least 0.5 in 90 % of futures" in words
    assert "goal maximise renewal_bookings goal minimise csmp_cost" in words


def test_a_check_of_a_study_without_decisions_says_so(plan):
    result = plan("check", "paper")
    assert result.exit_code == 0
    assert "Nothing is left to decide" in result.stdout


@pytest.mark.parametrize("name", ["lean", "[lean]", "lean [/x]", "[bold]lean"])
def test_a_check_shows_scenarios_by_the_names_they_have(plan, study_file, name):
    study_file(more=f'[scenarios."{name}"]\ncaf = 1.3\n')
    result = plan("check", "tiny.toml")
    assert result.exit_code == 0, result.exception
    assert name in result.stdout


def test_a_check_says_which_defaults_hold(plan, study_file, glancing):
    forgotten = plan("check", study_file(("value = 120_000.0", "")))
    assert "facts.contract.value = 250000.0" in forgotten.stdout
    assert "default" not in plan("check", "growth").stdout
