"""The team as it is listed: people, and the hours that they have."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from simmodel.contract.assignment import Person
from simmodel.contract.tables import Column, Span, Table
from simmodel.journey.facts import Facts
from simmodel.journey.people.individuals import People
from simmodel.journey.people.rules import Rules


def _spans(*_: Any) -> Mapping[str, Span]:
    return {
        "starts": Span(
            first=-600, last=36, early="or no date", late="of a position further off no line"
        )
    }


TEAM = Table[Facts](
    fact="team",
    rows="people",
    columns=(
        Column(
            "name",
            (
                "csm",
                "csmp",
                "csm name",
                "csmp name",
                "employee",
                "employee name",
                "person",
                "full name",
                "mitarbeiter",
            ),
            required=True,
            unique=True,
        ),
        Column(
            "status",
            ("employment status",),
            options=("active", "on leave", "open requisition", "left", "terminated", "inactive"),
        ),
        Column(
            "hours",
            ("capacity hours", "hours per month", "productive hours", "capacity"),
            kind="number",
        ),
        Column("share", ("fte", "full time equivalent", "share of full time"), kind="share"),
        Column("skills", ("skill", "expertise"), kind="list"),
        Column("languages", ("language", "sprachen"), kind="list"),
        Column("time_zone", ("timezone", "tz", "zeitzone"), kind="zone"),
        Column("experience", ("years of experience", "experience years", "years"), kind="number"),
        Column("starts", ("start date", "hire date", "start", "hired", "eintritt"), kind="date"),
        Column("away_from", ("leave from", "leave start", "absent from"), kind="date"),
        Column("away_until", ("leave until", "leave end", "absent until", "back on"), kind="date"),
        Column(
            "most_accounts",
            ("maximum accounts", "max accounts", "account limit"),
            kind="whole",
        ),
        Column("segments", ("segments served", "segment"), kind="list"),
    ),
    spans=_spans,
)


def tenure_of(person: Person, learned: int) -> int:
    """Months with the company on the first day; of who does not say, all has been learned."""
    return learned if person.starts is None else max(round(-person.starts), 0)


def share_of(facts: Facts, person: Person) -> float:
    """The person's hours over those of a full CSMP."""
    hours = 1.0 if person.hours is None else person.hours / facts.hours_per_month
    return hours * (1.0 if person.share is None else person.share)


def rules_of(facts: Facts) -> Rules:
    """The rules of people: the study's, or the usual ones where its team is a number."""
    if facts.rules is not None:
        return facts.rules
    team = facts.team
    return People().rules(
        team.annual_attrition, team.ramp_months, facts.hours_per_month, facts.horizon_months
    )


def capacity(facts: Facts, people: tuple[Person, ...], months: int) -> np.ndarray:
    """Hours that people have for customers by month, shape (people, months).

    A recruit has those of the learning curve, in mid-month as its first months are.
    """
    curve, pace = rules_of(facts).curve, facts.calendar.pace(months)
    found = np.zeros((len(people), months))
    for place, person in enumerate(people):
        since = np.arange(months) - (0.0 if person.starts is None else np.rint(person.starts))
        tenure = np.full(months, curve.size - 1) if person.starts is None else since
        speed = curve[np.clip(tenure, 0, curve.size - 1).astype(int)]
        there = 1.0 - person.absences(months)
        found[place] = facts.hours_per_month * share_of(facts, person) * speed * pace * there
    return found
