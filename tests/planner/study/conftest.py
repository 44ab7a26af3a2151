"""A study is written, and loaded or refused."""

from pathlib import Path

import pytest

from planner.study.errors import InputError
from planner.study.study import Study, load_study


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write a study as study.toml in the working folder, and load it."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Study:
        Path("study.toml").write_text(text, encoding="utf-8")
        return load_study("study.toml")

    return write


@pytest.fixture
def complaints(written):
    """The complaints about a study, without the name of its file."""

    def of(text: str) -> list[str]:
        with pytest.raises(InputError) as refused:
            written(text)
        assert all(line.startswith("study.toml: ") for line in refused.value.complaints)
        return [line.removeprefix("study.toml: ") for line in refused.value.complaints]

    return of
