"""A leader is told what to do, what it brings, how sure that is, and what could go wrong."""

from dataclasses import replace

import pytest

from planner.books.gain import gain_of
from planner.books.staffing import staffing_of
from planner.handoff.documents.asked import Asked, End, Move
from planner.handoff.wording.actions import than_today
from planner.handoff.wording.advice import advice
from planner.handoff.wording.consequences import span
from planner.handoff.wording.numbers import row
from planner.handoff.wording.staffing import team
from planner.simulation.estimate import Chance, Estimate
from planner.study.constraints import Constraint


@pytest.fixture
def part(recommendation):
    """The sentences under a heading, of the recommendation with changes."""

    def sentences(heading, **changes):
        return advice(replace(recommendation, **changes)).whole[heading]

    return sentences


@pytest.fixture
def gaining(recommendation):
    """A policy like the winner, with other gains."""

    def valued(**gains: Estimate):
        winner = recommendation.winner
        return replace(winner, gain={**winner.gain, **gains})

    return valued


# ---- What to do ----------------------------------------------------------------------------------


def test_the_team_and_what_else_to_do_are_told_in_words(recommendation, part):
    policy = recommendation.winner.policy.model_copy(update={"cadence": "monthly"})
    half = policy.model_copy(update={"automation": 0.5})
    sample = replace(recommendation.winner.sample, policy=half)
    told = part("To do", winner=replace(recommendation.winner, sample=sample))
    assert told[:2] == tuple(team(staffing_of(recommendation), new=recommendation.changes))
    assert told[2:] == (
        "Review the team every month.",
        "Automate half of the emails.",
    )


def test_what_stays_as_it_is_and_what_ends_is_said_to(recommendation, part):
    today = recommendation.baseline.policy.model_copy(update={"automation": 0.25})
    now = today.model_copy(update={"automation": 0.0})
    baseline, winner = recommendation.baseline, recommendation.winner
    told = part(
        "To do",
        baseline=replace(baseline, sample=replace(baseline.sample, policy=today)),
        winner=replace(winner, sample=replace(winner.sample, policy=now)),
    )
    assert "Review the team every quarter, as today." in told
    assert "No longer automate a quarter of the emails." in told


def test_todays_policy_is_to_go_on(still):
    assert advice(still).whole["To do"][:2] == ("Keep to today's policy.", "Stay with 3 CSMPs.")
    assert advice(still).headline == "Keep to today's policy"


def test_what_todays_policy_changes_does_not_contradict_keeping_to_it(recommendation):
    result = replace(recommendation, winner=recommendation.baseline)
    change, *_ = team(staffing_of(result), new=result.changes)
    told = f"Do as today's policy says: {change[0].lower()}{change[1:]}"
    assert advice(result).whole["To do"][0] == told
    assert advice(result).headline == told.rstrip(".")


def test_the_headline_is_what_to_do_with_what_it_brings(recommendation, gaining):
    result = replace(recommendation, winner=gaining(objective=Estimate(90_440.0, 45_000.0)))
    first, *_ = team(staffing_of(result), new=result.changes)
    told = f"{first[:-1]}, adjusted as it goes: +90 K USD{span(gain_of(result), 'USD')}"
    assert advice(result).headline == told
    plan = replace(result.plan, sample=replace(result.plan.sample, policy=result.winner.policy))
    fixed = advice(replace(result, plan=plan))
    assert "adjusted" not in fixed.headline
    assert not any("never adjusted" in each for each in fixed.whole["It brings"])


# ---- What it brings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (Estimate(5_000.0, 400.0), "On average 5,000 ± 400 USD more than today's policy, "),
        (
            Estimate(5.0, 6.0),
            "more than today's policy over 6 months and after: too near to nothing to tell.",
        ),
        (Estimate(-5_000.0, 400.0), "On average 5,000 ± 400 USD less than today's policy over"),
    ],
)
def test_a_gain_that_may_be_a_loss_is_not_called_sure(part, gaining, gain, words):
    first, *_ = part("It brings", winner=gaining(objective=gain))
    assert words in first


def test_a_gain_is_said_to_consist_of_revenue_and_cost(part, gaining):
    winner = gaining(renewal_value=Estimate(-2e6, 1e4), total_cost=Estimate(500.0, 1e4))
    told = part("It brings", winner=winner)
    revenue, cost = (each for each in told if each.startswith(("Renewal value", "Total cost")))
    assert revenue == "Renewal value: -2.00 M USD, 25 % of it credited to the team."
    assert cost == "Total cost: no measurable change."


def test_what_a_leader_asks_for_first_is_said_with_both_its_values(lively):
    levels = advice(lively).whole["It brings"][-len(lively.study.model.wording.highlights) :]
    for name, said in zip(lively.study.model.wording.highlights, levels, strict=True):
        both = [each.metrics[name] for each in (lively.baseline, lively.winner)]
        scale, before, after = row(both, lively.study.model.metrics[name].unit)
        gain = lively.winner.gain[name]
        assert after.partition(" ± ")[0] in said
        assert scale in said
        assert ("as today" in said) is (gain.low <= 0 <= gain.high)
        against = f", against {before.partition(' ± ')[0]}."
        assert (against in said) is not ("as today" in said)


def test_a_month_is_one(part, gaining, monkeypatch):
    monkeypatch.setattr("planner.books.gain.months_of", lambda _: 1)
    told = " ".join(part("It brings", winner=gaining(objective=Estimate(5.0, 6.0))))
    assert "over 1 month" in told and "1 months" not in told


@pytest.mark.parametrize(
    ("said", "earlier", "than"),
    [
        ("win 700 new customers a month", "win 700 new customers a month", ", as today"),
        ("win 700 new customers a month", "win 350 new customers a month", ", today 350"),
        ("review the team every month", "review the team every year", ""),
        ("automate half of the mails", "automate 10 % of the mails", ""),
        ("win 700 new customers a month", None, ""),
    ],
)
def test_a_number_that_changes_is_told_with_todays(said, earlier, than):
    assert than_today(said, earlier) == than


# ---- How sure ------------------------------------------------------------------------------------


def test_how_often_it_does_worse_is_counted(part):
    none = part("How sure", loss=Chance(0.0, 0.0, 0.39))[0]
    assert none == (
        "It does worse than today's policy in none of 6 simulated futures "
        "(its chance: at most 39.0 %)."
    )
    assert "in 3 of 6 simulated futures" in part("How sure", loss=Chance(0.5, 0.1, 0.9))[0]


def test_a_certified_selection_names_its_confidence_and_zone(recommendation, part):
    selected = replace(recommendation.selected, certified=True, feasible=True, zone=123_456.0)
    others = len(selected.finalists) - 1
    told = part("How sure", selected=selected, simpler=Estimate(-5.0, 1.0))
    assert told[2:-1] == (
        f"With 95 % confidence none of {others} other policies is better by more than 123.46 K "
        "USD.",
        "Others may be as good, to within 123.46 K USD: this is the simplest of them to run.",
    )
    assert len(part("How sure", selected=selected, simpler=None)) == 4


def test_where_two_met_in_the_final_the_other_is_the_other(recommendation, part):
    finalists = recommendation.selected.finalists[:2]
    two = replace(recommendation.selected, certified=True, zone=123_456.0, finalists=finalists)
    words = "With 95 % confidence the other policy is not better by more than 123.46 K USD."
    assert words in part("How sure", selected=two)


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        ("runs", "search.max_runs"),
        ("seconds", "search.max_seconds"),
        ("replications", "search.select_replications"),
    ],
)
def test_a_selection_that_was_cut_short_is_not_called_sure(recommendation, part, limit, field):
    today, *others = recommendation.selected.finalists
    left = replace(today, verdict="left", difference=Estimate(-200.0, 700.0))
    cut = replace(
        recommendation.selected,
        certified=False,
        feasible=True,
        ended_by=limit,
        finalists=(left, *(replace(each, verdict="eliminated") for each in others)),
        selected=replace(others[0], objective=Estimate(200_000.0, 10.0)),
    )
    told = part("How sure", selected=cut)
    count = len(cut.finalists)
    assert f"The comparison of {count} policies was ended by {field}, before the best" in told[2]
    assert told[3] == (
        "Of the others 1 may be better, each by at most 500 USD, 0.25 % of its worth (95 % "
        "confidence)."
    )


def test_half_widths_are_said_not_to_allow_for_wrong_facts(recommendation):
    *_, last = advice(recommendation).parts["How sure"]
    assert last == "None of this allows for wrong facts: test them next."


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (3_000.0, "in place of 2, leaves 2,000 ± 600 USD of it."),
        (7_000.0, "in place of 2, makes it 2,000 ± 600 USD less than today's policy."),
    ],
)
def test_what_the_worst_wrong_fact_leaves_is_said_once_it_is_known(
    recommendation, gaining, today, words
):
    nothing = Estimate(0.0, 0.0)
    same = End(3.0, nothing, policy=nothing, today=nothing)
    worst = End(1.0, nothing, policy=nothing, today=Estimate(today, 200.0))
    move = Move("customers.arrivals_per_month", "customers per month", 2.0, worst, same, None)
    result = replace(recommendation, winner=gaining(objective=Estimate(5_000.0, 400.0)))
    *_, last = advice(result, Asked((move,), "", (), ())).parts["How sure"]
    assert last == f"Of 2 cases of a wrong fact the worst, customers.arrivals_per_month 1 {words}"


# ---- What could go wrong -------------------------------------------------------------------------


def test_constraints_are_told_as_kept_or_by_how_much_they_are_not(recommendation):
    kept = Constraint("retention_rate", 0.5, "at_least", None)
    broken = Constraint("csmp_cost", 100.0, "at_most", 0.9)
    result = replace(
        recommendation,
        study=replace(recommendation.study, constraints=(kept, broken)),
        selected=replace(recommendation.selected, feasible=False, certified=False),
        violations=(-0.1, 0.25),
    )
    parts = advice(result).parts
    assert "Kept: retention_rate at least 0.5 on average." in parts["How sure"]
    assert any(
        each.startswith("Not kept: csmp_cost at most 100 in 90 % of futures; violated by")
        for each in parts["Risks"]
    )
    assert any(each.startswith("No policy that met in the final keeps") for each in parts["Risks"])
    assert not any("found otherwise" in each for each in parts["Risks"])


@pytest.mark.parametrize(("feasible", "violated"), [(True, 0.01), (False, -0.01)])
def test_a_validation_that_contradicts_the_selection_is_said_to(recommendation, feasible, violated):
    near = Constraint("retention_rate", 0.5, "at_least", None)
    result = replace(
        recommendation,
        study=replace(recommendation.study, constraints=(near,)),
        selected=replace(recommendation.selected, feasible=feasible),
        violations=(violated,),
    )
    assert any("found otherwise" in each for each in advice(result).parts["Risks"])


@pytest.mark.parametrize(
    ("metric", "bound", "violation", "words"),
    [
        ("total_cost", 0.5, float("inf"), "violated, as the metric is not defined in every future"),
        ("total_cost", 0.0, 12_345.0, "violated by 12,345"),
        ("total_cost", 100_000.0, 0.092, "violated by 9.2 % of the bound"),
        # A bound of 0.8 and a mean of 0.708.
        ("retention_rate", 0.8, 0.115, "violated by 9.2 points"),
        ("retention_rate", 0.0, 0.092, "violated by 9.2 points"),
    ],
)
def test_a_violation_is_said_so_that_it_can_be_read(
    recommendation, metric, bound, violation, words
):
    constraint = Constraint(metric, bound, "at_most", None)
    study = replace(recommendation.study, constraints=(constraint,))
    result = replace(recommendation, study=study, violations=(violation,))
    assert any(f"{words}." in each for each in advice(result).parts["Risks"])


def test_a_gain_that_ends_with_the_share_is_a_risk(recommendation, part):
    winner, today = recommendation.winner, recommendation.baseline

    def told(revenue: float, cost: float) -> str:
        changes = {"renewal_value": revenue, "total_cost": cost}
        moved = {
            name: values + changes.get(name, 0.0) for name, values in today.sample.metrics.items()
        }
        sample = replace(winner.sample, metrics=moved)
        return " ".join(part("Risks", winner=replace(winner, sample=sample)))

    assert "It is a gain only with less credited (alpha) than 0.50" in told(-2e6, -1e6)
    assert "It is a gain only with more credited (alpha) than 0.25" in told(4e6, 1e6)
    words = "If the renewal value were 20 % less than simulated, there would be no gain (alpha 0.20"
    assert words in told(5e6, 1e6)
    assert "It is a gain with no share credited (alpha)." in told(-4e6, 1e6)
    assert "alpha" not in told(4e6, -1e6)
    assert "alpha" not in told(1e7, 1e6)  # above 0.1: far from the study's


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (Estimate(5_000.0, 400.0), "5,000 ± 400 USD more than today's policy."),
        (Estimate(-5_000.0, 400.0), "5,000 ± 400 USD less than today's policy."),
        (
            Estimate(-5_000.0, 6_000.0),
            "5,000 ± 6,000 USD less than today's policy: too near to nothing to tell.",
        ),
    ],
)
def test_what_the_dates_bring_that_are_never_adjusted_is_told_beside_the_gain(
    recommendation, gain, words
):
    plan = replace(recommendation.plan, gain={**recommendation.plan.gain, "objective": gain})
    told = advice(replace(recommendation, plan=plan)).parts["It brings"]
    assert told[1] == f"Decided now and never adjusted, it brings {words}"


def test_a_policy_at_the_end_of_all_there_is_goes_beyond_what_was_seen(recommendation, part):
    study, winner = recommendation.study, recommendation.winner
    wide = tuple(
        replace(each, high=1.0) if each.name == "automation" else each for each in study.space
    )
    policy = winner.policy.model_copy(update={"automation": 1.0})
    told = part(
        "Risks",
        study=replace(study, space=wide),
        winner=replace(winner, sample=replace(winner.sample, policy=policy)),
    )
    assert (
        "Automation is 1, where its range ends, and 0 today: nobody has seen what happens there."
    ) in told


# ---- What next -----------------------------------------------------------------------------------


def test_next_steps_are_commands_to_paste_and_settings_name_what_has_an_effect(recommendation):
    advised = advice(recommendation)
    assert [each.command.split()[1] for each in advised.steps] == ["whatif", "frontier", "optimize"]
    assert advised.settings.endswith(". Today: cadence quarterly, caf 1")


def test_a_heading_under_which_there_is_nothing_to_say_is_left_out(recommendation):
    said = advice(recommendation)
    nothing = replace(said, whole={**said.whole, "Risks": ()})
    assert "Risks" in said.parts and "Risks" not in nothing.parts
    told = set(said.whole["Risks"])
    assert "Risks" not in replace(said, more=said.more | told).parts
