"""A vendor so small that a recommendation takes a second, and what tests do with it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from planner.recommendation.recommend import Recommendation, recommend
from planner.search.effort import FULL, Effort
from planner.search.screen import Fluid, Screen, screen
from planner.sensitivity.whatif import Answers, whatif
from planner.simulation.estimate import Estimate
from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from planner.study.checks import Checks
from planner.study.numbers import number_facts, with_numbers
from planner.study.study import Study, load_study
from simmodel.contract.model import AnyModel
from simmodel.fields import Section
from simmodel.registry import load

TINY = """\
model = "journey"
title = "Tiny vendor"
start = 2026-11-01
seed = 7

[facts]
horizon_months = 6
warm_up_months = 3
releases = "gaps"

[facts.customers]
at_start = 12
arrivals_per_month = 2.0

[facts.contract]
months = 3
value = 120_000.0

[facts.activities.call]
per_month = 4
mean_hours = 5.0

[facts.activities.email]
per_month = 10
mean_hours = 1.0
automatable = true

[facts.team]
at_start = 3
annual_cost = 60_000.0

[facts.automation]
setup_cost = 1_000.0
annual_cost = 20_000.0

[baseline]
cadence = "quarterly"

[decisions]
cadence = ["monthly", "quarterly"]
caf = { low = 0.8, high = 1.4 }
automation = { low = 0.0, high = 0.5 }

[search]
trials = 8
batch = 4
replications = 4
finalists = 2
first_stage = 5
select_replications = 40
validate_replications = 6
frontier_replications = 4
"""


ASKING = """
[whatif]
replications = 6
trials = 4

[whatif.facts]
"customers.arrivals_per_month" = { low = 1.5, high = 2.5 }
"renewal.slope" = { low = 0.107, high = 0.12 }

[whatif.investment]
shares = [0.3]
"""
"""What the tiny study may ask, in few runs."""


@pytest.fixture(scope="session")
def glance() -> partial[Screen]:
    """Screen a study from a sixteenth of the points: the tiny one has its best among them."""
    return partial(screen, effort=replace(FULL, first=9))


@pytest.fixture(autouse=True, scope="session")
def _screened_once(glance) -> Iterator[None]:
    """Keep screens: what is recalled or checked in one process is glanced at there once."""
    known: dict[tuple, Screen] = {}

    def remembered(study: Study, seed: int, *, jobs: int = 1, effort: Effort = FULL) -> Screen:
        if effort != FULL:
            return screen(study, seed, jobs=jobs, effort=effort)
        parts = (study.facts, study.objective, study.baseline, study.space, study.constraints)
        place = (study.model.name, *map(repr, parts), seed, jobs)
        if place not in known:
            known[place] = glance(study, seed, jobs=jobs)
        return replace(known[place], fluid=Fluid(study, jobs))

    with pytest.MonkeyPatch.context() as patch:
        for user in ("search.kept", "api.check"):
            patch.setattr(f"planner.{user}.screen", remembered)
        yield


@pytest.fixture
def glancing(monkeypatch) -> None:
    """Checks look at few policies, of studies large enough for that to take seconds."""
    monkeypatch.setattr("planner.search.screen._MOST", 0)
    monkeypatch.setattr("planner.api.check.screen", partial(screen, effort=replace(FULL, first=8)))


@pytest.fixture
def remodelled(monkeypatch) -> Callable[..., AnyModel]:
    """Have the journey loaded with other parts, by name, and return it."""

    def remodel(**parts: object) -> AnyModel:
        model = replace(load("journey"), **parts)
        monkeypatch.setattr("simmodel.journey.model", model)
        return model

    return remodel


@pytest.fixture
def study_file(tmp_path) -> Callable[..., Path]:
    """Write the tiny study, with changes of its text, each (old, new), and more tables."""

    def write(*changes: tuple[str, str], more: str = "") -> Path:
        path = tmp_path / "tiny.toml"
        path.write_text(changed(*changes, more=more), encoding="utf-8")
        return path

    return write


@pytest.fixture
def tiny(study_file) -> Callable[..., Study]:
    """Load the tiny study; the arguments are those of ``study_file``."""
    return lambda *changes, more="": load_study(str(study_file(*changes, more=more)))


@pytest.fixture(scope="session")
def tiny_study(tmp_path_factory) -> Study:
    """The tiny study as it is."""
    path = tmp_path_factory.mktemp("study") / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return load_study(str(path))


@pytest.fixture(scope="session")
def simulator_for() -> Callable[..., Simulator]:
    """Make the simulator of a study."""

    def make(study: Study, seed: int | None = None, jobs: int = 1, **options) -> Simulator:
        seed = study.seed if seed is None else seed
        problem = Problem(study.model, study.facts, study.objective, seed, study.risk)
        return Simulator(problem, jobs, **options)

    return make


@pytest.fixture(scope="session")
def with_values() -> Callable[[Study, dict[str, float]], Section]:
    """The facts of a study with other values of some, by dotted name."""

    def change(study: Study, values: dict[str, float]) -> Section:
        known = number_facts(study.facts)
        table = with_numbers(study.facts, {known[name].path: v for name, v in values.items()})
        facts = Checks("").section(study.model.Facts, table)
        assert facts is not None
        return facts

    return change


class Silent:
    """Watches without a word."""

    def phase(self, name: str, runs: int | None) -> None:
        """Nobody is told."""

    def advance(self, runs: int) -> None:
        """Nobody is told."""

    def incumbent(self, policy: Section, gain: Estimate) -> None:
        """Nobody is told."""

    def left(self, policies: int) -> None:
        """Nobody is told."""

    def caution(self, text: str) -> None:
        """Nobody is told."""


@pytest.fixture(scope="session")
def recommended(tmp_path_factory) -> Callable[..., Recommendation]:
    """Recommend for a study, in a folder of its own and without progress."""

    def run(
        study: Study, jobs: int = 1, seed: int | None = None, folder: Path | None = None
    ) -> Recommendation:
        folder = folder or tmp_path_factory.mktemp("results")
        seed = study.seed if seed is None else seed
        return recommend(study, seed, jobs, folder, Silent())

    return run


@pytest.fixture(scope="session")
def recommendation(tiny_study, recommended) -> Recommendation:
    """What the tiny study recommends."""
    return recommended(tiny_study)


@pytest.fixture(scope="session")
def asking_study(tmp_path_factory) -> Study:
    """The tiny study, which asks what if."""
    path = tmp_path_factory.mktemp("study") / "tiny.toml"
    path.write_text(TINY + ASKING, encoding="utf-8")
    return load_study(str(path))


@pytest.fixture(scope="session")
def asking(asking_study, recommendation) -> Recommendation:
    """The same recommendation, of a study that asks what if."""
    return replace(recommendation, study=asking_study)


@pytest.fixture(scope="session")
def answers(asking, tmp_path_factory) -> Answers:
    """What if, for the tiny study."""
    return whatif(asking, 1, tmp_path_factory.mktemp("whatif"), Silent())


# ---- Other vendors -------------------------------------------------------------------------------

QUICK = (
    ("trials = 8\nbatch = 4\nreplications = 4", 'sampler = "sobol"\ntrials = 2\nbatch = 2'),
    ("finalists = 2", "finalists = 1\nreplications = 2"),
    ("select_replications = 40", "select_replications = 5"),
)
"""For a recommendation of little worth, in tests of how it is handed off."""


def changed(*changes: tuple[str, str], more: str = "") -> str:
    """The tiny study with changes of its text, each (old, new), and more tables."""
    text = TINY
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text + more


@pytest.fixture(scope="session")
def vendor(tmp_path_factory) -> Callable[..., Study]:
    """A study of another small vendor; its recommendation takes less than a second."""

    def make(name: str, *changes: tuple[str, str], more: str = "") -> Study:
        path = tmp_path_factory.mktemp("study") / f"{name}.toml"
        path.write_text(changed(*QUICK, *changes, more=more), encoding="utf-8")
        return load_study(str(path))

    return make


@pytest.fixture(scope="session")
def lively(vendor, recommended) -> Recommendation:
    """A vendor whose CSMs come, learn, resign and go, and cost money to find.

    Fiscal years begin in July, and the horizon begins and ends inside a quarter.
    """
    study = vendor(
        "lively",
        ("horizon_months = 6", "horizon_months = 13"),
        ("arrivals_per_month = 2.0", "arrivals_per_month = 3.0"),
        ("at_start = 3\n", "at_start = 6\nramp_months = 2\nannual_attrition = 0.4\n"),
        ("annual_cost = 60_000.0", "annual_cost = 61_234.5\nrecruiting_cost = 7_500.5"),
        more='\n[finance]\ncurrency = "EUR"\nfiscal_year_start = 7\nlead_months = 3\n',
    )
    return recommended(study)


PEOPLE = """
[facts.people.hiring]
median_days = 60.0
p90_days = 110.0

[facts.people.learning]
training_months = 1
training_hours = 5.0
training_cost = 500.0
"""
"""Of a team that is people one by one, of whom nobody is dismissed."""


@pytest.fixture(scope="session")
def peopled(vendor, recommended) -> Callable[..., Recommendation]:
    """A vendor whose CSMs are people one by one: sought, hired, learning, raised and gone."""

    def make(name: str, *changes: tuple[str, str], team: int = 6, more: str = "") -> Recommendation:
        study = vendor(
            name,
            ("horizon_months = 6", "horizon_months = 15"),
            ("arrivals_per_month = 2.0", "arrivals_per_month = 4.0"),
            (
                "at_start = 3\n",
                f"at_start = {team}\nramp_months = 2\nannual_attrition = 0.3\n",
            ),
            (
                "annual_cost = 60_000.0",
                "annual_cost = 61_234.5\nrecruiting_cost = 7_500.5\nannual_raise = 0.04",
            ),
            *changes,
            more=PEOPLE + more,
        )
        return recommended(study)

    return make


@pytest.fixture(scope="session")
def people(peopled) -> Recommendation:
    """What is recommended to such a vendor, whose pay rises year by year."""
    return peopled("people")


@pytest.fixture(scope="session")
def dismissing(peopled) -> Recommendation:
    """What is recommended to a vendor with twice the people that are needed, who may dismiss."""
    return peopled(
        "dismissing",
        team=12,
        more="\n[facts.people.dismissal]\nnotice_months = 2\nseverance_months = 3.0\n",
    )


@pytest.fixture(scope="session")
def under(with_values, simulator_for) -> Callable[..., Recommendation]:
    """A recommendation whose fixed plan, and nothing else, is simulated with other facts."""

    def simulate(result: Recommendation, values: dict[str, float]) -> Recommendation:
        study = replace(result.study, facts=with_values(result.study, values))
        count = result.plan.sample.replications
        simulator = simulator_for(study, result.seed)
        (sample,) = simulator.sample([result.plan.policy], Phase.VALIDATE, count)
        return replace(result, study=study, plan=replace(result.plan, sample=sample))

    return simulate


@pytest.fixture(scope="session")
def undated() -> Callable[[Recommendation], Recommendation]:
    """A recommendation as if its model compared policies in the long run."""

    def settled(result: Recommendation) -> Recommendation:
        model = replace(result.study.model, in_time=False)
        return replace(result, study=replace(result.study, model=model))

    return settled


@pytest.fixture(scope="session")
def still(vendor, recommended) -> Recommendation:
    """A vendor who is advised to go on as today: a fixed schedule that hires nobody."""
    study = vendor(
        "still",
        ('cadence = ["monthly", "quarterly"]\ncaf = { low = 0.8, high = 1.4 }\n', ""),
        ('cadence = "quarterly"\n\n', 'cadence = "quarterly"\nhires = [0, 0]\n\n'),
        ("annual_cost = 20_000.0", "annual_cost = 500_000_000.0"),
    )
    return recommended(study)


BRIEF = """\
[search]
sampler = "sobol"
trials = 2
batch = 2
replications = 2
finalists = 1
first_stage = 5
select_replications = 5
validate_replications = 6
frontier_replications = 4
"""
"""A search that takes no time."""

CENTRE = (
    """\
model = "access"
title = "Small centre"
start = 2026-11-01
seed = 7

[facts]
horizon_months = 3
warm_up_months = 1

[facts.new]
mean_hours = 0.5
patience_hours = 0.5
profit = -1.0

[facts.types.regulars]
monthly_profit = 40.0
requests_per_month = 1.0
departures_per_month = 0.05
joins = 0.5
loyalty_served = 0.95
loyalty_denied = 0.5
mean_hours = 0.5
patience_hours = 0.5
profit = 1.0

[facts.advertising]
cost = 2.0
exponent = 1.5

[facts.servers]
at_start = 1
monthly_cost = 300.0
hours_per_month = 100.0

[baseline]
new_customers = 20.0
servers = 1

[decisions]
servers = { low = 1, high = 3 }

"""
    + BRIEF
)


@pytest.fixture(scope="session")
def centre(tmp_path_factory, recommended) -> Recommendation:
    """A service centre, whose policies are compared in the long run: no month has a date."""
    path = tmp_path_factory.mktemp("study") / "centre.toml"
    path.write_text(CENTRE, encoding="utf-8")
    return recommended(load_study(str(path)))


# ---- Segments and pods ---------------------------------------------------------------------------

DIVIDED = (
    """\
model = "journey"
title = "Divided vendor"
start = 2026-11-01
seed = 7

[facts]
horizon_months = 15
warm_up_months = 3

[facts.segments.large]
customers.at_start = 6
customers.arrivals_per_month = 0.7
contract.months = 3
contract.value = 240_000.0
contract.value_variation = 0.4
contract.price_rise = 0.03
renewal = { intercept = -4.0, slope = 0.07, floor = 0.3, ceiling = 0.95 }
outcomes = { expanding = 0.3, expansion = 0.3, contracting = 0.1, contraction = 0.2 }
activities.call = { per_month = 6, mean_hours = 5.0 }

[facts.segments.-1]
customers.at_start = 20
customers.arrivals_per_month = 3.0
contract.months = 3
contract.value = 60_000.0
renewal.ceiling = 0.9
automation = { setup_cost = 1_000.0, annual_cost = 20_000.0 }
activities.email = { per_month = 10, mean_hours = 1.0, automatable = true }

[facts.team]
annual_cost = 61_234.5
recruiting_cost = 7_500.5
annual_attrition = 0.3
annual_raise = 0.04
ramp_months = 2

[facts.pods.named]
segments = ["large"]
at_start = 4
annual_cost = 90_000.0

[facts.pods.pool]
segments = ["-1"]
at_start = 2

[baseline]
cadence = "quarterly"
caf = 4.0

[objective]
alpha = 0.5

[decisions]
"caf.named" = { low = 1.4, high = 1.8 }
"caf.pool" = { low = 0.5, high = 0.7 }
"automation.-1" = { low = 0.0, high = 1.0 }

"""
    + BRIEF
    + """
[finance]
currency = "EUR"
fiscal_year_start = 7
lead_months = 3
load_rate = 0.25
"""
)
"""Of two segments one has a name that a spreadsheet might run, and one pod grows as one shrinks."""


@pytest.fixture(scope="session")
def divided_study(tmp_path_factory) -> Callable[..., Study]:
    """A study of a vendor with segments and pods, with changes of its text, each (old, new)."""

    def make(name: str, *changes: tuple[str, str], more: str = "") -> Study:
        text = DIVIDED
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path_factory.mktemp("study") / f"{name}.toml"
        path.write_text(text + more, encoding="utf-8")
        return load_study(str(path))

    return make


@pytest.fixture(scope="session")
def divided(divided_study, recommended) -> Recommendation:
    """What is recommended to a vendor with segments and pods, whose team is a number."""
    return recommended(divided_study("divided"))


@pytest.fixture(scope="session")
def pods_of_people(divided_study, recommended) -> Recommendation:
    """The same of people one by one, who may be dismissed."""
    more = "\n[facts.people.dismissal]\nnotice_months = 2\nseverance_months = 3.0\n"
    return recommended(
        divided_study("pods_of_people", ("load_rate = 0.25\n", ""), more=PEOPLE + more)
    )


@pytest.fixture(scope="session")
def segmented(divided_study, recommended) -> Recommendation:
    """The same with one team for all segments."""
    text = DIVIDED[DIVIDED.index("[facts.pods.named]") : DIVIDED.index("[baseline]")]
    caf = '"caf.named" = { low = 1.4, high = 1.8 }\n"caf.pool" = { low = 0.5, high = 0.7 }\n'
    return recommended(
        divided_study(
            "segmented",
            (text, ""),
            (caf, "caf = { low = 0.8, high = 1.4 }\n"),
            ("caf = 4.0", "caf = 1.2"),
            ("ramp_months = 2\n", "ramp_months = 2\nat_start = 6\n"),
        )
    )
