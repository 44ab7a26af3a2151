"""Questions on the terminal, each asked until its answer is allowed."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import click

from planner.study.allowed import Declaration, declaration, is_section
from planner.study.checks import Checks, joined
from planner.study.draft import draft, interview_of, refusal
from planner.study.literals import read_value, written_value
from planner.study.questions import Question, questions
from planner.study.typed import understood
from simmodel.contract.model import AnyModel
from simmodel.fields import Section

_WIDTH = 80  # at most
_ROOM = 12  # left for an answer

_YES_OR_NO = {"yes": True, "y": True, "no": False, "n": False}

# Why a value is not allowed, or None.
Refused = Callable[[Any], str | None]


def _nothing_beside(_: Any) -> None:
    """Nothing that a value may not stand beside."""


def ask(model: AnyModel, given: Mapping[str, Any], asked: Sequence[Question]) -> dict[str, Any]:
    """The answers by key, without those that are the default.

    Args:
        given: answers from before.

    Raises:
        click.Abort: the user leaves.
    """
    answers: dict[str, Any] = {}
    interview, left, number = interview_of(model), list(asked), 0
    while left:
        question, number = left.pop(0), number + 1
        say("")
        if question.hint:
            say(question.hint)
        place = f"{number} of {number + len(left)}. {question.description}"
        default = _default(model, {**given, **answers}, question)
        entry = question.declared.inside("")
        if entry is not None and is_section(entry.kind):
            answer = _Entries(model, given, question.key, entry.kind).ask(default, place)
        else:
            refused = partial(refusal, model, question.key, at=question.key)
            answer = _value(place, question.declared, default, refused)
        if answer is None:
            continue
        answers[question.key] = answer
        _say_understood(model, {**given, **answers}, question.key)
        fallen = interview.fallen(answers)
        left = [each for each in left if each.key not in fallen]
    return answers


def heard(value: Any, declared: Declaration, refused: Refused) -> Any:
    """``value``, or what is understood in its place, said aloud."""
    meant = understood(value, declared, refused)
    if meant is not value:
        say(f"{value} understood as {_as_typed(meant)}")
    return meant


def say(text: str) -> None:
    """A paragraph of the dialogue, apart from what the command puts out."""
    click.echo(click.wrap_text(text, _width()), err=True)


def _say_understood(model: AnyModel, answers: Mapping[str, Any], key: str) -> None:
    """What the answer at ``key`` amounts to, if there is more to it."""
    begun = draft(model, answers, Checks(""))
    words = interview_of(model).understood(begun.facts).get(key) if begun else None
    if words:
        say("")
        say(words)


def _default(model: AnyModel, answers: Mapping[str, Any], question: Question) -> Any:
    """The default in the light of other answers, unless they do not go together."""
    begun = draft(model, answers, Checks(""))
    by_key = {each.key: each.default for each in questions(begun)} if begun else {}
    return by_key.get(question.key, question.default)


def _value(
    text: str,
    declared: Declaration,
    default: Any,
    refused: Refused,
    beside: Refused = _nothing_beside,
) -> Any:
    """One value; None if it is the default. A default of None means that there is none.

    Args:
        beside: why a value is not allowed that is so by itself.
    """

    def accepted(typed: str) -> Any:
        if not typed and default is not None:
            return None
        value = heard(_read(declared, typed), declared, refused)
        words = refused(value) or beside(value)
        if words:
            raise _refusal(words)
        return value

    shown = "" if default is None else f" [{_as_typed(default)}]"
    return _prompt(f"{text} ({declared.unit}){shown}", accepted)


class _Entries:
    """A question for entries that the user names.

    Args:
        given: answers from before.
        key: of the question.
        kind: of an entry.
    """

    def __init__(
        self, model: AnyModel, given: Mapping[str, Any], key: str, kind: type[Section]
    ) -> None:
        self.model, self.given, self.key, self.kind = model, given, key, kind
        self.fields = interview_of(model).fields.get(key, tuple(kind.model_fields))

    def ask(self, default: Mapping[str, Any], place: str) -> dict[str, Any] | None:
        """The entries, with the fields of each; None for the default."""
        say(f"{place}:")
        entries = self._named(default)
        while entries and (words := self._wrong(entries)) is not None:
            say(f"Error: {words}")
            say("Here they are again, in brackets under the same names.")
            entries = self._named(entries) or entries
        return entries or None

    def _named(self, default: Mapping[str, Any]) -> dict[str, Any]:
        for name, entry in default.items():
            stated = {field: value for field, value in dict(entry).items() if value is not None}
            fields = ", ".join(f"{field} {_as_typed(value)}" for field, value in stated.items())
            click.echo(f"  {name}: {fields}", err=True)
        entries: dict[str, Any] = {}

        def new(name: str) -> str:
            if name in entries:
                raise _refusal(f'found "{name}" a second time; allowed: another name')
            words = refusal(self.model, self.key, {name: {}}, self.key, inside=False)
            if name and words is not None:
                raise _refusal(words)
            return name

        invitation = "Enter for none; or type the name of the first"
        if default:
            invitation = "Enter keeps these; or type the name of the first of your own"
        while name := _prompt(invitation, new):
            entries[name] = self._entry(entries, name, default.get(name, {}))
            invitation = "Name of the next, or Enter if there are no more"
        return entries

    def _entry(self, others: Mapping[str, Any], name: str, before: Any) -> dict[str, Any]:
        """The fields of one entry, without those that are the default."""
        stated = {field: value for field, value in dict(before).items() if value is not None}
        fields: dict[str, Any] = {}
        begun: Mapping[str, Any] = {}
        for field in self.fields:
            info = self.kind.model_fields[field]
            usual = None if info.is_required() else info.default
            # What is possible only with entries to come follows from what was told before.
            begun = self._begun({**others, name: fields}) or begun
            default = stated.get(field, getattr(begun.get(name), field, usual))
            if default is None and name in begun:
                continue  # nothing, in the light of the answers before
            text = f"{name}: {info.description}"
            refused = partial(self._refused, name, field)
            beside = partial(self._refused_beside, name, fields, field)
            value = _value(text, declaration(info), default, refused, beside)
            if value is not None:
                fields[field] = value
            elif default != usual:  # as it was shown, whatever may follow from later answers
                fields[field] = default
        return fields

    def _begun(self, entries: Mapping[str, Any]) -> Mapping[str, Any]:
        """The entries with what follows from them; none while they do not make any."""
        begun = draft(self.model, {**self.given, self.key: entries}, Checks(""))
        asked = questions(begun) if begun else ()
        found: Mapping[str, Any] = next((q.default for q in asked if q.key == self.key), {})
        return found

    def _refused(self, name: str, field: str, value: Any) -> str | None:
        at = joined(joined(self.key, name), field)
        return refusal(self.model, self.key, {name: {field: value}}, at)

    def _refused_beside(
        self, name: str, fields: Mapping[str, Any], field: str, value: Any
    ) -> str | None:
        """Why a value cannot stand beside the fields of an entry before it."""
        entry = {name: {**fields, field: value}}
        return refusal(self.model, self.key, entry, joined(self.key, name), inside=False)

    def _wrong(self, entries: Mapping[str, Any]) -> str | None:
        """Why all entries together cannot be, beside what was given."""
        checks = Checks("")
        draft(self.model, {**self.given, self.key: entries}, checks)
        return next((each.words for each in checks.complaints), None)


def _prompt(text: str, accepted: Callable[[str], Any]) -> Any:
    """What ``accepted`` makes of the line that is typed; asked again after a refusal."""
    return click.prompt(
        click.wrap_text(text, _width() - _ROOM),
        default="",
        show_default=False,
        value_proc=lambda line: accepted(line.strip()),
        err=True,
    )


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDTH)


def _refusal(words: str) -> click.UsageError:
    """What click shows after "Error: ", before it asks again."""
    heading = "Error: "
    return click.UsageError(click.wrap_text(heading + words, _width()).removeprefix(heading))


def _read(declared: Declaration, typed: str) -> Any:
    """What was typed, as the kind of value that is expected if it can be read so."""
    if declared.kind is bool:
        return _YES_OR_NO.get(typed.lower(), read_value(typed))
    return typed if declared.kind is str else read_value(typed)


def _as_typed(value: Any) -> str:
    return value if isinstance(value, str) else written_value(value)
