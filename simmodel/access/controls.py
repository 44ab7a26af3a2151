"""The controls of a policy: how much to advertise, how many servers, whom to serve first.

What a policy leaves open follows from the fluid model (:mod:`simmodel.access.formulas`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from simmodel.access.facts import Facts
from simmodel.access.formulas import rankings
from simmodel.access.formulas.parameters import Parameters, parameters
from simmodel.access.formulas.prescription import prescribed
from simmodel.access.formulas.rankings import Ranking
from simmodel.access.policy import (
    INDICES,
    MOST_CUSTOMERS,
    MOST_RANKED,
    MOST_SERVERS,
    SEPARATOR,
    Policy,
    in_words,
)

_DIGITS = 2  # of new customers a month: a hundredth is beyond anybody's control

_INDICES: dict[str, Callable[[Parameters], Ranking]] = {
    "fluid": rankings.best,
    "v_mu": rankings.by_v_mu,
    "c_mu": rankings.by_c_mu,
    "c_mu_theta": rankings.by_c_mu_theta,
}


@dataclass(frozen=True)
class Controls:
    """A policy with nothing left open.

    Attributes:
        new_customers: that advertising could bring, a month.
        servers: how many.
        ranking: classes, first served first.
    """

    new_customers: float
    servers: int
    ranking: Ranking


def controls(facts: Facts, policy: Policy) -> Controls:
    """The controls that ``policy`` comes to, even if they are more than a policy may state."""
    new_customers, servers = prescribed(facts, policy)
    if policy.rule or policy.new_customers is None:
        new_customers = round(new_customers, _DIGITS)
    if policy.ranking in _INDICES:
        ranking = _INDICES[policy.ranking](parameters(facts))
    else:
        ranking = tuple(facts.classes.index(name) for name in policy.ranking.split(SEPARATOR))
    return Controls(new_customers, round(servers), ranking)


def complete(facts: Facts, policy: Policy) -> Policy:
    """``policy`` as stated: with numbers in place of its rule, and classes in place of an index.

    What is stated stays as it is. Servers are as many as are nearest to what the fluid model asks
    for.
    """
    applied, ranked = controls(facts, policy), policy.ranking
    if ranked in _INDICES and len(facts.classes) <= MOST_RANKED:
        ranked = in_words(facts, applied.ranking)
    return Policy(new_customers=applied.new_customers, servers=applied.servers, ranking=ranked)


def refuse(facts: Facts, policy: Policy) -> str | None:
    """The reason why ``policy`` is impossible under ``facts``, or None."""
    named = policy.ranking.split(SEPARATOR)
    if policy.ranking not in _INDICES and sorted(named) != sorted(facts.classes):
        return (
            f'ranking is "{policy.ranking}"; allowed: one of {", ".join(INDICES)}, or each of '
            f'{", ".join(facts.classes)} once, such as "{SEPARATOR.join(facts.classes)}"'
        )
    applied = controls(facts, policy)
    for name, value, most in (
        ("new_customers", applied.new_customers, MOST_CUSTOMERS),
        ("servers", applied.servers, MOST_SERVERS),
    ):
        if value > most:
            return (
                f"{name} is {value:,.0f} by the formulas of the fluid model; allowed: at most "
                f"{most:,.0f}. State new_customers and servers, or look whether a unit of the "
                "facts is wrong"
            )
    return None
