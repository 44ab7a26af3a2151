"""What the options of several commands mean."""

from planner.handoff.terminal.progress import Bar
from planner.simulation.parallel import default_jobs
from planner.simulation.replications import Engine, Problem
from planner.simulation.simulator import Simulator
from planner.study.study import Study


def simulator_of(
    study: Study, seed: int | None, jobs: int | None, bar: Bar, engine: Engine = "kernel"
) -> Simulator:
    """The simulator of a study, with options in place of its settings where given."""
    problem = Problem(
        study.model, study.facts, study.objective, study.seed if seed is None else seed
    )
    return Simulator(problem, jobs or default_jobs(), engine, bar.advance)
