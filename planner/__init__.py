"""The policy planner: studies, search, statistics, hand-offs; blind to what is simulated.

From a notebook::

    from planner import load_study, recommend

    study = load_study("growth")
    result = recommend(study, progress=True)
    result.to_pandas()
"""

from importlib import import_module

TYPE_CHECKING = False  # as type checkers know it: to import typing takes longer than all else here

if TYPE_CHECKING:
    from planner.api.assign import (
        AssignmentResult,
        AssignmentReview,
        assign,
        review_assignments,
    )
    from planner.api.check import CheckResult, check
    from planner.api.compare import ComparisonResult, compare
    from planner.api.frontier import FrontierResult, frontier
    from planner.api.recommend import RecommendationResult, recall, recommend
    from planner.api.simulate import SimulationResult, simulate
    from planner.api.study import Study, load_study
    from planner.api.whatif import WhatIfResult, whatif
    from planner.simulation.estimate import Chance, Estimate
    from planner.simulation.progress import Progress
    from planner.study.errors import InputError

__all__ = [
    "AssignmentResult",
    "AssignmentReview",
    "Chance",
    "CheckResult",
    "ComparisonResult",
    "Estimate",
    "FrontierResult",
    "InputError",
    "Progress",
    "RecommendationResult",
    "SimulationResult",
    "Study",
    "WhatIfResult",
    "assign",
    "check",
    "compare",
    "frontier",
    "load_study",
    "recall",
    "recommend",
    "review_assignments",
    "simulate",
    "whatif",
]

_ROOMS = {
    "api.assign": ("AssignmentResult", "AssignmentReview", "assign", "review_assignments"),
    "api.check": ("CheckResult", "check"),
    "api.compare": ("ComparisonResult", "compare"),
    "api.frontier": ("FrontierResult", "frontier"),
    "api.recommend": ("RecommendationResult", "recall", "recommend"),
    "api.simulate": ("SimulationResult", "simulate"),
    "api.study": ("Study", "load_study"),
    "api.whatif": ("WhatIfResult", "whatif"),
    "simulation.estimate": ("Chance", "Estimate"),
    "simulation.progress": ("Progress",),
    "study.errors": ("InputError",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """What is asked for, imported only then (PEP 562): the command line must begin at once."""
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
