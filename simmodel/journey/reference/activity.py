"""Activities of the readable engine, and who does them."""

from dataclasses import dataclass

import numpy as np

from simmodel.clock import Event


@dataclass(eq=False)
class Csmp:
    """One customer success manager (CSMP).

    Attributes:
        number: of several who have been free for as long, the lowest takes the next activity.
        free: hours, when the CSMP is or was free.
        slowness: hours taken for an hour of work.
        present: whether the CSMP is on the team.
        absent: whether the CSMP is so until ``free``, of this month.
        started_hours, waited_hours: of the activities started; counted where there are books.
    """

    number: int
    free: float
    slowness: float = 1.0
    present: bool = True
    absent: bool = False
    started_hours: float = 0.0
    waited_hours: float = 0.0

    @property
    def turn(self) -> tuple[float, int, "Csmp"]:
        """The place among those who are idle."""
        return self.free, self.number, self


@dataclass(eq=False)
class Activity:
    """One activity that needs a CSMP, from its release on.

    Attributes:
        number: in the stream of work; of equals the lowest goes first.
        customer: its customer's first contract.
        contract: that it belongs to.
        kind: its type, in the order of the facts.
        turn: fires when it starts or is removed.
    """

    number: int
    customer: int
    contract: int
    kind: int
    release: float
    hours: float
    turn: Event
    csmp: Csmp | None = None
    end: float = np.inf
    removed: bool = False


def remove_waiting(activities: list[Activity]) -> None:
    """The end of a contract's month: what was released in it and still waits is removed."""
    for activity in activities:
        if not activity.turn.triggered:
            activity.removed = True
            activity.turn.succeed()
