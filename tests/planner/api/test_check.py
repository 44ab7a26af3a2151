"""A study checked from Python, as by the command."""

import pytest

from planner import InputError, check, load_study


def test_it_gives_what_the_command_gives(study, command):
    found = check(study)
    document = command("check", study.path)
    assert document["zone"]["size"] == found.zone.size
    table = found.to_pandas().set_index("metric")
    told = {name: each["model"]["mean"] for name, each in document["today"]["metrics"].items()}
    assert dict(table["mean"]) == told
    assert set(table["phase"]) == {"check"} and not table["differs"].any()
    assert table["known"].isna().all()


def test_what_does_not_fit_is_said(study_file):
    found = check(load_study(study_file(more="\n[today]\nretention_rate = 0.2\n")))
    assert any("retention_rate" in each for each in found.remarks)
    assert found.to_pandas().set_index("metric").loc["retention_rate", "differs"]
    assert "20 %" in repr(found) and "20 %" in found._repr_html_()


def test_a_budget_too_small_for_a_search_is_refused(study_file):
    with pytest.raises(InputError, match=r"search\.max_runs"):
        check(load_study(study_file(("trials = 8", "trials = 8\nmax_runs = 10"))))
