"""Charts are complete in themselves: data inside, colours of the page, nothing that JSON lacks."""

import json
from collections.abc import Iterator

import altair as alt
import jsonschema
import pytest

from planner.handoff.report.figures import PLAN

RESULTS = ["lively", "still", "searched"]


@pytest.fixture
def specs(request, reported, moves):
    """The charts of a report, by name."""

    def of(name: str) -> dict[str, dict]:
        result = request.getfixturevalue(name)
        report = reported(result[0] if name == "searched" else result, moves)
        return {each.name: each.spec for each in report.charts}

    return of


def inside(value: object) -> Iterator[tuple[str, object]]:
    """Every key and value of a chart, however deep."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key, each
            yield from inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from inside(each)


@pytest.mark.parametrize("result", RESULTS)
def test_charts_are_json_that_every_browser_reads(specs, result):
    """JSON has no numbers but finite ones; one of another kind would leave the page without any."""
    for name, spec in specs(result).items():
        json.dumps(spec, allow_nan=False), name


def test_charts_are_what_vega_lite_allows(specs):
    for spec in specs("lively").values():
        alt.LayerChart.from_dict(spec)  # refuses what its schema does not have


def test_a_chart_that_vega_lite_does_not_allow_would_be_refused(specs):
    first, *_ = specs("still").values()
    with pytest.raises(jsonschema.ValidationError):
        alt.LayerChart.from_dict(first | {"height": ["tall"]})


@pytest.mark.parametrize("result", RESULTS)
def test_charts_hold_their_data_and_ask_for_nothing(specs, result):
    for spec in specs(result).values():
        found = list(inside(spec))
        assert any(key == "values" and each for key, each in found)
        # The address of its own schema is a name, which is never asked for.
        addresses = [each for key, each in found if isinstance(each, str) and "://" in each]
        assert addresses == [spec["$schema"]]
        assert "url" not in dict(found)


@pytest.mark.parametrize("result", RESULTS)
def test_charts_are_drawn_in_the_colours_of_the_page(specs, result):
    for spec in specs(result).values():
        text = json.dumps(spec)
        assert "currentColor" in text
        assert "#" not in text.replace(spec["$schema"], "")
        assert spec["width"] == "container"


def test_people_are_counted_from_zero(specs):
    for name in ("team-over-time", "customers-over-time"):
        scales = [dict(inside(layer["encoding"])) for layer in specs("lively")[name]["layer"]]
        assert any(scale.get("zero") is True for scale in scales)
        assert not any(scale.get("zero") is False for scale in scales)


def test_a_plan_that_is_the_recommended_policy_is_not_in_the_legend(specs):
    assert PLAN in json.dumps(specs("lively")["team-over-time"])
    assert PLAN not in json.dumps(specs("still")["team-over-time"])
