"""Study files that the planner writes."""

from pathlib import Path

import pytest

from planner.study.errors import InputError
from planner.study.new_file import check_new, write_new


def test_nothing_is_overwritten_unless_allowed(tmp_path):
    path = tmp_path / "mine.toml"
    check_new(path, False, "--force")
    write_new(path, "a = 1\n", False)
    with pytest.raises(InputError, match="Give another name, or --force to overwrite it"):
        check_new(path, False, "--force")
    check_new(path, True, "--force")
    write_new(path, "a = 2\n", True)
    assert path.read_bytes() == b"a = 2\n"


def test_a_file_without_a_name_is_told_one_that_would_do():
    with pytest.raises(InputError, match=r"such as growth\.toml"):
        check_new(Path(), False, "--force")


def test_a_file_that_has_come_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "mine.toml"
    path.touch()
    with pytest.raises(InputError, match="cannot be written"):
        write_new(path, "a = 1\n", False)


@pytest.mark.parametrize("name", ["mine.txt", "mine", "con.toml"])
def test_a_name_that_is_none_of_a_study_is_refused(tmp_path, name):
    with pytest.raises(InputError):
        check_new(tmp_path / name, False, "--force")
