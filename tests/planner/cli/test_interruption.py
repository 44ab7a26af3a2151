"""Interrupted: what is said, and what is kept."""

from pathlib import Path

import pytest

from planner.handoff.names import RECOMMENDATION


@pytest.mark.parametrize(
    ("command", "work"), [("optimize", "recommending.recommend"), ("whatif", "whatif.whatif")]
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "machines"])
def test_what_is_interrupted_says_what_is_kept(plan, searched, monkeypatch, command, work, options):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"planner.commands.{work}", interrupted)
    (searched / RECOMMENDATION).unlink()
    result = plan(command, "tiny.toml", *options)
    assert (result.exit_code, result.stdout) == (130, "")
    words = " ".join(result.stderr.split())
    assert "Interrupted." in words and str(Path("results/tiny")) in words
    assert "the same command goes on from there" in words
    assert not (Path("results/tiny") / RECOMMENDATION).exists()


def test_trials_that_finished_before_an_interruption_are_on_record(
    plan, study_file, remodelled, tiny_study
):
    run, journal = tiny_study.model.run, Path("results/tiny/search.journal")

    def on_record() -> int:
        return journal.read_text(encoding="utf-8").count('"gain over today"')

    def interrupted_later(*arguments: object) -> object:
        if journal.exists() and on_record():  # with the first run of the second batch
            raise KeyboardInterrupt
        return run(*arguments)

    study_file()
    remodelled(run=interrupted_later)
    assert plan("optimize", "tiny.toml", "--jobs", 1).exit_code == 130
    assert on_record() == 4
