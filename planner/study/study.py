"""A study: one company's facts, today's policy, what may be decided, and what to search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner.study.assign import Assign
from planner.study.checks import Checks, joined, subtable
from planner.study.command import command
from planner.study.constraints import TABLE as CONSTRAINTS
from planner.study.constraints import Constraint, constraints
from planner.study.errors import Complaint, InputError
from planner.study.file import Search, StudyFile
from planner.study.finance import Finance
from planner.study.goals import TABLE as GOALS
from planner.study.goals import Goal, goals
from planner.study.known import TABLE as TODAY
from planner.study.known import known
from planner.study.literals import read_settings
from planner.study.name import check_name
from planner.study.parts import named_apart, of_the_whole
from planner.study.risk import NO_RISK, WORST_SHARE, Risk, check_asked, enough_for, telling
from planner.study.source import find_study, read_toml
from planner.study.space import TABLE as DECISIONS
from planner.study.space import check_effect, check_possible, decisions_section, narrowed
from planner.study.tables import FACTS, FromFile, digest_of, with_tables
from planner.study.today import check_today
from planner.study.whatif import WhatIf, whatif
from simmodel import registry
from simmodel.contract.model import AnyModel
from simmodel.contract.parts import decided, whole
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.decisions.decision import Decision
from simmodel.fields import Section, shown

BASELINE = "baseline"


@dataclass(frozen=True)
class Study:
    """A study file that has been checked.

    Attributes:
        name: the file's name without its suffix; a folder of results may have it.
        path: the file.
        digest: SHA-256 of the file's bytes and those of its tables, in hexadecimal.
        title: heading of tables and reports; may be empty.
        start: first day of the first month of the horizon.
        seed: of all random numbers.
        model: the operations that are simulated.
        facts, objective: of the model's types.
        space: the decisions to search, in the model's order.
        baseline: today's policy, of the model's type.
        today: metrics that are known of today, by name.
        constraints: what a policy must keep to.
        goals: metrics to trade off, two or more; none if the objective alone is maximised.
        risk: the worst share of futures, and what it counts for.
        scenarios: other policies, by name.
        search: how much simulation a recommendation may cost.
        whatif: what is asked about facts that turn out otherwise.
        assign: how it is weighed who looks after which account.
        finance: currency, fiscal year, lead time.
        tables: facts that were read from files of their own.
    """

    name: str
    path: Path
    digest: str
    title: str
    start: date
    seed: int
    model: AnyModel
    facts: Facts
    objective: Objective
    space: tuple[Decision, ...]
    baseline: Policy
    today: Mapping[str, float]
    constraints: tuple[Constraint, ...]
    goals: tuple[Goal, ...]
    scenarios: Mapping[str, Policy]
    search: Search
    whatif: WhatIf
    assign: Assign
    finance: Finance
    tables: tuple[FromFile, ...] = ()
    risk: Risk = NO_RISK

    @property
    def credited(self) -> float:
        """The share that the objective credits, such as alpha; there must be one."""
        assert self.model.share is not None
        return float(getattr(self.objective, self.model.share.field))

    @property
    def judges_worst(self) -> bool:
        """Whether policies are judged by the worst share of futures; else it is told at most."""
        return bool(self.judging_worst)

    @property
    def judging_worst(self) -> tuple[str, ...]:
        """The keys that make it so."""
        return self.risk.judging(
            (c.metric for c in self.constraints), (g.metric for g in self.goals)
        )

    @property
    def least(self) -> int:
        """Replications from which on policies can be judged."""
        return self.risk.least if self.judges_worst else 1

    def deciding(self, decisions: Mapping[str, Any]) -> Policy:
        """The policy that takes these decisions, by name, and is otherwise as today's."""
        return self.model.decide(self.baseline, decisions)

    def taken(self, policy: Policy) -> dict[str, Any]:
        """The value in ``policy`` of each decision that the study searches."""
        return {decision.name: decided(policy, decision.name) for decision in self.space}

    def command(
        self, verb: str, *options: str, results: Path | None = None, seed: int | None = None
    ) -> str:
        """As :func:`planner.study.command.command`; ``seed`` is named where it is another."""
        other = None if seed == self.seed else seed
        return command(verb, self.path, *options, results=results, seed=other)

    @property
    def sampler(self) -> str:
        """The sampler named in the study, or the one that "auto" stands for.

        With goals NSGA-II, which keeps a whole frontier in view; otherwise scikit-optimize's
        Gaussian process on top of the fluid approximation, which needs the fewest replications.
        """
        if self.search.sampler != "auto":
            return self.search.sampler
        return "nsga2" if self.goals else "skopt"


def load_study(reference: str) -> Study:
    """Read and check a study.

    Args:
        reference: a path to a .toml file, or the bare name of an example, such as "growth".

    Raises:
        InputError: the file is missing or wrong; it has a complaint for every mistake.
    """
    path = find_study(reference)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError([Complaint(str(path), "", f"cannot be read: {error.strerror}")]) from None
    return parse_study(path, content)


def parse_study(path: Path, content: bytes) -> Study:
    """Check the content of a study file.

    Args:
        path: where it is, or will be.

    Raises:
        InputError: it is wrong; there is a complaint for every mistake.
    """
    check_name(path)
    document = read_toml(path, content)
    checks = Checks(str(path))
    file = checks.section(StudyFile, document)
    name = document.get("model")
    if not isinstance(name, str) or name not in registry.MODELS:
        raise InputError(checks.complaints)  # the other tables are the model's to judge
    model = registry.load(name)

    start = file.start if file else None
    stated, tables = with_tables(model, subtable(document, FACTS), path, start, checks)
    facts = checks.section(model.Facts, stated, FACTS)
    objective = checks.section(model.Objective, subtable(document, "objective"), "objective")
    if facts and objective:
        model = model.told(facts, objective)
    policy, searched = subtable(document, BASELINE), subtable(document, DECISIONS)
    divided = facts is not None and objective is not None  # or parts are not known
    if not divided:
        policy, searched = of_the_whole(policy, entries=False), of_the_whole(searched, entries=True)
    baseline = checked_policy(model, facts, policy, checks, BASELINE)
    space = _space(model, facts, baseline, searched, checks)
    scenarios = {}
    for scenario in subtable(document, "scenarios"):
        key = joined("scenarios", scenario)
        if scenario == BASELINE:
            checks.complain(key, f"found the name {shown(BASELINE)}", "any other name")
        changes = subtable(subtable(document, "scenarios"), scenario)
        changes = changes if divided else of_the_whole(changes, entries=False)
        # On a wrong baseline a scenario may seem impossible that is not.
        told = facts if baseline else None
        scenarios[scenario] = changed_policy(model, told, baseline, changes, checks, key)
    named = {
        key: [name for name in subtable(document, key) if divided or whole(name)]
        for key in (TODAY, CONSTRAINTS, GOALS)
    }
    checks.metrics(TODAY, named[TODAY], model.metrics)
    if file:
        check_asked(file.risk, file.constraints, file.goals, checks)
        model = telling(model, file.risk)
    for key in (CONSTRAINTS, GOALS):
        checks.metrics(key, [each for each in named[key] if each != WORST_SHARE], model.metrics)
    limits = model.limits(facts) if facts else {}
    bounds = constraints(file.constraints, model.metrics, limits, checks) if file else ()
    today = known(file.today, model.metrics, checks) if file else {}

    if file and file.goals and file.search.sampler == "cmaes":
        found = f"found {shown('cmaes')}, which knows one goal only"
        checks.complain("search.sampler", found, f"with {GOALS}, any other sampler")

    asked = None
    if file and facts and baseline:
        asked = whatif(file.whatif, model, facts, baseline, checks)

    search = file.search if file else None
    if file:
        judged = bool(file.risk.judging(file.constraints, file.goals))
        search = enough_for(file.search, file.risk, judged=judged, checks=checks)

    checks.finish()
    assert (
        file and search and facts and objective and baseline and asked
    )  # or there had been complaints
    return Study(
        name=path.stem,
        path=path,
        digest=digest_of(content, tables),
        title=file.title,
        start=file.start,
        seed=file.seed,
        model=model,
        facts=facts,
        objective=objective,
        space=space,
        baseline=baseline,
        today=today,
        constraints=bounds,
        goals=goals(file.goals),
        scenarios={name: policy for name, policy in scenarios.items() if policy is not None},
        search=search,
        whatif=asked,
        assign=file.assign,
        finance=file.finance,
        tables=tables,
        risk=file.risk,
    )


def require_decisions(study: Study) -> None:
    """Raise InputError if ``study`` leaves nothing to search."""
    if not study.space:
        names = ", ".join(
            decision.name for decision in study.model.decisions(study.facts, study.baseline)
        )
        allowed = f"at least one of {names}"
        raise InputError(
            [Complaint(str(study.path), DECISIONS, "found nothing to search", allowed)]
        )


def policy_with(study: Study, settings: Sequence[str], option: str = "--set") -> Policy:
    """The baseline with changes.

    Args:
        settings: each NAME=VALUE, where VALUE is written as in a study file, with or without
            quotes.
        option: where the settings were written, for complaints.

    Raises:
        InputError: a setting is wrong, or the policy is impossible.
    """
    checks = Checks(option)
    changes = read_settings(settings, ", ".join(study.model.Policy.model_fields), checks)
    policy = changed_policy(study.model, study.facts, study.baseline, changes, checks)
    checks.finish()
    assert policy is not None
    return policy


def describe_policy(study: Study, policy: Policy) -> str:
    """Decisions of a policy in a few words, such as "cadence annual, caf 1.1".

    Nothing is said of what has no effect, nor of what the study leaves as it is today, unless that
    is all there is.
    """
    return ", ".join(f"{name} {brief(value)}" for name, value in settings(study, policy).items())


def settings(study: Study, policy: Policy) -> dict[str, Any]:
    """The words of :func:`describe_policy`, by name."""
    values, today = _values(policy), _values(study.baseline)
    names = study.model.wording.in_effect(study.facts, policy, study.baseline)
    known = {name: values[name] for name in names if values[name] is not None}
    searched = study.taken(policy)
    decided = {
        name: value for name, value in known.items() if name in searched or value != today[name]
    }
    return decided or known


def brief(value: Any) -> str:
    """The value of a decision, in a few characters."""
    match value:
        case str():
            return value
        case float():
            return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"
        case tuple():
            return "[" + ", ".join(map(brief, value)) + "]"
        case _:
            return shown(value)


def checked_policy(
    model: AnyModel, facts: Facts | None, table: dict[str, Any], checks: Checks, key: str = ""
) -> Policy | None:
    """The policy in ``table``, complete, if it is in order and possible under ``facts``."""
    policy = checks.section(model.Policy, named_apart(table, model.Policy.model_fields), key)
    if policy is not None and facts is not None:
        refusal = model.refuse(facts, policy)
        if refusal is not None:
            checks.refusal(key, refusal)
            return None
        policy = model.complete(facts, policy)
    return policy


def changed_policy(
    model: AnyModel,
    facts: Facts | None,
    baseline: Policy | None,
    changes: Mapping[str, Any],
    checks: Checks,
    key: str = "",
) -> Policy | None:
    """The policy that ``changes`` make of today's, likewise, if all of them have an effect."""
    policy = checked_policy(model, facts, _values(baseline) | dict(changes), checks, key)
    if policy is not None and facts is not None:
        for name in named_apart(changes, model.Policy.model_fields):
            at = joined(key, name) if key else name
            check_effect(at, policy.overruled(name), checks)
    return policy


def _space(
    model: AnyModel,
    facts: Facts | None,
    baseline: Policy | None,
    table: dict[str, Any],
    checks: Checks,
) -> tuple[Decision, ...]:
    """The decisions in ``table``, which today's policy must lie in.

    Of wrong facts, or a wrong baseline, no more is said than what is wrong with the keys.
    """
    decisions = model.decisions(facts or model.Facts(), baseline or model.Policy())
    names = [decision.name for decision in decisions]
    given = checks.section(decisions_section(decisions), named_apart(table, names), DECISIONS)
    if not (given and facts and baseline):
        return ()
    complaints = len(checks.complaints)
    space = narrowed(decisions, given, checks)
    if len(checks.complaints) == complaints:
        check_today(space, baseline, BASELINE, checks)
        check_possible(space, model, facts, baseline, checks)
    return space


def _values(section: Section | None) -> dict[str, Any]:
    return {} if section is None else dict(section)
