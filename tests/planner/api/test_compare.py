"""Policies compared from Python, as by the command."""

import pytest

from planner import InputError, compare


@pytest.fixture(scope="module")
def comparison(study):
    return compare(study, ["baseline", "caf=1.2"], replications=3)


def test_it_gives_what_the_command_gives(study, comparison, command):
    policies = ("--policy", "baseline", "--policy", "caf=1.2")
    lean = command("compare", study.path, *policies, "--replications", 3)["policies"][1]
    gain = comparison.policies["caf=1.2"].gain["objective"]
    assert lean["difference"]["objective"] == {"mean": gain.mean, "half_width": gain.half_width}


def test_the_first_is_the_reference_and_todays_policy_goes_before_one_alone(study, comparison):
    assert comparison.reference == "baseline"
    alone = compare(study, "caf=1.2", replications=3)
    assert list(alone.policies) == ["baseline", "caf=1.2"]
    assert alone.to_pandas().equals(comparison.to_pandas())


def test_policies_have_names_of_their_own_and_other_facts(study):
    named = compare(
        study,
        {"lean": {"caf": 1.2}, "dear": "team.annual_cost=70_000", "today": "baseline"},
        replications=2,
    )
    assert (named.reference, named.policies["lean"].policy.caf) == ("lean", 1.2)
    table = named.to_pandas().set_index(["policy", "metric"])
    dear, today = (table.loc[(name, "csmp_cost"), "mean"] for name in ("dear", "today"))
    assert dear == pytest.approx(today * 7 / 6)


def test_without_policies_all_scenarios_are_compared(study):
    assert list(compare(study, replications=2).policies) == ["baseline"]


def test_differences_are_paired_and_say_what_they_rest_on(comparison):
    table = comparison.to_pandas()
    assert list(table) == [
        *("policy", "metric", "unit", "mean", "half_width", "difference"),
        *("difference_half_width", "replications", "phase"),
    ]
    assert table.attrs["reference"] == "baseline"
    assert (table[table["policy"] == "baseline"]["difference"] == 0).all()


def test_figures_are_aligned_under_their_headings(comparison):
    shown = comparison._repr_html_()
    assert '<th style="text-align: left">policy</th>' in shown
    assert '<th style="text-align: right">gain</th>' in shown
    assert shown.count('<td style="text-align: right">') == 6


def test_an_unknown_policy_is_refused(study):
    with pytest.raises(InputError, match='policy: found "lean"'):
        compare(study, ["lean"])


def test_names_are_data_in_html(study):
    found = compare(study, {"<b>lean</b>": "caf=1.2"}, replications=2)
    assert "<b>" not in found._repr_html_() and "&lt;b&gt;lean" in found._repr_html_()
    assert "<b>lean</b>" in repr(found)
