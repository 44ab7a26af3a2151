"""Improvement on the prediction, one move after the other."""

from dataclasses import replace

import numpy as np
import pytest

from planner.assignment.measure import exceeded, measure
from planner.proposal.decisions import Decisions
from planner.proposal.improvement import improved
from planner.proposal.lists import offered, read_lists
from planner.proposal.proposal import formulated
from planner.proposal.value import books_of, predicted
from simmodel.contract.assignment import NOBODY


@pytest.fixture(scope="module")
def uneven(study):
    """The eight, where most of what two have is at one of them."""
    found = formulated(study, read_lists(study, None, None), Decisions())
    lists = found.terms.lists
    person = np.where(lists.owner == NOBODY, 3, lists.owner)
    person[(person == 3) & found.problem.allowed[found.units.of, 0]] = 0
    units = np.array([person[found.units.accounts(each)[0]] for each in range(found.units.size)])
    return found, units


def worth(study, made, person):
    accounts = person[made.units.of]
    kept = np.where(made.terms.lists.owner == NOBODY, accounts, made.terms.lists.owner)
    (found,) = predicted(study, made, kept, [accounts])
    return found


def test_each_move_is_predicted_to_bring_more_and_no_limit_is_broken_by_it(study, uneven):
    made, person = uneven
    before = {each.row: each.amount for each in exceeded(made.problem, person)}
    last = None
    for step, each in enumerate(improved(study, made, person)):
        assert (each != person).sum() == 1
        for excess in exceeded(made.problem, each):
            assert excess.amount <= before.get(excess.row, 0.0) + 1e-9
        before = {row.row: row.amount for row in exceeded(made.problem, each)}
        person, last = each, step
        if step == 5:
            break
    assert last is not None


def test_it_ends_where_no_single_move_pays(study, uneven):
    made, person = uneven
    *_, end = improved(study, made, person)
    assert not list(improved(study, made, end))


def test_what_a_move_is_said_to_bring_is_near_what_is_predicted_of_it(study, uneven):
    made, person = uneven
    offer, given = offered(study), (study.facts, study.baseline, study.objective)
    books, units = books_of(made, person[made.units.of]), made.units
    told = offer.gains(*given, books, units.of, made.terms.slower, made.problem.allowed)
    now = offer.predicted(*given, books)
    luck = np.random.default_rng(3)
    pairs = np.argwhere(made.problem.allowed & (np.arange(8) != person[:, None]))
    pairs = pairs[luck.choice(len(pairs), 60, replace=False)]
    exact = []
    for unit, there in pairs:
        other = person.copy()
        other[unit] = there
        then = offer.predicted(*given, books_of(made, other[units.of]))
        exact.append(then - now)
    guessed = told[tuple(pairs.T)]
    assert np.corrcoef(guessed, exact)[0, 1] > 0.99
    assert (told[~made.problem.allowed] == 0).all()
    assert (told[np.arange(units.size), person] == 0).all()


def test_a_cap_on_moves_is_kept_to(study):
    assign = study.assign.model_copy(update={"moves": 1})
    other = type(study)(**vars(study) | {"assign": assign})
    made = formulated(other, read_lists(other, None, None), Decisions())
    start = np.array(
        [
            max(made.terms.lists.owner[made.units.accounts(each)[0]], 0)
            for each in range(made.units.size)
        ]
    )
    rows = np.arange(start.size)
    for each in improved(other, made, start):
        assert made.problem.moved[rows, each].sum() <= 1


def test_moves_at_a_time_are_of_different_people_and_end_as_well(study, uneven):
    made, person = uneven
    luck = np.random.default_rng(4)
    some = luck.choice(person.size, 12, replace=False)
    start = person = np.array([*person])
    start[some] = [luck.choice(np.flatnonzero(made.problem.allowed[unit])) for unit in some]
    alone, steps = list(improved(study, made, start)), 0
    for each in improved(study, made, start, together=True):
        moved = np.flatnonzero(each != person)
        people = [*person[moved].tolist(), *each[moved].tolist()]
        assert len(set(people)) == len(people)
        person, steps = each, steps + 1
    assert steps < len(alone)
    ends = [worth(study, made, each).predicted for each in (start, alone[-1], person)]
    assert ends[2] - ends[0] >= 0.98 * (ends[1] - ends[0])


@pytest.mark.parametrize("together", [False, True])
def test_a_cap_on_moves_is_kept_to_by_all_moves(study, uneven, together):
    made, person = uneven
    before = int(measure(made.problem, person).moved)
    capped = replace(made, problem=replace(made.problem, most_moved=before + 2))
    for each in improved(study, capped, person, together=together):
        assert measure(made.problem, each).moved <= before + 2


def test_the_worth_of_the_end_is_more_than_that_of_the_begin(study, uneven):
    made, person = uneven
    *_, end = improved(study, made, person)
    assert worth(study, made, end).predicted > worth(study, made, person).predicted
