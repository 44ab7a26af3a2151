"""``plan assign``: what it says, what it leaves, how it exits."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

STUDIES = Path("studies").resolve()
TEAM = "team-of-eight-team.csv"
ACCOUNTS = "team-of-eight-accounts.csv"


@pytest.fixture
def study(tmp_path) -> Path:
    for name in ("team-of-eight.toml", TEAM, ACCOUNTS):
        shutil.copy(STUDIES / name, tmp_path / name)
    return tmp_path / "team-of-eight.toml"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def listed(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_it_says_what_to_do_why_and_what_is_next(plan, study):
    result = plan("assign", study, "--moves", 1, "--replications", 4, "--quiet")
    assert result.exit_code == 0, result.output
    assert "place the 3 that have nobody" in " ".join(result.output.split())
    assert "Sarah has technical and" in result.output
    assert "plan assign team-of-eight.toml --moves 1 --replications 4 --decisions" in result.output
    folder = Path("results/team-of-eight")
    assert {each.name for each in folder.iterdir()} == {
        "assignment.csv",
        "assignment.html",
        "assignment.json",
        "assignment.xlsx",
        "manifest.json",
    }
    left = json.loads((folder / "assignment.json").read_text(encoding="utf-8"))
    told = plan("assign", study, "--moves", 1, "--replications", 4, "--quiet", "--json")
    assert json.loads(told.stdout) == left


def test_what_is_decided_is_kept_to_and_goes_into_the_trail(plan, study):
    asked = ("assign", study, "--moves", 1, "--predict-only", "--quiet")
    assert plan(*asked).exit_code == 0
    path = Path("results/team-of-eight/assignment.csv")
    rows = listed(path)
    for row in rows:
        if row["account"] == "TechCorp":
            row |= {"decision": "approve", "by": "Mia", "note": "they know each other"}
        if row["account"] == "RetailCo":
            row |= {"decision": "reject", "by": "Mia"}
    decided = Path("decided.csv")
    with decided.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = plan(*asked, "--decisions", decided)
    assert result.exit_code == 0, result.output
    again = {row["account"]: row for row in listed(path)}
    assert (again["TechCorp"]["proposed"], again["TechCorp"]["decision"]) == ("Sarah", "approve")
    assert again["RetailCo"]["proposed"] not in ("Michael", "")
    trail = Path("results/team-of-eight/assignment-audit.csv").read_text(encoding="utf-8")
    assert "TechCorp" in trail
    assert "they know each other" in trail


def test_demands_that_conflict_are_named_with_their_lines_and_all_else_is_proposed(plan, study):
    accounts = study.parent / ACCOUNTS
    change(accounts, "technical;integration,America/New_York,yes,", "welding,America/New_York,yes,")
    result = plan("assign", study, "--moves", 0, "--predict-only", "--quiet")
    assert result.exit_code == 1, result.output
    said = " ".join(result.output.split())
    assert "team-of-eight-accounts.csv line 2, TechCorp needs welding, which nobody has" in said
    assert Path("results/team-of-eight/assignment.csv").exists()


def test_more_locked_accounts_than_a_person_may_have_are_a_conflict(plan, study):
    lines = (study.parent / ACCOUNTS).read_text(encoding="utf-8").splitlines()
    locked = [f"{line}yes" if ",Wei," in line else line for line in lines]
    (study.parent / ACCOUNTS).write_text("\n".join(locked) + "\n", encoding="utf-8")
    team = study.parent / TEAM
    change(team, "America/Los_Angeles,40,", "America/Los_Angeles,2,")
    result = plan("assign", study, "--moves", 0, "--predict-only", "--quiet", "--json")
    assert result.exit_code == 1, result.output
    conflicts = json.loads(result.stdout)["conflicts"]
    (conflict,) = (each for each in conflicts if "Wei" in json.dumps(each))
    assert len(conflict["demands"]) == 4  # at most 2, and three that are locked


def test_bad_rows_of_both_lists_are_all_told_and_nothing_is_written(plan, study):
    accounts = study.parent / "others.csv"
    shutil.copy(study.parent / ACCOUNTS, accounts)
    change(accounts, "TechCorp,enterprise,240000", "TechCorp,enterprise,lots")
    change(study.parent / TEAM, "Sarah,96", "Sarah,-1")
    result = plan("assign", study, "--accounts", accounts, "--quiet")
    assert result.exit_code == 2
    assert 'line 2, column ARR: found "lots"' in result.stderr
    assert 'line 2, column capacity hours: found "-1"' in result.stderr
    assert not Path("results").exists()


@pytest.mark.parametrize("days", ["soon", "-3d", "90m"])
def test_days_that_are_none_are_refused(plan, study, days):
    result = plan("assign", study, f"--lock-within={days}")
    assert result.exit_code == 2
    assert "allowed: a number of days, such as 90d" in result.stderr


def test_a_past_is_reviewed_and_nothing_is_written(plan, study):
    lines = [f"Account {number},Sarah,4,{4 + number % 2}" for number in range(20)]
    past = Path("past.csv")
    past.write_text("account,person,planned hours,hours\n" + "\n".join(lines), encoding="utf-8")
    result = plan("assign", study, "--review", past)
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "Work took 1.12" in said
    assert "Work without the skills it needs: undecided" in said
    told = json.loads(plan("assign", study, "--review", past, "--json").stdout)
    assert told["forecast"]["ratio"]["estimate"] == pytest.approx(1.125)
    assert not Path("results").exists()
