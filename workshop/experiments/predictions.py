"""What books bring, predicted beside simulated: how far a prediction of plan assign is right.

    python workshop/experiments/predictions.py [--jobs 2]

Five people of `studies/team-of-eight.toml` have 60 accounts unevenly, and are given them evenly by
hours. What that brings is predicted, and simulated in FUTURES of today's books and of the even
ones. The cases differ from the first in what they say. Leaves
results/experiments/predictions.json, and
its table in results/experiments/README.md.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from marks import marked
from problems import HERE
from records import RESULTS

from planner.api.study import load_study
from planner.proposal.decisions import Decisions
from planner.proposal.lists import Lists
from planner.proposal.proposal import formulated
from planner.proposal.value import predicted, simulated
from planner.study.study import Study
from simmodel.contract.assignment import Person
from simmodel.journey.assignment.accounts import ListedAccount

FUTURES = 400
SEED = 7
VALUES = {"enterprise": 180_000.0, "mid-market": 48_000.0, "small": 12_000.0}
MIX = (0.3, 0.45, 0.25)
UNEVEN = (0.4, 0.25, 0.15, 0.12, 0.08)
EVEN = (0.2,) * 5
FULL = 96.0  # hours a month


@dataclass(frozen=True)
class Case:
    """A team and its accounts.

    Attributes:
        months: of a contract, by segment.
        owned: the part of the accounts that each person has.
        arrivals, attrition: times those of the study.
        first: changes of the first person.
        accounts: how many.
        goodwill: lost by a change near a renewal, as a logit.
        misfits: whether every second account needs what only every second person has.
    """

    months: tuple[int, int, int] = (12, 12, 12)
    owned: tuple[float, ...] = UNEVEN
    arrivals: float = 1.0
    attrition: float = 1.0
    first: Mapping[str, float] | None = None
    accounts: int = 60
    goodwill: float = 0.0
    misfits: bool = False


CASES: Mapping[str, Case] = {
    "as the study": Case(),
    "75 accounts, so that all have much to do": Case(accounts=75),
    "nobody resigns or comes": Case(attrition=0.0, arrivals=0.0),
    "customers come four times as fast": Case(arrivals=4.0),
    "contracts of a month": Case(months=(1, 1, 1)),
    "contracts of a quarter": Case(months=(3, 3, 3)),
    "contracts of two years": Case(months=(24, 24, 24)),
    "contracts of three years": Case(months=(36, 36, 36)),
    "contracts of 36, 12 and 6 months": Case(months=(36, 12, 6)),
    "changes before renewals, of even books": Case(owned=EVEN, goodwill=1.0),
    "one is away for the first quarter": Case(
        owned=EVEN, first={"away_from": 0.0, "away_until": 3.0}
    ),
    "one is away for the third quarter": Case(
        owned=EVEN, first={"away_from": 6.0, "away_until": 9.0}
    ),
    "one starts on the first day": Case(
        owned=(0.0, 0.25, 0.25, 0.25, 0.25), first={"starts": 0.0}, accounts=75
    ),
    "every second account with who lacks what it needs": Case(misfits=True, accounts=75),
}


def study_of(case: Case, base: Study) -> Study:
    """The study of a case."""
    facts, segments = base.facts, {}
    for months, (name, part) in zip(case.months, facts.segments.items(), strict=True):
        customers = part.customers
        coming = case.arrivals * customers.arrivals_per_month
        segments[name] = part.model_copy(
            update={
                "contract": part.contract.model_copy(update={"months": months}),
                "customers": customers.model_copy(update={"arrivals_per_month": coming}),
            }
        )
    leaving = case.attrition * facts.team.annual_attrition
    changed = facts.model_copy(
        update={
            "segments": segments,
            "warm_up_months": max(case.months) + 1,
            "team": facts.team.model_copy(update={"annual_attrition": leaving}),
            "desk": facts.desk.model_copy(update={"goodwill_loss": case.goodwill}),
        }
    )
    return replace(base, facts=changed)


def lists_of(case: Case) -> Lists:
    """The lists of a case, made with a seed of their own."""
    luck, names = np.random.default_rng(2), list(VALUES)
    accounts = []
    for number in range(case.accounts):
        segment = str(luck.choice(names, p=MIX))
        value = VALUES[segment] * luck.lognormal(0.0, 0.4)
        left = case.months[names.index(segment)] * luck.uniform(0.01, 1.0)
        needs = (("s" if number % 2 else "t"),) if case.misfits else ()
        accounts.append(
            ListedAccount(
                account=f"Account {number}",
                segment=segment,
                value=round(value),
                renewal=round(left, 2),
                owner=f"Person {luck.choice(5, p=case.owned)}",
                needs=needs,
            )
        )
    skills = [("s",), ("t",), ("s",), ("t",), ("s", "t")] if case.misfits else [()] * 5
    people = [
        Person(name=f"Person {place}", hours=FULL, skills=knows)
        for place, knows in enumerate(skills)
    ]
    people[0] = people[0].model_copy(update=case.first or {})
    places = tuple(range(len(accounts))), tuple(range(len(people)))
    return Lists(tuple(accounts), tuple(people), places, (None, None), ())


def even(hours: np.ndarray, capacity: np.ndarray, slower: np.ndarray) -> np.ndarray:
    """Accounts by hours, each to the person whose hours are then the smallest part of theirs."""
    person, held = np.zeros(hours.size, np.int64), np.zeros(capacity.size)
    for account in np.argsort(-hours, kind="stable"):
        after = held + hours[account] * slower[account]
        load = np.where(capacity > 0, after / np.maximum(capacity, 1e-9), np.inf)
        person[account] = load.argmin()
        held[person[account]] = after[person[account]]
    return person


def compared(case: Case, base: Study, jobs: int) -> dict[str, Any]:
    """What evening out is predicted to bring, and what it does."""
    study, lists = study_of(case, base), lists_of(case)
    made, kept = formulated(study, lists, Decisions()), lists.owner.copy()
    slower = np.where(made.terms.slower > 1.0, 9.0, 1.0)  # to who has what is needed
    changed = even(made.hours.accounts.sum(axis=1), made.hours.people.sum(axis=1), slower)
    (worth,) = predicted(study, made, kept, [changed])
    ignore: Callable[[int], None] = lambda _: None  # noqa: E731
    (gain,) = simulated(study, made, kept, [changed], seed=SEED, jobs=jobs, on_runs=ignore)
    return {
        "moves": worth.moves,
        "predicted": round(worth.predicted),
        "simulated": round(gain.mean),
        "half_width": round(gain.half_width),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    jobs = parser.parse_args(arguments).jobs
    base = load_study(str(HERE.parents[1] / "studies" / "team-of-eight.toml"))
    base = replace(base, assign=base.assign.model_copy(update={"replications": FUTURES}))
    document = {name: compared(case, base, jobs) for name, case in CASES.items()}
    (RESULTS / "predictions.json").write_text(json.dumps(document, indent=1) + "\n")
    show(document)


def show(document: Mapping[str, Any]) -> None:
    """Put the table into the page."""
    rows = [
        "| case | moves | predicted, $ | simulated, $ | predicted over simulated |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, its in document.items():
        rows.append(
            f"| {name} | {its['moves']} | {its['predicted']:+,} "
            f"| {its['simulated']:+,} ± {its['half_width']:,} "
            f"| {its['predicted'] / its['simulated']:.2f} |"
        )
    page, table = RESULTS / "README.md", "\n".join(rows)
    page.write_text(marked(page.read_text("utf-8"), "predictions", table), "utf-8")


if __name__ == "__main__":
    main()
