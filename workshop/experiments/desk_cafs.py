"""What a CAF for each pod earns over one for all: the best of either, in the same fresh futures."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk_companies import of_pods
from desk_orders import plain
from macros import WORK
from problems import STUDIES
from watching import Nobody

from planner import Study, compare, load_study
from planner.recommendation.recommend import Recommendation, recommend
from planner.simulation.estimate import paired_difference
from simmodel.contract.parts import of_whole
from simmodel.decisions.real import Real

OWN, SAME = "a CAF for each pod", "one CAF for all"

_CAF = "caf"


def cafs(*, replications: int, jobs: int) -> dict[str, Any]:
    """The policy that each search recommends, and what they bring in the same futures."""
    study = load_study(STUDIES / "segments.toml")
    searched = {OWN: _searched(study, jobs), SAME: _searched(one_caf(study), jobs)}
    decided = {name: _decided(study, each) for name, each in searched.items()}
    described: dict[str, Mapping[str, Any]] = {SAME: decided[SAME], OWN: decided[OWN], "today": {}}
    found = compare(study, described, replications=replications, jobs=jobs).policies
    today = found["today"].sample.metrics["objective"]
    metrics = ["objective", *(f"objective.{pod}" for pod in study.facts.by_pod)]
    return {
        "company": study.name,
        "replications": replications,
        "seed": study.seed,
        "policies": {
            name: {
                "decided": decided[name],
                "certified": each.selected.certified,
                "runs": sum(each.runs.values()),
                "over_today": plain(
                    paired_difference(found[name].sample.metrics["objective"], today)
                ),
                "team_at_end": plain(found[name].metrics["team_at_end"]),
            }
            for name, each in searched.items()
        },
        "own_over_same": {name: plain(found[OWN].gain[name]) for name in metrics},
        "zone": searched[OWN].selected.zone,
    }


def one_caf(study: Study) -> Study:
    """The study in which one CAF is decided for all pods, in the widest of their ranges."""
    own = [each for each in study.space if isinstance(each, Real) and of_whole(each.name) == _CAF]
    widest = replace(
        own[0],
        name=_CAF,
        low=min(each.low for each in own),
        high=max(each.high for each in own),
    )
    space = (widest, *(each for each in study.space if each not in own))
    today = study.baseline.model_copy(update=of_pods(study, caf=None))
    return replace(study, name=f"{study.name}-one-caf", space=space, baseline=today)


def _searched(study: Study, jobs: int) -> Recommendation:
    """The recommendation; a search that was begun, or finished, is not made again."""
    folder: Path = WORK / study.name
    folder.mkdir(parents=True, exist_ok=True)
    return recommend(study, study.seed, jobs, folder, Nobody())


def _decided(study: Study, found: Recommendation) -> Mapping[str, Any]:
    """What is decided, in the words of a study in which each pod has a CAF of its own."""
    decided = dict(found.study.taken(found.winner.policy))
    if _CAF in decided:
        decided |= of_pods(study, caf=decided.pop(_CAF))
    return decided
