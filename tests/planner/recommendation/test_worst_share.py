"""A stake on which the mean and the worst futures disagree: searched, selected, told."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy.stats import norm

from planner.api.frontier import frontier
from planner.api.recommend import RecommendationResult
from planner.api.whatif import whatif
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.wording.advice import advice
from planner.handoff.wording.details import details
from planner.simulation.estimate import estimate
from planner.study.constraints import Constraint
from planner.study.errors import InputError
from planner.study.risk import WORST_SHARE, Risk, telling
from simmodel.contract.model import Model
from simmodel.contract.quantity import Quantity
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.decisions.whole import Whole
from simmodel.fields import field

SLOPE, BEND, SPREAD, MOST = 3.2, 0.3, 0.8, 8
TENTH = float(norm.pdf(norm.ppf(0.1))) / 0.1
"""How many standard deviations the worst tenth of a normal distribution is below its mean."""


class Bet(Policy):
    stake: int = field(0, unit="chips", description="What is at stake", ge=0, le=MOST)


@dataclass(frozen=True)
class Luck:
    normal: float
    nbytes: int = 8


@dataclass(frozen=True)
class Won:
    won: float

    @property
    def series(self):
        return {"won": np.array([self.won])}


def won(stake, luck):
    """The more is at stake the more is won on average, up to a point, and the more is at risk."""
    return SLOPE * stake - BEND * stake**2 + SPREAD * stake * luck


MODEL = Model(
    name="table",
    subject="a table of bets",
    Facts=Facts,
    Policy=Bet,
    Objective=Objective,
    metrics={"objective": Quantity("money", "what is won: what is maximised")},
    series={"won": Quantity("money", "in the only month")},
    decisions=lambda *_: (Whole("stake", 0, MOST, "chips", "What is at stake"),),
    draw=lambda _, streams: Luck(float(streams.purpose(0).of(0).normal())),
    run=lambda _, policy, start: Won(won(policy.stake, start.normal)),
    reference=lambda _, policy, paths: Won(won(policy.stake, paths.normal)),
    measure=lambda _f, _p, _o, outcome: {"objective": outcome.won},
    fluid=lambda _f, policies, _o: {
        "objective": np.array([won(each.stake, 0.0) for each in policies])
    },
    in_time=False,
    run_releases_gil=True,
)


@pytest.fixture(scope="module")
def answered(tiny_study, recommended):
    """The recommendation for a weight of the worst tenth, and for constraints."""
    known = {}

    def answer(weight, *constraints):
        key = weight, constraints
        if key not in known:
            risk = Risk(worst_share=0.1, weight=weight)
            study = replace(
                tiny_study,
                name="table",
                model=telling(MODEL, risk),
                facts=Facts(),
                objective=Objective(),
                baseline=Bet(),
                space=MODEL.decisions(),
                risk=risk,
                constraints=constraints,
                tables=(),
                search=tiny_study.search.model_copy(
                    update={
                        "trials": 16,
                        "replications": 100,
                        "first_stage": 100,
                        "select_replications": 2_000,
                        "validate_replications": 400,
                        "zone": 0.05,
                    }
                ),
            )
            known[key] = recommended(study)
        return known[key]

    return answer


def best_by_hand(weight):
    """The stake by the closed form of every one."""
    stakes = np.arange(MOST + 1)
    return int(np.argmax(won(stakes, -weight * TENTH)))


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_the_best_by_hand_is_found(answered, weight):
    assert answered(weight).winner.policy.stake == best_by_hand(weight)


def test_the_more_the_worst_futures_weigh_the_less_is_at_stake(answered):
    stakes = [answered(weight).winner.policy.stake for weight in (0.0, 0.5, 1.0)]
    assert stakes == sorted(stakes, reverse=True)
    assert stakes[0] > stakes[2]


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_both_means_are_told_from_futures_that_chose_nothing(answered, weight):
    result = answered(weight)
    stake, sample = result.winner.policy.stake, result.winner.sample
    expected, worst = (result.winner.metrics[name] for name in ("objective", WORST_SHARE))
    assert expected == estimate(sample.metrics["objective"])
    assert result.gain == result.winner.gain["objective"]
    lowest = np.sort(sample.observed["objective"])[:40]
    assert worst.mean == pytest.approx(lowest.mean())  # without control variates
    assert abs(worst.mean - won(stake, -TENTH)) < 2 * worst.half_width
    assert abs(expected.mean - won(stake, 0.0)) < 2 * expected.half_width
    assert worst.half_width > expected.half_width


def test_a_bound_of_the_worst_futures_is_kept(answered):
    bound = Constraint(WORST_SHARE, 2.0, "at_least", None)
    result = answered(0.0, bound)
    # Of the stakes whose worst tenth is worth 2 or more the one with the highest mean.
    able = [each for each in range(MOST + 1) if won(each, -TENTH) >= 2.0]
    assert result.winner.policy.stake == max(able, key=lambda each: won(each, 0.0))
    assert result.violations[0] <= 0
    assert result.winner.policy.stake < answered(0.0).winner.policy.stake


def test_it_is_said_what_is_maximised_and_what_is_expected_beside_it(answered):
    brings = advice(answered(1.0)).whole["It brings"]
    assert brings[0] == (
        "Maximised is the objective's mean over the worst 10 % of futures (conditional value at "
        "risk), not what is expected: that is told beside it."
    )
    assert brings[1].startswith("On average ")
    assert brings[2].startswith("On average over the worst 10 % of futures it is worth ")
    assert brings[2].endswith(" more than today's policy over the worst of its own.")


def test_a_study_that_is_only_told_it_maximises_the_mean(answered):
    brings = advice(answered(0.0)).whole["It brings"]
    assert not any("Maximised" in each for each in brings)
    assert any("the worst 10 % of futures" in each for each in brings)


def test_the_method_says_what_it_rests_on_and_what_screens(answered):
    method = " ".join(details(answered(1.0)).method)
    assert "worst_share rests on the worst 40 of 400 replications." in method
    assert "The fluid approximation knows no worst futures" in method
    assert "the best mean in what is maximised of the search" in method
    told = " ".join(details(answered(0.0)).method)
    assert "worst_share rests on" in told
    assert "knows no worst futures" not in told


def test_the_document_says_it_to_machines(answered):
    document = recommendation_document(answered(0.5))
    assert document["risk"] == {
        "worst_share": 0.1,
        "weight": 0.5,
        "maximised": "0.5 x mean over all futures + 0.5 x mean over the worst 10 % of futures",
    }
    assert document["validated"][WORST_SHARE]["mean"] < document["validated"]["objective"]["mean"]
    assert document["differences"][WORST_SHARE]["half_width"] > 0


def test_without_a_share_there_is_no_frontier_and_what_if_asks_about_the_mean_alone(answered):
    found = RecommendationResult(answered(1.0).study, answered(1.0))
    with pytest.raises(InputError, match="model table: has no objective that credits a share"):
        frontier(found)
    with pytest.raises(InputError, match=r"risk.weight: found 1; allowed: 0"):
        whatif(found)
