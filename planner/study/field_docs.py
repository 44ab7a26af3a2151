"""Every field of a study file, documented from its declaration."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from typing import Any, get_origin

from pydantic_core import PydanticUndefined

from planner.study.allowed import Declaration, allowed_without_unit, declaration, is_section
from planner.study.checks import joined
from planner.study.constraints import TABLE as CONSTRAINTS
from planner.study.file import StudyFile
from planner.study.goals import TABLE as GOALS
from planner.study.known import TABLE as TODAY
from planner.study.space import TABLE as DECISIONS
from planner.study.space import decisions_section
from planner.study.tables import FACTS, documented
from simmodel.contract.model import AnyModel
from simmodel.fields import Section, shown

_ANY_NAME = "NAME"
_REQUIRED = "required"


@dataclass(frozen=True)
class FieldRow:
    """One field of a study file, in words.

    Attributes:
        key: with the tables around it; ``NAME`` stands for a name that the user chooses, or for
            that of a metric.
        unit: of its value.
        allowed: what may be written, without the unit.
        default: what holds if the file does not say; "required" if it must.
        description: what the field means.
    """

    key: str
    unit: str
    allowed: str
    default: str
    description: str


def field_rows(model: AnyModel) -> tuple[FieldRow, ...]:
    """The fields of a study of ``model``, in the order of a study file."""
    scenarios = joined("scenarios", _ANY_NAME)
    decisions = decisions_section(model.decisions(model.Facts(), model.Policy()))
    of_model: dict[str, tuple[FieldRow, ...]] = {
        FACTS: tuple(_section_rows(model.Facts, FACTS)),
        "objective": tuple(_section_rows(model.Objective, "objective")),
        "decisions": tuple(_decision_rows(decisions)),
        "baseline": tuple(_section_rows(model.Policy, "baseline")),
        "scenarios": tuple(map(_as_baseline, _section_rows(model.Policy, scenarios))),
    }
    rows: list[FieldRow] = []
    for row in _section_rows(StudyFile):
        rows.extend(of_model.get(row.key, [row]))
    for table in model.tables:
        rows = list(_in_a_file(rows, joined(FACTS, table.fact), documented(table)))
    metrics = f"the names are those of metrics: {', '.join(model.metrics)}"
    by_metric = {CONSTRAINTS, GOALS, TODAY}
    return tuple(
        replace(row, allowed=f"{row.allowed}; {metrics}") if row.key in by_metric else row
        for row in rows
    )


def as_markdown(rows: tuple[FieldRow, ...]) -> str:
    """The rows as a Markdown table that ends with a newline."""
    heading = [field.name for field in fields(FieldRow)]
    lines = [heading, ["---"] * len(heading)]
    for row in rows:
        key, *words = (cell.replace("|", r"\|") for cell in astuple(row))
        lines.append([f"`{key}`", *words])
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _section_rows(
    section: type[Section], key: str = "", default: Section | None = None
) -> Iterator[FieldRow]:
    """The rows of a section at ``key``; ``default`` is what holds if the whole table is missing."""
    for name, info in section.model_fields.items():
        declared = declaration(info)
        value = info.get_default(call_default_factory=True)
        if default is not None:
            value = getattr(default, name)
        at = joined(key, name)
        if not isinstance(value, Section):
            words = allowed_without_unit(declared)
            yield FieldRow(at, declared.unit, words, _default(value), info.description or "")
        yield from _rows_inside(declared, at, value)


def _rows_inside(declared: Declaration, key: str, default: Any) -> Iterator[FieldRow]:
    if is_section(declared.kind):
        table = default if isinstance(default, Section) else None
        yield from _section_rows(declared.kind, key, table)
        return
    entry = declared.inside(_ANY_NAME)
    if entry is not None and is_section(entry.kind):
        of_a_list = get_origin(declared.kind) is tuple  # whose items have no names
        yield from _section_rows(entry.kind, key if of_a_list else joined(key, _ANY_NAME))


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return _REQUIRED
    if value in (None, {}, ()):
        return "none"
    return ", ".join(value) if isinstance(value, dict) else shown(value)


def _in_a_file(rows: Iterable[FieldRow], key: str, words: str) -> Iterator[FieldRow]:
    """The rows with ``words`` for what is allowed at ``key``, and none for what its file has."""
    for row in rows:
        if not row.key.startswith(f"{key}."):
            yield replace(row, allowed=words) if row.key == key else row


def _decision_rows(decisions: type[Section]) -> Iterator[FieldRow]:
    """The rows of [decisions], where only a whole decision may stay as in the baseline."""
    for row in _section_rows(decisions, DECISIONS):
        whole = row.key.count(".") == 1
        yield _as_baseline(row) if whole else row


def _as_baseline(row: FieldRow) -> FieldRow:
    """A row of a table where what is not said stays as in the baseline."""
    return replace(row, default="as in the baseline")
