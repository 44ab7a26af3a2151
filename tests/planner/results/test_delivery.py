"""Files are delivered all or none, and what is in their way and not ours is told or left alone."""

import os
from pathlib import Path

import pytest

from planner.results.delivery import deliver, stage


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with a file of the user's by the name of one that is to be written."""
    place = tmp_path / "results"
    place.mkdir()
    (place / "a.html").write_text("mine")
    return place


def deliver_two(folder, study):
    """Deliver a page and a table."""
    with stage(folder) as staged:
        (staged / "a.html").write_text("page")
        (staged / "plan").mkdir()
        (staged / "plan" / "b.csv").write_text("table")
        return deliver(staged, folder, study)


def test_a_file_of_the_users_in_the_way_is_kept_beside_and_told(folder, tiny_study):
    delivered = deliver_two(folder, tiny_study)
    assert delivered.kept == (folder / "a-changed-1.html",)
    assert (folder / "a-changed-1.html").read_text() == "mine"
    assert (folder / "a.html").read_text() == "page"


@pytest.mark.parametrize("in_the_way", ["plan", "plan/b.csv/"])
def test_what_takes_the_place_of_another_kind_is_named_before_anything_is_moved(
    folder, tiny_study, in_the_way
):
    path = folder / in_the_way
    if in_the_way.endswith("/"):
        path.mkdir(parents=True)
    else:
        path.write_text("notes")
    with pytest.raises(OSError) as refused:
        deliver_two(folder, tiny_study)
    assert refused.value.filename == str(path)
    assert (folder / "a.html").read_text() == "mine"
    assert not (folder / "a-changed-1.html").exists()


def test_two_commands_that_write_at_once_keep_each_to_its_own(folder, tiny_study):
    with stage(folder) as one, stage(folder) as other:
        (one / "a.html").write_text("one")
        (other / "b.html").write_text("other")
        deliver(other, folder, tiny_study)
        deliver(one, folder, tiny_study)
    assert {each.name for each in folder.glob("[ab].html")} == {"a.html", "b.html"}
    assert (folder / "a.html").read_text() == "one"


def test_what_a_killed_command_had_not_delivered_is_gone_in_time(folder):
    with stage(folder) as left:
        os.utime(left, (0, 0))
        with stage(folder):
            assert not left.exists()
    assert [each.name for each in folder.iterdir()] == ["a.html"]
