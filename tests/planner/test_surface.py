"""What ``import planner`` offers: names, signatures, what a result has; and what it costs."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import planner

FUNCTIONS = {
    "assign": "(study, *, accounts=None, team=None, decisions=None, simulate=True, seed=None, "
    "jobs=None, progress=False, **settings)",
    "review_assignments": "(study, past, *, accounts=None, team=None)",
    "load_study": "(reference)",
    "check": "(study, *, seed=None, jobs=None, progress=False)",
    "simulate": "(study, *, replications=20, engine='kernel', seed=None, jobs=None, "
    "progress=False, **settings)",
    "compare": "(study, policies=(), *, replications=50, seed=None, jobs=None, progress=False)",
    "recommend": "(study, *, results='results', fresh=False, seed=None, jobs=None, progress=False)",
    "recall": "(study, *, results='results', seed=None, jobs=None, progress=False)",
    "frontier": "(recommendation)",
    "whatif": "(recommendation, *, keep_plan=False, jobs=None, progress=False)",
}

RESULTS = {
    "AssignmentResult": {"study", "details", "frontier", "forecast"},
    "AssignmentReview": {"study", "details"},
    "CheckResult": {"study", "seed", "today", "zone", "out_of_reach", "remarks"},
    "SimulationResult": {"study", "seed", "engine", "sample", "metrics", "monthly"},
    "ComparisonResult": {"study", "seed", "policies", "reference", "replications"},
    "RecommendationResult": {
        *("study", "details", "policy", "gain", "metrics", "chance_of_loss", "certified"),
        *("feasible", "folder", "plan", "trials", "monthly", "write"),
    },
    "FrontierResult": {"recommendation", "details", "switches_at"},
    "WhatIfResult": {"recommendation", "details", "break_even", "marginals", "write"},
}

WORDS = {"Study", "Estimate", "Chance", "Progress", "InputError"}


def signature(function: object) -> str:
    """Without types."""
    found = inspect.signature(function)
    bare = [each.replace(annotation=each.empty) for each in found.parameters.values()]
    return str(found.replace(parameters=bare, return_annotation=found.empty))


def public(kind: type) -> set[str]:
    fields = set(getattr(kind, "__dataclass_fields__", {}))
    return {name for name in {*dir(kind), *fields} if not name.startswith("_")}


def test_the_names_are_these():
    assert set(planner.__all__) == {*FUNCTIONS, *RESULTS, *WORDS}
    assert planner.__all__ == sorted(planner.__all__)
    assert {*planner.__all__} <= {*dir(planner)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_signatures_are_kept(name):
    function = getattr(planner, name)
    assert signature(function) == FUNCTIONS[name]
    assert "Raises:" in function.__doc__ or name == "frontier"
    annotations = inspect.get_annotations(function)
    assert len(annotations) == 1 + len(inspect.signature(function).parameters)


@pytest.mark.parametrize("name", RESULTS)
def test_results_offer_these(name):
    result = getattr(planner, name)
    assert public(result) == RESULTS[name] | {"to_pandas"}
    assert result.__repr__ is not object.__repr__
    assert callable(result._repr_html_)
    assert result.__dataclass_params__.frozen


def test_a_study_can_be_changed_and_saved():
    assert {"with_", "changes", "save", "to_pandas"} <= public(planner.Study)


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, *RESULTS, *WORDS}))
def test_every_public_name_is_documented(name):
    assert inspect.getdoc(getattr(planner, name))


def test_type_checkers_see_what_is_imported_when_it_is_asked_for():
    tree = ast.parse(Path(planner.__file__).read_text(encoding="utf-8"))
    (typed,) = (
        each
        for each in tree.body
        if isinstance(each, ast.If) and not each.orelse and isinstance(each.test, ast.Name)
    )
    seen = {(each.module, name.name) for each in typed.body for name in each.names}
    assert {name for _, name in seen} == set(planner.__all__)
    for module, name in seen:
        assert getattr(planner, name) is getattr(import_module(module), name)
    for package in ("planner", "simmodel"):
        assert (Path(import_module(package).__file__).parent / "py.typed").is_file()


def test_what_is_not_offered_is_said_so():
    with pytest.raises(AttributeError, match="'planner' has no attribute 'optimise'"):
        _ = planner.optimise


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("import planner", ("planner.api", "planner.study", "numpy", "pandas", "click", "rich")),
        ("import planner.cli", ("planner.api", "numpy", "pandas")),
        ("from planner import simulate", ("pandas", "optuna", "altair", "xlsxwriter")),
    ],
)
def test_what_is_not_needed_is_not_imported(code, without):
    told = f"{code}; import sys; print([name for name in {without} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", told], text=True) == "[]\n"
