"""Break-even prices of an investment such as automation, and its worth if it turns out weaker.

What a share s is worth is told without its price: the value with s at no cost less the value with
none. That is the most it may cost, all paid at once. The running cost goes on for the contracts
that are still in force at the end of the horizon, so what one unit of it a year takes from the
objective is measured, too, by valuing the same policies at a unit price. Both the price in the
facts and the break-even price a year follow, as the objective is linear in prices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.sensitivity.problems import Problems
from planner.sensitivity.replan import replanned
from planner.simulation.estimate import Estimate, estimate
from planner.study.checks import Checks
from planner.study.numbers import number_facts, with_numbers
from planner.study.study import Study
from simmodel.contract.investment import Investment
from simmodel.contract.parts import decided
from simmodel.contract.sections import Facts, Policy

Staffing = Literal["plan", "reoptimised"]
"""As the fixed plan has it, whatever the share; or the best of a search for the share."""

STAFFINGS: tuple[Staffing, ...] = ("plan", "reoptimised")

_UNIT = 1e6  # running cost at which burdens are measured, money a year


@dataclass(frozen=True)
class Worth:
    """The worth of a share with one staffing.

    Attributes:
        once: break-even price, if all is paid at once.
        yearly: break-even price, if it is paid year by year and nothing at the beginning.
        price: what the price in the facts takes from the objective.
        gain: ``once`` less ``price``.
    """

    policy: Policy
    once: Estimate
    yearly: Estimate
    price: Estimate
    gain: Estimate


@dataclass(frozen=True)
class BreakEven:
    """The worth of a share, by staffing.

    Attributes:
        tried: policies with that share that were simulated to find the re-optimised one.
    """

    share: float
    tried: int
    worth: Mapping[Staffing, Worth]


@dataclass(frozen=True)
class Turnout:
    """The planned share is paid for, and this one is reached.

    Attributes:
        gain: over the best policy found that invests nothing, by staffing.
    """

    share: float
    weight: float
    gain: Mapping[Staffing, Estimate]


@dataclass(frozen=True)
class Uncertain:
    """An investment of uncertain effectiveness, by staffing.

    Attributes:
        expected: gain over the best policy found that invests nothing.
        loses: sum of the weights of what may turn out and then does not pay.
        in_doubt: sum of the weights where the interval of the gain holds zero.
    """

    planned: float
    turnouts: tuple[Turnout, ...]
    expected: Mapping[Staffing, Estimate]
    loses: Mapping[Staffing, float]
    in_doubt: Mapping[Staffing, float]

    def ordered(self, staffing: Staffing) -> list[Turnout]:
        """From the worst turnout to the best."""
        return sorted(self.turnouts, key=lambda each: each.gain[staffing].mean)


@dataclass(frozen=True)
class Invested:
    """Answers about the investment.

    Attributes:
        offered: whether the facts have a price; without, there is no offer to judge.
        break_even: by share, ascending; the first is none.
        best: the share that gains most at the price in the facts, by staffing.
        ahead: what it gains more than the next best, paired.
    """

    investment: Investment
    offered: bool
    break_even: tuple[BreakEven, ...]
    best: Mapping[Staffing, BreakEven]
    ahead: Mapping[Staffing, Estimate]
    uncertain: Uncertain | None


@dataclass(frozen=True)
class Shares:
    """Whom to value, by share: the plan with it, and staffing found anew for it.

    Attributes:
        planned: the share of the recommended policy.
        asked: shares whose break-even price is sought, with none and the planned one.
        tried: policies simulated to find each staffing anew, by share.
    """

    planned: float
    asked: tuple[float, ...]
    policies: Mapping[float, Mapping[Staffing, Policy]]
    tried: Mapping[float, int]


def shares(problems: Problems, plan: Policy, policy: Policy) -> Shares:
    """Search the staffing for every share that is asked about, at the study's own price."""
    study = problems.study
    investment = study.model.investment
    assert investment is not None
    decision = investment.decision
    planned, asked, sought = _shares(study, policy)
    policies: dict[float, Mapping[Staffing, Policy]] = {}
    tried: dict[float, int] = {}
    for share in sought:
        fixed = replace(
            study,
            baseline=study.deciding({decision: share}),
            space=tuple(each for each in study.space if each.name != decision),
        )
        found = replanned(problems, fixed, study.model.decide(policy, {decision: share}))
        tried[share] = found.tried
        policies[share] = {
            "plan": study.model.decide(plan, {decision: share}),
            "reoptimised": found.policy,
        }
    return Shares(planned, asked, policies, tried)


def searches(study: Study, policy: Policy) -> int:
    """Searches that :func:`shares` takes."""
    return len(_shares(study, policy)[-1])


def _shares(study: Study, policy: Policy) -> tuple[float, tuple[float, ...], list[float]]:
    """The planned share, those that are asked about, and those for which staffing is sought."""
    investment, investing = study.model.investment, study.whatif.investing
    assert investment is not None and investing is not None
    planned = float(decided(policy, investment.decision))
    asked = sorted({0.0, planned, *investing.shares})
    reached = [share for share, _ in investing.outcomes(planned)] if planned else []
    return planned, tuple(asked), sorted({*asked, *reached})


def ask(problems: Problems, shares: Shares) -> None:
    """Have them valued at no price and at a unit price."""
    free, unit = _priced(problems.study, 0.0), _priced(problems.study, _UNIT)
    for share, policies in shares.policies.items():
        problems.ask(free, list(policies.values()))
        if share in shares.asked and share > 0:
            problems.ask(unit, list(policies.values()))


def invested(problems: Problems, shares: Shares) -> Invested:
    """The answers, from what was valued."""
    investment = problems.study.model.investment
    assert investment is not None
    values = {staffing: _Values(problems, shares, staffing) for staffing in STAFFINGS}
    break_even = tuple(
        BreakEven(
            share,
            shares.tried[share],
            {staffing: each.worth(share) for staffing, each in values.items()},
        )
        for share in shares.asked
    )
    ranked = {
        staffing: sorted(break_even, key=lambda each: -each.worth[staffing].gain.mean)
        for staffing in STAFFINGS
    }
    facts = number_facts(problems.study.facts)
    return Invested(
        investment=investment,
        offered=any(facts[price].value > 0 for price in (investment.once, investment.yearly)),
        break_even=break_even,
        best={staffing: order[0] for staffing, order in ranked.items()},
        ahead={
            staffing: estimate(
                values[staffing].gain(order[0].share) - values[staffing].gain(order[1].share)
            )
            for staffing, order in ranked.items()
        },
        uncertain=_uncertain(problems.study, shares, values) if shares.planned else None,
    )


class _Values:
    """Worths and prices of shares with one staffing, replication by replication."""

    def __init__(self, problems: Problems, shares: Shares, staffing: Staffing) -> None:
        self._problems, self._staffing, self._policies = problems, staffing, shares.policies
        study = problems.study
        investment = study.model.investment
        assert investment is not None
        self._cost = investment.cost
        facts = number_facts(study.facts)
        self._once = facts[investment.once].value
        self._yearly = facts[investment.yearly].value
        self._free, self._unit = _priced(study, 0.0), _priced(study, _UNIT)

    def value(self, share: float) -> np.ndarray:
        """Objective at no price, shape (replications,)."""
        policy = self._policies[share][self._staffing]
        return self._problems.sample(self._free, policy).metrics["objective"]

    def burden(self, share: float) -> np.ndarray:
        """The part of the objective that the unit price takes, shape (replications,)."""
        policy = self._policies[share][self._staffing]
        paying = self._problems.sample(self._unit, policy).metrics["objective"]
        burden: np.ndarray = self.value(share) - paying
        return burden

    def price(self, share: float) -> np.ndarray:
        """The part of the objective that the price in the facts takes, shape (replications,)."""
        if share == 0:
            return np.zeros_like(self.value(share))
        price: np.ndarray = self._once + self.burden(share) * (self._yearly / _UNIT)
        return price

    def gain(self, share: float) -> np.ndarray:
        """Over no investment, at the price in the facts; shape (replications,)."""
        gain: np.ndarray = self.value(share) - self.value(0.0) - self.price(share)
        return gain

    def worth(self, share: float) -> Worth:
        """The answers about one share."""
        once = self.value(share) - self.value(0.0)
        return Worth(
            policy=self._policies[share][self._staffing],
            once=estimate(once),
            yearly=self._break_even_a_year(share, once) if share else estimate(once),
            price=estimate(self.price(share)),
            gain=estimate(self.gain(share)),
        )

    def _break_even_a_year(self, share: float, once: np.ndarray) -> Estimate:
        """The payment a year, at the beginning nothing, that takes all that the share is worth.

        A ratio of means, with the half-width of its linearisation (Law, "Simulation Modeling and
        Analysis", section 9.5.3).
        """
        policy = self._policies[share][self._staffing]
        paid = self._problems.sample(self._unit, policy).metrics[self._cost].mean()
        burden = self.burden(share)
        a_year = 12 / self._problems.months * float(paid) / float(burden.mean())
        ratio = float(once.mean()) / float(burden.mean())
        return Estimate(
            float(once.mean()) * a_year, estimate(once - ratio * burden).half_width * a_year
        )


def _uncertain(study: Study, shares: Shares, values: Mapping[Staffing, _Values]) -> Uncertain:
    investing = study.whatif.investing
    assert investing is not None
    none = values["reoptimised"].value(0.0)
    outcomes = investing.outcomes(shares.planned)
    gains = {
        staffing: [each.value(share) - each.price(shares.planned) - none for share, _ in outcomes]
        for staffing, each in values.items()
    }
    weights = [weight for _, weight in outcomes]
    estimates = {staffing: [estimate(each) for each in gains[staffing]] for staffing in STAFFINGS}
    return Uncertain(
        planned=shares.planned,
        turnouts=tuple(
            Turnout(share, weight, {staffing: estimates[staffing][place] for staffing in STAFFINGS})
            for place, (share, weight) in enumerate(outcomes)
        ),
        expected={
            staffing: estimate(np.average(gains[staffing], axis=0, weights=weights))
            for staffing in STAFFINGS
        },
        loses={
            staffing: _weight(weights, [each.mean < 0 for each in estimates[staffing]])
            for staffing in STAFFINGS
        },
        in_doubt={
            staffing: _weight(weights, [each.low < 0 < each.high for each in estimates[staffing]])
            for staffing in STAFFINGS
        },
    )


def _weight(weights: Sequence[float], which: Sequence[bool]) -> float:
    return sum(weight for weight, counts in zip(weights, which, strict=True) if counts)


def _priced(study: Study, yearly: float) -> Facts:
    """The study's facts with no set-up cost and this running cost."""
    investment = study.model.investment
    assert investment is not None
    known = number_facts(study.facts)
    values = {known[investment.once].path: 0.0, known[investment.yearly].path: yearly}
    checks = Checks(str(study.path))
    facts = checks.section(study.model.Facts, with_numbers(study.facts, values))
    checks.finish()
    assert facts is not None
    return facts
