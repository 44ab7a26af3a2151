"""A new study: a few answers, and defaults for all else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.study.checks import Checks, subtable
from planner.study.file import StudyFile
from simmodel.contract import Model
from simmodel.fields import Section


@dataclass(frozen=True)
class Draft:
    """What a new study says.

    Attributes:
        file: the top level, whose tables for the model are empty.
        facts, objective, baseline: those tables, of the model's types.
        plain: the answers to the model's plain questions.
    """

    model: Model
    file: StudyFile
    facts: Section
    objective: Section
    baseline: Section
    plain: Section

    @property
    def values(self) -> dict[str, Any]:
        """The top level by name, in its order; a section where the file has a table."""
        of_model = {"facts": self.facts, "objective": self.objective, "baseline": self.baseline}
        return dict(self.file) | of_model


def draft(model: Model, answers: Mapping[str, Any], checks: Checks) -> Draft | None:
    """The study that takes ``answers``, by key; None after a complaint.

    Today's policy is what the facts say of it, but for what is answered.
    """
    document: dict[str, Any] = {"model": model.name}
    kind = model.interview.Plain
    plain = checks.section(kind, {key: answers[key] for key in kind.model_fields if key in answers})
    for key, answer in _by_field(model, answers, plain, checks).items():
        *above, name = key.split(".")
        table = document
        for step in above:
            table = table.setdefault(step, {})
        table[name] = answer
    file = checks.section(StudyFile, document)
    facts = checks.section(model.Facts, subtable(document, "facts"), "facts")
    objective = checks.section(model.Objective, subtable(document, "objective"), "objective")
    today = dict(model.today(facts)) if facts else {}
    baseline = checks.section(model.Policy, today | subtable(document, "baseline"), "baseline")
    if checks.complaints:
        return None
    assert file and facts and objective and baseline and plain  # or there had been complaints
    return Draft(model, file, facts, objective, baseline, plain)


def refusal(model: Model, key: str, answer: Any, at: str) -> str | None:
    """Why ``answer`` cannot stand at ``key``, or None; only its part at the key ``at`` is judged.

    Whether it goes together with other answers is not judged either.
    """
    checks = Checks("")
    draft(model, {key: answer}, checks)
    inside = (f"{at}.", f"{at},")
    found = (each for each in checks.complaints if f"{each.key}.".startswith(inside))
    return next((each.words for each in found), None)


def _by_field(
    model: Model, answers: Mapping[str, Any], plain: Section | None, checks: Checks
) -> dict[str, Any]:
    """The answers by the key of a field: those to plain questions are put into what they mean.

    Answers that would stand in each other's place are left out, after a complaint.

    Args:
        plain: the answers to plain questions; None after a complaint.
    """
    told = [key for key in answers if key in model.interview.Plain.model_fields]
    rest = {key: answers[key] for key in answers if key not in told}
    fields = model.interview.stands_for(plain) if plain and told else {}
    for key in rest:
        beside = [other for other in rest if other != key and _within(other, key)]
        if any(_within(key, field) or _within(field, key) for field in fields):
            beside += told
        if beside:
            checks.complain(key, f"found it together with {' and '.join(beside)}", "one of them")
    return {} if checks.complaints else {**rest, **fields}


def _within(key: str, table: str) -> bool:
    return f"{key}.".startswith(f"{table}.")
