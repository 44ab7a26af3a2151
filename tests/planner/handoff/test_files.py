"""What a recommendation leaves behind for machines and for finance."""

import csv
from datetime import date

import pytest

from planner.handoff import documents, dossier
from planner.handoff.files import PLAN, RECOMMENDATION, results_folder, write


@pytest.fixture
def rows(recommendation, tmp_path) -> list[dict[str, str]]:
    """The rows of the plan that was written."""
    write(recommendation, tmp_path)
    with (tmp_path / PLAN).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_results_of_a_study_have_a_folder_of_its_name(tmp_path):
    folder = results_folder(str(tmp_path / "deep" / "results"), "growth")
    assert folder == tmp_path / "deep" / "results" / "growth"
    assert folder.is_dir()
    assert results_folder(str(tmp_path / "deep" / "results"), "growth") == folder


def test_the_files_that_were_written_are_named(recommendation, tmp_path):
    files = write(recommendation, tmp_path)
    assert {tmp_path / RECOMMENDATION, tmp_path / PLAN} <= set(files)
    assert set(files) == set(tmp_path.iterdir())


def test_the_recommendation_is_the_document_for_machines(recommendation, tmp_path):
    write(recommendation, tmp_path)
    text = (tmp_path / RECOMMENDATION).read_text(encoding="utf-8")
    assert text == documents.as_text(dossier.recommendation(recommendation)) + "\n"


def test_a_second_recommendation_replaces_the_first(recommendation, tmp_path):
    for name in (RECOMMENDATION, PLAN):
        (tmp_path / name).write_text("an earlier and much longer text\n" * 1000)
    write(recommendation, tmp_path)
    assert "earlier" not in (tmp_path / RECOMMENDATION).read_text(encoding="utf-8")
    assert "earlier" not in (tmp_path / PLAN).read_text(encoding="utf-8")


def test_the_plan_has_a_row_a_period(rows, recommendation):
    plan = recommendation.plan.policy
    assert [int(row["period"]) for row in rows] == list(range(1, len(plan.hires) + 1))
    assert [int(row["hires"]) for row in rows] == list(plan.hires)
    months = recommendation.study.facts.horizon_months
    assert sum(int(row["months"]) for row in rows) == months


def test_the_periods_of_a_plan_begin_on_first_days_of_months_from_the_studys_start(
    rows, recommendation
):
    begins = [date.fromisoformat(row["begins"]) for row in rows]
    start = recommendation.study.start
    assert begins[0] == start
    assert all(day.day == 1 for day in begins)
    months = [12 * (day.year - start.year) + day.month - start.month for day in begins]
    every = recommendation.plan.policy.months_per_period
    assert months == list(range(0, recommendation.study.facts.horizon_months, every))


def test_hires_add_up_to_the_team_and_the_team_to_its_cost(rows, recommendation):
    facts = recommendation.study.facts
    team = facts.team.at_start
    for row in rows:
        team += int(row["hires"])
        assert int(row["team"]) == team
        cost = team * int(row["months"]) * facts.team.annual_cost / 12
        assert float(row["csmp_cost"]) == pytest.approx(cost, abs=0.01)


def test_the_cost_of_the_plan_is_the_cost_that_was_simulated(rows, recommendation):
    total = sum(float(row["csmp_cost"]) for row in rows)
    assert total == pytest.approx(recommendation.plan.metrics["csmp_cost"].mean)
