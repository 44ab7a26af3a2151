"""A new study written out: every field with its value, and a comment that says what it means.

What a study may have but does not need is written as well, behind a # without a space: the file
stays in order when such a # is taken away.
"""

import inspect
from collections.abc import Collection, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from planner.study.allowed import allowed, declaration, is_section
from planner.study.draft import Draft, interview_of
from planner.study.file import StudyFile
from planner.study.investing import OF_INVESTMENTS
from planner.study.literals import written_key, written_value
from planner.study.space import TABLE as DECISIONS
from planner.study.space import decisions_section, possible
from planner.study.study import BASELINE
from planner.study.tables import FACTS, documented
from simmodel.contract.parts import of_part, of_whole
from simmodel.fields import Section

_WIDTH = 100
_COMMENTS = 40  # the column where they begin

# What has been explained: fields of types of sections, and under no name the types themselves.
_Told = set[tuple[type[Section], str]]

_INTRODUCTION = """\
A study of a company of your own. In a terminal, "plan check" with the name of this file says
whether the file is in order, and "plan optimize" finds the best policy and how sure that is.

How to read it: a line is NAME = VALUE; a line such as [facts.team] opens a table, and the lines
below belong to it; what follows a # is a comment. A line that begins with a # and no space after
it is a setting that is off: take away the # to turn it on. Numbers may have underscores between
the digits (250_000) but no commas, no % and no currency signs; a share of 70 % is 0.7. Money is in
one currency throughout. "plan check --fields" lists all that a study may say."""


def study_text(draft: Draft) -> str:
    """The study as the text of a TOML file."""
    lines = [*_prose(_INTRODUCTION), ""]
    tables: list[str] = []
    notes = interview_of(draft.model).notes(draft.facts)
    lacking = {*_idle(draft), *_of_parts_alone(draft)}
    told = draft.model.told(draft.facts, draft.objective)
    lacking |= set() if told.investment else OF_INVESTMENTS
    for name, value in draft.values.items():
        info = StudyFile.model_fields[name]
        if isinstance(value, Section):
            in_files = _in_files(draft) if name == FACTS else ()
            about = "\n\n".join((_about(value), *filter(None, [notes.get(name)]), *in_files))
            written = _table([name], value, notes, lacking)
            tables += [*_heading(name, info, about), *written]
        elif name == DECISIONS:
            tables += [*_heading(name, info), *_decisions(draft, lacking)]
        elif isinstance(value, dict):
            mark = "" if value else "#"
            entries = value or interview_of(draft.model).examples[name]
            tables += [
                *_heading(name, info, f"Allowed: {allowed(declaration(info))}."),
                f"{mark}[{name}]",
            ]
            tables += [line for each in entries.items() for line in _line(*each, mark=mark)]
        else:
            lines += _field(name, value, info)
    return "\n".join([*lines, *tables]) + "\n"


def _in_files(draft: Draft) -> Iterator[str]:
    """A paragraph for each fact that a file may give; no setting, as there is no such file yet."""
    for table in draft.model.tables:
        words, setting = draft.model.Facts.model_fields[table.fact].description, f"{table.fact} = "
        yield (
            f'A line {setting}"{table.fact}.csv" at the top of this table names a file that you '
            f"have. {words} allowed: {documented(table)}"
        )


def _heading(name: str, info: FieldInfo, more: str = "") -> Iterator[str]:
    """What stands above a table of the top level."""
    yield from ("", "", f"# ---- {name.capitalize()} ".ljust(_WIDTH, "-"))
    if info.description:
        yield from _prose(f"{info.description}.")
    yield from (*_prose(more), "")


def _table(
    path: Sequence[str],
    section: Section,
    notes: Mapping[str, str],
    lacking: Collection[str],
) -> Iterator[str]:
    """The fields of ``section``, then the tables inside it, each with what it is about.

    Args:
        notes: what tables amount to, by key.
        lacking: keys that mean nothing to this model, or beside other facts.
    """
    yield from _fields(path, section, lacking)
    yield from _inside(path, section, notes, lacking)


def _inside(
    path: Sequence[str],
    section: Section,
    notes: Mapping[str, str],
    lacking: Collection[str],
    told: _Told | None = None,
) -> Iterator[str]:
    """The tables inside ``section``.

    Args:
        told: what is explained and not again, if the section is one entry of several; then what is
            off is not shown again either.
    """
    for name, info in type(section).model_fields.items():
        value, below = getattr(section, name), (*path, name)
        key = ".".join(below)
        if key in lacking:
            continue
        if isinstance(value, Section):
            yield from ("", *_prose(f"{_about(value, told)}\n\n{notes.get(key, '')}"))
            yield from _fields(below, value, lacking, told)
            yield from _inside(below, value, notes, lacking, told)
        elif _has_entries(value):
            yield from _entries(below, info, value, notes, told)
        elif value is None and is_section(declaration(info).kind):
            assert info.examples  # or nobody would know how to turn it on
            (example,) = info.examples
            if told is None or (type(example), "") not in told:
                yield from ("", *_prose(_about(example, told)))
                yield from _fields(below, example, told=told, mark="#")


def _entries(
    path: Sequence[str],
    info: FieldInfo,
    entries: Mapping[str, Section],
    notes: Mapping[str, str],
    told: _Told | None = None,
) -> Iterator[str]:
    """A table for each of the entries that the user has named; everything is explained once."""
    told = set() if told is None else told
    about = _about(next(iter(entries.values())), told)
    if about:
        yield from ("", *_prose(f"{info.description}.\n\n{about}"))
    for name, section in entries.items():
        below = (*path, name)
        if _has_fields(section):
            yield from ("", *_fields(below, section, told=told))
        else:
            title = f"---- {name} "
            yield from ("", f"# {title:-<38}")
        yield from _inside(below, section, notes, (), told)


def _fields(
    path: Sequence[str],
    section: Section,
    lacking: Collection[str] = (),
    told: _Told | None = None,
    *,
    mark: str = "",
) -> Iterator[str]:
    """The heading of a table and its own fields.

    Args:
        told: fields that are explained, and not again.
        mark: before each setting: # for those that are off.
    """
    told = set() if told is None else told
    yield f"{mark}[{'.'.join(map(written_key, path))}]"
    for name, info in type(section).model_fields.items():
        value = getattr(section, name)
        if ".".join((*path, name)) in lacking or is_section(declaration(info).kind):
            continue
        if not _has_entries(value):
            off = "#" if value == {} else mark  # written out below, it would be there twice
            whole = type(section), of_whole(name)  # of a part it is what it is of all
            lines = [*_field(name, value, info, explained=whole in told, mark=off)]
            told |= {whole} if lines else set()
            yield from lines


def _field(
    name: str, value: Any, info: FieldInfo, *, explained: bool = False, mark: str = ""
) -> Iterator[str]:
    """A field with its comment; one that is not set with an example of it, if there is one."""
    words = () if explained else (str(info.description), f"allowed: {allowed(declaration(info))}")
    if value is not None:
        yield from _line(name, value, *words, mark=mark)
    elif info.examples:
        yield from _line(name, info.examples[0], *words, mark="#")


def _decisions(draft: Draft, lacking: Collection[str]) -> Iterator[str]:
    """The table of what is searched: what is usual, and always today's policy.

    What is decided for parts alone follows on what is decided for all. Nothing is offered that
    these facts do not allow.
    """
    every = possible(draft.model, draft.facts, draft.baseline)
    wholes = dict.fromkeys(of_whole(each.name) for each in every)
    order = {name: place for place, name in enumerate(wholes)}
    decisions = sorted(
        (each for each in every if f"{BASELINE}.{each.name}" not in lacking),
        key=lambda each: order[of_whole(each.name)],
    )
    declared = decisions_section(decisions).model_fields
    yield f"[{DECISIONS}]"
    told: set[str] = set()
    for decision in decisions:
        value, is_on = decision.usual_entry(getattr(draft.baseline, decision.name))
        entry, words = declaration(declared[decision.name]), [decision.description]
        low = entry.inside("low") if is_section(entry.kind) else None
        if low is not None:
            words.append(f"allowed: low and high, each {allowed(low)}")
        if decision.replaces:
            words.append(f"In place of {' and '.join(decision.replaces)}, not beside them.")
        whole = of_whole(decision.name)
        explained = whole in told  # of a part it is what it is of the whole
        told.add(whole)
        yield from _line(
            decision.name, value, *(() if explained else words), mark="" if is_on else "#"
        )


def _idle(draft: Draft) -> Iterator[str]:
    """Keys of facts that every part has of its own."""
    parts = draft.model.divide(draft.facts)
    for name in parts.idle if parts else ():
        yield f"{FACTS}.{name}"


def _of_parts_alone(draft: Draft) -> Iterator[str]:
    """Keys of what today's policy says of all, though every part has its own."""
    policy = draft.baseline
    parts = draft.model.divide(draft.facts)
    for names in parts.names.values() if parts else ():
        for field in type(policy).model_fields:
            own = [getattr(policy, of_part(field, part), None) for part in names]
            if all(each is not None for each in own):
                yield f"{BASELINE}.{field}"


def _about(section: Section, told: _Told | None = None) -> str:
    """What the type of a section says of itself; nothing if that has been ``told``."""
    known = told is not None and (type(section), "") in told
    if told is not None:
        told.add((type(section), ""))
    return "" if known else inspect.getdoc(type(section)) or ""


def _has_fields(section: Section) -> bool:
    """Whether a section has more than tables."""
    values = dict(section).items()
    kinds = {name: declaration(info).kind for name, info in type(section).model_fields.items()}
    return any(not is_section(kinds[name]) and not _has_entries(value) for name, value in values)


def _has_entries(value: Any) -> bool:
    """Whether ``value`` is a table of tables, each of which the user has named."""
    return isinstance(value, dict) and any(isinstance(each, Section) for each in value.values())


def _line(name: str, value: Any, *words: str, mark: str = "") -> Iterator[str]:
    """NAME = VALUE, with each of the words beside it, or above it if there is no room."""
    setting = f"{mark}{written_key(name)} = {written_value(value)}"
    is_long = len(setting) >= _COMMENTS
    width = _WIDTH if is_long else _WIDTH - _COMMENTS
    comments = [line for each in words for line in _wrapped(each, width)]
    if is_long or not comments:
        yield from (*comments, setting)
    else:
        yield f"{setting:<{_COMMENTS}}{comments[0]}"
        yield from (f"{'':<{_COMMENTS}}{comment}" for comment in comments[1:])


def _prose(text: str) -> Iterator[str]:
    """Paragraphs as comments."""
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield "#"
        yield from _wrapped(paragraph, _WIDTH)


def _wrapped(text: str, width: int) -> list[str]:
    """Comment lines of at most ``width`` characters."""
    plain = text.replace("``", "")
    return [f"# {line}" for line in wrap(plain, width - 2, break_on_hyphens=False)]
