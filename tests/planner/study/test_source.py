"""Study files are found by path or by the name of an example."""

import pytest

from planner.study.errors import InputError
from planner.study.source import find_study


def test_a_folder_or_a_link_that_leads_nowhere_is_no_study_to_be_meant(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").mkdir()
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    (tmp_path / "other.toml").touch()
    for name in ("mine.toml", "loop.toml"):
        with pytest.raises(InputError) as refused:
            find_study(name)
        assert "(that folder has other.toml)" in str(refused.value)
        assert f'did you mean "{name}"' not in str(refused.value)


def test_a_study_is_found_from_a_folder_that_is_gone(tmp_path, monkeypatch):
    study, gone = tmp_path / "mine.toml", tmp_path / "gone"
    study.touch()
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert find_study(str(study)) == study
