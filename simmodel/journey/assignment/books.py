"""Books as facts: a vendor whose people look after these accounts, to be simulated."""

import math
from typing import Any

from simmodel.contract.assignment import NOBODY, Books
from simmodel.contract.parts import of_whole
from simmodel.journey.assignment.contracts import of_accounts
from simmodel.journey.assignment.desk import desk_of
from simmodel.journey.assignment.prediction import MONTHS
from simmodel.journey.assignment.team import rules_of, share_of, tenure_of
from simmodel.journey.customers.accounts import Account
from simmodel.journey.customers.facts import Customers
from simmodel.journey.customers.handover import MOST_WORK, Handover
from simmodel.journey.facts import Facts
from simmodel.journey.money.objective import Objective
from simmodel.journey.parts import parts
from simmodel.journey.people.individuals import People
from simmodel.journey.people.members import Member
from simmodel.journey.policy import MONTHS_PER_PERIOD, Policy


def simulated(
    facts: Facts, policy: Policy, objective: Objective, books: Books
) -> tuple[Facts, Policy, Objective]:
    """The facts, the policy and the objective in which these books are simulated.

    They are those of the study but for this: the accounts and the people are those listed, the
    whole team works in books, which nobody evens out; who resigns is replaced, and nobody is hired
    on top. What counts are the renewals of a year and those that are expected of the contracts in
    force at its end. The team costs nothing, as it is as large in whichever books.
    """
    staff = {"at_start": len(books.people), "annual_cost": 0.0, "recruiting_cost": 0.0}
    named = {"tenures": (), "members": _members(facts, books)}
    changes: dict[str, Any] = {
        "accounts": _accounts(facts, books),
        "horizon_months": MONTHS,
        "pods": None,
        "team": facts.team.model_copy(update=staff),
        "desk": desk_of(facts),
        "people": (facts.people or People()).model_copy(update=named),
    }
    changes |= _customers(facts, books)
    stated = {name: getattr(facts, name) for name in Facts.model_fields}
    found = Facts.model_validate(stated | changes)
    return found, _policy(found, policy), objective.model_copy(update={"terminal": "in_force"})


def _accounts(facts: Facts, books: Books) -> tuple[Account, ...]:
    """The accounts; where customers that stay are loyal, each with since when it is one."""
    own = of_accounts(facts, books.accounts)
    first = (own.end - own.number * own.length).tolist()
    parts = facts.by_segment
    found = []
    for place, listed in enumerate(books.accounts):
        loyal = parts[listed.segment or ""].renewal.loyalty is not None
        found.append(_account(books, place, first[place] if loyal else listed.since))
    return tuple(found)


def _account(books: Books, place: int, since: float | None) -> Account:
    """An account in the book that it is in, and in the one that it comes into.

    Who has nobody today has been dealt to somebody so far: no goodwill is lost that it had.
    """
    listed, before, after = books.accounts[place], books.before[place], books.after[place]
    new = before == NOBODY
    slower = 1.0 if new else books.slower_before[place]
    values = {name: getattr(listed, name) for name in Account.model_fields}
    values["since"] = since
    values["owner"] = None if new else books.people[before].name
    values["work"] = min(float(listed.work * slower), MOST_WORK)
    if before != after:
        work = min(float(listed.work * books.slower_after[place]), MOST_WORK)
        values["handover"] = Handover(to=books.people[after].name, work=work)
    return Account.model_validate(values)


def _members(facts: Facts, books: Books) -> tuple[Member, ...]:
    learned = rules_of(facts).curve.size - 1
    return tuple(
        Member(
            name=each.name,
            tenure=tenure_of(each, learned),
            hours=share_of(facts, each),
            away=tuple(each.absences(MONTHS).tolist()),
        )
        for each in books.people
    )


def _customers(facts: Facts, books: Books) -> dict[str, Any]:
    """Tables of customers, with as many at the start as are listed."""
    if facts.segments is None:
        customers = facts.customers.model_copy(update={"at_start": len(books.accounts)})
        return {"customers": _within(customers)}
    found = {}
    for name, segment in facts.segments.items():
        number = sum(each.segment == name for each in books.accounts)
        customers = segment.customers.model_copy(update={"at_start": number})
        found[name] = segment.model_copy(update={"customers": _within(customers)})
    return {"segments": found}


def _within(customers: Customers) -> Customers:
    """The same, of whom as many months are forecast as are simulated."""
    forecast = customers.forecast
    if forecast is None or not forecast.by_month:
        return customers
    by_month = (forecast.by_month * math.ceil(MONTHS / len(forecast.by_month)))[:MONTHS]
    return customers.model_copy(
        update={"forecast": forecast.model_copy(update={"by_month": by_month})}
    )


def _policy(facts: Facts, policy: Policy) -> Policy:
    """Today's automation and hours, and a team that is kept as large as it is."""
    kind = parts_policy.Policy if (parts_policy := parts(facts)) else Policy
    kept = {
        name: value
        for name, value in policy
        if of_whole(name) in ("automation", "availability") and name in kind.model_fields
    }
    periods = math.ceil(facts.horizon_months / MONTHS_PER_PERIOD["annual"])
    return kind.model_validate(kept | {"cadence": "annual", "hires": (0,) * periods})
