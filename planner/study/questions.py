"""What is asked for a new study, and answers given without being asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.study.allowed import Declaration, declaration, shown
from planner.study.checks import Checks
from planner.study.draft import Draft
from planner.study.errors import nearest
from planner.study.literals import read_settings
from simmodel.fields import Section

_COMMON = ("title", "start", "finance.currency")


@dataclass(frozen=True)
class Question:
    """Something to ask.

    Attributes:
        key: of the field that the answer is for, or the name of one of the model's plain questions.
        declared: what may be answered.
        description: what is asked.
        default: the answer of those who give none.
    """

    key: str
    declared: Declaration
    description: str
    default: Any


def questions(begun: Draft) -> tuple[Question, ...]:
    """What is asked for a study of the model, with the values of ``begun`` as defaults."""
    return tuple(_question(begun, key) for key in (*_COMMON, *begun.model.interview.questions))


def given_answers(begun: Draft, settings: Sequence[str], checks: Checks) -> dict[str, Any]:
    """Answers by key, from settings such as "facts.team.at_start=60"; complaints go to ``checks``.

    Args:
        settings: NAME=VALUE, where NAME is that of a plain question or the key of a field. "facts."
            may be left out.
    """
    asked = [each.key for each in questions(begun)]
    # Tables that are empty in every new study are left to who edits the file.
    own = {name for name, value in begun.values.items() if not isinstance(value, dict)} - {"model"}
    answers = {}
    for name, value in read_settings(settings, ", ".join(asked), checks).items():
        first = name.partition(".")[0]
        if name in asked or first in own:
            answers[name] = value
        elif first in type(begun.facts).model_fields:
            answers[f"facts.{name}"] = value
        else:
            found = f"unknown name; found {shown(value)}"
            checks.complain(name, found, ", ".join(asked), nearest(name, (*asked, *own)))
    return answers


def _question(begun: Draft, key: str) -> Question:
    *above, name = key.split(".")
    plain = begun.model.interview.Plain
    section: Section = plain() if key in plain.model_fields else begun.file
    for depth, step in enumerate(above):
        section = getattr(section, step) if depth else begun.values[step]
    info = type(section).model_fields[name]
    return Question(key, declaration(info), str(info.description), getattr(section, name))
