"""A kind of decision that is one class of its own goes through a whole study."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import pytest

from planner.handoff.documents.study import check_document
from planner.recommendation.edges import at_edge
from planner.recommendation.finalists import finalists
from planner.recommendation.recommend import Recommendation
from planner.search.journal import recorded
from planner.selection.ties import rounded, simplicity
from planner.study.checks import Checks
from planner.study.draft import draft
from planner.study.errors import InputError
from planner.study.field_docs import field_rows
from planner.study.study import Study, load_study
from planner.study.template import study_text
from simmodel import registry
from simmodel.decisions.decision import Decision, Refusal, Variable
from simmodel.fields import Section, field


class Span(Section):
    """From where to where."""

    least: float = field(unit="ratio", description="Least to try", gt=0)
    most: float = field(unit="ratio", description="Most to try", gt=0)


@dataclass(frozen=True)
class Ratio(Decision):
    """A number above 0 of which twice as much is as far as half as much."""

    name: str
    least: float
    most: float
    unit: str = "ratio"
    description: str = "How lean"

    def __str__(self) -> str:
        return f"{self.least:g} to {self.most:g}, each step as many times the one before"

    def allows(self, value: float) -> str | None:
        if self.least <= value <= self.most:
            return None
        return f"found {value}; allowed: {self.least:g} up to {self.most:g}"

    @property
    def variables(self) -> tuple[Variable, ...]:
        low, high = math.log2(self.least), math.log2(self.most)
        return (Variable(f"{self.name}_doublings", low=low, high=high),)

    def taken(self, values: Any) -> float:
        (doublings,) = values
        return min(max(2.0**doublings, self.least), self.most)

    def values(self, taken: float) -> tuple[float]:
        return (math.log2(taken),)

    def rounded(self, value: float, step: float) -> float:
        return float(f"{value:.{1 if step > 0.01 else 2}g}")

    def digits(self, value: float) -> int:
        return len(f"{value:.10g}".replace(".", "").strip("0"))

    def near_end(self, value: float, widest: Self, part: float) -> bool:
        return self.most < widest.most and value >= self.most * (1 - part)

    def entry(self) -> type[Section]:
        return Span

    def refusals(self, entry: Span) -> Iterator[Refusal]:
        if entry.least >= entry.most:
            yield Refusal(f"found {entry.least} up to {entry.most}; allowed: a way up")
        if entry.most > self.most:
            yield Refusal(f"found {entry.most}; allowed: up to {self.most:g}", ("most",))

    def narrowed(self, entry: Span) -> Self:
        return replace(self, **dict(entry))

    def usual_entry(self, today: float) -> tuple[dict[str, float], bool]:
        return {"least": today / 2, "most": today * 2}, True


@pytest.fixture(autouse=True)
def model(monkeypatch) -> object:
    """A model of which the CAF is decided by ratios."""
    known = registry.load("journey")

    def decisions_of(facts: Any, baseline: Any) -> tuple[Decision, ...]:
        every = known.decisions(facts, baseline)
        caf = Ratio("caf", 0.1, 10.0)
        return tuple(caf if each.name == "caf" else each for each in every)

    changed = replace(known, decisions=decisions_of)
    monkeypatch.setattr(registry, "load", lambda name: changed)
    return changed


RANGE = "caf = { low = 0.8, high = 1.4 }"
SPAN = "caf = { least = 0.8, most = 1.4 }"


@pytest.fixture
def study(tiny) -> Study:
    return tiny((RANGE, SPAN))


@pytest.fixture
def result(study, recommended) -> Recommendation:
    return recommended(study)


def test_it_is_screened_searched_and_selected(result):
    tried = [trial.policy.caf for trial in result.searched.trials]
    assert all(0.8 <= caf <= 1.4 for caf in tried)
    assert len(set(tried)) > 4
    record = recorded(result.folder, "tiny")
    for trial, caf in zip(record.trials, tried, strict=True):
        assert 2.0 ** trial.params["caf_doublings"] == pytest.approx(caf, rel=1e-12)
    met = [each.policy for each in result.selected.finalists]
    assert set(finalists(result.study, [result.searched.ranked[0].policy])) <= set(met)
    assert result.winner.policy in met


def test_its_simpler_relatives_are_its_own(study):
    policy = study.model.decide(study.baseline, {"caf": 1.2345})
    assert [each.caf for each in rounded(study, policy)] == [1.0, 1.2]
    assert simplicity(study, policy) == (1, 5)
    assert study.baseline in finalists(study, [policy])


def test_so_are_its_ends(study):
    edges = [
        [each.name for each in at_edge(study, study.model.decide(study.baseline, {"caf": caf}))]
        for caf in (0.8, 1.0, 1.4)
    ]
    assert edges == [[], [], ["caf"]]


def test_it_is_described_in_its_own_words(study):
    (caf,) = (each for each in study.space if each.name == "caf")
    assert str(caf) == "0.8 to 1.4, each step as many times the one before"
    told = check_document(study, {}, None)["decisions"]
    (document,) = (each for each in told if each["name"] == "caf")
    assert (document["least"], document["most"]) == (0.8, 1.4)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{ least = 2.0, most = 1.5 }", "decisions.caf: found 2.0 up to 1.5; allowed: a way up"),
        ("{ least = 0.5, most = 99.0 }", "decisions.caf.most: found 99.0; allowed: up to 10"),
        (
            "{ least = 2.0, most = 4.0 }",
            "baseline.caf: found nothing, so the default 1.0 holds; allowed: 2 up to 4, "
            "as in [decisions.caf] (widen that range, or change today's policy)",
        ),
        (
            "{ low = 0.8, high = 1.4 }",
            "decisions.caf.low: unknown key; found 0.8; allowed: least, most",
        ),
    ],
)
def test_what_is_wrong_is_refused_in_its_own_words(study_file, entry, complaint):
    with pytest.raises(InputError) as refused:
        load_study(str(study_file((RANGE, f"caf = {entry}"))))
    assert any(complaint in str(each) for each in refused.value.complaints)


def test_a_new_study_offers_what_is_usual_and_documents_it(model):
    checks = Checks("")
    begun = draft(model, {}, checks)
    checks.finish()
    caf = begun.baseline.caf
    assert f"\ncaf = {{ least = {caf / 2}, most = {caf * 2} }}" in study_text(begun)
    rows = {row.key: row for row in field_rows(model)}
    assert rows["decisions.caf.least"].allowed == "a number > 0"
