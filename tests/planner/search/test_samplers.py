"""Proposals can be repeated, and those of one batch differ."""

import optuna
import pytest
from optuna.distributions import CategoricalDistribution, FloatDistribution

from planner.search.samplers import tpe

SPACE = {
    "cadence": CategoricalDistribution(["monthly", "quarterly"]),
    "caf": FloatDistribution(0.8, 1.4),
}
BATCH = 4


def proposals(seed: int, count: int = 24) -> list[dict]:
    """What is proposed, batch by batch, if a CAF of 1.1 is best."""
    study = optuna.create_study(sampler=tpe(seed), direction="maximize")
    proposed = []
    while len(proposed) < count:
        trials = [study.ask(SPACE) for _ in range(BATCH)]
        for trial in trials:
            study.tell(trial, -((trial.params["caf"] - 1.1) ** 2))
        proposed += [trial.params for trial in trials]
    return proposed


@pytest.fixture(autouse=True)
def quiet_optuna():
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    yield
    optuna.logging.set_verbosity(before)


def test_the_same_seed_proposes_the_same():
    assert proposals(3) == proposals(3)


def test_another_seed_proposes_otherwise():
    assert proposals(3) != proposals(4)


def test_proposals_of_one_batch_differ():
    proposed = proposals(3)
    for begin in range(0, len(proposed), BATCH):
        batch = proposed[begin : begin + BATCH]
        assert len({each["caf"] for each in batch}) == BATCH


def test_later_proposals_lie_nearer_to_the_best_than_chance_would():
    later = proposals(3, count=80)[40:]
    by_chance = 0.15  # mean distance of a uniform CAF from 1.1, the middle of its range
    assert sum(abs(each["caf"] - 1.1) for each in later) / len(later) < by_chance * 2 / 3


@pytest.mark.parametrize("seed", [0, 2**32, 2**63 - 1, 10**30])
def test_any_seed_of_a_study_will_do(seed):
    assert len(proposals(seed, count=BATCH)) == BATCH
