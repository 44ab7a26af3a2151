"""Who looks after which account, from Python, as by the command."""

import numpy as np
import pytest

from planner import InputError, assign, load_study, review_assignments


@pytest.fixture(scope="module")
def eight():
    return load_study("studies/team-of-eight.toml")


@pytest.fixture(scope="module")
def result(eight):
    return assign(eight, moves=1, replications=4, jobs=1)


def test_every_account_has_a_row_and_those_that_have_nobody_are_placed(result):
    table = result.to_pandas()
    assert len(table) == 240
    placed = table[table.owner == ""]
    assert placed.account.tolist() == ["TechCorp", "RetailCo", "StartupXYZ"]
    assert placed.proposed.tolist() == ["Sarah", "Michael", "Wei"]
    assert (table.moves & (table.owner != "")).sum() <= 1


def test_the_frontier_begins_with_no_moves_at_all_and_says_what_is_proposed(result):
    table = result.frontier()
    assert table.moves.tolist() == [0, 1]
    assert table.predicted[0] == 0.0
    assert table.proposed.sum() == 1
    assert table.replications.tolist() == [4, 4]
    assert table.attrs["confidence"] == 0.95


def test_the_forecast_has_each_person_for_three_months(result):
    table = result.forecast()
    assert len(table) == 24
    david = table[table.person == "David"]
    assert (david.hours == 96.0).all()
    assert (david.due_then >= david.due_today).all()


def test_the_same_digits_come_from_any_number_of_jobs(eight, result):
    other = assign(eight, moves=1, replications=4, jobs=3)
    assert other.to_pandas().equals(result.to_pandas())
    assert other.frontier().equals(result.frontier())


def test_without_simulation_nothing_is_simulated(eight):
    found = assign(eight, moves=0, simulate=False)
    table = found.frontier()
    assert table.simulated.isna().all()
    assert table.replications.tolist() == [0]
    assert found.details.worth.net is None


def test_a_card_says_what_to_do(result):
    assert "Who looks after which account: team-of-eight" in repr(result)
    assert "TechCorp" in repr(result)
    assert "<table>" in result._repr_html_()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"moves": -1},
            "plan assign: moves: found -1; allowed: a whole number from 0 to 100_000 (accounts)",
        ),
        ({"cap": 1}, "plan assign: cap: found no such setting; allowed: one of team, slower"),
    ],
)
def test_settings_that_are_none_are_refused(eight, settings, said):
    with pytest.raises(InputError) as refused:
        assign(eight, **settings)
    assert str(refused.value).startswith(said)


def test_the_past_is_held_against_the_study(eight, tmp_path):
    luck = np.random.default_rng(2)
    lines = ["account,person,predicted,actual"]
    for number in range(40):
        person = ("Sarah", "David", "Wei")[number % 3]
        lines.append(f"Account {number},{person},10,{10 * luck.gamma(20, 1 / 20):.2f}")
    path = tmp_path / "past.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = review_assignments(eight, path)
    table = found.to_pandas().set_index("weight")
    assert table.loc["slower_without_skill", "stated"] == 0.25
    assert set(table.verdict) == {"undecided"}
    assert found.details.review.calibration.ratio.estimate == pytest.approx(1.0, abs=0.15)
    assert "past.csv" in repr(found)
