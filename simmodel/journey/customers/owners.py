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
    own = [places.get(known_as(each.owner or ""), NOBODY) for each in accounts]
    begins = np.ones(contracts.successor.size, np.bool_)  # a customer's contracts
    begins[1:] = contracts.successor[:-1] < 0
    customer = np.cumsum(begins) - 1  # customers of the start are the first, as accounts are
    of_all = np.full(int(begins.sum()), NOBODY, np.int32)
    of_all[: len(own)] = own
    found: np.ndarray = of_all[customer]
    return found
