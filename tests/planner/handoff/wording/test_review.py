"""Sentences on what the past of assignments tells."""

from dataclasses import replace

import numpy as np
import pytest

from planner.assignment.review.review import review
from planner.handoff.wording.review import cautions, uses, verdicts
from planner.proposal.past import read_past, weights_of
from planner.proposal.reviewing import Reviewed
from planner.proposal.terms import terms_of

HEADINGS = "account,person,segment,predicted,actual,gap of skills"


@pytest.fixture(scope="module")
def found(assigning, tmp_path_factory):
    """A past in which work without the skills took half as long again, and nothing else is told."""
    study, lists = assigning
    luck = np.random.default_rng(5)
    lines = [HEADINGS]
    for place in range(60):
        for person in ("Ana", "Bo", "Eve"):
            gap = luck.integers(0, 2)
            hours = 8 * (1 + 0.5 * gap) * luck.uniform(0.95, 1.05)
            lines.append(f"Account {place},{person},one,8,{hours:.2f},{gap}")
    path = tmp_path_factory.mktemp("review") / "past.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    weights = weights_of(study)
    past, remarks = read_past(study, path, lists, terms_of(lists, study.assign))
    return Reviewed(study, path.name, lists, past, weights, review(past, weights), remarks)


@pytest.fixture
def told(found):
    """The sentence on a weight, with other evidence or another past."""

    def words(name, past=(), **changed) -> str:
        findings = [
            replace(each, **changed) if each.name == name else each
            for each in found.review.findings
        ]
        place = [each.name for each in findings].index(name)
        other = replace(
            found,
            past=replace(found.past, **dict(past)),
            review=replace(found.review, findings=tuple(findings)),
        )
        return list(verdicts(other))[place]

    return words


def test_what_to_state_is_told_of_what_is_supported_and_of_what_is_not(told, found):
    (both,) = (e.blended for e in found.review.findings if e.name == "slower_without_skill")
    for verdict in ("supported", "contradicted"):
        words = told("slower_without_skill", verdict=verdict)
        assert f": {verdict}: the study says +25.0 %, the rows +" in words
        assert words.endswith(f": state {both.estimate:.2g} as assign.slower_without_skill.")
        assert " Both together make it +" in words
    below = replace(both, estimate=-0.01)
    words = told("slower_without_skill", verdict="contradicted", blended=below)
    assert words.endswith(
        ": state 0 as assign.slower_without_skill."
    )  # a study can state none below
    assert "Both together" not in told("slower_without_skill", verdict="undecided")


def test_columns_that_the_file_lacks_are_named(told):
    assert told("goodwill_loss").endswith(
        "past.csv has no columns renewed and months since the change, or nothing in it."
    )
    assert told("experience").endswith(
        "past.csv has no columns renewed, risk and experience, or nothing in it."
    )
    assert told("slower_per_hour").endswith(
        "past.csv has no column time zones, or only 0, and by today's lists nobody is in another "
        "time zone."
    )


def test_where_a_column_has_something_the_reason_is_another(told, found):
    some = np.where(np.arange(found.past.rows) == 0, 1.0, np.nan)
    known = {"renewed": some, "months_since_change": some}
    words = told("goodwill_loss", known, why_not="it rests on a single account or person")
    assert words.endswith("it rests on a single account or person.")
    words = told("goodwill_loss", {"renewed": some})
    assert words.endswith("past.csv has no column months since the change, or nothing in it.")


def test_what_factors_are_for_and_where_gaps_come_from_is_told(found):
    (use,) = uses()
    assert "hours of that segment's activities" in use and "column work" in use
    first, *_ = cautions(found)
    assert "those of today's lists where past.csv has none" in first
