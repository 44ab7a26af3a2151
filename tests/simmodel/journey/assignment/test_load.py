"""Expected hours of accounts agree with what the engines draw."""

import numpy as np
import pytest

from simmodel.contract.assignment import NOBODY, Books
from simmodel.journey.assignment.books import simulated
from simmodel.journey.assignment.load import expected_hours, of_accounts, staying
from simmodel.journey.draw import draw
from simmodel.journey.money.objective import Objective
from simmodel.journey.policy import Policy
from simmodel.journey.work.facts import Automation
from simmodel.streams import Streams

MONTHS = 4
REPLICATIONS = 60


def test_hours_by_month_are_those_that_are_drawn_on_average(facts, accounts, people):
    owners = np.arange(len(accounts)) % len(people)
    ones = np.ones(len(accounts))
    books = Books(accounts, people, owners, owners, ones, ones)
    drawn_facts, _, _ = simulated(facts, Policy(), Objective(), books)
    total = np.zeros((REPLICATIONS, 2, MONTHS))
    for replication in range(REPLICATIONS):
        paths = draw(drawn_facts, Streams(11, 0, replication))
        contracts, work = paths.contracts, paths.work
        month = np.floor(work.release / drawn_facts.hours_per_month).astype(int)
        ours = np.isinf(contracts.joined[work.contract]) & (month >= 0) & (month < MONTHS)
        segment = contracts.segment[work.contract]
        np.add.at(total[replication], (segment[ours], month[ours]), work.hours[ours].astype(float))
    # A month's last hours have no releases, so that what falls due comes a little before.
    expected = of_accounts(facts, Policy(), accounts, MONTHS).hours
    large = np.array([each.segment == "large" for each in accounts])
    for place, own in enumerate((large, ~large)):
        mean, error = total[:, place].mean(axis=0), total[:, place].std(axis=0) / 60**0.5
        assert np.abs(mean - expected[own].sum(axis=0)) == pytest.approx(
            0, abs=float((4 * error + 0.02 * mean).max())
        )


def test_automated_work_takes_nobody_s_hours(facts, accounts):
    whole = of_accounts(facts, Policy(), accounts, MONTHS)
    less = of_accounts(facts, Policy(automation=1.0), accounts, MONTHS)
    small = np.array([each.segment == "small" for each in accounts])
    hours = whole.hours[small].sum() - small.sum() * MONTHS
    assert less.hours[small].sum() == pytest.approx(hours)
    assert (less.hours[~small] == whole.hours[~small]).all()


def test_automated_work_is_done_in_any_case_unless_it_waits_for_a_person(facts, accounts):
    usual = of_accounts(facts, Policy(), accounts, MONTHS)
    assert (usual.automated == 0).all()
    sure = of_accounts(facts, Policy(automation=0.5), accounts, MONTHS)
    small = np.array([each.segment == "small" for each in accounts])
    assert sure.automated[small].sum() == pytest.approx(0.5 * 4 * MONTHS * small.sum())
    assert sure.points + sure.automated == pytest.approx(usual.points)
    waits = facts.segments["small"].model_copy(update={"automation": Automation(queued=True)})
    queued = facts.model_copy(update={"segments": {**facts.segments, "small": waits}})
    found = of_accounts(queued, Policy(automation=0.5), accounts, MONTHS)
    assert found.points == pytest.approx(usual.points)
    assert found.hours == pytest.approx(sure.hours)


def test_a_complex_account_takes_as_many_hours_more(facts, accounts):
    usual = expected_hours(facts, Policy(), accounts, MONTHS)
    twice = tuple(each.model_copy(update={"work": 2.0}) for each in accounts)
    assert expected_hours(facts, Policy(), twice, MONTHS) == pytest.approx(2 * usual)


def test_after_its_renewal_an_account_is_there_with_its_chance(facts, accounts):
    sooner = accounts[0].model_copy(update={"renewal": 1.0, "risk": 0.4})
    assert staying(facts, (sooner,), 3)[0] == pytest.approx([1.0, 0.6, 0.6])
    halfway = sooner.model_copy(update={"renewal": 0.5})
    assert staying(facts, (halfway,), 2)[0] == pytest.approx([0.8, 0.6])


def test_nobody_is_no_place_of_a_person():
    assert NOBODY < 0
