"""Twelve numbers against one rule: does searching a schedule of hires pay?

    python workshop/experiments/schedules.py --jobs 2

The best CAF policy with quarterly reviews is searched on growth, and turned into its own fixed
schedule, as finance would receive it. The twelve hires of growth-schedule are searched without that
knowledge. Both schedules, and the adaptive policy, meet 1,000 fresh replications.
"""

import argparse
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from problems import STUDIES
from records import RESULTS
from valuation import SEED
from watching import Nobody

from planner.recommendation.recommend import Recommendation, recommend
from planner.simulation.estimate import Estimate, paired_difference
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from planner.study.study import Study, load_study
from simmodel.decisions.real import Real

REPLICATIONS = 1_000


def best(study: Study, jobs: int) -> Recommendation:
    """The recommendation of the study."""
    with tempfile.TemporaryDirectory() as folder:
        return recommend(study, study.seed, jobs, Path(folder), Nobody())


def one_rule(schedule: Study) -> Study:
    """The same vendor and periods, where only the CAF is searched."""
    growth = load_study(str(STUDIES / "growth.toml"))
    (caf,) = (each for each in growth.space if isinstance(each, Real) and each.name == "caf")
    today = schedule.model.Policy(cadence="quarterly", caf=1.0, automation=0.0)
    return replace(schedule, name="one-rule", space=(caf,), baseline=today)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    study = load_study(str(STUDIES / "growth-schedule.toml"))
    rule, searched = best(one_rule(study), options.jobs), best(study, options.jobs)
    policies = {
        "today's plan": study.baseline,
        "best CAF policy": rule.winner.policy,
        "its own fixed schedule": rule.plan.policy,
        "searched schedule": searched.winner.policy,
    }
    problem = Problem(study.model, study.facts, study.objective, SEED)
    samples = Simulator(problem, options.jobs).sample(
        list(policies.values()), Phase.VALIDATE, REPLICATIONS
    )
    values = {
        name: sample.metrics["objective"] for name, sample in zip(policies, samples, strict=True)
    }
    own = values["its own fixed schedule"]
    document: dict[str, Any] = {
        "replications": REPLICATIONS,
        "unit": "money",
        "runs": {"best CAF policy": rule.runs, "searched schedule": searched.runs},
        "policies": {
            name: {
                "policy": policies[name].model_dump(mode="json", exclude_none=True),
                "objective": float(value.mean()),
                "over_the_own_schedule": _plain(paired_difference(value, own)),
            }
            for name, value in values.items()
        },
    }
    (RESULTS / "schedules.json").write_text(json.dumps(document, indent=1) + "\n")
    print(json.dumps(document["policies"], indent=1))


def _plain(value: Estimate) -> dict[str, float]:
    return {"mean": value.mean, "half_width": value.half_width}


if __name__ == "__main__":
    main()
