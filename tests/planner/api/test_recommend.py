"""A recommendation from Python: found, recorded where the command records it, read and written."""

import json
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from planner import InputError, RecommendationResult, recall, recommend


@pytest.fixture(scope="module")
def found(study, tmp_path_factory):
    """Searched for, in a folder of results; with what was told on the way."""
    results, told = tmp_path_factory.mktemp("results"), []
    result = recommend(study, results=results, progress=lambda *each: told.append(each))
    return result, results, told


def test_it_is_what_the_stages_recommend(found, recommendation):
    result, results, told = found
    assert result.gain == recommendation.gain
    assert result.policy == {"cadence": "monthly", **result.policy}
    assert result.folder == results / "tiny"
    names = list(dict.fromkeys(name for name, *_ in told))
    assert names == ["screen", "search", "select", "validate", "frontier"]


def test_it_is_told_again_without_a_run(study, found):
    result, results, _ = found
    told = []
    for again in (recommend, recall):
        other = again(study, results=results, progress=lambda *each: told.append(each))
        assert other.to_pandas().equals(result.to_pandas())
    assert {done for _, done, _ in told} == {0}


def test_nothing_is_screened_or_learned_again_to_tell_it(study, found, monkeypatch):
    result, results, _ = found

    def work(*_: object, **__: object) -> None:
        raise AssertionError("done again")

    monkeypatch.setattr("planner.search.kept.screen", work)
    monkeypatch.setattr("planner.search.proposers.gaussian.Gaussian.proposal", work)
    again = recall(study, results=results).details
    assert repr(again.searched) == repr(result.details.searched)
    assert again.fluid == result.details.fluid
    assert again.screened == result.details.screened


def test_what_was_not_finished_is_not_recalled(study, found):
    call = rf"recommend\(study, results='{found[1]}', seed=3"
    with pytest.raises(InputError, match=rf"not 3; run first: {call}\)"):
        recall(study, results=found[1], seed=3)
    with pytest.raises(InputError, match=rf"give way; .*: {call}, fresh=True\); elsewhere: recomm"):
        recommend(study, results=found[1], seed=3)


@pytest.mark.parametrize("results", [None, 3, "a\0b", "x" * 5000, "\ud800"])
def test_what_is_no_folder_is_refused_and_not_made(study, result, results, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for search in (recommend, recall):
        with pytest.raises(InputError, match=r"results: found .*; allowed: a path"):
            search(study, results=results)
    if results is not None:
        with pytest.raises(InputError, match=r"folder: found .*; allowed: a path"):
            result.write(results)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named_as_python_has_it(study):
    with pytest.raises(InputError, match=r"^results: found /dev/null"):
        recommend(study, results="/dev/null")


def test_a_study_that_is_on_no_file_is_not_searched(study, tmp_path):
    other = study.with_(caf=1.1)
    with pytest.raises(InputError, match=r"\(baseline.caf\); .*study.save"):
        recommend(other, results=tmp_path)
    with pytest.raises(InputError, match=r"\(baseline.caf\)"):
        recall(other, results=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_details_are_shown_without_every_run_and_trial(result):
    assert "array(" not in repr(result.details) and "Trial(" not in repr(result.details)


def test_the_plan_is_the_team_month_by_month(result):
    plan = result.plan
    assert list(plan) == ["month", "begins", "headcount", "change"]
    assert plan["begins"].iloc[0] == np.datetime64("2026-11-01") and len(plan) == 6
    assert plan["headcount"].iloc[0] == plan.attrs["opening_headcount"] + plan["change"].iloc[0]
    assert (plan["headcount"].diff()[1:] == plan["change"][1:]).all()
    team = result.details.plan.sample.series["team"].mean(axis=0)
    assert list(plan["headcount"]) == pytest.approx(list(team))


def test_a_plan_of_the_long_run_is_one_row(centre, result):
    plan = replace(result, study=centre.study, details=centre).plan
    assert list(plan) == ["month", "headcount", "change"] and len(plan) == 1


def test_tables_say_what_chose_them(result):
    table = result.to_pandas()
    assert list(table["policy"].unique()) == ["recommended", "plan", "today"]
    assert set(table["phase"]) == {"validate"} and set(table["replications"]) == {6}
    gain = table.set_index(["policy", "metric"]).loc[("recommended", "objective")]
    assert (gain["difference"], gain["difference_half_width"]) == (
        result.gain.mean,
        result.gain.half_width,
    )
    trials = result.trials
    assert set(trials["phase"]) == {"search"} and len(trials) == 8
    assert trials["caf"].between(0.8, 1.4).all()
    assert set(result.monthly()["policy"]) == {"recommended", "plan", "today"}


@pytest.mark.long
def test_hand_offs_are_written_beside_the_search_or_elsewhere(found, tmp_path):
    result, _, _ = found
    written = result.write()
    names = {"plan", "plan.xlsx", "recommendation.json", "report.html"}
    assert {each.name for each in written} == names
    assert {each.parent for each in written} == {result.folder}
    document = json.loads((result.folder / "recommendation.json").read_text(encoding="utf-8"))
    assert document["gain"]["mean"] == result.gain.mean
    elsewhere = result.write(tmp_path / "for" / "finance")
    assert {each.name for each in elsewhere} == names
    assert all(each.parent == tmp_path / "for" / "finance" for each in elsewhere)


def test_it_shows_what_a_leader_reads(result):
    shown = repr(result)
    assert shown.startswith("Recommendation for tiny\n  To do")
    assert "phase validate" in shown
    assert "It brings" in result._repr_html_()


def test_results_are_frozen(result):
    with pytest.raises(FrozenInstanceError):
        result.study = None
    assert isinstance(result, RecommendationResult)


def test_a_plan_of_people_has_positions_and_the_team_expected(people, result):
    plan = replace(result, details=people).plan
    assert plan["positions_to_open"].sum() == sum(people.plan.policy.hires)
    assert (plan["p10"] <= plan["headcount"]).all()
    assert (plan["headcount"] <= plan["p90"]).all()
