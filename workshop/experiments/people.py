"""What a plan loses that was made for a team that is a number, and then meets people.

    python workshop/experiments/people.py --jobs 2

The vendor is that of realistic-team, whose team is first a number: it follows its target at once,
up and down, and its forecast is right. The best rule for that is found by the fluid approximation
on a grid of reviews and CAF. Then each dynamic is met alone, and all together, in the same futures:
by that rule, and by the best of a larger grid, with positions opened ahead, for facts that are
known.
Leaves results/experiments/people.json, and the table of docs/people.md.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from marks import marked
from problems import STUDIES
from records import RESULTS
from valuation import SEED

from planner.simulation.estimate import Estimate, paired_difference
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from planner.study.study import Study, load_study
from simmodel.journey.facts import Facts
from simmodel.journey.policy import Policy

FUTURES = 200
PAGE = Path(__file__).parents[2] / "docs" / "people.md"

CADENCES = ("monthly", "quarterly", "semiannual")
CAFS = np.round(np.arange(0.70, 1.31, 0.01), 2)
AHEAD = range(7)

FREE = {"notice_months": 0, "severance_months": 0.0}
LEARNING: dict[str, Any] = {"training_months": 0, "training_hours": 0.0, "training_cost": 0.0}

DYNAMICS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "nobody is dismissed": ("dismissal",),
    "positions take time to fill": ("hiring",),
    "recruits learn": ("learning",),
    "people resign, at a cost": ("resignation",),
    "the forecast is off": ("forecast",),
    "all of them": ("dismissal", "hiring", "learning", "resignation", "forecast"),
}


def met(study: Study, dynamics: tuple[str, ...]) -> Facts:
    """The study's facts, of which the dynamics that are not named do not happen."""
    facts = study.facts.model_dump()
    people, team, forecast = facts["people"], facts["team"], facts["customers"]["forecast"]
    if "dismissal" not in dynamics:
        people["dismissal"] = FREE
    if "hiring" not in dynamics:
        people["hiring"] = {}
    if "learning" not in dynamics:
        people["learning"], team["ramp_months"] = LEARNING, 0
    if "resignation" not in dynamics:
        people["resignation"], team["annual_attrition"] = {}, 0.0
        team["recruiting_cost"] = 0.0
    if "forecast" not in dynamics:
        forecast["level_error"] = forecast["growth_error"] = 0.0
    return Facts.model_validate(facts)


def best(study: Study, facts: Facts, ahead: range) -> Policy:
    """The best rule by the fluid approximation."""
    policies = [
        Policy(cadence=cadence, caf=float(caf), hire_ahead_months=months)
        for cadence in CADENCES
        for caf in CAFS
        for months in ahead
    ]
    values = study.model.fluid(facts, policies, study.objective)["objective"]
    return policies[int(np.argmax(values))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--futures", type=int, default=FUTURES)
    options = parser.parse_args()
    study = load_study(str(STUDIES / "realistic-team.toml"))
    unaware = best(study, met(study, ()), range(1))
    promised: np.ndarray | None = None
    cases: dict[str, Any] = {}
    for name, dynamics in DYNAMICS.items():
        facts = met(study, dynamics)
        aware = best(study, facts, AHEAD)
        problem = Problem(study.model, facts, study.objective, SEED)
        kept, known = (
            sample.metrics["objective"]
            for sample in Simulator(problem, options.jobs).sample(
                [unaware, aware], Phase.VALIDATE, options.futures
            )
        )
        promised = kept if promised is None else promised
        cases[name] = {
            "unaware": float(kept.mean()),
            "less_than_promised": _plain(paired_difference(promised, kept)),
            "aware_brings_more": _plain(paired_difference(known, kept)),
            "aware": aware.model_dump(mode="json", exclude_none=True),
        }
        print(name, json.dumps(cases[name]))
    document = {
        "study": study.name,
        "futures": options.futures,
        "seed": SEED,
        "unit": "USD",
        "unaware": unaware.model_dump(mode="json", exclude_none=True),
        "dynamics": cases,
    }
    (RESULTS / "people.json").write_text(json.dumps(document, indent=1) + "\n")
    show(document)


def show(document: Mapping[str, Any]) -> None:
    """Put the table into the page."""
    rows = [
        "| what is met | promised, not had, K USD | had by a rule that knows, K USD | that rule |",
        "| --- | --- | --- | --- |",
    ]
    for name, case in document["dynamics"].items():
        lost, more = (
            _in_thousands(case[key]) for key in ("less_than_promised", "aware_brings_more")
        )
        rows.append(f"| {name} | {lost} | {more} | {_rule(case['aware'])} |")
    table = "\n".join(
        [
            f"{document['futures']} futures, the same for all, of `{document['study']}`; the rule "
            f"that does not know: {_rule(document['unaware'])}.",
            "",
            *rows,
        ]
    )
    PAGE.write_text(marked(PAGE.read_text(encoding="utf-8"), "table", table), encoding="utf-8")


def _rule(policy: Mapping[str, Any]) -> str:
    ahead = policy["hire_ahead_months"]
    return f"{policy['cadence']}, caf {policy['caf']:g}" + (f", {ahead} ahead" if ahead else "")


def _in_thousands(value: Mapping[str, float]) -> str:
    return f"{value['mean'] / 1e3:,.0f} ± {value['half_width'] / 1e3:,.0f}"


def _plain(value: Estimate) -> dict[str, float]:
    return {"mean": value.mean, "half_width": value.half_width}


if __name__ == "__main__":
    main()
