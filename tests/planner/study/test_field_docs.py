"""Every field of a study file is documented, in the words that refusals use."""

import tomllib

import pytest

from planner.study.errors import InputError
from planner.study.examples import EXAMPLES
from planner.study.field_docs import FieldRow, as_markdown, field_rows
from planner.study.study import load_study
from simmodel.registry import MODELS, load

# The examples keep to the paper's facts, and are what they were before there was more.
WITHOUT = (
    "facts.people.",
    "facts.customers.forecast.",
    "facts.calendar.working_days",
    "facts.phases.",
    "facts.incidents.",
    "facts.desk.",
    "facts.outcomes.",
    "facts.word_of_mouth.",
    "facts.segments.",
    "facts.pods.",
)


def rows_by_key(model: str = "journey") -> dict[str, FieldRow]:
    return {row.key: row for row in field_rows(load(model))}


@pytest.mark.parametrize("model", MODELS)
def test_every_field_of_every_model_has_words_for_all_columns_and_its_own_key(model):
    rows = field_rows(load(model))
    assert len({row.key for row in rows}) == len(rows)
    for row in rows:
        assert row.unit and row.allowed and row.default and row.description, row.key


def test_a_field_shows_its_unit_bounds_default_and_description():
    assert rows_by_key()["facts.customers.at_start"] == FieldRow(
        key="facts.customers.at_start",
        unit="customers",
        allowed="a whole number from 0 to 20_000",
        default="250",
        description="Customers under contract on the first day",
    )


def test_bounds_that_are_not_included_are_said_to_be_so():
    assert rows_by_key()["objective.alpha"].allowed == "a number > 0 and <= 1"


def test_a_table_of_named_entries_stands_with_a_placeholder_in_the_key():
    rows = rows_by_key()
    assert rows["facts.activities"].default.startswith("structured_meeting, ")
    assert rows["facts.activities.NAME.per_month"].default == "required"


@pytest.mark.parametrize("key", ["facts.people", "facts.customers.forecast"])
def test_an_optional_table_has_a_row_and_so_have_its_fields(key):
    rows = rows_by_key()
    assert (rows[key].unit, rows[key].default) == ("table", "none")
    assert any(each.startswith(f"{key}.") for each in rows)
    assert rows["facts.people.dismissal.notice_months"].default == "0"


def test_top_level_keys_and_the_search_budget_are_documented():
    rows = rows_by_key()
    assert rows["model"].allowed.startswith("one of ")
    assert '"journey"' in rows["model"].allowed
    assert rows["start"].default == "2026-01-01"
    assert rows["search.trials"].default == "96"


def test_decisions_and_scenarios_stay_as_in_the_baseline_unless_said():
    rows = rows_by_key()
    assert rows["baseline.caf"].default == "1.0"
    assert rows["scenarios.NAME.caf"].default == "as in the baseline"
    assert rows["decisions.cadence"].default == "as in the baseline"
    assert rows["decisions.caf.low"].default == "required"


def test_limits_of_a_schedule_are_none_unless_said():
    rows = rows_by_key()
    assert rows["decisions.hires"].default == "as in the baseline"
    assert rows["decisions.hires.low"].allowed == "a whole number from -10_000 to 10_000"
    assert rows["decisions.hires.per_year"].default == "none"
    assert rows["decisions.hires.frozen"].default == "none"
    assert rows["decisions.hires.knots"].default == "none"


@pytest.mark.parametrize("table", ["constraints", "goals"])
def test_tables_by_metric_name_the_metrics(table):
    assert rows_by_key()[table].allowed.endswith(", ".join(load("journey").metrics))


def test_rows_come_in_the_order_of_a_study_file():
    tables = dict.fromkeys(key.partition(".")[0] for key in rows_by_key())
    assert " ".join(tables) == (
        "model title start seed facts objective baseline today decisions constraints goals "
        "risk scenarios search whatif assign finance"
    )


def test_a_refusal_uses_the_words_of_the_documentation(tmp_path):
    study = tmp_path / "study.toml"
    study.write_text('model = "journey"\nfacts.calendar.hours_per_day = 25\n')
    with pytest.raises(InputError) as refused:
        load_study(str(study))
    row = rows_by_key()["facts.calendar.hours_per_day"]
    assert str(refused.value).endswith(f"found 25; allowed: {row.allowed} ({row.unit})")


def test_markdown_has_a_line_a_field_and_escapes_the_bars():
    row = FieldRow("a.b", "x|y", "a number", "1", "What it is")
    assert as_markdown((row,)) == (
        "| key | unit | allowed | default | description |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `a.b` | x\\|y | a number | 1 | What it is |\n"
    )


@pytest.mark.parametrize("name", ["growth", "growth-schedule", "scaleup", "frontier", "paper"])
def test_an_example_writes_out_every_fact_and_the_objective(name):
    def keys(table, above):
        for key, value in table.items():
            if isinstance(value, dict):
                yield from keys(value, (*above, key))
            else:
                yield ".".join((*above, key))

    document = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
    written = {*keys(document["facts"], ("facts",)), *keys(document["objective"], ("objective",))}
    documented = {
        row.key
        for row in field_rows(load(document["model"]))
        if row.key.startswith(("facts.", "objective."))
        and not (row.unit == "table" or row.default == "none" or row.key.startswith(WITHOUT))
    }
    activities = document["facts"]["activities"]
    expected = {key.replace("NAME", activity) for key in documented for activity in activities}
    assert {key for key in written if not key.startswith(WITHOUT)} == expected
