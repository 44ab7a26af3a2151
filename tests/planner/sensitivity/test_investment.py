"""Break-even prices: at that price nothing is left; and what uncertain effectiveness does."""

from dataclasses import replace

import numpy as np
import pytest

from planner.sensitivity import investment
from planner.sensitivity.investment import STAFFINGS
from planner.simulation.estimate import Estimate

NOTHING = Estimate(0.0, 0.0)
ONCE, YEARLY = "automation.setup_cost", "automation.annual_cost"


@pytest.fixture
def shares(answers):
    """What the shares are worth, by share."""
    return {each.share: each.worth for each in answers.invested.break_even}


def test_the_shares_are_none_those_asked_about_and_the_planned_one(answers, asking, shares):
    planned = asking.winner.policy.automation
    assert planned > 0
    assert list(shares) == sorted({0.0, 0.3, planned})


@pytest.mark.parametrize("staffing", STAFFINGS)
def test_none_of_it_is_worth_nothing_and_costs_nothing(shares, staffing):
    worth = shares[0.0][staffing]
    assert {worth.once, worth.yearly, worth.price, worth.gain} == {NOTHING}


def test_the_plan_keeps_its_hires_whatever_the_share(asking, shares):
    for share, worth in shares.items():
        assert worth["plan"].policy.hires == asking.plan.policy.hires
        assert worth["plan"].policy.automation == share
        assert worth["reoptimised"].policy.automation == share


@pytest.mark.parametrize("staffing", STAFFINGS)
def test_what_is_left_at_the_price_in_the_facts_is_what_simulation_gives(
    problems, shares, staffing
):
    """Prices are told from a unit price; here the price itself is simulated."""
    facts = problems.study.facts
    none, some = (shares[share][staffing] for share in (0.0, 0.3))
    paying, without = (
        problems.sample(facts, each.policy).metrics["objective"] for each in (some, none)
    )
    assert some.gain.mean == pytest.approx((paying - without).mean(), rel=1e-9)
    assert some.price.mean + some.gain.mean == pytest.approx(some.once.mean)


@pytest.mark.parametrize("staffing", STAFFINGS)
def test_at_the_break_even_price_nothing_is_left(problems, shares, with_values, staffing):
    none, some = (shares[share][staffing] for share in (0.0, 0.3))
    # Paid in proportion to the square of the share.
    prices = {
        "once": {ONCE: some.once.mean, YEARLY: 0.0},
        "yearly": {ONCE: 0.0, YEARLY: some.yearly.mean / 0.3**2},
    }
    without = problems.sample(problems.study.facts, none.policy).metrics["objective"].mean()
    for price in prices.values():
        facts = with_values(problems.study, price)
        paying = problems.sample(facts, some.policy).metrics["objective"].mean()
        assert paying == pytest.approx(without, rel=1e-6)


def test_the_best_share_gains_most_and_is_ahead_of_the_next(answers, shares):
    for staffing in STAFFINGS:
        gains = sorted((worth[staffing].gain.mean for worth in shares.values()), reverse=True)
        best = answers.invested.best[staffing]
        assert best.worth[staffing].gain.mean == gains[0]
        assert answers.invested.ahead[staffing].mean == pytest.approx(gains[0] - gains[1])


def test_the_planned_share_is_paid_for_whatever_is_achieved(answers, problems, shares):
    """What is achieved, at no price, less the price of what is planned, less the best without."""
    uncertain = answers.invested.uncertain
    free = investment._priced(problems.study, 0.0)
    for turnout in uncertain.turnouts:
        policy = shares[uncertain.planned]["plan"].policy
        reached = policy.model_copy(update={"automation": turnout.share})
        value = problems.sample(free, reached).metrics["objective"].mean()
        price = shares[uncertain.planned]["plan"].price.mean
        none = problems.sample(free, shares[0.0]["reoptimised"].policy).metrics["objective"].mean()
        assert turnout.gain["plan"].mean == pytest.approx(value - price - none)


def test_what_is_expected_is_weighted(answers):
    uncertain = answers.invested.uncertain
    weights = [each.weight for each in uncertain.turnouts]
    assert weights == [0.25, 0.5, 0.25]
    assert [each.share for each in uncertain.turnouts] == pytest.approx(
        [part * uncertain.planned for part in (0.5, 0.75, 1.0)]
    )
    for staffing in STAFFINGS:
        gains = [each.gain[staffing].mean for each in uncertain.turnouts]
        assert uncertain.expected[staffing].mean == pytest.approx(np.dot(weights, gains))
        ordered = [each.gain[staffing].mean for each in uncertain.ordered(staffing)]
        assert ordered == sorted(gains)
        lost = sum(w for w, gain in zip(weights, gains, strict=True) if gain < 0)
        assert uncertain.loses[staffing] == lost


def test_if_the_planned_share_is_certain_the_value_is_the_plain_one(asking, problems_of):
    study = asking.study
    certain = replace(study.whatif.investing, achieved=((1.0, 1.0),))
    whatif = replace(study.whatif, investing=certain)
    problems = problems_of(replace(study, whatif=whatif, space=()))
    asked = investment.shares(problems, asking.plan.policy, asking.winner.policy)
    uncertain = investment.invested(problems, asked).uncertain
    (turnout,) = uncertain.turnouts
    none = problems.sample(study.facts, asked.policies[0.0]["reoptimised"]).metrics["objective"]
    for staffing in STAFFINGS:
        planned = asked.policies[uncertain.planned][staffing]
        plain = problems.sample(study.facts, planned).metrics["objective"] - none
        assert turnout.gain[staffing].mean == pytest.approx(plain.mean(), rel=1e-9)
        assert uncertain.expected[staffing].mean == turnout.gain[staffing].mean


@pytest.mark.parametrize(
    ("prices", "offered"),
    [({}, True), ({ONCE: 0.0}, True), ({ONCE: 0.0, YEARLY: 0.0}, False)],
)
def test_there_is_an_offer_if_the_facts_have_a_price(
    asking, problems_of, with_values, prices, offered
):
    facts = with_values(asking.study, {ONCE: 1.0, YEARLY: 1.0} | prices)
    problems = problems_of(replace(asking.study, facts=facts, space=()))
    asked = investment.shares(problems, asking.plan.policy, asking.winner.policy)
    assert investment.invested(problems, asked).offered is offered


def test_without_a_planned_share_there_is_nothing_uncertain(asking, problems_of):
    problems = problems_of(replace(asking.study, space=()))
    none = {"automation": 0.0}
    plan, policy = (each.policy.model_copy(update=none) for each in (asking.plan, asking.winner))
    asked = investment.shares(problems, plan, policy)
    assert asked.asked == (0.0, 0.3)
    assert investment.invested(problems, asked).uncertain is None
