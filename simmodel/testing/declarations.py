"""Declarations of a model: sections, names and words, decisions, capabilities."""

import inspect
from collections.abc import Iterable, Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from simmodel.contract.interview import Interview
from simmodel.contract.model import AnyModel
from simmodel.contract.quantity import Quantity
from simmodel.contract.sections import Facts, Policy
from simmodel.contract.tables import Table
from simmodel.decisions.decision import Decision
from simmodel.fields import Section, shown, words
from simmodel.testing.requirements import require, require_subset


def check_section(section: type[Section], kind: type[Section]) -> None:
    """A section is frozen and strict, says what each field is, and may be left out of a study."""
    name = getattr(section, "__name__", shown(section))
    require(
        inspect.isclass(section) and issubclass(section, kind),
        f"{name} is no kind of simmodel.contract.sections.{kind.__name__}, or of simmodel.fields",
    )
    for setting, value in Section.model_config.items():
        same = section.model_config.get(setting) == value
        require(same, f"{name} must not set model_config: {setting} is {value} in all sections")
    for field, info in section.model_fields.items():
        place = f"{name}.{field}"
        require(
            kind is Section or not info.is_required(),
            f"{place} needs a default, as a new study leaves it out",
        )
        tables = [each for each in (info.annotation, *get_args(info.annotation)) if _is_table(each)]
        if tables and get_origin(info.annotation) not in (tuple, dict):
            check_section(tables[0], Section)
            continue
        told = isinstance(info.json_schema_extra, dict) and all(words(section, field))
        require(told, f"{place} has no unit or description: declare it by simmodel.fields.field")
        allowed = "a number, text, a date, a Literal, a Section, tuple[X, ...] or dict[str, X]"
        require(_is_told(info.annotation), f"{place} is a {info.annotation}; allowed: {allowed}")


def _is_told(kind: Any) -> bool:
    """Whether there are words for a type of field, and nothing in it can be changed."""
    origin, parts = get_origin(kind), [each for each in get_args(kind) if each is not NoneType]
    if origin in (Union, UnionType):
        return len(parts) == 1 and _is_told(parts[0])
    if origin is Annotated:  # an item with bounds of its own
        return _is_told(parts[0])
    if origin in (tuple, dict):
        return _is_told(parts[1] if origin is dict else parts[0])
    return origin is Literal or kind in (bool, int, float, str, date) or _is_table(kind)


def _is_table(kind: object) -> bool:
    """Whether a field is a section, whose own fields say what they are."""
    return inspect.isclass(kind) and issubclass(kind, Section)


def check_words(model: AnyModel) -> None:
    """The model, metrics and series say what they are, and what capabilities name is there."""
    single = isinstance(model.name, str) and model.name.isidentifier()
    require(single, f"found the name {shown(model.name)}; allowed: one word, as in the registry")
    require(bool(model.subject), 'subject is empty: a few words that follow "a study of"')
    for part in ("metrics", "series"):
        quantities = getattr(model, part)
        require(isinstance(quantities, Mapping), f"{part} are no quantities by name")
        for name, quantity in quantities.items():
            require(name.isidentifier(), f"{part}: {shown(name)} is no name as of a variable")
            require(isinstance(quantity, Quantity), f"{name} is no Quantity")
            require(bool(quantity.unit and quantity.description), f"{name} has no unit or meaning")
    require("objective" in model.metrics, 'metrics lack "objective"')
    named = {"wording.highlights": model.wording.highlights}
    if model.share:
        named["share"] = (model.share.credited, model.share.cost)
        known = model.Objective.model_fields
        require(model.share.field in known, f"objective has no field {model.share.field}")
    if model.sensitivity:
        named["sensitivity.metrics"] = model.sensitivity.metrics
    if model.calibration:
        named["calibration.hangs_on"] = tuple(model.calibration.hangs_on)
    for place, names in named.items():
        require_subset(names, model.metrics, f"{place}: no metrics")
    if model.finance:
        require(model.share is not None, "finance needs a share: books say what is credited")
        roles = model.finance.roles
        require_subset(roles.costs, model.series, "finance.roles: no series")
        require_subset((roles.team, roles.change, roles.customers), model.series, "finance.roles")


def check_decisions(model: AnyModel, facts: Facts, policy: Policy) -> None:
    """Decisions are fields of the policy, which takes their whole range and keeps what is taken."""
    space = model.decisions(facts, policy)
    require(len(space) > 0, "decisions are none: nothing could be searched")
    for decision in space:
        require(isinstance(decision, Decision), f"decisions: {shown(decision)} is none")
        require_subset((decision.name,), model.Policy.model_fields, "decisions of no field")
        once = sum(each.name == decision.name for each in space) == 1
        require(once, f"decisions: {decision.name} is there twice")
        require(
            bool(decision.unit and decision.description), f"{decision.name} has no unit or meaning"
        )
        for taken in _ends(decision):
            decided = getattr(model.decide(policy, {decision.name: taken}), decision.name)
            words = f"to decide {decision.name} = {shown(taken)} gives {shown(decided)}"
            require(decided == taken, words)
        value = getattr(policy, decision.name)
        if value is not None:
            require(
                decision.allows(value) is None, f"decisions: {decision.name} may not be {value}"
            )
            same = model.decide(policy, {decision.name: value}) == policy
            require(same, f"to decide {decision.name} as it is changes the policy")


def _ends(decision: Decision) -> Iterable[Any]:
    """What is taken at the ends of all variables, or by each option."""
    for variable in decision.variables:
        ordered = variable.options or variable.low <= variable.high
        require(bool(ordered), f"decisions: {variable.name} has low > high")
    each = [variable.options or (variable.low, variable.high) for variable in decision.variables]
    for place in range(max(map(len, each))):
        yield decision.taken([ends[min(place, len(ends) - 1)] for ends in each])


def check_capabilities(model: AnyModel, facts: Facts) -> None:
    """What is asked, planned and published is possible."""
    if model.sensitivity:
        ends = all(0 < move.low <= 1 <= move.high for move in model.sensitivity.moves)
        require(ends, "sensitivity.moves: a range that does not hold the study's own value")
        asked = [move.fact for move in model.sensitivity.moves]
        for name in (*asked, model.sensitivity.strengthened or asked[0]):
            require(_is_number(facts, name), f"sensitivity: {name} is no fact that is a number")
    if model.interview:
        today = model.interview.today(facts)
        require(model.refuse(facts, today) is None, "interview.today is refused")
        _check_interview(model.interview)
    for table in model.tables:
        _check_table(table, model.Facts)
    if model.published:
        published = model.published()
        places = {(cell.policy, cell.metric) for cell in published.cells}
        require(len(places) == len(published.cells), "a figure is published twice")
        for figure in published.figures:
            sound = all(len(curve.x) == len(curve.y) > 1 for curve in figure.curves)
            require(sound, f"{figure.name} has a curve that is none")


def _check_interview(interview: Interview[Any, Any, Any]) -> None:
    """What falls away, and what is asked of entries, are questions."""
    fallen = (other for others in interview.instead.values() for other in others)
    for keys in (interview.instead, fallen, interview.fields, interview.hints):
        require_subset(keys, interview.questions, "interview: no questions")


def _check_table(table: Table[Any], facts: type[Facts]) -> None:
    """The columns are fields of the section that a row gives, in their order, needed where those
    are; and no field without a column is needed."""
    require_subset((table.fact,), facts.model_fields, "tables of no fact")
    kinds = [
        item
        for kind in get_args(facts.model_fields[table.fact].annotation)
        for item in get_args(kind)
        if _is_table(item)
    ]
    words = f"tables: {table.fact} is no tuple[Section, ...] | None"
    require(len(kinds) == 1, words)
    fields = kinds[0].model_fields
    names = [each.name for each in table.columns]
    words = f"tables: the columns of {table.fact} are not the fields of {kinds[0].__name__}"
    needed = [name for name, each in fields.items() if each.is_required()]
    require([name for name in fields if name in {*names, *needed}] == names, words)
    for each in table.columns:
        same = each.required == fields[each.name].is_required()
        require(same, f"tables: {table.fact}.{each.name} is required as column or as field only")


def _is_number(facts: Facts, name: str) -> bool:
    """Whether a dotted name leads to a number; also inside a table that these facts do without."""
    place: Any = facts
    for step in name.split("."):
        inner = place.get(step) if isinstance(place, Mapping) else getattr(place, step, None)
        if inner is None and isinstance(place, Section) and step in type(place).model_fields:
            kinds = get_args(type(place).model_fields[step].annotation)
            inner = next((kind() for kind in kinds if _is_table(kind)), None)
        place = inner
    return isinstance(place, int | float)
