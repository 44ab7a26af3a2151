"""One policy simulated from Python, as by the command."""

import numpy as np
import pytest

from planner import InputError, simulate


@pytest.fixture(scope="module")
def simulation(study):
    return simulate(study, caf=1.2, replications=3, jobs=1)


def test_it_gives_what_the_command_gives(study, simulation, command):
    document = command("simulate", study.path, "--set", "caf=1.2", "--replications", 3)
    found = {n: {"mean": e.mean, "half_width": e.half_width} for n, e in simulation.metrics.items()}
    assert document["metrics"] == found
    assert (document["seed"], document["engine"]) == (simulation.seed, simulation.engine)


def test_no_result_depends_on_jobs_and_the_seed_is_the_studys(study, simulation):
    again = simulate(study.with_(caf=1.2), replications=3, jobs=2, seed=study.seed)
    assert again.metrics == simulation.metrics
    assert simulate(study, caf=1.2, replications=3, seed=8).metrics != simulation.metrics


@pytest.mark.long
def test_both_engines_are_the_same(study, simulation):
    simpy = simulate(study, caf=1.2, replications=3, engine="simpy")
    assert simpy.metrics == simulation.metrics


def test_the_table_says_what_its_statistics_claim(simulation):
    table = simulation.to_pandas()
    assert list(table) == ["metric", "unit", "mean", "half_width", "replications", "phase"]
    assert set(table["phase"]) == {"simulate"} and set(table["replications"]) == {3}
    row = table.set_index("metric").loc["csmp_cost"]
    assert (row["mean"], row["unit"]) == (simulation.metrics["csmp_cost"].mean, "USD")
    assert table.attrs["confidence"] == 0.95 and table.attrs["seed"] == 7


def test_what_was_found_cannot_be_changed(simulation):
    for values in (*simulation.sample.metrics.values(), *simulation.sample.series.values()):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0.0


def test_months_have_dates(study, simulation):
    months = simulation.monthly()
    team = months[months["series"] == "team"]
    assert list(team["month"]) == [1, 2, 3, 4, 5, 6]
    assert team["begins"].iloc[2] == np.datetime64("2027-01-01")
    assert team["mean"].iloc[0] == simulation.sample.series["team"][:, 0].mean()


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"replications": 1}, "replications: found 1; allowed: a whole number from 2 to 100_000"),
        ({"replications": 2.5}, "replications: found 2.5"),
        ({"progress": None}, "progress: found nothing; allowed: True, False, a function, or a"),
        ({"jobs": 0}, "jobs: found 0; allowed: a whole number >= 1"),
        ({"seed": -1}, "seed: found -1; allowed: a whole number >= 0"),
        ({"seed": True}, "seed: found true"),
        (
            {"engine": "simp"},
            'engine: found "simp"; allowed: kernel or simpy; did you mean "simpy"',
        ),
        ({"caff": 2}, 'did you mean "caf"'),
    ],
)
def test_wrong_wishes_are_refused(study, wish, words):
    with pytest.raises(InputError, match=words):
        simulate(study, **wish)


def test_it_is_silent_and_shows_a_bar_on_request(study, capfd):
    simulate(study, replications=2)
    assert capfd.readouterr() == ("", "")
    simulate(study, replications=2, progress=True)
    shown = capfd.readouterr()
    assert shown.out == "" and "simulate: 2 runs" in shown.err


def test_progress_is_told_to_a_function(study):
    told = []
    simulate(study, replications=2, progress=lambda *each: told.append(each))
    assert told == [("simulate", 0, 2), ("simulate", 1, 2), ("simulate", 2, 2)]


def test_it_shows_itself(study, simulation):
    shown = repr(simulation)
    assert shown.startswith("Simulation of tiny: cadence quarterly, caf 1.2\n")
    assert shown.endswith("(seed 7, phase simulate).")
    assert "and 13 more: .to_pandas() has all" in shown
    assert simulation._repr_html_().count("<tr>") == 1 + len(simulation.metrics)
