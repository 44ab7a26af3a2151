"""The policy of service access: how much to advertise, how many servers, whom to serve first."""

from collections.abc import Sequence
from itertools import permutations
from typing import Literal, get_args

from simmodel.access.facts import Facts
from simmodel.contract import sections
from simmodel.decisions.choice import Choice
from simmodel.decisions.decision import Decision
from simmodel.decisions.real import Real
from simmodel.decisions.whole import Whole
from simmodel.fields import field, words

Rule = Literal["optimal", "marketing_driven", "uncoordinated"]
Index = Literal["fluid", "v_mu", "c_mu", "c_mu_theta"]

INDICES: tuple[Index, ...] = get_args(Index)
SEPARATOR = " > "

MOST_CUSTOMERS, MOST_SERVERS = 1e6, 100_000
MOST_RANKED = 4
"""Classes whose rankings, 24 of them, are searched one by one; of more by the index rules."""


class Policy(sections.Policy):
    """A policy: how much to advertise, how many servers to have, and whom to serve first.

    What is left open follows from the formulas of the fluid model: servers that are best for the
    new customers, new customers that are best for the servers, or both for the highest profit. With
    a rule both do, whatever is stated: for the highest profit; for the highest if all requests had
    to be served (marketing_driven); or the new customers of the latter, with the servers that are
    best for them (uncoordinated).
    """

    rule: Rule | None = field(
        None,
        unit=f"one of {', '.join(get_args(Rule))}",
        description="Have new customers and servers as the formulas of the fluid model advise, in "
        "place of what is stated here",
        example="optimal",
    )
    new_customers: float | None = field(
        None,
        unit="new customers per month",
        description="How many advertising brings; what it costs follows",
        example=40.0,
        ge=0,
        le=MOST_CUSTOMERS,
    )
    servers: int | None = field(
        None, unit="servers", description="How many there are", example=130, ge=0, le=MOST_SERVERS
    )
    ranking: str = field(
        "fluid",
        unit=f"one of {', '.join(INDICES)}, or the types and new customers in their order",
        description='Who is served first, such as "gold > new > silver"; "fluid": as is best in '
        "the fluid model; the others are index rules",
        max_length=1_000,
    )


def in_words(facts: Facts, ranking: Sequence[int]) -> str:
    """A ranking of classes, by number, as a policy states it."""
    return SEPARATOR.join(facts.classes[kind] for kind in ranking)


def decisions(facts: Facts, baseline: Policy) -> tuple[Decision, ...]:
    """The decision space a study may narrow."""
    customers, servers = baseline.new_customers, baseline.servers
    classes = facts.classes
    rankings: tuple[str, ...] = INDICES
    if len(classes) <= MOST_RANKED:
        rankings = tuple(SEPARATOR.join(order) for order in permutations(classes))
    return (
        Real(
            "new_customers",
            0.0,
            MOST_CUSTOMERS,
            *words(Policy, "new_customers"),
            usual=(customers, customers) if customers else None,
        ),
        Whole(
            "servers",
            0,
            MOST_SERVERS,
            *words(Policy, "servers"),
            usual=None if servers is None else (servers, servers),
        ),
        Choice("ranking", rankings, *words(Policy, "ranking")),
    )
