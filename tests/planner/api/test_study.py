"""A study that is loaded, changed and saved."""

import numpy as np
import pytest

from planner import InputError, load_study
from planner.study.supposed import supposed

PAY = "facts.team.annual_cost"


def test_a_study_is_loaded_by_its_path_or_the_name_of_an_example(study, tiny_study):
    assert (study.name, study.facts, study.changes) == ("tiny", tiny_study.facts, {})
    assert load_study("growth").title
    with pytest.raises(InputError, match='did you mean "growth"'):
        load_study("growt")


@pytest.mark.parametrize(
    "changes",
    [
        (["team.annual_cost=70_000", "caf=1.1"],),
        ({"team.annual_cost": 70_000, "caf": 1.1},),
        ("team.annual_cost=70_000 caf=1.1",),
        ({"team.annual_cost": np.int64(70_000), "caf": np.float64(1.1)},),
    ],
)
def test_changes_are_those_of_the_command_line(study, changes):
    other = study.with_(*changes)
    expected = supposed(study, ["team.annual_cost=70_000", "caf=1.1"])
    assert (other.facts, other.baseline) == (expected.facts, expected.baseline)
    assert other.changes == {PAY: 70_000.0, "baseline.caf": 1.1}
    assert study.changes == {} and study.baseline.caf == 1.0


def test_lists_of_numpy_are_lists(study):
    for hires in (np.array([1, 2]), [np.int64(1), np.int64(2)]):
        assert study.with_(hires=hires).changes == {"baseline.hires": (1, 2)}


class Place:
    """As of pathlib, or of a cloud."""

    def __init__(self, path: str | bytes) -> None:
        self._path = path

    def __fspath__(self) -> str | bytes:
        return self._path


def test_any_path_is_a_path(tiny_study):
    for path in (str(tiny_study.path), bytes(tiny_study.path)):
        assert load_study(Place(path)).name == "tiny"


@pytest.mark.parametrize("path", [None, 3, "a\0.toml", "x" * 5000])
def test_what_is_no_path_is_refused(study, path):
    with pytest.raises(InputError, match=r"reference: found .*; allowed: a path"):
        load_study(path)
    with pytest.raises(InputError, match=r"path: found .*; allowed: a path"):
        study.save(path)


def test_names_without_a_dot_are_keywords_and_changes_add_up(study):
    other = study.with_(caf=1.1).with_({"team.annual_cost": 70_000}, cadence="monthly")
    assert (other.baseline.caf, other.baseline.cadence) == (1.1, "monthly")
    assert list(other.changes) == ["baseline.caf", PAY, "baseline.cadence"]


def test_a_scenario_is_named(study_file):
    study = load_study(study_file(more="\n[scenarios.lean]\ncaf = 1.3\n"))
    assert study.with_("lean").baseline.caf == 1.3
    assert study.with_("baseline").changes == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"caff": 1.1}, 'settings: caff: unknown key; found 1.1; allowed: .*did you mean "caf"'),
        ({"caf": 99}, "settings: caf: found 99; allowed: a number from 0.1 to 10"),
        ({"caf": None}, "settings: caf: found None; allowed: a value that a study file can hold"),
        ({"hires": object}, "settings: hires: found <class 'object'>"),
        ({"hires": np.array([1.5, 2.0])}, r"settings: hires, item 1: found 1.5"),
        ("nope", 'policy: found "nope"; allowed: baseline'),
        (["caf"], 'settings: found "caf"; allowed: NAME=VALUE'),
        ({"team.pay": 1}, "settings: team.pay: unknown key; .*study.to_pandas"),
        ({"anual_cost": 7}, r"a fact that study.to_pandas.. has.*mean \"team.annual_cost\""),
        (["caf=1.1", 3], "settings: found 3; allowed: text, a list of texts, or values by name"),
        (3, "settings: found 3; allowed: text"),
        (None, "settings: found nothing; allowed: text"),
    ],
)
def test_what_cannot_be_is_refused_in_the_words_of_python(study, changes, words):
    with pytest.raises(InputError, match=words):
        study.with_(changes)


def test_a_changed_study_is_saved_as_a_file_of_its_own_with_all_else_as_it_was(study, tmp_path):
    path = tmp_path / "dearer.toml"
    other = study.with_({"team.annual_cost": 70_000, "activities.call.per_month": 5}, caf=1.1)
    saved = other.save(path)
    assert (saved.name, saved.changes, saved.path) == ("dearer", {}, path)
    assert (saved.facts, saved.baseline, saved.space) == (other.facts, other.baseline, other.space)
    before, after = (each.path.read_text(encoding="utf-8").splitlines() for each in (study, saved))
    assert set(after) - set(before) == {"annual_cost = 70000.0", "per_month = 5", "caf = 1.1"}
    assert set(before) - set(after) == {"annual_cost = 60_000.0", "per_month = 4"}


def test_what_is_there_is_overwritten_on_request_alone(study, tmp_path):
    path = tmp_path / "other.toml"
    study.save(path)
    with pytest.raises(InputError, match="overwrite=True to overwrite it"):
        study.save(path)
    assert study.with_(caf=1.2).save(path, overwrite=True).baseline.caf == 1.2
    with pytest.raises(InputError, match=r"a name that ends in \.toml"):
        study.save(tmp_path / "other.txt")


def test_a_study_whose_file_has_changed_is_not_saved(study_file, tmp_path):
    study = load_study(study_file())
    study.path.write_text(study.path.read_text("utf-8") + "# other\n", "utf-8")
    with pytest.raises(InputError, match="load it again"):
        study.save(tmp_path / "other.toml")
    study.path.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        study.save(tmp_path / "other.toml")


def test_what_a_search_could_not_begin_with_is_not_saved(study, tmp_path):
    path = tmp_path / "other.toml"
    with pytest.raises(InputError, match=r"baseline\.caf: found 2\.0"):
        study.with_(caf=2.0).save(path)
    assert not path.exists()


def test_facts_and_todays_policy_are_a_table(study):
    table = study.with_(caf=1.1).to_pandas().set_index("key")
    assert table.loc[PAY, "value"] == 60_000.0
    assert table.loc["baseline.caf", "value"] == 1.1
    assert table.loc[PAY, "unit"] and table.loc[PAY, "meaning"]


def test_a_study_says_what_it_is_and_what_is_changed(study):
    shown = repr(study.with_(caf=1.1))
    assert shown.startswith("Study tiny: Tiny vendor\n")
    assert "caf 1.1, not as on file" not in shown and "1.1, not as on file" in shown


def test_a_study_saved_elsewhere_names_its_files_from_there(study_file, tmp_path):
    path = study_file(
        ("[facts]\n", '[facts]\naccounts = "accounts.csv"\n'),
        ("at_start = 12\n", ""),
        ("value = 120_000.0\n", ""),
    )
    accounts = "account,value,renewal\nAda,1000,2026-12-01\n"
    (tmp_path / "accounts.csv").write_text(accounts)
    (tmp_path / "sub").mkdir()
    study = load_study(path)
    saved = study.with_(caf=1.3).save(tmp_path / "sub" / "other.toml")
    assert 'accounts = "../accounts.csv"' in saved.path.read_text()
    assert saved.facts == study.facts
    (words,) = study.to_pandas().query("key == 'facts.accounts'")["value"]
    assert words == (
        "1 accounts of accounts.csv, renewals from 2026-12-01 to 2026-12-01, 1,000 USD a year"
    )
