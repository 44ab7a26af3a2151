"""Owners: in whose book customers are, as their accounts say: at first, and from the first day."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from simmodel.contract.names import known_as
from simmodel.journey.customers.accounts import Account, owners
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts
from simmodel.journey.people.tenure import by_tenure

NOBODY = -1


def owner_of(facts: Facts, contracts: Sequence[Contracts]) -> np.ndarray | None:
    """Who looks after the customer of each contract, by place in the team of the start; int32.

    Of who is not named, or not of the team, :data:`NOBODY`; None where nobody is named, or there
    are no books in which it would matter.

    Args:
        facts: of one pod.
        contracts: of each of its segments.
    """
    if not owners(facts.accounts or ()):
        return None
    return _of_all(facts, contracts, lambda account: account.owner or "")


def heir_of(facts: Facts, contracts: Sequence[Contracts]) -> np.ndarray | None:
    """Likewise who does from time 0 on; :data:`NOBODY` of those that are not handed over."""
    if not any(each.handover for each in facts.accounts or ()):
        return None
    return _of_all(
        facts, contracts, lambda account: account.handover.to if account.handover else ""
    )


def places_of(facts: Facts) -> Mapping[str, int]:
    """Places in the team of the start by name, however that is spelt.

    They are those of the members; without members those who are named first are the first of the
    tenures that are stated, or of the team.
    """
    people = facts.people
    names = owners(facts.accounts or ())[: facts.team.at_start]
    if people is not None and people.members:
        names = tuple(known_as(each.name) for each in people.members)
    stated = people.stated if people is not None else ()
    order = by_tenure(stated) if len(stated) else np.arange(len(names))
    return {names[each]: place for place, each in enumerate(order.tolist()) if each < len(names)}


def _of_all(
    facts: Facts, contracts: Sequence[Contracts], named: Callable[[Account], str]
) -> np.ndarray | None:
    """Places of who is named by accounts, by contract; None where there are no books."""
    if facts.desk is None:
        return None
    places, parts = places_of(facts), facts.by_segment.values()
    return np.concatenate(
        [
            _of_segment([known_as(named(one)) for one in part.accounts or ()], places, each)
            for part, each in zip(parts, contracts, strict=True)
        ]
    )


def _of_segment(
    names: Sequence[str], places: Mapping[str, int], contracts: Contracts
) -> np.ndarray:
    first = contracts.customers
    of_each = np.full(first.size, NOBODY, np.int32)
    # Customers of the start are the first, as accounts are.
    of_each[: len(names)] = [places.get(name, NOBODY) for name in names]
    return np.repeat(of_each, np.diff(first, append=contracts.end.size))
