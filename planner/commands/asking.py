"""Questions on the terminal, each asked until its answer is allowed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import click

from planner.study.allowed import Declaration, declaration, is_section
from planner.study.checks import Checks, joined
from planner.study.draft import draft, refusal
from planner.study.literals import read_value, written_value
from planner.study.questions import Question, questions
from planner.study.typed import understood
from simmodel.contract.model import AnyModel
from simmodel.fields import Section

_WIDTH = 80
_ROOM = 12  # left for an answer

_YES_OR_NO = {"yes": True, "y": True, "no": False, "n": False}

# Why a value is not allowed, or None.
Refused = Callable[[Any], str | None]


def ask(model: AnyModel, given: Mapping[str, Any], asked: Sequence[Question]) -> dict[str, Any]:
    """The answers by key, without those that are the default.

    Args:
        given: answers from before.

    Raises:
        click.Abort: the user leaves.
    """
    answers: dict[str, Any] = {}
    for number, question in enumerate(asked, 1):
        say("")
        if question.hint:
            say(question.hint)
        place = f"{number} of {len(asked)}. {question.description}"
        default = _default(model, {**given, **answers}, question)
        entry = question.declared.inside("")
        if entry is not None and is_section(entry.kind):
            answer = _entries(model, question.key, default, entry.kind, place)
        else:
            refused = partial(refusal, model, question.key, at=question.key)
            answer = _value(place, question.declared, default, refused)
        if answer is not None:
            answers[question.key] = answer
    return answers


def heard(value: Any, declared: Declaration, refused: Refused) -> Any:
    """``value``, or what is understood in its place, said aloud."""
    meant = understood(value, declared, refused)
    if meant is not value:
        say(f"{value} understood as {_as_typed(meant)}")
    return meant


def say(text: str) -> None:
    """A paragraph of the dialogue, apart from what the command puts out."""
    click.echo(click.wrap_text(text, _WIDTH), err=True)


def _default(model: AnyModel, answers: Mapping[str, Any], question: Question) -> Any:
    """The default in the light of other answers, unless they do not go together."""
    begun = draft(model, answers, Checks(""))
    by_key = {each.key: each.default for each in questions(begun)} if begun else {}
    return by_key.get(question.key, question.default)


def _value(text: str, declared: Declaration, default: Any, refused: Refused) -> Any:
    """One value; None if it is the default. A default of None means that there is none."""

    def accepted(typed: str) -> Any:
        if not typed and default is not None:
            return None
        value = heard(_read(declared, typed), declared, refused)
        words = refused(value)
        if words is not None:
            raise _refusal(words)
        return value

    shown = "" if default is None else f" [{_as_typed(default)}]"
    return _prompt(f"{text} ({declared.unit}){shown}", accepted)


def _entries(
    model: AnyModel, key: str, default: Mapping[str, Any], kind: type[Section], place: str
) -> dict[str, Any] | None:
    """Entries that the user names, with the fields of ``kind`` each; None for the default."""
    say(f"{place}:")
    for name, entry in default.items():
        fields = ", ".join(f"{field} {_as_typed(value)}" for field, value in dict(entry).items())
        click.echo(f"  {name}: {fields}", err=True)
    entries: dict[str, Any] = {}

    def new(name: str) -> str:
        if name in entries:
            raise _refusal(f'found "{name}" a second time; allowed: another name')
        return name

    invitation = "Enter keeps these; or type the name of the first of your own"
    while name := _prompt(invitation, new):
        entries[name] = _entry(model, key, name, kind)
        invitation = "Name of the next, or Enter if there are no more"
    return entries or None


def _entry(model: AnyModel, key: str, name: str, kind: type[Section]) -> dict[str, Any]:
    """The fields of one entry, without those that are the default."""

    def refused(field: str, value: Any) -> str | None:
        return refusal(model, key, {name: {field: value}}, joined(joined(key, name), field))

    fields = {}
    for field, info in kind.model_fields.items():
        default = None if info.is_required() else info.default
        text = f"{name}: {info.description}"
        value = _value(text, declaration(info), default, partial(refused, field))
        if value is not None:
            fields[field] = value
    return fields


def _prompt(text: str, accepted: Callable[[str], Any]) -> Any:
    """What ``accepted`` makes of the line that is typed; asked again after a refusal."""
    return click.prompt(
        click.wrap_text(text, _WIDTH - _ROOM),
        default="",
        show_default=False,
        value_proc=lambda line: accepted(line.strip()),
        err=True,
    )


def _refusal(words: str) -> click.UsageError:
    """What click shows after "Error: ", before it asks again."""
    heading = "Error: "
    return click.UsageError(click.wrap_text(heading + words, _WIDTH).removeprefix(heading))


def _read(declared: Declaration, typed: str) -> Any:
    """What was typed, as the kind of value that is expected if it can be read so."""
    if declared.kind is bool:
        return _YES_OR_NO.get(typed.lower(), read_value(typed))
    return typed if declared.kind is str else read_value(typed)


def _as_typed(value: Any) -> str:
    return value if isinstance(value, str) else written_value(value)
