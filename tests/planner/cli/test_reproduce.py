"""Published figures, reproduced."""

from dataclasses import replace

import pytest

from simmodel.contract.published import PublishedCell
from simmodel.registry import load

NEAR, OFF = 1e9, 1e-9  # published half-widths that any figure of ours is within, or without


@pytest.fixture
def published(remodelled, tiny_study):
    """Publish one figure of two scenarios of the tiny vendor, with a half-width."""

    def publish(half_width: float) -> None:
        table = load("journey").published()
        scenarios = dict(list(table.policies.items())[:2])
        cells = tuple(
            PublishedCell(name, "retained_customers", 100.0, half_width) for name in scenarios
        )
        small = replace(table, facts=tiny_study.facts, policies=scenarios, cells=cells)
        remodelled(published=lambda: small)

    return publish


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "machines"])
def test_a_reproduction_exits_with_0_if_every_cell_is_near(plan, published, options):
    published(NEAR)
    assert plan("reproduce", "--replications", 2, *options).exit_code == 0


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["people", "machines"])
def test_a_reproduction_exits_with_1_if_a_cell_is_off(plan, published, options):
    published(OFF)
    result = plan("reproduce", "--replications", 2, *options)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stdout  # the table is shown all the same


def test_a_reproduction_for_machines_is_one_object(plan, published, strictly):
    published(NEAR)
    quiet = ("reproduce", "--replications", 3, "--seed", 5, "--json", "--quiet")
    one, two = plan(*quiet, "--jobs", 1), plan(*quiet, "--jobs", 2)
    document = strictly(one.stdout)
    assert (document["seed"], document["replications"], document["succeeded"]) == (5, 3, True)
    assert len(document["cells"]) == 2
    assert (one.stderr, two.stdout) == ("", one.stdout)


def test_a_model_that_there_is_not_is_told_with_those_there_are(plan):
    result = plan("reproduce", "acess")
    assert (result.exit_code, result.stdout) == (2, "")
    words = " ".join(result.stderr.split())
    assert 'MODEL: found acess; allowed: journey, access; did you mean "access"?' in words


@pytest.mark.long
def test_what_follows_from_formulas_is_reproduced_with_its_figures(plan, tmp_path):
    result = plan("reproduce", "access", "--results", str(tmp_path), "--quiet")
    assert result.exit_code == 0
    assert "7 of 7 cells are within 1." in result.stdout
    drawn = sorted(path.name for path in (tmp_path / "access").iterdir())
    assert drawn == [f"figure-{number}{part}.png" for number in (2, 3, 4) for part in "ab"]
    for path in (tmp_path / "access").iterdir():
        assert path.read_bytes().startswith(b"\x89PNG")
