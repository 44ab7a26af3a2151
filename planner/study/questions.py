"""Questions for a new study, and answers given without being asked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner.study.allowed import Declaration, declaration
from planner.study.checks import Checks, joined
from planner.study.draft import Draft, interview_of, within
from planner.study.errors import nearest
from planner.study.file import StudyFile
from planner.study.literals import read_settings
from simmodel.fields import Section, shown

_COMMON = ("title", "start", "finance.currency", "finance.fiscal_year_start")


@dataclass(frozen=True)
class Question:
    """Something to ask.

    Attributes:
        key: of the field that the answer is for, or the name of one of the model's plain questions.
        declared: what may be answered.
        description: what is asked.
        hint: what to think of before; may be empty.
        default: the answer of those who give none.
    """

    key: str
    declared: Declaration
    description: str
    hint: str
    default: Any


def questions(begun: Draft) -> tuple[Question, ...]:
    """Questions for a study of the model, with the values of ``begun`` as defaults.

    Those that fall away beside the plain answers of ``begun`` are left out.
    """
    interview = interview_of(begun.model)
    fallen = interview.fallen(dict(begun.plain))
    keys = (*_COMMON, *interview.questions)
    return tuple(_question(begun, key) for key in keys if key not in fallen)


def left_open(begun: Draft, answers: Collection[str]) -> tuple[Question, ...]:
    """Questions that ``answers``, by key, leave open: neither answered, nor in place of one that is
    and would then fall away."""
    instead = interview_of(begun.model).instead
    return tuple(
        each
        for each in questions(begun)
        if each.key not in answers and not _touched(answers, instead.get(each.key, ()))
    )


def given_answers(begun: Draft, settings: Sequence[str], checks: Checks) -> dict[str, Any]:
    """Answers by key, from settings such as "facts.team.at_start=60"; complaints go to ``checks``.

    Args:
        settings: NAME=VALUE, where NAME is that of a plain question, or of a part of its entries,
            or the key of a field, or the end of one key only.
    """
    asked = [each.key for each in questions(begun)]
    known = [*dict.fromkeys([*asked, *_keys(begun)])]
    answers: dict[str, Any] = {}
    for name, value in read_settings(settings, ", ".join(asked), checks).items():
        meant = _meant(name, known)
        if name.partition(".")[0] in type(begun.plain).model_fields:
            _put(answers, name, value, checks)
        elif len(meant) == 1:
            answers[meant[0]] = value
        elif meant:
            found = f"found {shown(value)} for a name that several fields have"
            checks.complain(name, found, ", ".join(meant))
        else:
            found = f"unknown name; found {shown(value)}"
            allowed = f"{', '.join(asked)}, or any field that plan check --fields names"
            checks.complain(name, found, allowed, nearest(name, [*known, *_ends(known)]))
    return answers


def _put(answers: dict[str, Any], name: str, value: Any, checks: Checks) -> None:
    """An answer to a plain question, or a part of one, such as segments.small.customers."""
    *above, last = name.split(".")
    table = answers
    for step in above:
        table = table.setdefault(step, {})
        if not isinstance(table, dict):
            break
    if not isinstance(table, dict) or last in table:
        checks.complain(name, f"found it twice, here {shown(value)}", "one value")
    else:
        table[last] = value


def declared_at(begun: Draft, key: str) -> Declaration | None:
    """The declaration of the answer at ``key``; None if there is no such place."""
    if key in type(begun.plain).model_fields:
        return Declaration(type(begun.plain)).inside(key)
    first, *below = key.split(".")
    value = begun.values.get(first)
    is_table = isinstance(value, Section)
    declared = Declaration(type(value)) if is_table else Declaration(StudyFile).inside(first)
    for step in below:
        declared = declared.inside(step) if declared else None
    return declared


def _touched(answers: Collection[str], keys: Collection[str]) -> bool:
    """Whether one of ``answers`` is at one of ``keys``, or above it."""
    return any(within(key, answer) for answer in answers for key in keys)


def _question(begun: Draft, key: str) -> Question:
    *above, name = key.split(".")
    section = begun.plain if key in type(begun.plain).model_fields else begun.file
    for depth, step in enumerate(above):
        section = getattr(section, step) if depth else begun.values[step]
    info = type(section).model_fields[name]
    hint = interview_of(begun.model).hints.get(key, "")
    return Question(key, declaration(info), str(info.description), hint, getattr(section, name))


def _keys(begun: Draft) -> Iterator[str]:
    """Every field and every table with fields, but for those left to who edits the file."""
    for name, value in begun.values.items():
        if name != "model" and not isinstance(value, dict):
            yield name
            yield from _inside(value, name)


def _inside(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, Section):
        for name, each in value:
            yield joined(key, name)
            yield from _inside(each, joined(key, name))


def _meant(name: str, known: Sequence[str]) -> list[str]:
    """The keys that ``name`` may be short for; of an unknown field in a known table, its key."""
    first, dot, rest = name.partition(".")
    if name in known or first in known:
        return [name]
    tables = [f"{key}{dot}{rest}" for key in known if key.endswith(f".{first}")]
    return [key for key in tables if key in known] or tables[:1]


def _ends(keys: Sequence[str]) -> list[str]:
    return [key.rpartition(".")[2] for key in keys]
