"""Lists of a few accounts and people, written beside the study of eight people."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.api.study import load_study
from planner.proposal.decisions import Decisions
from planner.proposal.lists import read_lists
from planner.proposal.proposal import formulated

ACCOUNTS = """\
account,segment,ARR,renewal date,owner,parent,churn risk,skills needed,language,time zone,locked
Acme,enterprise,200000,2026-06-15,Ada,,20 %,technical,,UTC,
Bolt,enterprise,150000,2026-02-10,Ada,,10 %,,German,UTC+1,
Crew,mid-market,50000,2026-09-01,Ben,Acme,,,,,
Dune,mid-market,45000,2026-11-20,Ben,,5 %,relationship,,UTC-5,yes
Echo,small,9000,2026-03-05,Cleo,,,,,,
Fern,small,8000,2026-08-08,,,,,,,
"""
TEAM = """\
name,capacity hours,skills,languages,experience,hire date,time zone,max accounts
Ada,96,technical,English,8,2019-01-01,UTC,
Ben,96,relationship;technical,"English, German",2,2024-03-01,UTC-5,4
Cleo,48,,German,0,2025-12-01,UTC+1,
"""


@pytest.fixture(scope="session")
def study():
    return load_study("studies/team-of-eight.toml")


@pytest.fixture
def written(tmp_path):
    """Files of two lists, with some lines in place of others."""

    def write(accounts: str = ACCOUNTS, team: str = TEAM) -> tuple[str, str]:
        paths = tmp_path / "accounts.csv", tmp_path / "team.csv"
        for path, text in zip(paths, (accounts, team), strict=True):
            path.write_text(text, encoding="utf-8")
        return str(paths[0]), str(paths[1])

    return write


@pytest.fixture
def listed(study, written):
    """Lists that were read."""

    def read(accounts: str = ACCOUNTS, team: str = TEAM):
        return read_lists(study, *written(accounts, team))

    return read


@pytest.fixture
def made(study, listed):
    """The problem of lists, with other settings of the study."""

    def make(accounts=ACCOUNTS, team=TEAM, decisions=None, **settings):
        assign = study.assign.model_copy(update=settings)
        other = replace(study, assign=assign)
        return formulated(other, listed(accounts, team), decisions or Decisions())

    return make


@pytest.fixture(scope="session")
def shared():
    """Where the files of the example are."""
    return Path("studies")
