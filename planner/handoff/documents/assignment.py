"""The document of who is to look after which account: ``assignment.json``."""

from typing import Any

from planner.handoff.documents.parts import estimate, versions
from planner.proposal.conflicts import Conflict, Demand
from planner.proposal.decisions import Decision
from planner.proposal.forecast import Forecast
from planner.proposal.lists import Lists
from planner.proposal.moves import Alternative, LeftOut, Move
from planner.proposal.proposal import Point, Proposal
from planner.proposal.value import PHASE, Worth
from planner.simulation.estimate import CONFIDENCE
from planner.study.months import day_of
from planner.study.tables import FromFile, digest_of
from simmodel.contract.assignment import NOBODY


def assignment_document(proposal: Proposal) -> dict[str, Any]:
    """The document of ``plan assign``.

    Accounts and people are named as their lists do. ``stay`` and ``runner_up`` are money that an
    account, with all of its group, would bring beyond what is proposed, predicted, all else being
    as proposed and the change paid; ``brings`` is that before its ``cost`` is paid. ``predicted``
    and ``simulated`` are gains over today's books, in which accounts that have nobody are placed as
    well, in the coming year and from contracts in force at its end, and ``handover`` is still to be
    paid of both. Loads are work over hours in each of the first three months; null where there is
    work and there are no hours. Hours of ``newcomers``, customers who are yet to come, are in none
    of them.
    """
    study, lists = proposal.study, proposal.lists
    solution = proposal.point.solution
    return {
        "study": study.name,
        "title": study.title,
        "digest": study.digest,
        "lists": {"digest": lists_digest(lists), **_files(lists.files)},
        "remarks": list(lists.remarks),
        "settings": study.assign.model_dump(mode="json"),
        "start": study.start.isoformat(),
        "seed": proposal.seed,
        "replications": proposal.replications,
        "phase": PHASE.name.lower(),
        "confidence": CONFIDENCE,
        "currency": study.finance.currency,
        "worth": _worth(proposal.worth),
        "optimisation": {
            "objective": solution.objective,
            "bound": solution.bound,
            "optimal": solution.optimal,
        },
        "moves": [_move(lists, each) for each in proposal.moves],
        "left_out": [_left_out(lists, each) for each in proposal.left_out],
        "accounts": [_account(proposal, place) for place in range(len(lists.accounts))],
        "people": [_person(proposal, place) for place in range(len(lists.people))],
        "newcomers": proposal.made.hours.newcomers.tolist(),
        "today": _forecast(proposal, proposal.today, lists.owner),
        "proposed": _forecast(proposal, proposal.then, proposal.people),
        "frontier": [
            _point(place == proposal.chosen, each) for place, each in enumerate(proposal.frontier)
        ],
        "conflicts": [_conflict(proposal, each) for each in proposal.conflicts],
        "decisions": {
            "file": proposal.decisions.file or None,
            "all": [_decision(lists, each) for each in proposal.decisions.all],
        },
        "versions": versions(),
    }


def lists_digest(lists: Lists) -> str:
    """SHA-256 of what both lists have, in hexadecimal."""
    return digest_of(b"", lists.files)


def _files(files: tuple[FromFile, FromFile]) -> dict[str, Any]:
    return {
        each.fact: {"file": each.file, "sha256": each.digest, "rows": each.rows} for each in files
    }


def _worth(worth: Worth) -> dict[str, Any]:
    return {
        "moves": worth.moves,
        "placed": worth.placed,
        "value_moved": worth.value,
        "handover": worth.handover,
        "predicted": worth.predicted,
        "simulated": estimate(worth.simulated) if worth.simulated else None,
        "net_predicted": worth.expected,
        "net_simulated": estimate(worth.net) if worth.net else None,
        "agree": worth.agree,
    }


def _point(chosen: bool, point: Point) -> dict[str, Any]:
    return {"chosen": chosen, **_worth(point.worth)}


def _name(lists: Lists, person: int | None) -> str | None:
    return None if person is None or person == NOBODY else lists.people[person].name


def _account_name(lists: Lists, account: int | None) -> str | None:
    return None if account is None else lists.accounts[account].account


def _move(lists: Lists, move: Move) -> dict[str, Any]:
    return {
        "account": _account_name(lists, move.account),
        "from": _name(lists, move.before),
        "to": _name(lists, move.after),
        "together_with": [
            _account_name(lists, each) for each in move.together if each != move.account
        ],
        "cost": move.cost,
        "stay": _alternative(lists, move.stay),
        "runner_up": _alternative(lists, move.runner_up),
        "lacked": list(move.lacked),
        "lacks": list(move.lacks),
        "decided": move.decided,
    }


def _alternative(lists: Lists, each: Alternative | None) -> dict[str, Any] | None:
    if each is None:
        return None
    return {
        "person": _name(lists, each.person),
        "more": each.more,
        "binding": [str(binding) for binding in each.binding],
    }


def _left_out(lists: Lists, each: LeftOut) -> dict[str, Any]:
    return {
        "account": _account_name(lists, each.account),
        "from": _name(lists, each.before),
        "to": _name(lists, each.after),
        "brings": each.brings,
        "cost": each.cost,
        "why": [str(binding) for binding in each.why],
    }


def _account(proposal: Proposal, place: int) -> dict[str, Any]:
    lists = proposal.lists
    each = lists.accounts[place]
    return {
        "account": each.account,
        "segment": each.segment,
        "value": each.value,
        "renewal": day_of(proposal.study.start, each.renewal).isoformat(),
        "owner": _name(lists, int(lists.owner[place])),
        "proposed": _name(lists, int(proposal.people[place])),
        "stays_whatever_else": bool(proposal.made.terms.staying[place]),
        "hours": proposal.made.hours.accounts[place].tolist(),
    }


def _person(proposal: Proposal, place: int) -> dict[str, Any]:
    today, then = proposal.today, proposal.then
    return {
        "name": proposal.lists.people[place].name,
        "hours": then.hours[place].tolist(),
        "today": _book(today, place),
        "proposed": _book(then, place),
    }


def _book(found: Forecast, place: int) -> dict[str, Any]:
    return {
        "accounts": int(found.accounts[place]),
        "value": float(found.value[place]),
        "due": found.due[place].tolist(),
        "load": found.load[place].tolist(),
        "renewals": found.renewals[place].tolist(),
    }


def _forecast(proposal: Proposal, found: Forecast, people: Any) -> dict[str, Any]:
    return {
        "unevenness": found.unevenness,
        "match": proposal.match(people),
        "nobody": found.nobody.tolist(),
        "crunches": [
            {
                "person": _name(proposal.lists, each.person),
                "month": each.month,
                "load": each.load,
                "renewals": each.renewals,
            }
            for each in found.crunches
        ],
    }


def _conflict(proposal: Proposal, each: Conflict) -> dict[str, Any]:
    return {
        "demands": [_demand(proposal.lists, one) for one in each.demands],
        "lacking": list(each.lacking),
        "given_up": [_demand(proposal.lists, one) for one in each.given_up],
    }


def _demand(lists: Lists, each: Demand) -> dict[str, Any]:
    """Lines are of the list of accounts where it is about one, or else of the team's."""
    line = None
    if each.account is not None:
        line = lists.lines[0][each.account]
    elif each.person is not None:
        line = lists.lines[1][each.person]
    return {
        "wants": str(each.wants),
        "account": _account_name(lists, each.account),
        "person": _name(lists, each.person),
        "line": line,
        "amount": each.amount,
    }


def _decision(lists: Lists, each: Decision) -> dict[str, Any]:
    return {
        "account": _account_name(lists, each.account),
        "decision": each.choice,
        "person": _name(lists, each.person),
        "by": each.by,
        "note": each.note,
    }
