"""The conformance suite: it takes a sound model, and says of others what is wrong."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import ConfigDict

from simmodel.contract.model import AnyModel
from simmodel.contract.sensitivity import Move, Sensitivity
from simmodel.decisions.real import Real
from simmodel.decisions.whole import Whole
from simmodel.fields import field
from simmodel.registry import load
from simmodel.streams import Streams
from simmodel.testing import NonconformanceError, check_model
from simmodel.testing.declarations import check_capabilities

SOUND = load("access")
(TABLE,) = load("journey").tables
WORDS = ("servers", "How many there are")


def check(model: AnyModel, **facts: Any) -> None:
    small = model.Facts.model_validate({"horizon_months": 2, "warm_up_months": 2, **facts})
    check_model(model, small, [model.Policy(), model.Policy(servers=3)])


def told_of(model: AnyModel, words: str) -> None:
    with pytest.raises(NonconformanceError, match=re.escape(words)):
        check(model)


def with_outcomes(change: Callable[[dict], dict]) -> dict[str, Any]:
    """Both engines, with other series."""

    def changed(engine: Any) -> Any:
        def run(*arguments):
            found = engine(*arguments)
            return Series(change(dict(found.series)))

        return run

    return {"run": changed(SOUND.run), "reference": changed(SOUND.reference)}


class Series:
    def __init__(self, series: dict) -> None:
        self.series = series


def measuring(**values: Any) -> dict[str, Any]:
    return {"measure": lambda *given: {**SOUND.measure(*given), **values}}


def deciding(*decisions: Any) -> dict[str, Any]:
    return {"decisions": lambda *_: decisions}


def spoiling() -> Callable[..., Series]:
    """An engine to which paths that it has met before are others."""
    met: list[Any] = []

    def reference(facts, policy, paths):
        worn = any(paths is each for each in met)
        met.append(paths)
        outcome = SOUND.reference(facts, policy, paths)
        series = {name: values + worn for name, values in outcome.series.items()}
        return Series(series)

    return reference


def fails(*_: Any) -> Any:
    raise NotImplementedError("later")


def at_random(*given: Any) -> dict[str, float]:
    found = SOUND.measure(*given)
    return found | {"objective": found["objective"] + np.random.default_rng().random()}


def alike(facts: Any, _: Streams) -> Any:
    return SOUND.draw(facts, Streams(1, 0, 0))


SERIES = next(iter(SOUND.series))
METRIC = next(name for name in SOUND.metrics if name != "objective")
BROKEN = {
    "a part fails": ({"reference": fails}, "reference fails: NotImplementedError: later"),
    "a part is lacking": ({"fluid": None}, "fluid fails: TypeError"),
    "an outcome is none": ({"run": lambda *_: None}, "run gives nothing; allowed: an outcome"),
    "one engine for two": ({"run": SOUND.reference}, "reference is run"),
    "draws are alike": ({"draw": alike}, "all replications are the same"),
    "a reference spoils draws": ({"reference": spoiling()}, "reference changes what was drawn"),
    "a series is a list": (
        with_outcomes(lambda series: series | {SERIES: [1.0, 2.0]}),
        f"series {SERIES} is [1.0, 2.0]; allowed: an array, a number a month",
    ),
    "a series is a table": (
        with_outcomes(lambda series: series | {SERIES: np.zeros((2, 2))}),
        "allowed: an array, a number a month",
    ),
    "a series is short": (
        with_outcomes(lambda series: series | {SERIES: np.zeros(1)}),
        "series of different lengths",
    ),
    "a metric is none": (measuring(**{METRIC: None}), f"measure gives {METRIC} = nothing"),
    "a metric is infinite": (measuring(**{METRIC: np.inf}), f"measure gives {METRIC} = inf"),
    "a share is in per cent": (
        measuring(service_probability=85.0),
        "service_probability is a share and 85; allowed: 0.17 for 17 %",
    ),
    "a measure draws": ({"measure": at_random}, "measure gives something else the second time"),
    "an objective is another": (measuring(objective=1.0), "the objective is not share x credited"),
    "a fluid gives lists": (
        {"fluid": lambda *given: {"objective": list(SOUND.fluid(*given)["objective"])}},
        "fluid objective is no array",
    ),
    "limits are no pair": ({"limits": lambda _: {METRIC: 1.0}}, f"limits of {METRIC} are no (lo"),
    "no decisions": (deciding(), "decisions are none"),
    "a decision twice": (deciding(*[Whole("servers", 1, 3, *WORDS)] * 2), "servers is there twice"),
    "a decision upside down": (deciding(Whole("servers", 3, 1, *WORDS)), "servers has low > high"),
    "a decision beyond the policy": (
        deciding(Whole("servers", 1, 10**9, *WORDS)),
        "decide fails: ValidationError",
    ),
    "a decision without today": (deciding(Whole("servers", 90, 99, *WORDS)), "servers may not be"),
    "a decision of another kind": (deciding(Real("servers", 1.5, 3.0, *WORDS)), "decide fails"),
    "a decision unsaid": (deciding(Whole("servers", 1, 99, "", "")), "servers has no unit"),
    "nothing is decided": ({"decide": lambda today, _: today}, "to decide"),
    "a refusal without words": ({"refuse": lambda *_: False}, "refuse gives false; allowed: a sen"),
    "no name": ({"name": "my model"}, 'found the name "my model"; allowed: one word'),
    "metrics without names": ({"metrics": ["objective"]}, "metrics are no quantities by name"),
    "an unknown fact": (
        {"sensitivity": Sensitivity((Move("wage", 0.5, 2.0),), ())},
        "sensitivity: wage is no fact that is a number",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_model_is_told_how(case):
    parts, words = BROKEN[case]
    told_of(replace(SOUND, **parts), words)


def test_randomness_of_its_own_is_told_from_engines_that_differ():
    def shaken(*given):
        outcome = SOUND.run(*given)
        noise = np.random.default_rng().random(2)
        return Series({name: values + noise for name, values in outcome.series.items()})

    told_of(
        replace(SOUND, run=shaken), "draw or run has random numbers that are not of its streams"
    )


class Thawed(SOUND.Facts):
    model_config = ConfigDict(frozen=False)


class Needing(SOUND.Facts):
    rooms: int = field(unit="rooms", description="How many")


class Listing(SOUND.Facts):
    rooms: list[int] = field([], unit="rooms", description="Their sizes")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Thawed, "Thawed must not set model_config: frozen is True in all sections"),
        (Needing, "Needing.rooms needs a default"),
        (Listing, "Listing.rooms is a list[int]; allowed: a number"),
        (dict, "dict is no kind of simmodel.contract.sections.Facts"),
    ],
)
def test_sections_that_are_none_are_told(facts, words):
    with pytest.raises(NonconformanceError, match=re.escape(words)):
        check_model(replace(SOUND, Facts=facts), SOUND.Facts(), [SOUND.Policy()])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((None, SOUND.Facts(), []), "found nothing; allowed: a Model"),
        ((SOUND, None, []), "give facts of the model, not nothing"),
        ((SOUND, SOUND.Facts(), [3, 4]), "give policies of the model, not 3"),
        ((SOUND, SOUND.Facts(), [SOUND.Policy()] * 2), "give two policies at least, which differ"),
    ],
)
def test_what_cannot_be_checked_is_told(given, words):
    with pytest.raises(NonconformanceError, match=words):
        check_model(*given)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fact": "acounts"}, "tables of no fact"),
        ({"fact": "customers"}, "tables: customers is no tuple[Section, ...] | None"),
        ({"columns": TABLE.columns[1:]}, "tables: the columns of accounts are not the fields of A"),
        (
            {"columns": (replace(TABLE.columns[0], required=False), *TABLE.columns[1:])},
            "tables: accounts.account is required as column or as field only",
        ),
    ],
)
def test_a_table_that_does_not_go_with_its_section_is_told(change, words):
    model = replace(load("journey"), tables=(replace(TABLE, **change),))
    with pytest.raises(NonconformanceError, match=re.escape(words)):
        check_capabilities(model, model.Facts())


@pytest.mark.parametrize(
    "change",
    [
        {"instead": {"segments": ("facts.nothing",)}},
        {"instead": {"nothing": ()}},
        {"fields": {"facts.nothing": ()}},
        {"hints": {"facts.nothing": "Think."}},
    ],
)
def test_an_interview_that_speaks_of_no_question_is_told(change):
    model = load("journey")
    model = replace(model, interview=replace(model.interview, **change))
    with pytest.raises(NonconformanceError, match=r"interview: no questions: (facts\.)?nothing"):
        check_capabilities(model, model.Facts())
