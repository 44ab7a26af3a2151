"""Problems share luck and a ledger, and never each other's runs."""

import numpy as np

from planner.simulation.ledger import Ledger
from planner.simulation.phase import Phase


def test_the_same_facts_are_the_same_problem(problems, with_values):
    study = problems.study
    same = with_values(study, {"renewal.slope": 0.107})
    assert problems.simulator(same) is problems.simulator(study.facts)


def test_runs_of_the_search_are_not_made_again(asking, problems_of, simulator_for):
    study, ledger, runs = asking.study, Ledger(), []
    by_search = simulator_for(study, ledger=ledger)
    (before,) = by_search.sample([study.baseline], Phase.VALIDATE, study.whatif.replications)
    after = problems_of(study, ledger, runs.append).sample(study.facts, study.baseline)
    assert runs == []
    np.testing.assert_array_equal(after.metrics["objective"], before.metrics["objective"])


def test_runs_under_other_facts_are_kept_apart_and_found_again(asking, problems_of, with_values):
    study, ledger, runs = asking.study, Ledger(), []
    facts = with_values(study, {"contract.value": 1_000.0})
    own = problems_of(study, ledger).sample(study.facts, study.baseline)
    other = problems_of(study, ledger).sample(facts, study.baseline)
    again = problems_of(study, ledger, runs.append).sample(facts, study.baseline)
    assert runs == []
    assert not np.any(other.metrics["renewal_bookings"] == own.metrics["renewal_bookings"])
    np.testing.assert_array_equal(again.metrics["objective"], other.metrics["objective"])


def test_facts_that_leave_the_luck_alone_meet_the_same_luck(problems, with_values):
    """Dearer staff, and the very same renewals."""
    study = problems.study
    dear = problems.sample(with_values(study, {"team.annual_cost": 90_000.0}), study.baseline)
    own = problems.sample(study.facts, study.baseline)
    for name in ("renewal_bookings", "csmp_years"):
        np.testing.assert_array_equal(dear.observed[name], own.observed[name])
    np.testing.assert_allclose(dear.observed["csmp_cost"], 1.5 * own.observed["csmp_cost"])


def test_what_is_asked_is_counted_once_and_then_known(asking, problems_of, with_values):
    study, runs = asking.study, []
    problems = problems_of(study, on_steps=runs.append)
    facts = with_values(study, {"contract.value": 1_000.0})
    problems.ask(study.facts, [study.baseline, asking.winner.policy])
    problems.ask(study.facts, [study.baseline])
    problems.ask(facts, [study.baseline])
    lacking = problems.lacking
    assert lacking == 3 * study.whatif.replications
    problems.run()
    assert sum(runs) == lacking
    problems.ask(facts, [study.baseline])
    assert problems.lacking == 0


def test_months_are_kept_under_the_studys_own_facts_alone(problems, with_values):
    study = problems.study
    assert problems.months == study.facts.horizon_months
    other = problems.sample(with_values(study, {"contract.value": 1_000.0}), study.baseline)
    assert not other.series
