"""``plan init``."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import click

from planner.commands.asking import ask, heard, say
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.study import beginning_document
from planner.handoff.terminal import printing as terminal
from planner.handoff.terminal.study import show_beginning
from planner.handoff.wording.amounts import amounts
from planner.handoff.wording.numbers import begun
from planner.study.allowed import Declaration
from planner.study.checks import Checks, joined
from planner.study.draft import Draft, draft, refusal
from planner.study.months import first_day
from planner.study.new_file import check_new, write_new
from planner.study.questions import Question, declared_at, given_answers, left_open, questions
from planner.study.study import parse_study
from planner.study.template import study_text
from simmodel import registry
from simmodel.contract.model import AnyModel

_OPENING = (
    "A few questions about your company. Enter takes the answer in [brackets]; a good guess will "
    "do, as all can be changed in the file. Numbers may be typed as 250000, 250,000 or 250k, and "
    "shares as 0.17 or 17 %, and the start as 2026-02-01 or Feb 2026. Ctrl-C leaves, and nothing "
    "is written."
)


def run(
    file: str, *, model: str, settings: Sequence[str], yes: bool, force: bool, as_json: bool
) -> None:
    path = Path(file)
    check_new(path, force, "--force")
    operations = registry.load(model)
    own = {"title": _title(path), "start": _next_month()}
    started = _drafted(operations, own)
    checks = Checks("--set")
    given = given_answers(started, settings, checks)
    checks.finish()
    answers = {key: _heard(started, key, value) for key, value in given.items()}
    written = _drafted(operations, own | answers)
    asked = left_open(written, answers)
    if asked and not yes:
        if not sys.stdin.isatty():
            raise click.UsageError(
                "There is no terminal to ask questions on. --yes takes the defaults, and --set "
                "NAME=VALUE gives an answer."
            )
        answers |= _asked(operations, own | answers, asked)
        written = _drafted(operations, own | answers)
    text = study_text(written)
    study = parse_study(path, text.encode())
    write_new(path, text, force)
    if as_json:
        answers = {each.key: each.default for each in questions(written)} | own | answers
        click.echo(as_text(beginning_document(path, answers)))
    else:
        for sentence in amounts(study):
            terminal.say(sentence)
        show_beginning(study)


def _drafted(model: AnyModel, answers: Mapping[str, Any]) -> Draft:
    """The study that takes ``answers``. Raises InputError if they are wrong."""
    checks = Checks("--set")
    drafted = draft(model, answers, checks)
    checks.finish()
    assert drafted is not None
    return drafted


def _heard(started: Draft, key: str, value: Any) -> Any:
    """The answer at ``key``, as it is understood; of a table each of its values."""
    declared = declared_at(started, key)

    def meant(part: Any, declared: Declaration | None, steps: tuple[str, ...]) -> Any:
        if declared is None:
            return part
        if isinstance(part, Mapping):
            return {
                step: meant(each, declared.inside(step), (*steps, step))
                for step, each in part.items()
            }

        def refused(other: Any) -> str | None:
            whole = reduce(lambda inner, step: {step: inner}, reversed(steps), other)
            return refusal(started.model, key, whole, at=reduce(joined, steps, key))

        return heard(part, declared, refused)

    return meant(value, declared, ())


def _asked(model: AnyModel, given: Mapping[str, Any], asked: Sequence[Question]) -> dict[str, Any]:
    """Answers that go together with those given; asked again until they do."""
    say(_OPENING)
    answers = ask(model, given, asked)
    while True:
        checks = Checks("")
        if draft(model, {**given, **answers}, checks):
            say("")
            return answers
        for complaint in checks.complaints:
            say(f"Error: {complaint.words}")
        say("These answers do not go together. Here they are again, in brackets.")
        again = [replace(each, default=answers.get(each.key, each.default)) for each in asked]
        answers |= ask(model, {**given, **answers}, again)


def _title(path: Path) -> str:
    """What a file is called, as people write it."""
    return begun(re.sub("[-_]+", " ", path.stem)) if path.stem.isprintable() else ""


def _next_month() -> date:
    """The first day of next month."""
    return first_day(date.today(), 1)
