"""The companies of `desks.py`: the example with segments, as it is and as others may have it."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from problems import STUDIES

from planner import Study, load_study
from simmodel.journey.facts import Facts
from simmodel.journey.policy import policy_type
from simmodel.registry import load

LARGER = 3.2
"""Times the example: 640 accounts, of whom 22 CSMPs can do all but a little of the work."""

TEAM = "everyone"
"""The one pod of a team without pods."""

_POOL = {"organisation": "pool"}


def example() -> Study:
    """The example with segments, in which each pod has a desk of its own that may be decided."""
    return load_study(str(STUDIES / "segments.toml")).with_({"facts.pods.tail.desk": _POOL})


def larger(study: Study, times: float = LARGER) -> Study:
    """The study with so many times the customers and CSMPs, of whom no list is given."""
    facts = study.facts.model_dump(exclude_unset=True)
    del facts["accounts"]
    for name, part in study.facts.by_segment.items():
        facts["segments"][name]["customers"] |= {
            "at_start": round(times * part.customers.at_start),
            "arrivals_per_month": times * part.customers.arrivals_per_month,
        }
    for pod in facts["pods"].values():
        pod["at_start"] = round(times * pod["at_start"])
    return _with_facts(study, f"{study.name}, {times:g} times", facts)


def one_team(study: Study) -> Study:
    """The study with one pool that serves everybody, at the pods' mean cost of a CSMP."""
    facts, pods = study.facts.model_dump(exclude_unset=True), study.facts.by_pod
    cost = sum(pod.headcount * pod.team.annual_cost for pod in pods.values())
    segments, team = list(study.facts.by_segment), study.facts.headcount
    facts["pods"] = {
        TEAM: {"segments": segments, "at_start": team, "annual_cost": cost / team, "desk": _POOL}
    }
    return _with_facts(study, f"{study.name}, one team", facts)


def lean(study: Study, caf: float) -> Study:
    """The study at so lean a team, from the day before the start on."""
    team = {f"pods.{name}.at_start": size for name, size in sizes(study, caf).items()}
    return study.with_({**of_pods(study, caf=caf), **team})


def sizes(study: Study, caf: float) -> dict[str, int]:
    """The CSMPs of each pod that the CAF asks for on the first day, by name."""
    return {name: math.floor(_wanted(pod) / caf + 0.5) for name, pod in study.facts.by_pod.items()}


def summary(study: Study) -> dict[str, int]:
    """The company in a few numbers; the team is that of full service."""
    customers = (part.customers.at_start for part in study.facts.by_segment.values())
    return {"customers": sum(customers), "csmps": sum(sizes(study, 1.0).values())}


def of_pods(study: Study, **decisions: Any) -> dict[str, Any]:
    """Decisions taken for every pod, as each has its own."""
    return {
        f"{name}.{pod}": value for name, value in decisions.items() for pod in study.facts.by_pod
    }


def _wanted(pod: Facts) -> float:
    """CSMPs for full service on the first day."""
    parts = pod.by_segment.values()
    return sum(part.customers.at_start / part.customers_per_csmp for part in parts)


def _with_facts(study: Study, name: str, facts: Mapping[str, Any]) -> Study:
    told = Facts.model_validate(dict(facts))
    policy = policy_type(tuple(told.pods or ()), tuple(told.segments or ()))
    today = policy(cadence=study.baseline.cadence, automation=0.0)
    model = load(study.model.name).told(told, study.objective)
    return replace(study, name=name, facts=told, model=model, baseline=today, tables=())
