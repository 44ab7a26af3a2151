"""The past of assignments as it is listed."""

from dataclasses import replace

import numpy as np
import pytest

from planner.proposal.past import read_past, weights_of
from planner.proposal.reviewing import reviewed
from planner.proposal.terms import terms_of
from planner.study.errors import InputError

PAST = """\
Account,CSM,Month,Planned hours,Logged hours,Renewed,Chance of renewing
Acme,Ada,2025-11-01,10.5,12,,
Acme,Cleo,2025-12-01,10.5,16,yes,80 %
bolt,Ada,2025-11-01,8,9,,
Other,Zoe,2025-11-01,2,0,no,100 %
Echo,Cleo,2025-11-01,0,1,,
"""


@pytest.fixture
def read(study, listed, tmp_path):
    def read(text: str = PAST):
        path = tmp_path / "past.csv"
        path.write_text(text, encoding="utf-8")
        lists = listed()
        return read_past(study, path, lists, terms_of(lists, study.assign))

    return read


def test_what_rows_leave_out_is_as_the_lists_have_it(read):
    past, remarks = read()
    assert past.rows == 4
    assert [past.accounts[each] for each in past.account] == ["Acme", "Acme", "bolt", "Other"]
    assert [past.segments[each] for each in past.segment] == ["enterprise"] * 3 + ["unknown"]
    assert past.gap.tolist() == [0.0, 1.0, 1.0, 0.0]  # technical; German; nothing is known
    assert past.zone_hours.tolist() == [0.0, 1.0, 1.0, 0.0]
    assert past.experience.tolist()[:3] == [8.0, 0.0, 8.0]
    assert np.isnan(past.experience[3])
    assert past.renewed.tolist()[1::2] == [1.0, 0.0]
    assert past.chance.tolist()[1::2] == pytest.approx([0.8, 0.999])
    assert remarks == (
        "not read: Month",
        "1 row in which no work was expected is left out",
        "not in the list of people, so only what its rows say is known: Zoe",
        "not in the list of accounts, so only what its rows say is known: Other",
    )


def test_misspelt_names_are_told_and_of_many_the_first(read):
    _, remarks = read(PAST.replace("Acme,Cleo", "Acme,Cloe"))
    assert any("Cloe (did you mean Cleo?)" in each for each in remarks)
    many = "".join(f"Other {number},Ada,2025-11-01,2,0,,\n" for number in range(7))
    _, remarks = read(PAST + many)
    assert remarks[-1].endswith("Other 3, and 3 more")


def test_what_rows_say_goes_before_the_lists(read):
    text = PAST.replace("Renewed,", "Skill gap,Renewed,").replace(",12,,", ",12,50 %,,")
    text = text.replace(",16,yes", ",16,,yes").replace(",9,,", ",9,,,")
    text = text.replace(",0,no", ",0,,no").replace(",0,1,,", ",0,1,,,")
    past, _ = read(text)
    assert past.gap.tolist() == [0.5, 1.0, 1.0, 0.0]


def test_all_bad_rows_are_told(read):
    with pytest.raises(InputError) as refused:
        read(PAST.replace("10.5,12", "-1,12").replace("8,9", "8,lots").replace("80 %", "180 %"))
    told = [each.split("past.csv: ")[1].split(";")[0] for each in refused.value.complaints]
    assert told == [
        'line 2, column Planned hours: found "-1"',
        'line 3, column Chance of renewing: found "180 %"',
        'line 4, column Logged hours: found "lots"',
    ]
    with pytest.raises(InputError, match="found no row in which any work was expected"):
        read("account,person,predicted,actual\nAcme,Ada,0,1\n")


def test_the_weights_are_those_of_the_study(study):
    assign = study.assign.model_copy(update={"slower_per_hour": 0.03})
    found = weights_of(replace(study, assign=assign))
    assert (found.slower_without_skill, found.slower_per_hour) == (0.25, 0.03)
    assert (found.goodwill_loss, found.goodwill_months) == (0.3, 3.0)


def test_a_study_is_held_against_its_past(study, written, tmp_path):
    accounts, team = written()
    luck = np.random.default_rng(4)
    lines = ["account,person,predicted,actual"]
    for name, lacks in (("Acme", "Cleo"), ("Bolt", "Ada"), ("Dune", "Ada")):
        for person in ("Ada", "Ben", "Cleo"):
            longer = 2.0 if person == lacks or (name, person) == ("Dune", "Cleo") else 1.0
            lines += [
                f"{name},{person},8,{8 * longer * luck.uniform(0.9, 1.1):.2f}" for _ in range(12)
            ]
    path = tmp_path / "past.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = reviewed(study, str(path), accounts, team)
    skill = found.review.findings[0]
    assert skill.name == "slower_without_skill"
    assert skill.low > 0
    assert skill.verdict in ("supported", "contradicted")
