"""The finalists meet on fresh replications until the best of them is known."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.selection.meeting import Meeting
from planner.selection.ties import simplest, simplicity, within_zone
from planner.simulation.budget import Budget, Limit
from planner.simulation.estimate import Estimate, differences, estimate
from planner.simulation.feasible import doubtful, excess, keeps, violations
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel.contract.sections import Policy

Ended = Literal["certified", "infeasible", "replications"] | Limit
Verdict = Literal["selected", "tie", "eliminated", "left", "behind", "infeasible"]


@dataclass(frozen=True)
class Finalist:
    """One policy of the selection.

    Attributes:
        sample: on all replications that it met.
        objective: the mean of what is maximised, which saw the selection: no estimate of what to
            expect.
        difference: paired, of it to the selected policy's.
        violations: of each constraint; 0 or less is kept.
        verdict: "selected" by the procedure; "tie" with it, shown to be within the zone;
            "eliminated"; where a limit ended the selection before, "left" if the interval of
            ``difference`` reaches the zone, else "behind"; or "infeasible".
    """

    sample: Sample
    objective: Estimate
    difference: Estimate
    violations: tuple[float, ...]
    verdict: Verdict

    @property
    def policy(self) -> Policy:
        return self.sample.policy

    @property
    def replications(self) -> int:
        return self.sample.replications


@dataclass(frozen=True)
class Selected:
    """The choice of the best of the finalists.

    Attributes:
        finalists: in the order of the search, today's policy first.
        selected: the one that the procedure found best.
        recommended: the simplest of those that tie with it.
        zone: indifference zone, money.
        certified: whether the guarantee holds, which needs the procedure to come to its end and a
            finalist that keeps the constraints.
        ended_by: "certified", or the limit that ended it before, or "infeasible".
        feasible: whether any finalist keeps the constraints.
        closes_at: replications at which the procedure ends, whatever the futures bring.
    """

    finalists: tuple[Finalist, ...]
    selected: Finalist
    recommended: Finalist
    zone: float
    certified: bool
    ended_by: Ended
    feasible: bool
    closes_at: int

    @property
    def ties(self) -> tuple[Finalist, ...]:
        """Policies within the zone of the selected one, which is not among them."""
        return tuple(each for each in self.finalists if each.verdict == "tie")

    @property
    def rivals(self) -> tuple[Finalist, ...]:
        """Policies that may be as good as the selected one: ties, and those left undecided."""
        return tuple(each for each in self.finalists if each.verdict in ("tie", "left"))


def select(
    study: Study,
    simulator: Simulator,
    policies: Sequence[Policy],
    zone: float,
    budget: Budget,
    on_block: Callable[[int], None] = lambda _: None,
) -> Selected:
    """Select the best of ``policies`` on replications of phase select.

    Args:
        on_block: called before each block of replications with the number of policies left.
    """
    meeting = Meeting(study, simulator, policies, budget, on_block)
    samples = meeting.samples()
    doubts = [each for each, sample in enumerate(samples) if doubtful(study.constraints, sample)]
    meeting.look_closer(doubts, "constraints")
    samples = meeting.samples()
    places = _able(study, samples)
    feasible = bool(places)
    if not places:
        places = [_least_violating(study, samples)]
    while True:
        chosen = meeting.procedure(places, zone)
        samples = meeting.samples()
        best = places[chosen.best]
        close = _in_doubt(study, policies, samples, best, _able(study, samples), zone)
        meeting.look_closer(close, "look closer")
        samples = meeting.samples()
        able = _able(study, samples)
        if not feasible or best in able:
            break
        # More replications have shown that it does not keep a constraint after all.
        places = [place for place in places if place != best]
        if not places:
            feasible, places = False, [_least_violating(study, samples)]
    ties = within_zone(_objectives(samples, {best, *able}), best, zone, study.search.confidence)
    left = set(places) - {places[place] for place, _ in chosen.eliminated}

    def verdict(place: int) -> Verdict:
        if place == best:
            return "selected"
        if place in ties:
            return "tie"
        if place not in able:
            return "infeasible"
        if place not in left:
            return "eliminated"
        return "left" if _difference(samples[place], samples[best]).high >= -zone else "behind"

    finalists = tuple(
        _finalist(study, sample, samples[best], verdict(place))
        for place, sample in enumerate(samples)
    )
    alike = [finalists[place] for place in ties]
    simple = simplest(
        study, [each.policy for each in alike], [each.objective.mean for each in alike]
    )
    return Selected(
        finalists=finalists,
        selected=finalists[best],
        recommended=alike[simple],
        zone=zone,
        certified=chosen.certified and feasible,
        ended_by=_ended(chosen.certified, feasible, meeting.limits),
        feasible=feasible,
        closes_at=chosen.closes_at,
    )


def _ended(alone: bool, feasible: bool, limits: list[Limit]) -> Ended:
    if not feasible:
        return "infeasible"
    if alone:
        return "certified"
    return limits[0] if limits else "replications"


def _in_doubt(
    study: Study,
    policies: Sequence[Policy],
    samples: Sequence[Sample],
    best: int,
    able: Sequence[int],
    zone: float,
) -> list[int]:
    """The best and the simpler policies that may be within the zone of it; empty without any.

    The procedure stops when the best is known, which may be too soon to show that another is as
    good. Only what is simpler than all that is shown already can be recommended.
    """
    ties = within_zone(_objectives(samples, {best, *able}), best, zone, study.search.confidence)
    simple = min(simplicity(study, policies[place]) for place in ties)
    close = [
        place
        for place in able
        if simplicity(study, policies[place]) < simple
        and _difference(samples[place], samples[best]).mean >= -zone
    ]
    return [best, *close] if close else []


def _objectives(samples: Sequence[Sample], places: Collection[int]) -> dict[int, np.ndarray]:
    return {place: samples[place].merit for place in places}


def _able(study: Study, samples: Sequence[Sample]) -> list[int]:
    """Places of the policies that keep every constraint."""
    return [place for place, sample in enumerate(samples) if keeps(study.constraints, sample)]


def _least_violating(study: Study, samples: Sequence[Sample]) -> int:
    return min(
        range(len(samples)), key=lambda each: excess(violations(study.constraints, samples[each]))
    )


def _finalist(study: Study, sample: Sample, best: Sample, verdict: Verdict) -> Finalist:
    return Finalist(
        sample=sample,
        objective=estimate(sample.merit),
        difference=_difference(sample, best),
        violations=violations(study.constraints, sample),
        verdict=verdict,
    )


def _difference(sample: Sample, best: Sample) -> Estimate:
    """Of what is maximised, paired, on the replications that both have met."""
    return estimate(differences(sample.merit, best.merit))
