"""A screen that is kept is the one that was made, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest

from planner.search import kept
from planner.search.effort import BRIEF, FULL
from planner.search.kept import kept_screen
from planner.simulation.ledger import Ledger

FEW = replace(FULL, first=6)
BOUND = "\n[constraints]\nretention_rate = { at_least = 0.6 }\n"


@pytest.fixture
def screens(monkeypatch) -> list:
    """The efforts of the screens that were made."""
    made, screen = [], kept.screen

    def counted(study, seed, *, jobs, effort):
        made.append(effort)
        return screen(study, seed, jobs=jobs, effort=effort)

    monkeypatch.setattr(kept, "screen", counted)
    return made


def test_it_is_made_once_and_the_same_to_the_last_bit(tiny, screens):
    study, ledger = tiny(more=BOUND), Ledger()
    first, again = (kept_screen(ledger, study, 1, 1, FEW) for _ in range(2))
    assert screens == [FEW]
    for name in ("policies", "frontier", "screened", "complete", "effort"):
        assert getattr(again, name) == getattr(first, name)
    for name in ("points", "objective", "violation"):
        assert np.array_equal(getattr(again, name), getattr(first, name))
    assert [*again.bound] == [*first.bound] == ["retention_rate"]
    assert np.array_equal(again.bound["retention_rate"], first.bound["retention_rate"])


def test_what_is_known_of_the_pool_is_what_the_fluid_says_of_it(tiny):
    found = kept_screen(Ledger(), tiny(more=BOUND), 1, 1, FEW)
    anew = found.fluid.values(list(found.policies))
    assert all(np.array_equal(values, anew[name]) for name, values in found.values.items())


def test_other_facts_another_space_and_another_effort_are_screened_by_themselves(tiny, screens):
    study, ledger = tiny(), Ledger()
    others = (
        tiny(("at_start = 12", "at_start = 13")),
        replace(study, space=study.space[:1]),
    )
    for each in (study, *others, study):
        kept_screen(ledger, each, 1, 1, FEW)
    kept_screen(ledger, study, 1, 1, BRIEF)
    assert screens == [FEW, FEW, FEW, BRIEF]
