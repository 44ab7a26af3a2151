"""Proposals lie in the space, and depend on the seed, the number and the record alone."""

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import optuna
import pytest
from optuna.distributions import (
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from scipy.stats.qmc import Sobol

from planner.search.encoding import Encoding
from planner.search.incumbent import Lead
from planner.search.optuna_space import distributions
from planner.search.proposers.proposer import Proposer, Tried, Values
from planner.search.proposers.registry import proposer
from planner.search.screen import Screen
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


class Chance(Proposer):
    """Stands for the Gaussian process: a point that depends on what it is given."""

    def __init__(self, screen: Screen, seed: int) -> None:
        self.encoding = screen.fluid.encoding

    def propose(self, tried: Sequence[Tried], pending: Sequence[Values]) -> Values:
        number = len(tried) + len(pending)
        point = np.random.default_rng((number, len(pending))).random(len(self.encoding.variables))
        return self.encoding.values(self.encoding.at(point))


def made(name: str, seed: int = 3, encoding: Encoding = ENCODING) -> Proposer:
    """A proposer of a study whose batches are of four."""
    study = SimpleNamespace(goals=(), search=SimpleNamespace(batch=BATCH))
    screen = SimpleNamespace(fluid=SimpleNamespace(encoding=encoding, study=study))
    return Chance(screen, seed) if name == "skopt" else proposer(name, screen, seed)


def told(values: Values) -> Tried:
    """A trial as if a CAF of 1.1 were best."""
    score = -((values["caf"] - 1.1) ** 2)
    return Tried(values, None, (score,), (), (), Lead(score, 0.0))


def proposals(
    name: str,
    count: int = 24,
    seed: int = 3,
    tried: list[Tried] | None = None,
    encoding: Encoding = ENCODING,
    opening: Values = OPENING,
) -> list[Values]:
    """What is proposed, batch by batch and after what was ``tried``, if a CAF of 1.1 is best.

    The first trial is given, as in a search.
    """
    tried = [] if tried is None else tried
    asked, proposed = made(name, seed, encoding), []
    while len(tried) < count:
        batch = [] if tried else [opening]
        while len(batch) < BATCH:
            batch.append(asked.propose(tried, batch))
        tried += map(told, batch)
        proposed += batch
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
    tried = []
    before = proposals(name, count=12, tried=tried)
    after = proposals(name, count=24, tried=tried)
    assert before + after == proposals(name, count=24)
    assert not [each for each in after if each in before]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_asked_before_does_not_matter(name):
    """As in a search that was interrupted amid a batch."""
    tried = list(map(told, proposals(name, count=24)))
    asked = made(name)
    first = asked.propose(tried, [])
    second = asked.propose(tried, [first])
    assert asked.propose(tried, []) == first
    assert made(name).propose(tried, [first]) == second
    assert asked.propose(tried[:12], []) == made(name).propose(tried[:12], [])


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

    for name in NAMES:
        opening = {"cadence": "annual", "caf": 1.0}
        proposed = proposals(name, count=8, encoding=only, opening=opening)
        assert {each["cadence"] for each in proposed} == {"annual"}


def test_variables_are_choices_floats_and_whole_numbers_to_optuna():
    whole = IntDistribution(-2, 9)
    assert distributions(ENCODING) == {
        "cadence": CategoricalDistribution(("monthly", "quarterly", "annual")),
        "caf": FloatDistribution(0.8, 1.4),
        **dict.fromkeys(["hires_1", "hires_2", "hires_3"], whole),
    }


@pytest.mark.parametrize("name", NAMES)
def test_even_the_first_trial_can_be_proposed(name):
    assert made(name).propose([], []).keys() == distributions(ENCODING).keys()
