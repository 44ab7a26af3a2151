"""Drawing: from facts and streams to paths, without a policy."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simmodel.journey.customers.chances import chances, joined
from simmodel.journey.customers.draw import (
    Population,
    Sizes,
    Terms,
    arrival_times,
    population,
    sizes,
    terms,
)
from simmodel.journey.customers.owners import heir_of, owner_of
from simmodel.journey.customers.progress import as_stated
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts, Individuals, Paths, Purpose, Work
from simmodel.journey.people.draw import individuals
from simmodel.journey.work.accounts import as_accounts_take
from simmodel.journey.work.bad_days import incident_times, incident_work
from simmodel.journey.work.draw import merged, work
from simmodel.streams import Stream, Streams


class Drawn(NamedTuple):
    """The paths of one segment.

    Attributes:
        work, contracts, arrivals, renewal, finished, hears, number: as in
            :class:`simmodel.journey.paths.Paths`.
    """

    work: Work
    contracts: Contracts
    arrivals: np.ndarray
    renewal: np.ndarray
    finished: np.ndarray | None
    hears: np.ndarray | None
    number: np.ndarray | None


def draw(facts: Facts, streams: Streams, pod: str = "") -> Paths:
    """Paths of one replication of a pod; the same streams give the same paths.

    Args:
        facts: of one pod; those of a vendor without pods are.
        pod: its name.
    """
    times = incident_times(facts, streams)
    drawn = [
        _segment(part, streams.part(name), place, times)
        for place, (name, part) in enumerate(facts.by_segment.items())
    ]
    people = people_of(facts, streams.part(pod))
    contracts = [each.contracts for each in drawn]
    owner, heir = owner_of(facts, contracts), heir_of(facts, contracts)
    kinds = [len(part.kinds) for part in facts.by_segment.values()]
    return together(facts, drawn, kinds, people, owner, heir)


def _segment(facts: Facts, streams: Streams, place: int, times: np.ndarray) -> Drawn:
    """The paths of one segment.

    Args:
        place: of the segment.
        times: of incidents, hours.
    """
    arrivals = arrival_times(
        facts, streams.purpose(Purpose.ARRIVALS), streams.purpose(Purpose.FORECAST)
    )
    customers = population(facts, arrivals, streams.purpose(Purpose.CONTRACT_ENDS))
    size = sizes(facts, customers, streams.purpose(Purpose.SIZES))
    renewals, outcomes = (streams.purpose(each) for each in (Purpose.RENEWALS, Purpose.OUTCOMES))
    signed = terms(facts, customers, renewals, outcomes)
    brought = work(facts, customers, size.work, streams)
    if times.size:
        extra = incident_work(facts, customers, times, size.work, streams)
        brought = merged([brought, extra])
    brought = as_accounts_take(facts, brought, signed.customer)
    number = (signed.number + customers.contract[signed.customer]).astype(np.int32)
    contracts, renewal = _contracts(facts, signed, number, size, brought, place)
    brought, finished = as_stated(facts, brought, contracts)
    hears = _hears(facts, customers, streams.purpose(Purpose.WORD_OF_MOUTH))
    told = None if facts.renewal.loyalty is None else number
    return Drawn(brought, contracts, arrivals, renewal, finished, hears, told)


def _hears(facts: Facts, customers: Population, stream: Stream) -> np.ndarray | None:
    """Uniform numbers of new customers; None where none is deterred."""
    if facts.reputation is None:
        return None
    new = customers.entity[np.isfinite(customers.joined)]
    return np.array([stream.of(entity).random() for entity in new.tolist()])


def _contracts(
    facts: Facts, signed: Terms, number: np.ndarray, size: Sizes, brought: Work, place: int
) -> tuple[Contracts, np.ndarray]:
    due = due_of(facts, signed, brought)
    loss = facts.desk.goodwill_loss if facts.desk else 0.0
    renewal, begins = chances(facts.renewal, due, number, loss)
    contracts = Contracts(
        signed.begin,
        signed.end,
        signed.uniform,
        signed.successor,
        signed.joined,
        worth=size.worth[signed.customer],
        outcome=signed.outcome,
        due=due,
        segment=np.full(due.size, place, np.int16),
        chances=begins,
    )
    return contracts, renewal


def due_of(facts: Facts, signed: Terms, brought: Work) -> np.ndarray:
    """Points that fall due in each contract, int32: activities, unless some count for more.

    Where all are regular, as many as are stated, even if some are lost as the case study has it.
    Of contracts that outlast the horizon as many as are expected.
    """
    usual = np.full(signed.end.size, round(facts.points_per_contract), np.int32)
    if facts.load.even and facts.weights is None:
        return usual
    counted = np.bincount(brought.contract, facts.points_of(brought.kind), minlength=usual.size)
    whole = (signed.begin >= -facts.warm_up_hours) & (signed.end <= facts.horizon_hours)
    return np.where(whole, counted, usual).astype(np.int32)


def together(
    facts: Facts,
    drawn: Sequence[Drawn],
    kinds: Sequence[int],
    people: Individuals | None,
    owner: np.ndarray | None,
    heir: np.ndarray | None,
) -> Paths:
    """The paths of segments that are served together.

    Args:
        drawn: of each of them, or of each of several groups of them.
        kinds: types of activity in each.
        people, owner, heir: as in :class:`simmodel.journey.paths.Paths`.
    """
    contracts, work = drawn[0].contracts, drawn[0].work
    if len(drawn) > 1:
        contracts, work = _side_by_side(drawn, kinds)
    signed = [each.contracts.end.size for each in drawn]
    come = [each.arrivals.size for each in drawn]
    decided = (contracts.end > 0) & (contracts.end <= facts.horizon_hours)
    ending = np.flatnonzero(decided)
    ending = ending[np.argsort(contracts.end[ending], kind="stable")].astype(np.int32)
    return Paths(
        work=work,
        contracts=contracts,
        arrivals=np.sort(np.concatenate([each.arrivals for each in drawn])),
        ending=ending,
        in_force=(contracts.begin <= 0) | (contracts.begin == contracts.joined),
        renewal=joined([each.renewal for each in drawn]),
        people=people,
        finished=_all_of([each.finished for each in drawn], signed, np.int32(0)),
        owner=owner,
        heir=heir,
        hears=_all_of([each.hears for each in drawn], come, np.float64(0)),
        number=_all_of([each.number for each in drawn], signed, np.int32(1)),
    )


def _all_of(
    own: Sequence[np.ndarray | None], sizes: Sequence[int], usual: np.generic
) -> np.ndarray | None:
    """Arrays of segments one after another, the usual number for who has none; None where none has.

    Args:
        sizes: of the arrays.
    """
    if all(each is None for each in own):
        return None
    pairs = zip(own, sizes, strict=True)
    return np.concatenate([np.full(size, usual) if each is None else each for each, size in pairs])


def _side_by_side(drawn: Sequence[Drawn], kinds: Sequence[int]) -> tuple[Contracts, Work]:
    """Contracts one segment after another, and one stream of work."""
    first_kind = np.cumsum([0, *kinds]).astype(np.int16)
    first = np.cumsum([0, *(each.contracts.end.size for each in drawn)]).astype(np.int32)
    place = np.cumsum([0, *(each.renewal.shape[1] for each in drawn)]).astype(np.int32)
    moved, streams = [], []
    for number, each in enumerate(drawn):
        contracts = each.contracts
        following = contracts.successor + first[number]
        moved.append(
            contracts._replace(
                successor=np.where(contracts.successor >= 0, following, np.int32(-1)),
                chances=contracts.chances + place[number],
            )
        )
        work = each.work
        contract, kind = work.contract + first[number], work.kind + first_kind[number]
        streams.append(work._replace(contract=contract, kind=kind))
    together = Contracts(*(np.concatenate(arrays) for arrays in zip(*moved, strict=True)))
    return together, merged(streams)


def people_of(facts: Facts, streams: Streams) -> Individuals | None:
    """Numbers of people; None where the team is a number."""
    if facts.people is None or facts.rules is None:
        return None
    stream, stated = streams.purpose(Purpose.PEOPLE), facts.people.stated
    presence = facts.people.presence(facts.horizon_months)
    return individuals(facts.team.at_start, stated, facts.rules.hazard, stream, presence)
