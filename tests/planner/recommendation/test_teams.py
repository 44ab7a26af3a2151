"""Whether pods should work together: searched, handed on, and right where all can be tried."""

import json
import re

import numpy as np
import pytest

from planner.books.books import keep_books
from planner.handoff.documents.parts import as_text
from planner.handoff.documents.recommendation import recommendation_document
from planner.handoff.files import write
from planner.handoff.terminal.recommendation import show_recommendation
from planner.handoff.wording.parts import by_part
from planner.simulation.estimate import differences, estimate
from planner.simulation.phase import Phase
from planner.study.study import describe_policy, load_study

CAFS = '"caf.named" = { low = 1.4, high = 1.8 }\n"caf.pool" = { low = 0.5, high = 0.7 }\n'
TOGETHER = (CAFS, 'teams = ["together"]\ncaf = { low = 0.8, high = 4.0 }\n')

NAN = re.compile(r"\bnan\b")

COMPANY = """\
model = "journey"
seed = 31

[facts]
horizon_months = 12
warm_up_months = 12
calendar = {{ working_days_per_month = 20, availability = 0.6 }}
team.annual_cost = 90_000.0

[facts.segments.large]
customers = {{ at_start = {large}, arrivals_per_month = {arriving} }}
contract.value = 40_000.0
renewal = {{ intercept = -3.4, slope = 0.065, floor = 0.3, ceiling = 0.95 }}
activities = {{ call = {{ per_month = 4, mean_hours = 1.5 }} }}

[facts.segments.small]
customers = {{ at_start = {small}, arrivals_per_month = {coming} }}
contract.value = {value}
renewal = {{ intercept = -2.0, slope = 0.04, floor = 0.3, ceiling = 0.88 }}
activities = {{ email = {{ per_month = 4, mean_hours = 0.3 }} }}

[facts.pods.named]
segments = ["large"]
at_start = {csmps}

[facts.pods.pool]
segments = ["small"]
at_start = {csmps}

[objective]
alpha = 0.3

[baseline]
cadence = "monthly"
teams = "apart"
"caf.named" = 1.0
"caf.pool" = 1.0

[decisions]
teams = ["apart", "together"]
caf = {{ low = 0.6, high = 2.0 }}
"caf.named" = {{ low = 0.6, high = 2.0 }}
"caf.pool" = {{ low = 0.6, high = 2.0 }}

[search]
trials = 16
replications = 8
finalists = 4
select_replications = 100
validate_replications = 32
"""


FEW = {"large": 20, "arriving": 0.7, "small": 100, "coming": 3.3, "csmps": 1, "value": 6_000.0}
"""So few that a team of one or two has nothing to do, or too much, by turns."""

POOR = {"large": 60, "arriving": 2.0, "small": 300, "coming": 10.0, "csmps": 4, "value": 1_500.0}
"""Enough for two teams, of which one had better be lean, as its customers pay little."""


@pytest.fixture(scope="module")
def together(divided_study, recommended):
    return recommended(divided_study("together", TOGETHER))


@pytest.fixture(scope="module")
def people_together(divided_study, recommended):
    more = "\n[facts.people]\nhiring = { median_days = 60.0, p90_days = 110.0 }\n"
    free_of_load = ("load_rate = 0.25\n", "")
    return recommended(divided_study("people_together", TOGETHER, free_of_load, more=more))


def test_the_plan_of_one_team_is_one_schedule(together):
    plan = together.plan.policy
    assert plan.together and sum(plan.hires) == round(
        together.plan.sample.series["team"][0, -1] - 6
    )
    assert all(getattr(plan, f"hires.{pod}") is None for pod in ("named", "pool"))
    assert "pod" not in together.plan_rows[0]
    assert describe_policy(together.study, together.winner.policy).startswith("caf ")


def test_the_books_of_one_team_are_by_segment_and_not_by_pod(together):
    books = keep_books(together)
    assert books.staffed is None
    assert [part.name for part in books.served.parts] == ["large", "-1"]
    for part in books.served.parts:
        assert part.revenue is not None
        assert all(np.all(np.isfinite(months)) for months in part.lines.values())


def test_of_pods_that_work_together_a_leader_is_told_nothing_of_their_teams(together):
    said = by_part(together.study, together.baseline, together.winner)
    assert "Segments" in said and "Pods" not in said


@pytest.mark.parametrize("case", ["together", "people_together"])
def test_one_team_is_handed_on_to_everybody(case, request, tmp_path, capsys):
    result = request.getfixturevalue(case)
    write(result, None, tmp_path)
    show_recommendation(result, [], verbose=True)
    assert not NAN.search(capsys.readouterr().out)
    for page in tmp_path.rglob("*.csv"):
        assert not NAN.search(page.read_text(encoding="utf-8"))
    document = json.loads(as_text(recommendation_document(result)))
    assert document["policy"]["teams"] == "together"
    assert document["validated"]["csmp_cost.named"] == {"mean": None, "half_width": None}


@pytest.mark.long
@pytest.mark.parametrize(("company", "better"), [(FEW, "together"), (POOR, "apart")])
def test_the_search_finds_the_better_of_both_that_there_are(
    tmp_path, recommended, simulator_for, company, better
):
    """Pods share nothing, so that the best of each is the best of both."""
    path = tmp_path / "company.toml"
    path.write_text(COMPANY.format(**company), encoding="utf-8")
    study = load_study(str(path))
    simulator, cafs = simulator_for(study), np.linspace(0.6, 2.0, 15).round(2).tolist()
    apart = simulator.sample(
        [study.deciding({"teams": "apart", "caf.named": caf, "caf.pool": caf}) for caf in cafs],
        Phase.FRONTIER,
        64,
    )
    best = {
        f"caf.{pod}": cafs[
            int(np.argmax([each.metrics[f"objective.{pod}"].mean() for each in apart]))
        ]
        for pod in study.facts.pods
    }
    together = simulator.sample(
        [study.deciding({"teams": "together", "caf": caf}) for caf in cafs], Phase.FRONTIER, 64
    )
    one = max(together, key=lambda each: each.merit.mean())
    (two,) = simulator.sample([study.deciding({"teams": "apart", **best})], Phase.FRONTIER, 64)
    ahead = estimate(differences(one.merit, two.merit))
    assert ahead.low > 0 if better == "together" else ahead.high < 0
    assert recommended(study).winner.policy.teams == better
