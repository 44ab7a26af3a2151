"""All answers: the same digits whatever happens on the way, and none where nothing is asked."""

from dataclasses import replace

import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.whatif import whatif_document
from planner.sensitivity.whatif import whatif


class Listening:
    """Watches, and remembers what was said; may lose patience."""

    def __init__(self, patience: int | None = None) -> None:
        self.announced: dict[str, int | None] = {}
        self.done: dict[str, int] = {}
        self.patience = patience

    def phase(self, name: str, runs: int | None) -> None:
        self.announced[name], self.done[name] = runs, 0

    def advance(self, runs: int) -> None:
        self.done[list(self.done)[-1]] += runs
        if self.patience is not None:
            self.patience -= 1
            if self.patience == 0:
                raise KeyboardInterrupt


def document(answers) -> str:
    return as_text(whatif_document(answers))


@pytest.fixture(scope="module")
def resumed(asking, tmp_path_factory):
    """Stopped, and taken up with two jobs: the answers, and what was heard on the way to them."""
    folder = tmp_path_factory.mktemp("resumed")
    stopped, watch = Listening(patience=60), Listening()
    with pytest.raises(KeyboardInterrupt):
        whatif(asking, 1, folder, stopped)
    return whatif(asking, 2, folder, watch), stopped, watch, folder


def test_answers_depend_neither_on_jobs_nor_on_an_interruption(answers, resumed):
    assert document(resumed[0]) == document(answers)


def test_what_was_finished_is_not_simulated_again(asking, resumed):
    _, stopped, watch, folder = resumed
    assert stopped.done["replan"] > 0
    again = Listening()
    whatif(asking, 1, folder, again)
    assert not any(again.done.values())
    assert watch.done["value"] > 0


def test_phases_are_announced_with_runs_enough(resumed):
    _, stopped, watch, _ = resumed
    assert list(watch.announced) == ["replan", "value"]
    assert stopped.done["replan"] + watch.done["replan"] <= watch.announced["replan"]
    assert 0 < watch.done["value"] <= watch.announced["value"]


def test_a_higher_slope_is_an_answer_of_its_own(answers):
    assert answers.strengthened in answers.moves
    assert answers.strengthened.move.fact == "renewal.slope"


def test_without_a_question_there_is_no_answer(asking, tmp_path):
    """A study that moves nothing, of a model that has neither an investment nor neighbours."""
    study = asking.study
    model = replace(study.model, fixed_plan=None, sensitivity=None, investment=None)
    asked = replace(study.whatif, moves=(), investing=None)
    nothing = replace(study, model=model, whatif=asked)
    answers = whatif(replace(asking, study=nothing), 1, tmp_path, Listening())
    assert answers.moves == answers.marginals == ()
    assert answers.together is answers.strengthened is None
    assert answers.invested is answers.ownership is None
