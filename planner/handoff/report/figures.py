"""Figures of the report's charts, before anything is drawn: rows of plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from planner.books.calendar import Calendar
from planner.books.contributions import contributions
from planner.books.levels import LEVELS
from planner.handoff.documents.asked import End, Move
from planner.handoff.wording.folding import folded
from planner.handoff.wording.numbers import shares
from planner.proposal.proposal import Proposal
from planner.recommendation.frontier import Frontier
from planner.recommendation.recommend import Recommendation
from planner.recommendation.validation import gain_by_future
from planner.search.trials import Trial
from planner.simulation.valued import Valued
from planner.study.study import Study, describe_policy
from simmodel.contract.finance import Roles
from simmodel.contract.parts import of_part

Record = Mapping[str, Any]

TODAY, RECOMMENDED, PLAN = "today's policy", "recommended", "fixed plan"


@dataclass(frozen=True)
class Figure:
    """Rows of one chart.

    Attributes:
        unit: of what its vertical axis shows, for people.
    """

    rows: tuple[Record, ...]
    unit: str


def compared(result: Recommendation) -> dict[str, Valued]:
    """The policies that the report compares; a plan that is the recommended policy is left out."""
    found = {TODAY: result.baseline, RECOMMENDED: result.winner}
    return found | {PLAN: result.plan} if result.adapts else found


def monthly(calendar: Calendar, policies: Mapping[str, Valued], series: str, unit: str) -> Figure:
    """A series month by month: its mean and the band between its 10 % and 90 % quantiles."""
    rows = (
        row
        for name, valued in policies.items()
        for row in _band(calendar, name, valued.sample.series[series])
    )
    return Figure(tuple(rows), unit)


def by_part(
    calendar: Calendar, valued: Valued, series: str, parts: Sequence[str], unit: str
) -> Figure:
    """A series of each part month by month, likewise, of one policy."""
    rows = (
        {key if key != "policy" else "part": value for key, value in row.items()}
        for part in parts
        for row in _band(calendar, part, valued.sample.series[of_part(series, part)])
    )
    return Figure(tuple(rows), unit)


def levels(policies: Mapping[str, Valued], metric: str, parts: Sequence[str]) -> Figure:
    """A metric of each part, in %: its mean and interval, a row a part and policy."""
    rows: list[Record] = []
    for part in parts:
        for policy, valued in policies.items():
            found = valued.metrics[of_part(metric, part)]
            known = {"mean": found.mean, "low": found.low, "high": found.high}
            in_percent = {end: 100 * value for end, value in known.items()}
            rows.append({"part": part, "policy": policy, **in_percent})
    return Figure(tuple(rows), "%")


def _band(calendar: Calendar, name: str, values: np.ndarray) -> Iterator[Record]:
    low, high = (np.quantile(values, LEVELS[level], axis=0) for level in ("P10", "P90"))
    for month, mean in enumerate(values.mean(axis=0).tolist()):
        yield {
            "policy": name,
            # A time makes it the same day wherever the page is read.
            "month": f"{calendar.day(month).isoformat()}T00:00:00",
            "mean": mean,
            "low": float(low[month]),
            "high": float(high[month]),
        }


def quarterly(
    study: Study, roles: Roles, calendar: Calendar, policies: Mapping[str, Valued]
) -> dict[str, Figure]:
    """Credited money, cost and contribution by fiscal quarter, with 10 to 90 %."""
    found: dict[str, list[Record]] = {"credited": [], "cost": [], "contribution": []}
    for name, valued in policies.items():
        for line, months in contributions(roles, study.credited, valued.sample).items():
            for quarter in calendar.quarters:
                values = months[:, quarter.months].sum(axis=1)
                found[line].append(
                    {
                        "policy": name,
                        "quarter": quarter.label.removeprefix("FY"),
                        "mean": float(values.mean()),
                        "low": float(np.quantile(values, LEVELS["P10"])),
                        "high": float(np.quantile(values, LEVELS["P90"])),
                    }
                )
    return {line: Figure(tuple(rows), study.finance.currency) for line, rows in found.items()}


def gains(policies: Mapping[str, Valued], currency: str) -> Figure:
    """The gain over today's policy in each future as it happens, and what is expected.

    A row a future and policy; the expected gain and its interval are in the first of each policy.
    """
    rows: list[Record] = []
    for name, valued in policies.items():
        if name == TODAY:
            continue
        expected = valued.gain["objective"]
        told = {"mean": expected.mean, "low": expected.low, "high": expected.high}
        brought = gain_by_future(valued.sample, policies[TODAY].sample)
        for future, gain in enumerate(brought.tolist()):
            rows.append({"policy": name, "future": future + 1, "gain": gain, **told})
            told = {}
    return Figure(tuple(rows), currency)


def frontier(study: Study, front: Frontier) -> Figure:
    """Cost and what is credited, of the policies that are best for some share, by share."""
    here = front.at(study.credited)
    rows = (
        {
            "policy": describe_policy(study, each.policy),
            "share": f"{low} to {high}",
            "cost": each.cost.mean,
            "credited": each.credited.mean,
            "place": "the study's" if each is here else "other",
        }
        for each, (low, high) in zip(front.stretches, pairwise(shares(front.ends)), strict=True)
    )
    return Figure(tuple(rows), study.finance.currency)


def search(study: Study, trials: Sequence[Trial]) -> Figure:
    """The trials in their order: what they gained over today's policy, and the best so far.

    The best has met all replications; None until such a trial keeps the constraints.
    """
    rows: list[Record] = []
    best: float | None = None
    for trial in trials:
        if trial.violation == 0.0 and not trial.stopped:
            best = trial.gain.mean if best is None else max(best, trial.gain.mean)
        rows.append(
            {
                "trial": trial.number + 1,
                "policy": describe_policy(study, trial.policy),
                "gain": trial.gain.mean,
                "low": trial.gain.low,
                "high": trial.gain.high,
                "best": best,
                "replications": trial.replications,
                "fate": _fate(trial.stopped, trial.violation),
            }
        )
    return Figure(tuple(rows), study.finance.currency)


def _fate(stopped: bool, violation: float) -> str:
    if violation > 0:
        return "breaks a constraint"
    return "stopped early, without hope" if stopped else "met all replications"


def fluid(study: Study, trials: Sequence[Trial]) -> Figure:
    """The objective of each trial by the fluid approximation and by simulation."""
    expected = not study.risk.weight  # else its mean is none of what the trials compete by
    rows: Iterator[Record] = (
        {
            "policy": describe_policy(study, trial.policy),
            "fluid": trial.fluid,
            "simulated": (trial.objective if expected else trial.metrics["objective"]).mean,
            "replications": trial.replications,
        }
        for trial in trials
    )
    return Figure(tuple(rows), study.finance.currency)


def tornado(moves: Sequence[Move], currency: str) -> Figure:
    """Changes of the objective if a fact is at either end of its range.

    Args:
        moves: the one that moves the plan most first.
    """
    rows: Iterator[Record] = (
        {
            "fact": folded(move.fact),
            "unit": move.unit,
            "end": name,
            "value": end.value,
            "plan": end.plan.mean,
            "plan ±": end.plan.half_width,
            **_anew(end),
        }
        for move in moves
        for name, end in (("low", move.low), ("high", move.high))
    )
    return Figure(tuple(rows), currency)


def moves_frontier(proposal: Proposal) -> Figure:
    """Gains of proposals by their number of moves, handovers paid: predicted, and simulated."""
    rows = []
    for place, each in enumerate(proposal.frontier):
        worth, net = each.worth, each.worth.net
        known = {"gain": net.mean, "low": net.low, "high": net.high} if net else {}
        rows.append(
            {
                "moves": worth.moves,
                "predicted": worth.expected,
                "which": "proposed" if place == proposal.chosen else "other",
                **known,
            }
        )
    return Figure(tuple(rows), proposal.study.finance.currency)


def _anew(end: End) -> Record:
    """The change with a policy made anew; nothing where none was sought."""
    found = end.reoptimised
    return {"reoptimised": found.mean, "reoptimised ±": found.half_width} if found else {}
