"""The finalists meet on fresh replications until the best of them is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.selection import kn
from planner.selection.ties import simplest, simplicity, within_zone
from planner.simulation.budget import Budget, Limit
from planner.simulation.estimate import Estimate, differences, estimate
from planner.simulation.feasible import doubtful, excess, keeps, violations
from planner.simulation.simulator import Sample, Simulator
from planner.study.study import Study
from simmodel.fields import Section
from simmodel.streams import Phase

_BLOCK = 8  # replications drawn at a time
_CLOSER = 6  # first stages: replications for telling whether a policy ties, or may be chosen

Ended = Literal["certified", "infeasible", "replications"] | Limit
Verdict = Literal["selected", "tie", "eliminated", "left", "infeasible"]


@dataclass(frozen=True)
class Finalist:
    """One policy of the selection.

    Attributes:
        sample: on all replications that it met.
        objective: its mean, which saw the selection: no estimate of what to expect.
        difference: paired, of the objective to the selected policy's.
        violations: of each constraint; 0 or less is kept.
        verdict: "selected" by the procedure; "tie" with it, shown to be within the zone;
            "eliminated"; "left" where a limit ended the selection before; or "infeasible".
    """

    sample: Sample
    objective: Estimate
    difference: Estimate
    violations: tuple[float, ...]
    verdict: Verdict

    @property
    def policy(self) -> Section:
        return self.sample.policy

    @property
    def replications(self) -> int:
        return self.sample.replications


@dataclass(frozen=True)
class Selected:
    """How the best of the finalists was chosen.

    Attributes:
        finalists: in the order of the search, today's policy first.
        selected: the one that the procedure found best.
        recommended: the simplest of those that tie with it.
        zone: indifference zone, money.
        certified: whether the guarantee holds, which needs the procedure to come to its end and a
            finalist that keeps the constraints.
        ended_by: "certified", or the limit that ended it before, or "infeasible".
        feasible: whether any finalist keeps the constraints.
        undecided: policies, beside the selected one, that the procedure had not eliminated.
    """

    finalists: tuple[Finalist, ...]
    selected: Finalist
    recommended: Finalist
    zone: float
    certified: bool
    ended_by: Ended
    feasible: bool
    undecided: int

    @property
    def ties(self) -> tuple[Finalist, ...]:
        """Policies within the zone of the selected one, which is not among them."""
        return tuple(each for each in self.finalists if each.verdict == "tie")


def select(
    study: Study,
    simulator: Simulator,
    policies: Sequence[Section],
    zone: float,
    budget: Budget,
    on_block: Callable[[int], None] = lambda _: None,
) -> Selected:
    """Select the best of ``policies`` on replications of phase select.

    Args:
        on_block: called before each block of replications with the number of policies left.
    """
    settings = study.search
    limits: list[Limit] = []
    met = dict.fromkeys(range(len(policies)), settings.first_stage)
    samples = _samples(simulator, policies, met)
    doubts = [each for each in met if doubtful(study.constraints, samples[each])]
    samples = _closer(study, simulator, policies, samples, doubts, "constraints", met, budget)
    places = _able(study, samples)
    feasible = bool(places)
    if not places:
        places = [_least_violating(study, samples)]
    while True:
        stage = f"selection among {len(places)}"  # each time around there is one less

        def enough(
            alive: tuple[int, ...], count: int, stage: str = stage, places: list[int] = places
        ) -> bool:
            on_block(len(alive))
            new = sum(max(count + _BLOCK - met[places[each]], 0) for each in alive)
            reached = budget.reached(stage, count, new)
            limits.extend([reached] if reached else [])
            return reached is not None

        chosen = _procedure(study, simulator, policies, places, zone, enough, met)
        samples = _samples(simulator, policies, met)
        best = places[chosen.best]
        close = _seem_to_tie(study, policies, samples, best, _able(study, samples), zone)
        samples = _closer(study, simulator, policies, samples, close, "look closer", met, budget)
        able = _able(study, samples)
        if not feasible or best in able:
            break
        # More replications have shown that it does not keep a constraint after all.
        places = [place for place in places if place != best]
        if not places:
            feasible, places = False, [_least_violating(study, samples)]
    values = {place: samples[place].metrics["objective"] for place in {best, *able}}
    ties = within_zone(values, best, zone, settings.confidence)
    left = set(places) - {places[place] for place, _ in chosen.eliminated}

    def verdict(place: int) -> Verdict:
        if place == best:
            return "selected"
        if place in ties:
            return "tie"
        if place not in able:
            return "infeasible"
        return "left" if place in left else "eliminated"

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
        ended_by=_ended(chosen.certified, feasible, limits),
        feasible=feasible,
        undecided=len(places) - 1 - len(chosen.eliminated),
    )


def _ended(alone: bool, feasible: bool, limits: list[Limit]) -> Ended:
    if not feasible:
        return "infeasible"
    if alone:
        return "certified"
    return limits[0] if limits else "replications"


def _seem_to_tie(
    study: Study,
    policies: Sequence[Section],
    samples: Sequence[Sample],
    best: int,
    able: Sequence[int],
    zone: float,
) -> list[int]:
    """The best and the simpler policies that seem to be within the zone of it; empty without any.

    The procedure stops when the best is known, which is too soon to show that another is as good.
    """
    simple = simplicity(study, policies[best])
    close = [
        place
        for place in able
        if place != best
        and simplicity(study, policies[place]) < simple
        and _difference(samples[place], samples[best]).mean >= -zone
    ]
    return [best, *close] if close else []


def _closer(
    study: Study,
    simulator: Simulator,
    policies: Sequence[Section],
    samples: list[Sample],
    places: Sequence[int],
    stage: str,
    met: dict[int, int],
    budget: Budget,
) -> list[Sample]:
    """More replications for ``places``; where the budget does not allow them, it stays as it is."""
    wanted = min(_CLOSER * study.search.first_stage, _most(study))
    lacking = sum(max(wanted - met[place], 0) for place in places)
    if not lacking or budget.reached(stage, 0, lacking):
        return samples
    for place in places:
        met[place] = max(met[place], wanted)
    simulator.sample([policies[place] for place in places], Phase.SELECT, wanted)
    return _samples(simulator, policies, met)


def _most(study: Study) -> int:
    """Most replications of a finalist."""
    return max(study.search.select_replications, study.search.first_stage)


def _procedure(
    study: Study,
    simulator: Simulator,
    policies: Sequence[Section],
    places: Sequence[int],
    zone: float,
    enough: Callable[[tuple[int, ...], int], bool],
    met: dict[int, int],
) -> kn.Selection:
    """Run the procedure among ``places``; ``met`` learns how many replications each has met."""

    def observe(alive: tuple[int, ...], count: int) -> list[np.ndarray]:
        for place in alive:
            met[places[place]] = max(met[places[place]], count)
        wanted = [policies[places[place]] for place in alive]
        samples = simulator.sample(wanted, Phase.SELECT, count)
        return [sample.metrics["objective"] for sample in samples]

    return kn.select(
        observe,
        len(places),
        zone,
        study.search.confidence,
        study.search.first_stage,
        _most(study),
        _BLOCK,
        enough,
    )


def _samples(
    simulator: Simulator, policies: Sequence[Section], met: dict[int, int]
) -> list[Sample]:
    """Each policy on all replications that it has met; nothing new but the first stage."""
    simulator.sample(policies, Phase.SELECT, min(met.values()))
    return [
        simulator.sample([policy], Phase.SELECT, met[place])[0]
        for place, policy in enumerate(policies)
    ]


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
        objective=estimate(sample.metrics["objective"]),
        difference=_difference(sample, best),
        violations=violations(study.constraints, sample),
        verdict=verdict,
    )


def _difference(sample: Sample, best: Sample) -> Estimate:
    """Of the objective, paired, on the replications that both have met."""
    return estimate(differences(sample.metrics["objective"], best.metrics["objective"]))
