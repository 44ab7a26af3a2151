"""Proposals lie in the space, and depend on the seed, the number and the record alone."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import optuna
import pytest
from optuna.distributions import (
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.trial import TrialState
from scipy.stats.qmc import Sobol

from planner.search.encoding import Encoding
from planner.search.samplers import distributions, sampler
from simmodel.decisions.choice import Choice
from simmodel.decisions.real import Real
from simmodel.decisions.schedule import Schedule

SPACE = (
    Choice("cadence", ("monthly", "quarterly", "annual"), "name", "how often"),
    Real("caf", 0.8, 1.4, "ratio", "how lean"),
    Schedule("hires", -2, 9, "CSMPs", "who comes", 3, (0, 0, 0), opening=5),
)
ENCODING = Encoding(SPACE)
OPENING = ENCODING.values({"cadence": "annual", "caf": 1.0, "hires": (1, 2, 3)})
NAMES = ["skopt", "tpe", "cmaes", "nsga2", "sobol", "random"]
BATCH = 4


@pytest.fixture(autouse=True)
def quiet_optuna():
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    yield
    optuna.logging.set_verbosity(before)


def bayes(number: int, pending: Sequence[Any]) -> dict[str, Any]:
    """Stands for the Gaussian process: a point that depends on what it is given."""
    point = np.random.default_rng((number, len(pending))).random(len(ENCODING.variables))
    return ENCODING.values(ENCODING.at(point))


def proposals(
    name: str,
    count: int = 24,
    seed: int = 3,
    study: optuna.Study | None = None,
    encoding: Encoding = ENCODING,
    stopped: Callable[[int], bool] = lambda number: False,
) -> list[dict[str, Any]]:
    """What is proposed, batch by batch and after what ``study`` holds, if a CAF of 1.1 is best.

    The first trial is given, as in a search.
    """
    study = study or optuna.create_study(direction="maximize")
    begin = len(study.trials)
    if begin == 0:
        study.enqueue_trial(OPENING)
    proposed = []
    for first in range(begin, count, BATCH):
        trials = []
        for number in range(first, first + BATCH):
            study.sampler = sampler(name, seed, number, encoding, BATCH, bayes)
            trials.append(study.ask(distributions(encoding)))
        for trial in trials:
            value = -((trial.params["caf"] - 1.1) ** 2)
            if stopped(trial.number):
                trial.report(value, 4)
                study.tell(trial, state=TrialState.PRUNED)
            else:
                study.tell(trial, value)
        proposed += [dict(trial.params) for trial in trials]
    return proposed


@pytest.mark.parametrize("name", NAMES)
def test_proposals_lie_in_the_space(name):
    for values in proposals(name, count=40):
        assert values["cadence"] in SPACE[0].options
        assert 0.8 <= values["caf"] <= 1.4
        hires = [values[f"hires_{number}"] for number in (1, 2, 3)]
        assert all(type(each) is int and -2 <= each <= 9 for each in hires)
        assert list(values) == [variable.name for variable in ENCODING.variables]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_proposes_the_same(name):
    assert proposals(name) == proposals(name)


@pytest.mark.parametrize("name", [each for each in NAMES if each != "skopt"])
def test_another_seed_proposes_otherwise(name):
    one, two = proposals(name, seed=3), proposals(name, seed=4)
    assert one[0] == two[0] == OPENING
    assert all(a != b for a, b in zip(one[1:], two[1:], strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_proposals_of_one_batch_differ(name):
    proposed = proposals(name)
    for first in range(0, len(proposed), BATCH):
        assert len({each["caf"] for each in proposed[first : first + BATCH]}) == BATCH


@pytest.mark.parametrize("name", NAMES)
def test_a_search_taken_up_again_goes_on_as_if_it_had_not_stopped(name):
    study = optuna.create_study(direction="maximize")
    before = proposals(name, count=12, study=study)
    after = proposals(name, count=24, study=study)
    assert before + after == proposals(name, count=24)
    assert not [each for each in after if each in before]


@pytest.mark.parametrize("name", NAMES)
def test_of_a_trial_that_was_stopped_early_a_sampler_learns_its_value(name):
    """Optuna's NSGA-II would not count it to its generation, TPE as worse than any completed."""
    study = optuna.create_study(direction="maximize")
    found = proposals(name, count=60, study=study, stopped=lambda number: number % 3 > 0)
    assert [trial.state for trial in study.trials].count(TrialState.PRUNED) == 40
    assert found == proposals(name, count=60)


@pytest.mark.parametrize("own", [optuna.samplers.RandomSampler, optuna.samplers.TPESampler])
def test_optunas_own_samplers_would_begin_with_their_first_points_again(own):
    """Why a sampler is made anew for every trial, seeded with its number."""
    study = optuna.create_study(sampler=own(seed=3))
    first = study.ask(distributions(ENCODING))
    study.tell(first, 0.0)
    study.sampler = own(seed=3)  # as a second process would make it
    assert study.ask(distributions(ENCODING)).params == first.params


@pytest.mark.parametrize("name", [each for each in NAMES if each != "skopt"])
@pytest.mark.parametrize("seed", [0, 2**32, 2**63 - 1])
def test_any_seed_of_a_study_will_do(name, seed):
    assert len(proposals(name, count=BATCH, seed=seed)) == BATCH


def test_sobol_proposes_the_points_of_one_sequence():
    sequence = Sobol(len(ENCODING.variables), rng=np.random.default_rng(3)).random(32)
    expected = [ENCODING.values(ENCODING.at(point)) for point in sequence]
    assert proposals("sobol", count=32)[1:] == expected[1:]


def test_the_gaussian_process_is_told_the_trials_number_and_what_is_open_in_its_batch():
    asked = []

    def note(number, pending):
        asked.append((number, list(pending)))
        return bayes(number, pending)

    study = optuna.create_study(direction="maximize")
    told = []
    for number in range(6):
        study.sampler = sampler("skopt", 1, number, ENCODING, 3, note)
        told.append(study.ask(distributions(ENCODING)))
        if number == 2:
            for trial in told:
                study.tell(trial, 0.0)
    params = [trial.params for trial in told]
    opens = [[], params[:1], params[:2], [], params[3:4], params[3:5]]
    assert asked == list(enumerate(opens))


def test_tpe_comes_nearer_to_the_best_than_chance_would():
    later = proposals("tpe", count=80)[40:]
    by_chance = 0.15  # mean distance of a uniform CAF from 1.1, the middle of its range
    assert sum(abs(each["caf"] - 1.1) for each in later) / len(later) < by_chance * 2 / 3


def test_nsga2_breeds_from_the_first_generation():
    """With crossover some numbers are inherited to the last digit; by chance none would be."""
    proposed = proposals("nsga2", count=60)
    first = {each["caf"] for each in proposed[:24]}
    assert len(first) == 24
    assert sum(each["caf"] in first for each in proposed[24:48]) > 6


def test_a_variable_that_has_one_value_is_proposed_as_it_is():
    only = Encoding((Choice("cadence", ("annual",), "name", "how often"), SPACE[1]))

    def half(number, pending):
        return only.values(only.at(np.array([0.5, number / 100])))

    for name in NAMES:
        study = optuna.create_study()
        study.enqueue_trial({"cadence": "annual", "caf": 1.0})
        for number in range(3):
            study.sampler = sampler(name, 1, number, only, BATCH, half)
            trial = study.ask(distributions(only))
            assert trial.params["cadence"] == "annual"
            study.tell(trial, 0.0)


def test_variables_are_choices_floats_and_whole_numbers_to_optuna():
    whole = IntDistribution(-2, 9)
    assert distributions(ENCODING) == {
        "cadence": CategoricalDistribution(("monthly", "quarterly", "annual")),
        "caf": FloatDistribution(0.8, 1.4),
        **dict.fromkeys(["hires_1", "hires_2", "hires_3"], whole),
    }


@pytest.mark.parametrize("name", NAMES)
def test_even_the_first_trial_can_be_proposed(name):
    study = optuna.create_study(sampler=sampler(name, 3, 0, ENCODING, BATCH, bayes))
    assert study.ask(distributions(ENCODING)).params.keys() == distributions(ENCODING).keys()
