"""No name of a study leaves the folder of results, or is none of a folder anywhere."""

from pathlib import Path

import pytest

from planner.study.errors import InputError
from planner.study.name import check_name
from planner.study.study import load_study

NAMES = {
    "..": "ends or begins as no folder's name may",  # the folder above
    ".": "ends or begins as no folder's name may",
    "a.": "ends or begins as no folder's name may",
    " a": "ends or begins as no folder's name may",
    "a\\b": "has a character that is none",
    "a\nb": "has a character that is none",
    "CON": "some systems keep for a device",
    "lpt1.old": "some systems keep for a device",
    "ü" * 101: "has more than 200 bytes",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_folder_can_have_is_refused(name):
    path = Path(f"{name}.toml")
    assert path.stem == name
    with pytest.raises(InputError) as refused:
        check_name(path)
    assert NAMES[name] in str(refused.value) and "rename it" in str(refused.value)
    assert "\n" not in str(refused.value).replace(str(path), "")


@pytest.mark.parametrize("name", ["growth", "our plan", "growth.2026", "..hidden", "console", "ü"])
def test_other_names_are_allowed(name):
    check_name(Path(f"{name}.toml"))


def test_a_study_is_not_read_under_such_a_name(study_file, tmp_path):
    path = study_file().rename(tmp_path / "...toml")
    with pytest.raises(InputError, match=r'found the name "\.\.", which ends'):
        load_study(str(path))
