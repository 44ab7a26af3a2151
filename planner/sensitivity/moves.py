"""Facts moved one by one and together: what that does to a fixed plan and to adaptive policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.sensitivity.problems import Problems
from planner.sensitivity.replan import replanned, replications
from planner.simulation.estimate import Estimate, paired_difference
from planner.simulation.simulator import Sample
from planner.study.checks import Checks
from planner.study.numbers import Number
from planner.study.study import Study
from planner.study.whatif import MovedFact, moved_facts
from simmodel.contract.sections import Facts, Policy

Values = Mapping[MovedFact, Number]

Contender = Literal["plan", "policy", "reoptimised", "today"]
"""The fixed plan, the recommended policy it stands for, the best of a search for the facts at hand,
and today's policy. At the study's own facts, that search is the one that found the recommended
policy."""

CONTENDERS: tuple[Contender, ...] = ("plan", "policy", "reoptimised", "today")

_OBJECTIVE = "objective"


@dataclass(frozen=True)
class Case:
    """Facts, and who is valued under them.

    Attributes:
        policies: without ``reoptimised`` where the plan is kept and none is sought.
        tried: policies simulated to find ``reoptimised``; None where it was not sought anew.
        plan_seen: the plan's mean objective on the first replications that chose ``reoptimised``;
            it tells favourable facts from unfavourable ones before anything is valued.
    """

    facts: Facts
    policies: Mapping[Contender, Policy]
    tried: int | None
    plan_seen: float


@dataclass(frozen=True)
class Standing:
    """All contenders under some facts.

    Attributes:
        metrics: of each contender, by name; the objective is among them.
        changes: of the same, against the study's own facts, paired.
        reoptimised: the policy found anew; None, as what follows, where none is sought.
        tried: as of the case.
        regret: what re-optimising is worth over keeping the fixed plan: objective, paired.
        over_policy: what it is worth over keeping the recommended policy, which adapts.
    """

    metrics: Mapping[Contender, Mapping[str, Estimate]]
    changes: Mapping[Contender, Mapping[str, Estimate]]
    reoptimised: Policy | None
    tried: int | None
    regret: Estimate | None
    over_policy: Estimate | None


@dataclass(frozen=True)
class Step:
    """A step that people reckon in, such as a day, and what one more of a fact brings.

    Attributes:
        name, size: "day" and 1, or "percentage point" and 0.01.
        policy, today: changes of the objective of the recommended policy and of today's, which are
            kept: on average between the ends of the fact's range, paired; money.
    """

    name: str
    size: float
    policy: Estimate
    today: Estimate


@dataclass(frozen=True)
class Moved:
    """One fact, at both ends of its range.

    Attributes:
        per_step: None where there is no usual step.
    """

    move: MovedFact
    low: Standing
    high: Standing
    per_step: Step | None

    @property
    def swing(self) -> float:
        """The spread of the plan's objective over the ends and the study's own value; money."""
        ends = [end.changes["plan"][_OBJECTIVE].mean for end in (self.low, self.high)]
        return max(*ends, 0.0) - min(*ends, 0.0)


@dataclass(frozen=True)
class Combined:
    """All moved facts at once, with these values by name."""

    values: Mapping[str, Number]
    standing: Standing


@dataclass(frozen=True)
class Together:
    """Each fact at the end at which the fixed plan is worth less, or more."""

    unfavourable: Combined
    favourable: Combined


@dataclass(frozen=True)
class Cases:
    """The study's own facts, those moved one by one, and all of them.

    Attributes:
        ends: low and high of each move.
        together: values and case, unfavourable and favourable; None if only one fact is moved.
    """

    own: Case
    ends: Mapping[MovedFact, tuple[Case, Case]]
    together: tuple[tuple[Values, Case], tuple[Values, Case]] | None

    @property
    def all(self) -> list[Case]:
        singles = [case for ends in self.ends.values() for case in ends]
        return [self.own, *singles, *(case for _, case in self.together or ())]


def cases(problems: Problems, plan: Policy, policy: Policy) -> Cases:
    """All sets of facts that are asked about, with those who keep what they decided.

    What tells favourable ends from unfavourable ones is simulated here.
    """
    study = problems.study
    own = _case(problems, study.facts, plan, policy)
    ends = {}
    for move in study.whatif.moves:
        low, high = (
            own
            if value == move.value
            else _case(problems, _facts(study, {move: value}), plan, policy)
            for value in (move.low, move.high)
        )
        ends[move] = low, high
    together = None
    if len(ends) > 1:
        rising = {move: high.plan_seen >= low.plan_seen for move, (low, high) in ends.items()}
        worse = {move: move.low if rises else move.high for move, rises in rising.items()}
        better = {move: move.high if rises else move.low for move, rises in rising.items()}
        unfavourable, favourable = (
            (values, _case(problems, _facts(study, values), plan, policy))
            for values in (worse, better)
        )
        together = unfavourable, favourable
    return Cases(own, ends, together)


def searched(problems: Problems, kept: Cases) -> Cases:
    """The same, with the best of a search for each set of facts but the study's own."""
    known = kept.own.policies["policy"]
    own = _joined_by(kept.own, known, None)

    def anew(case: Case) -> Case:
        if case is kept.own:
            return own
        found = replanned(problems, problems.with_facts(case.facts), known)
        return _joined_by(case, found.policy, found.tried)

    ends = {move: (anew(low), anew(high)) for move, (low, high) in kept.ends.items()}
    if kept.together is None:
        return Cases(own, ends, None)
    (worse, unfavourable), (better, favourable) = kept.together
    return Cases(own, ends, ((worse, anew(unfavourable)), (better, anew(favourable))))


def standing(problems: Problems, case: Case, own: Case) -> Standing:
    """The contenders of ``case``, against those under the study's own facts."""
    here = {who: problems.sample(case.facts, policy) for who, policy in case.policies.items()}
    there = {who: problems.sample(own.facts, policy) for who, policy in own.policies.items()}
    asked = problems.study.model.sensitivity
    names = (_OBJECTIVE, *(asked.metrics if asked else ()))

    def over(who: Contender) -> Estimate | None:
        best = here.get("reoptimised")
        return _differences(best, here[who], [_OBJECTIVE])[_OBJECTIVE] if best else None

    return Standing(
        metrics={who: _only(each.estimates(), names) for who, each in here.items()},
        changes={who: _differences(each, there[who], names) for who, each in here.items()},
        reoptimised=case.policies.get("reoptimised"),
        tried=case.tried,
        regret=over("plan"),
        over_policy=over("policy"),
    )


def moved(problems: Problems, cases: Cases) -> tuple[Moved, ...]:
    """The facts moved one by one, the one that moves the fixed plan most first."""
    found = []
    for move, ends in cases.ends.items():
        low, high = (standing(problems, end, cases.own) for end in ends)
        found.append(Moved(move, low, high, _per_step(problems, move, ends)))
    return tuple(sorted(found, key=lambda each: -each.swing))


def _per_step(problems: Problems, move: MovedFact, ends: tuple[Case, Case]) -> Step | None:
    if move.step is None:
        return None
    name, size = move.step
    steps = (move.high - move.low) / size
    changes = {}
    for who in ("policy", "today"):
        low, high = (
            problems.sample(end.facts, end.policies[who]).metrics[_OBJECTIVE] for end in ends
        )
        changes[who] = paired_difference(high / steps, low / steps)
    return Step(name, size, **changes)


def together(problems: Problems, cases: Cases) -> Together | None:
    """The facts moved together, if they are more than one."""
    if cases.together is None:
        return None
    return Together(
        *(
            Combined(
                {move.fact: value for move, value in values.items()},
                standing(problems, case, cases.own),
            )
            for values, case in cases.together
        )
    )


def _case(problems: Problems, facts: Facts, plan: Policy, policy: Policy) -> Case:
    study = problems.study
    seen = problems.seen(facts, plan, replications(study))
    return Case(
        facts,
        {"plan": plan, "policy": policy, "today": study.baseline},
        None,
        float(seen.metrics[_OBJECTIVE].mean()),
    )


def _joined_by(case: Case, best: Policy, tried: int | None) -> Case:
    """With who was found anew, in the order of all contenders."""
    policies = {**case.policies, "reoptimised": best}
    return replace(case, policies={who: policies[who] for who in CONTENDERS}, tried=tried)


def _facts(study: Study, values: Values) -> Facts:
    """The study's facts with these values; complaints about ends that are impossible together."""
    checks = Checks(str(study.path))
    facts = moved_facts(study.model, study.facts, values, checks)
    checks.finish()
    assert facts is not None
    return facts


def _only(estimates: Mapping[str, Estimate], names: Sequence[str]) -> dict[str, Estimate]:
    return {name: estimates[name] for name in names}


def _differences(sample: Sample, reference: Sample, names: Sequence[str]) -> dict[str, Estimate]:
    return {
        name: paired_difference(sample.metrics[name], reference.metrics[name]) for name in names
    }
