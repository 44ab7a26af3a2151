"""Owners: in whose book customers are from the beginning, as their accounts say."""

from collections.abc import Sequence

import numpy as np

from simmodel.journey.customers.accounts import Account, known_as, owners
from simmodel.journey.facts import Facts
from simmodel.journey.paths import Contracts

NOBODY = -1


def owner_of(facts: Facts, contracts: Sequence[Contracts]) -> np.ndarray | None:
    """Who looks after the customer of each contract, by place in the team of the start; int32.

    Those who are named first are the first of the team. Of who is not named, or beyond the team,
    :data:`NOBODY`; None where nobody is named, or there are no books in which it would matter.

    Args:
        facts: of one pod.
        contracts: of each of its segments.
    """
    names = owners(facts.accounts or ())
    if facts.desk is None or not names:
        return None
    places = {name: place for place, name in enumerate(names[: facts.team.at_start])}
    parts = facts.by_segment.values()
    return np.concatenate(
        [
            _of_segment(part.accounts or (), places, each)
            for part, each in zip(parts, contracts, strict=True)
        ]
    )


def _of_segment(
    accounts: Sequence[Account], places: dict[str, int], contracts: Contracts
) -> np.ndarray:
    first = contracts.customers
    of_each = np.full(first.size, NOBODY, np.int32)
    # Customers of the start are the first, as accounts are.
    of_each[: len(accounts)] = [places.get(known_as(one.owner or ""), NOBODY) for one in accounts]
    return np.repeat(of_each, np.diff(first, append=contracts.end.size))
