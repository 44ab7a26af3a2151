"""A new study: a few answers, and defaults for all else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.study.capability import required
from planner.study.checks import Checks, joined, subtable
from planner.study.file import StudyFile
from planner.study.parts import named_apart
from planner.study.tables import FACTS
from simmodel.contract.interview import Interview
from simmodel.contract.model import AnyModel
from simmodel.contract.parts import of_whole
from simmodel.contract.sections import Facts, Objective, Policy
from simmodel.fields import Section, shown


@dataclass(frozen=True)
class Draft:
    """The draft of a new study.

    Attributes:
        file: the top level, whose tables for the model are empty.
        facts, objective, baseline: those tables, of the model's types.
        plain: the answers to the model's plain questions; an empty section if it has none.
    """

    model: AnyModel
    file: StudyFile
    facts: Facts
    objective: Objective
    baseline: Policy
    plain: Section

    @property
    def values(self) -> dict[str, Any]:
        """The top level by name, in its order; a section where the file has a table."""
        of_model = {"facts": self.facts, "objective": self.objective, "baseline": self.baseline}
        return dict(self.file) | of_model


def interview_of(model: AnyModel) -> Interview[Facts, Policy, Any]:
    """The interview of ``model``. Raises InputError if it has none."""
    return required(model.interview, model, "no interview: write its study by hand")


def draft(model: AnyModel, answers: Mapping[str, Any], checks: Checks) -> Draft | None:
    """The study that takes ``answers``, by key; None after a complaint.

    Today's policy is what the facts say of it, but for what is answered.
    """
    interview = interview_of(model)
    questions, fallen = interview.plain, interview.fallen(answers)
    kind = questions.Plain if questions else Section
    told = {key: answers[key] for key in answers if key in kind.model_fields}
    rest = {key: answers[key] for key in answers if key not in told}
    plain = checks.section(kind, told)
    _check_apart(rest, checks)
    for table in model.tables:
        key = joined(FACTS, table.fact)
        if key in rest:
            allowed = f"no answer: name the file in the study once that is written, as {key}"
            checks.complain(key, f"found {shown(rest[key])}", allowed)
    _check_meant(answers, filter(answers.get, interview.instead), fallen, checks)
    # Of what plain answers may divide nothing is decided by part yet.
    whole = {key: rest[key] for key in rest if not (fallen and _of_part(key))}
    begun = None if checks.complaints else _of_fields(model, whole, fallen, checks)
    if plain is None or begun is None or questions is None:
        return begun
    # What plain answers mean hangs on the facts that were answered beside them.
    facts, baseline = begun.facts, begun.baseline
    try:
        complete = questions.complete(plain, facts, baseline)
        fields = questions.stands_for(plain, facts, baseline) if told else {}
    except ValueError as refused:
        checks.refusal("facts", str(refused))
        return None
    if told:
        _check_meant(rest, told, fields, checks)
        every = {**rest, **fields}
        begun = None if checks.complaints else _of_fields(model, every, fallen, checks)
    return replace(begun, plain=complete) if begun else None


def _of_fields(
    model: AnyModel, answers: Mapping[str, Any], fallen: Collection[str], checks: Checks
) -> Draft | None:
    """The study that takes ``answers``, each by the key of a field; None after a complaint.

    Args:
        fallen: questions that are not asked.
    """
    document: dict[str, Any] = {"model": model.name}
    for key in interview_of(model).questions:  # a table that is asked about is there
        if key not in fallen:
            _above(key, document)
    for key, answer in answers.items():
        _above(key, document)[key.rpartition(".")[2]] = answer
    file = checks.section(StudyFile, document)
    facts = checks.section(model.Facts, subtable(document, "facts"), "facts")
    objective = checks.section(model.Objective, subtable(document, "objective"), "objective")
    baseline = _baseline(model, facts, objective, subtable(document, "baseline"), checks)
    if checks.complaints:
        return None
    assert file and facts and objective and baseline  # or there had been complaints
    questions = interview_of(model).plain
    plain = questions.Plain() if questions else Section()
    return Draft(model, file, facts, objective, baseline, plain)


def _baseline(
    model: AnyModel,
    facts: Facts | None,
    objective: Objective | None,
    stated: Mapping[str, Any],
    checks: Checks,
) -> Policy | None:
    """Today's policy: what the facts say of it, but for what is stated, of a part or of all."""
    if facts is None or objective is None:
        return checks.section(model.Policy, stated, "baseline")
    kind = model.told(facts, objective).Policy
    answers = named_apart(stated, kind.model_fields)
    today = dict(interview_of(model).today(facts))
    kept = {name: value for name, value in today.items() if of_whole(name) not in answers}
    return checks.section(kind, kept | answers, "baseline")


def _of_part(key: str) -> bool:
    """Whether ``key`` may be of what is decided for a part alone, as baseline.caf.enterprise."""
    return key == "baseline" or (key.startswith("baseline.") and key.count(".") > 1)


def _above(key: str, document: dict[str, Any]) -> dict[str, Any]:
    """The table of ``document`` in which ``key`` stands, made if need be."""
    table = document
    for step in key.split(".")[:-1]:
        table = table.setdefault(step, {})
    return table


def refusal(model: AnyModel, key: str, answer: Any, at: str, *, inside: bool = True) -> str | None:
    """Why ``answer`` cannot stand at ``key``, or None; only its part at the key ``at`` is judged.

    Whether it goes together with other answers is not judged either.

    Args:
        inside: whether what is inside that part is judged, too.
    """
    checks = Checks("")
    draft(model, {key: answer}, checks)
    below = (f"{at}.", f"{at},") if inside else ()
    found = (
        each for each in checks.complaints if each.key == at or f"{each.key}.".startswith(below)
    )
    return next((each.words for each in found), None)


def _check_apart(answers: Iterable[str], checks: Checks) -> None:
    """Complain about each answer that stands in the place of another."""
    for key in answers:
        beside = [other for other in answers if other != key and within(other, key)]
        if beside:
            checks.complain(key, f"found it together with {' and '.join(beside)}", "one of them")


def _check_meant(
    answers: Iterable[str], told: Iterable[str], fields: Iterable[str], checks: Checks
) -> None:
    """Complain about each answer that stands in the place of ``fields``, which ``told`` mean."""
    for key in answers:
        if any(within(key, field) or within(field, key) for field in fields):
            checks.complain(key, f"found it together with {' and '.join(told)}", "one of them")


def within(key: str, table: str) -> bool:
    """Whether ``key`` is that of ``table``, or of what is inside of it."""
    return f"{key}.".startswith(f"{table}.")
