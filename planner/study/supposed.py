"""A study as it would be under other facts and another policy of today."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from planner.study.allowed import Declaration, is_section
from planner.study.checks import Checks
from planner.study.command import said
from planner.study.errors import Complaint, InputError, nearest
from planner.study.listing import Leaf, leaves
from planner.study.literals import read_settings
from planner.study.numbers import put
from planner.study.risk import telling
from planner.study.study import BASELINE, Study, policy_with
from planner.study.tables import FACTS
from simmodel.contract.sections import Facts
from simmodel.fields import shown
from simmodel.registry import load

# NAME=VALUE, where VALUE is a list in brackets, quoted text, or anything without a separator.
_SETTING = re.compile(r"""[\w.-]+\s*=\s*(?:\[[^\]]*\]|"[^"]*"|'[^']*'|[^\s,]+)""")


def supposed(study: Study, settings: Sequence[str], option: str = "--set") -> Study:
    """``study`` with changes of its facts and of today's policy.

    Args:
        settings: each NAME=VALUE, where NAME is a decision, or the key of a fact or the end of one
            key only, such as facts.team.size or team.size or size.
        option: where the settings were written, for complaints.

    Raises:
        InputError: a setting is wrong, or the facts or the policy are impossible.
    """
    known = {
        leaf.key: leaf
        for leaf in leaves(study.facts, FACTS)
        if study.model.reads(".".join(leaf.path))
    }
    decisions = study.model.Policy.model_fields
    of_facts: list[str] = []
    of_policy: list[str] = []
    for setting in settings:
        name = setting.partition("=")[0].strip()
        (of_policy if name in decisions else of_facts).append(setting)
    checks = Checks(option)
    facts = _facts(study, known, of_facts, checks) if of_facts else study.facts
    checks.finish()
    assert facts is not None
    model = load(study.model.name).told(facts, study.objective)  # people have metrics of their own
    model = telling(model, study.risk)
    changed = replace(study, facts=facts, model=model)
    return replace(changed, baseline=policy_with(changed, of_policy, option))


def named(study: Study, text: str, option: str = "--policy") -> Study:
    """``study`` with the policy that ``text`` describes as today's, under facts that it changes.

    Args:
        text: "baseline", the name of a scenario, or changes as those of :func:`supposed`,
            separated by commas or spaces.
        option: where it was written, for complaints.

    Raises:
        InputError: there is no such scenario, a change is wrong, or facts or policy are impossible.
    """
    policies = {BASELINE: study.baseline, **study.scenarios}
    if text in policies:
        return replace(study, baseline=policies[text])
    if "=" not in text:
        allowed = f"{', '.join(policies)}, or changes of the baseline such as NAME=VALUE"
        near = nearest(text, policies)
        raise InputError([Complaint(option, "", f"found {shown(text)}", allowed, near)])
    rest = _SETTING.sub("", text).strip(" ,\t\n")
    if rest:
        allowed = "NAME=VALUE, separated by commas or spaces"
        raise InputError([Complaint(option, "", f"found {shown(rest)}", allowed)])
    return supposed(study, _SETTING.findall(text), option)


def changed_facts(study: Study, other: Study) -> dict[str, tuple[Any, Any]]:
    """Facts that are others in ``other``, by key, each with its value before and after."""
    before = {leaf.key: leaf.value for leaf in leaves(study.facts, FACTS)}
    after = {leaf.key: leaf.value for leaf in leaves(other.facts, FACTS)}
    keys = dict.fromkeys((*before, *after))
    pairs = {key: (before.get(key), after.get(key)) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _facts(
    study: Study, known: dict[str, Leaf], settings: Sequence[str], checks: Checks
) -> Facts | None:
    """The facts with ``settings``; None after a complaint."""
    table = study.facts.model_dump(exclude_unset=True)
    set_before: dict[tuple[str, ...], str] = {}
    in_files = {(each.fact,) for each in study.model.tables}
    for name, value in read_settings(settings, "", checks).items():
        meant = _meant(name, known)
        paths = [known[key].path for key in meant] or _declared(name, study)
        if len(paths) == 1 and paths[0] in set_before:
            found = f"found it twice, also as {set_before[paths[0]]}"
            checks.complain(name, found, "one value")
        elif len(paths) == 1 and paths[0] in in_files:
            found = f"found {shown(value)} for a fact that a study has in a file"
            checks.complain(name, found, "a study of its own that names another file")
        elif len(paths) == 1:
            set_before[paths[0]] = name
            put(table, study.facts, paths[0], value)
        elif meant:
            found = f"found {shown(value)} for a name that several facts have"
            checks.complain(name, found, ", ".join(meant))
        else:
            short = [key.removeprefix(f"{FACTS}.") for key in known]
            listed = said("plan check --fields names", "study.to_pandas() has")
            allowed = (
                f"a fact that {listed}, or one of {', '.join(study.model.Policy.model_fields)}"
            )
            near = nearest(name, [*known, *short, *study.model.Policy.model_fields])
            checks.complain(name, f"unknown key; found {shown(value)}", allowed, near)
    return None if checks.complaints else checks.section(study.model.Facts, table, FACTS)


def _declared(name: str, study: Study) -> list[tuple[str, ...]]:
    """The path to a field that a study need not have, by its whole key; none if there is none.

    In a table of named entries it is of one that the study has.
    """
    fact = name.removeprefix(f"{FACTS}.")
    path = tuple(fact.split("."))
    found: Declaration | None = Declaration(study.model.Facts) if study.model.reads(fact) else None
    place: Any = study.facts
    for step in path:
        named = isinstance(place, Mapping)
        possible = found is not None and (step in place if named else is_section(found.kind))
        found = found.inside(step) if found is not None and possible else None
        place = place.get(step) if named else getattr(place, step, None)
    return [path] if found is not None else []


def _meant(name: str, known: dict[str, Leaf]) -> list[str]:
    """The keys that ``name`` may be short for."""
    return [name] if name in known else [key for key in known if key.endswith(f".{name}")]
