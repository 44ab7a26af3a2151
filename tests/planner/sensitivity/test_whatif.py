"""All answers: the same digits whatever happens on the way, and none where nothing is asked."""

from dataclasses import replace

import pytest

from planner.handoff.documents.parts import as_text
from planner.handoff.documents.whatif import whatif_document
from planner.sensitivity.whatif import whatif


class Listening:
    """Watches, and remembers what was said; may lose patience with searches."""

    def __init__(self, patience: int | None = None) -> None:
        self.announced: dict[str, int | None] = {}
        self.done: dict[str, int] = {}
        self.patience = patience

    def phase(self, name: str, runs: int | None) -> None:
        self.announced[name], self.done[name] = runs, 0

    def advance(self, runs: int) -> None:
        self.done[list(self.done)[-1]] += runs
        if self.patience is not None and list(self.done)[-1] == "replan":
            self.patience -= 1
            if self.patience == 0:
                raise KeyboardInterrupt


def document(answers) -> str:
    return as_text(whatif_document(answers))


@pytest.fixture(scope="module")
def resumed(asking, tmp_path_factory):
    """Stopped, and taken up with two jobs: the answers, and what was heard on the way to them."""
    folder = tmp_path_factory.mktemp("resumed")
    stopped, watch = Listening(patience=3), Listening()
    with pytest.raises(KeyboardInterrupt):
        whatif(asking, 1, folder, stopped)
    return whatif(asking, 2, folder, watch), stopped, watch, folder


def test_answers_depend_neither_on_jobs_nor_on_an_interruption(answers, resumed):
    assert document(resumed[0]) == document(answers)


def test_what_was_finished_is_not_simulated_again(asking, resumed, answers):
    *_, folder = resumed

    def run(*_: object) -> None:
        raise AssertionError("simulated again")

    model = replace(asking.study.model, run=run)
    again = whatif(
        replace(asking, study=replace(asking.study, model=model)), 1, folder, Listening()
    )
    assert document(again) == document(answers)


def test_phases_are_announced_with_what_they_take(asking, resumed, tmp_path):
    _, stopped, watch, _ = resumed
    assert list(watch.announced) == ["ends", "keep", "neighbours", "replan", "value"]
    assert stopped.done["replan"] == 3 and watch.done["replan"] == watch.announced["replan"]
    for phase in ("keep", "neighbours"):
        assert stopped.done[phase] == stopped.announced[phase] > 0 == watch.announced[phase]
    assert watch.done["value"] == watch.announced["value"] > 0


def test_a_plan_that_is_kept_is_worth_the_same_and_no_policy_is_sought(asking, answers, tmp_path):
    kept_study = replace(asking.study, whatif=replace(asking.study.whatif, trials=0))
    watch = Listening()
    kept = whatif(replace(asking, study=kept_study), 1, tmp_path, watch)
    assert list(watch.announced) == ["ends", "keep", "neighbours"]
    assert kept.tried == () and kept.invested is None and kept.ownership is None
    assert kept.marginals == answers.marginals
    for each, whole in zip(
        (kept.own, *kept.standings), (answers.own, *answers.standings), strict=True
    ):
        assert (each.reoptimised, each.regret, each.over_policy) == (None, None, None)
        for who in ("plan", "policy", "today"):
            assert each.changes[who] == whole.changes[who]


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
