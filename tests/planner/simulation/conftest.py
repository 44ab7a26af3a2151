"""A model that wins and loses by the month, and simulators of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from planner.simulation.phase import Phase
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from simmodel.contract.control_variates import ControlVariates
from simmodel.contract.quantity import Quantity
from simmodel.fields import Section, field
from simmodel.streams import Streams

MONTHS = 4


class Bet(Section):
    """A policy."""

    stake: float = field(unit="money", description="What is won, or lost, at a luck of 1")


@dataclass(frozen=True)
class Start:
    luck: np.ndarray
    nbytes: int = 100


@dataclass(frozen=True)
class Outcome:
    series: Mapping[str, np.ndarray]
    first_month: float  # its luck


class Casino:
    """A model: every month wins stake x luck. It notes what it has drawn and priced.

    What the first month wins is luck in the objective, as its mean is zero; the best month has
    none, and is not defined where every month has lost.
    """

    name = "casino"
    metrics: Mapping[str, Quantity] = {
        "objective": Quantity("money", "what is won"),
        "best_month": Quantity("money", "what is won in the best month"),
    }
    series: Mapping[str, Quantity] = {
        "won": Quantity("money", "in the month"),
        "in_hand": Quantity("money", "won so far"),
    }

    def __init__(self, run_releases_gil: bool = True, start: type = Start) -> None:
        self.start = start
        self.run_releases_gil = run_releases_gil
        self.drawn: list[tuple[Phase, int]] = []
        self.priced: list[float] = []

    def draw(self, facts: int, streams: Streams) -> np.ndarray:
        self.drawn.append((streams.phase, streams.replication))
        return streams.purpose(0).of(0).normal(size=facts)

    def warm_up(self, facts: int, paths: np.ndarray) -> Any:
        return self.start(paths)

    def run(self, facts: int, policy: Bet, start: Any) -> Outcome:
        return self._outcome(policy.stake * start.luck, start.luck)

    def reference(self, facts: int, policy: Bet, paths: np.ndarray) -> Outcome:
        return self._outcome(np.array([policy.stake * each for each in paths]), paths)

    def measure(
        self, facts: int, policy: Bet, objective: None, outcome: Outcome
    ) -> dict[str, float]:
        won = outcome.series["won"]
        best = float(won.max())
        return {"objective": float(won.sum()), "best_month": best if best > 0 else np.nan}

    @property
    def control_variates(self) -> ControlVariates:
        return ControlVariates(self._coefficients, _first_month)

    def _coefficients(self, facts: int, policies: Sequence[Bet], objective: None) -> list[float]:
        self.priced += [policy.stake for policy in policies]
        return [policy.stake for policy in policies]

    @staticmethod
    def _outcome(won: np.ndarray, luck: np.ndarray) -> Outcome:
        return Outcome({"won": won, "in_hand": np.cumsum(won)}, float(luck[0]))


def _first_month(coefficient: float, outcome: Outcome) -> dict[str, float]:
    """What the first month wins: its mean is zero."""
    return {"objective": coefficient * outcome.first_month}


@pytest.fixture(scope="session")
def casino_of() -> type[Casino]:
    """Open a casino; the arguments are those of :class:`Casino`."""
    return Casino


@pytest.fixture
def casino() -> Casino:
    return Casino()


@pytest.fixture(scope="session")
def months() -> int:
    """Of a casino's horizon."""
    return MONTHS


@pytest.fixture(scope="session")
def bet() -> Callable[[float], Bet]:
    """A policy of the casino."""
    return lambda stake: Bet(stake=stake)


@pytest.fixture(scope="session")
def bets() -> list[Bet]:
    """Three policies of the casino."""
    return [Bet(stake=stake) for stake in (1.0, -2.0, 0.5)]


@pytest.fixture(scope="session")
def problem_of() -> Callable[..., Problem]:
    """The problem of a casino."""
    return lambda model, seed=1: Problem(model, MONTHS, None, seed)


@pytest.fixture(scope="session")
def simulating(problem_of) -> Callable[..., Simulator]:
    """Make the simulator of a casino."""

    def make(model: Casino, jobs: int = 1, seed: int = 1, **options: Any) -> Simulator:
        return Simulator(problem_of(model, seed), jobs, **options)

    return make


@pytest.fixture(scope="session")
def values_of() -> Callable[..., list]:
    """All numbers of samples, to be compared to the last bit; NaN is equal to itself."""

    def every(samples) -> list:
        return [
            {
                (part, name): (values.shape, values.tobytes())
                for part in ("observed", "metrics", "series")
                for name, values in getattr(sample, part).items()
            }
            for sample in samples
        ]

    return every
