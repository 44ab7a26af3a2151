"""What if, from Python."""

import pytest

from planner import WhatIfResult, load_study, recommend, whatif


def test_every_fact_is_at_both_ends_for_every_policy(what_if, answers):
    table = what_if.to_pandas()
    moved = table[table["fact"] == "renewal.slope"]
    assert list(moved["end"].unique()) == ["low", "high"]
    assert list(moved["policy"].unique()) == ["plan", "recommended", "reoptimised", "today"]
    assert set(table["end"]) == {"as it is", "low", "high", "unfavourable", "favourable"}
    assert set(table["phase"]) == {"validate"}
    assert set(table["replications"]) == {answers.replications}
    first = table.iloc[0]
    assert (first["change"], first["change_half_width"]) == (0.0, 0.0)


def test_a_change_is_that_of_the_answers(what_if, answers):
    each = answers.moves[0]
    table = what_if.to_pandas().set_index(["fact", "end", "policy", "metric"])
    row = table.loc[(each.move.fact, "high", "plan", "objective")]
    assert row["change"] == each.high.changes["plan"]["objective"].mean


def test_prices_and_one_more_are_tables_too(what_if, answers):
    assert list(what_if.break_even["share"].unique()) == [
        each.share for each in answers.invested.break_even
    ]
    marginals = what_if.marginals
    assert list(marginals["one_more"]) == [each.more.mean for each in answers.marginals]


def test_it_shows_how_the_plan_moves(what_if):
    shown = repr(what_if)
    assert "renewal.slope" in shown and "phase validate" in shown
    assert "re-optimised" in what_if._repr_html_()


@pytest.mark.long
def test_it_is_asked_of_a_recommendation_and_written_beside_it(study_file, tmp_path):
    asking = load_study(study_file(more="\n[whatif]\nreplications = 6\ntrials = 4\n"))
    found = whatif(recommend(asking, results=tmp_path))
    assert isinstance(found, WhatIfResult)
    assert {each.name for each in found.write()} >= {"whatif.json", "report.html", "plan.xlsx"}
