"""Files of results that are damaged, and disks that are full."""

import errno
from pathlib import Path

import pytest

from planner.handoff.names import RECOMMENDATION, WHATIF
from planner.search.journal import JOURNAL
from planner.simulation.ledger import LEDGER


def noise_at_the_end(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'{"op_code": 4, "worker\n')


def zeroed_tail(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-9000] + bytes(9000))


def in_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def nested_too_deep(path: Path) -> None:
    path.write_text("[" * 100_000)


def test_a_damaged_record_is_set_aside_and_the_answer_is_the_same(plan, searched):
    arguments = ("optimize", "tiny.toml", "--json", "--quiet", "--jobs", 1)
    whole = plan(*arguments)
    noise_at_the_end(searched / JOURNAL)
    zeroed_tail(searched / LEDGER)
    mended = plan(*arguments)
    assert (mended.exit_code, mended.stdout) == (0, whole.stdout)
    for name, line in zip((LEDGER, JOURNAL), mended.stderr.splitlines(), strict=True):
        assert line.startswith(f"{searched / name}: damaged (")
        assert f"set aside as {name}.damaged-1. " in line
        assert (searched / f"{name}.damaged-1").exists()


def test_a_search_whose_runs_are_damaged_is_to_be_finished_before_it_is_read(plan, searched):
    zeroed_tail(searched / LEDGER)
    refused = plan("frontier", "tiny.toml", "--quiet", "--jobs", 1)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "an unfinished search of seed 7" in refused.stderr
    assert "run first: plan optimize tiny.toml" in refused.stderr
    assert plan("optimize", "tiny.toml", "--quiet", "--jobs", 1).exit_code == 0
    assert plan("frontier", "tiny.toml", "--quiet", "--jobs", 1).exit_code == 0


@pytest.mark.parametrize(
    ("command", "name", "damage", "said"),
    [
        ("watch", RECOMMENDATION, nested_too_deep, "not JSON: maximum recursion depth exceeded"),
        ("watch", RECOMMENDATION, in_a_folder, "cannot be read: Is a directory"),
        ("dashboard", JOURNAL, noise_at_the_end, "damaged: line "),
    ],
)
def test_a_damaged_file_that_is_only_read_is_named(
    plan, searched, command, name, damage, said, assert_wrong_input
):
    damage(searched / name)
    result = plan(command, "tiny.toml", "--quiet")
    assert_wrong_input(result, f"{searched / name}: {said}", "plan optimize tiny.toml")


def test_a_record_of_what_if_that_cannot_be_read_is_named_and_left_out(plan, searched):
    nested_too_deep(searched / WHATIF)
    result = plan("optimize", "tiny.toml", "--quiet", "--jobs", 1)
    assert result.exit_code == 0
    assert f"{searched / WHATIF}: cannot be read (maximum recursion depth" in result.stderr
    assert "written again by  plan whatif tiny.toml" in result.stderr
    assert result.stderr.count("cannot be read") == 1


def test_a_full_disk_ends_a_search_with_the_file_and_what_is_kept(
    plan, study_file, monkeypatch, assert_wrong_input
):
    def full(*_: object) -> None:
        raise OSError(errno.EIO, "database or disk is full", "results/tiny/runs.sqlite")

    study_file()
    monkeypatch.setattr("planner.simulation.ledger.Ledger.add", full)
    result = plan("optimize", "tiny.toml", "--quiet", "--jobs", 1)
    assert_wrong_input(
        result,
        "results/tiny/runs.sqlite: cannot be used: database or disk is full. All finished work is "
        f"kept in {Path('results/tiny')}; the same command goes on from there.",
    )
