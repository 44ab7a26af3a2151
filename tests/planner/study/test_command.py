"""Commands that are printed can be pasted into a shell as they stand."""

import shlex
from pathlib import Path

import pytest

from planner.study.command import DEFAULT_RESULTS, command


def test_what_is_default_is_not_named():
    assert command("frontier", Path("mine.toml"), results=Path(DEFAULT_RESULTS)) == (
        "plan frontier mine.toml"
    )


def test_results_and_seed_are_named_where_they_are_others():
    assert command("frontier", Path("mine.toml"), results=Path("hint"), seed=3) == (
        "plan frontier mine.toml --results hint --seed 3"
    )


@pytest.mark.parametrize("name", ["our plan.toml", "it's.toml", "$HOME;rm.toml", "a&b|c.toml"])
def test_a_shell_reads_the_words_that_were_meant(name):
    text = command("optimize", Path(name), "--fresh", results=Path("here/and there"))
    assert shlex.split(text) == [
        "plan", "optimize", name, "--results", "here/and there", "--fresh",
    ]  # fmt: skip


def test_a_file_that_looks_like_an_option_is_named_as_a_file():
    assert command("check", Path("-x.toml")) == "plan check ./-x.toml"


def test_a_study_names_its_seed_only_where_it_is_another(tiny_study):
    own, other = (shlex.split(tiny_study.command("watch", seed=seed)) for seed in (7, 8))
    assert own == ["plan", "watch", str(tiny_study.path)]
    assert other == [*own, "--seed", "8"]
