"""What the report says is what the terminal says, and what was simulated."""

from dataclasses import replace

import pytest

from planner.books.staffing import staffing_of
from planner.handoff.terminal.recommendation import show_recommendation
from planner.handoff.wording import stretches
from planner.handoff.wording.advice import advice
from planner.handoff.wording.staffing import load as load_text
from planner.handoff.wording.units import money
from planner.study.study import describe_policy


def test_the_report_says_what_the_terminal_says(recommendation, reported, capsys):
    report = reported(recommendation)
    assert report.advice == advice(recommendation)
    show_recommendation(recommendation, [], verbose=True)
    shown = " ".join(capsys.readouterr().out.split())
    for sentence in (*report.plan, *report.rivals_note, *report.method):
        assert sentence in shown


def test_constraints_and_edges_are_cautions(searched, reported):
    result, _ = searched
    parts = reported(result).advice.parts
    told = [*parts["How sure"], *parts["Risks"]]
    assert any("ept: automation_cost at least 1,200 on average" in each for each in told)


def test_a_study_without_a_title_goes_by_its_name(recommendation, reported):
    study = replace(recommendation.study, title="")
    assert reported(replace(recommendation, study=study)).title == "tiny"
    assert reported(recommendation).title == "Tiny vendor"


def test_the_subtitle_names_the_first_and_the_last_month(recommendation, reported):
    assert reported(recommendation).subtitle == "Plan for November 2026 to April 2027"


def test_where_months_have_no_dates_none_is_drawn(undated, recommendation, reported):
    report = reported(undated(recommendation))
    assert report.subtitle == "Compared in the long run, so without dates"
    assert [each.name for each in report.main] == ["gains"]
    assert report.course == ()
    assert "in every 6 months of the long run" in report.advice.headline


def test_figures_that_stand_out_are_the_gain_the_risk_and_the_highlights(lively, reported):
    cards = {each.name: each for each in reported(lively).cards}
    gain, share = cards["gain over today"], lively.study.model.share
    whole = money(lively.gain, lively.study.finance.currency, signed=True)
    assert gain.value.endswith(" K")
    assert f"{gain.value.removesuffix(' K')} {gain.unit}" == whole
    assert whole.endswith("EUR") and "±" not in gain.value
    assert gain.note in advice(lively).headline
    assert len(cards) == 6  # as many as a row of the page has room for
    chance = cards["chance that it does worse"].value
    assert any(chance in each for each in reported(lively).advice.parts["How sure"])
    for name in (share.cost, *lively.study.model.wording.highlights):
        assert name.replace("_", " ") in cards
    team = lively.winner.sample.series["team"][:, -1].mean()
    assert next(iter(cards)) == "CSMPs at the end"
    assert cards["CSMPs at the end"].value == f"{team:.0f}"


def test_every_decision_of_the_study_stands_with_both_its_values(recommendation, reported):
    study = recommendation.study
    rows = {row[0]: row for row in reported(recommendation).changes.rows}
    load = "customers for each CSMP"
    assert list(rows) == [*(decision.name for decision in study.space), load]
    assert rows[load][1:3] == tuple(map(load_text, staffing_of(recommendation).loads))
    assert rows["cadence"][1:3] == (study.baseline.cadence, recommendation.winner.policy.cadence)


def test_every_metric_has_a_row_of_today_recommended_difference_and_plan(recommendation, reported):
    table = reported(recommendation).metrics
    metrics = dict(recommendation.study.model.metrics)
    for name in [*metrics]:
        valued = (recommendation.baseline, recommendation.winner, recommendation.plan)
        levels = [each.metrics[name] for each in valued]
        if not any(each.mean or each.half_width for each in levels):
            del metrics[name]  # nothing, whoever decides
    assert [row[0] for row in table.rows] == list(metrics)
    assert all(len(row) == len(table.headings) for row in table.rows)
    assert [row[-1] for row in table.rows] == [each.description for each in metrics.values()]
    units = {row[0]: row[-2] for row in table.rows}
    assert units["renewal_value"] == "M USD"
    assert units["annual_recurring_revenue"] == "M USD per year"
    assert (units["retention_rate"], units["retained_customers"]) == ("%", "customers")


def test_the_table_of_switches_has_a_row_a_stretch(recommendation, reported):
    table, front = reported(recommendation).frontier.switches, recommendation.frontier
    shown = stretches.distinct(front, recommendation.selected.zone)
    assert table.headings == stretches.headings(recommendation.study, shown)
    assert table.rows == tuple(stretches.rows(recommendation.study, shown))
    assert len(table.rows) <= len(front.stretches)
    assert table.rows[0][0].startswith("0.000 to ")
    assert table.rows[-1][0].endswith(" to 1.000")


@pytest.mark.parametrize("verdict", ["tie", "left"])
def test_rivals_of_the_one_selected_are_listed_only_where_there_are_any(
    recommendation, reported, verdict
):
    selected = recommendation.selected
    finalists = [replace(each, verdict="eliminated") for each in selected.finalists]
    none = replace(selected, finalists=tuple(finalists))
    assert reported(replace(recommendation, selected=none)).rivals is None
    rival = replace(none, finalists=(replace(finalists[0], verdict=verdict), *finalists[1:]))
    report = reported(replace(recommendation, selected=rival))
    assert [row[0] for row in report.rivals.rows] == [
        describe_policy(recommendation.study, finalists[0].policy)
    ]
    assert describe_policy(recommendation.study, rival.selected.policy) in report.rivals_heading


@pytest.mark.parametrize("moved", [False, True])
def test_assumptions_that_were_moved_are_shown_if_they_were(recommendation, reported, moves, moved):
    report = reported(recommendation, moves if moved else [])
    names = [each.name for each in report.charts]
    assert ("tornado" in names) is moved
    assert len(set(names)) == len(names)
    if moved:
        low, high = "+60.00 ± 0.10 K USD at 48000", "-60.00 ± 0.10 K USD at 72000"
        assert f"team.annual_cost moves the plan most: {low}, {high}." in report.moves.caption


def test_assumptions_hold_every_fact_of_the_study_and_the_objective(lively, reported):
    rows = {row[0]: row for row in reported(lively).assumptions.rows}
    assert rows["team.annual_attrition"][1] == "0.4"
    assert rows["customers.arrivals_per_month"][1] == "3.0"
    assert rows["activities.email.automatable"][1].lower() == "true"
    assert rows["team.annual_cost"][2] == "EUR per CSMP and year"
    assert rows["objective.alpha"][1] == str(lively.study.objective.alpha)


def test_the_glossary_explains_the_words_of_the_method_and_no_metric_again(
    recommendation, reported
):
    terms = dict(reported(recommendation).glossary.rows)
    assert not terms.keys() & recommendation.study.model.metrics.keys()
    assert {"indifference zone", "fluid approximation", "fixed plan"} <= terms.keys()
    assert {"alpha", "cadence", "caf", "automation"} <= terms.keys()
    assert terms["alpha"].startswith("Part of renewal bookings that is credited to the team")
    assert not any("money" in meaning for meaning in terms.values())
    assert all(terms.values())


def test_it_says_where_it_comes_from(recommendation, reported):
    facts = dict(reported(recommendation).provenance.rows)
    assert facts["SHA-256 of the study"] == recommendation.study.digest
    assert facts["seed"] == "7"
    assert facts["study"] == "tiny (tiny.toml)"
    assert {"customer-success-planner", "numpy", "optuna"} <= facts.keys()


def test_what_is_not_simulated_in_time_has_no_chart_over_months_and_no_date(centre, reported):
    report = reported(centre)
    assert [each.name for each in report.charts] == ["gains", "frontier", "search", "fluid"]
    assert report.subtitle == "Compared in the long run, so without dates"
    assert report.cards[0].name == "servers"
    said = [sentence for part in report.advice.parts.values() for sentence in part]
    assert not any("2026" in text for text in (report.advice.headline, *said, *report.plan))


def test_the_team_at_the_end_is_the_best_estimate(lively, reported):
    card = reported(lively).cards[0]
    today, winner = (each.metrics["team_at_end"].mean for each in (lively.baseline, lively.winner))
    assert (card.value, card.note) == (f"{winner:.0f}", f"today's policy {today:.0f}")


def test_open_positions_are_drawn_where_people_are_sought(people, recommendation, reported):
    assert "Open positions" in [each.heading for each in reported(people).course]
    assert "Open positions" not in [each.heading for each in reported(recommendation).course]


def test_the_glossary_has_decisions_on_people_where_they_are_one_by_one(
    people, recommendation, reported
):
    of_people = {"position", "hire_ahead_months", "attrition_margin", "availability"}
    assert of_people <= dict(reported(people).glossary.rows).keys()
    assert of_people.isdisjoint(dict(reported(recommendation).glossary.rows))
