"""Today's policy: what the facts say of it, and what they amount to."""

from simmodel.access.controls import complete, controls, refuse
from simmodel.access.facts import Facts
from simmodel.access.formulas.allocation import optimum
from simmodel.access.formulas.breakpoints import Flow
from simmodel.access.formulas.equilibrium import fluid_equilibrium
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import contribution
from simmodel.access.money.profit import equilibrium_profit, fluid_profit
from simmodel.access.policy import Policy, in_words


def today(facts: Facts) -> Policy:
    """The policy with today's servers, and the advertising that is best for them."""
    policy = Policy(servers=facts.servers.at_start)
    return policy if refuse(facts, policy) else complete(facts, policy)


def cautions(facts: Facts) -> tuple[str, ...]:
    """Remarks on the period of the money and the profit of having customers."""
    if _worth(facts) > 0:
        return (
            "Policies are compared in the long run, from about where each settles. Costs change at "
            f"once, customers over years: {_way(facts)}. No figure here counts that time, which "
            "may cost more than the gain brings.",
        )
    return (
        "Not profitable to operate: by the formulas of the fluid model even a new customer "
        "who is served as is best, with base customers who are worth it, brings less than "
        f"servers cost at {facts.servers.monthly_cost:g} a month. The best is to have none.",
    )


def _way(facts: Facts) -> str:
    """How long it takes for most of a change to come: as long as who is always served stays.

    What leaves at a rate r approaches where it settles as exp(-r t): two thirds are there by 1 / r.
    """
    leaving = [
        kind.departures_per_month + kind.requests_per_month * (1.0 - kind.loyalty_served)
        for kind in facts.types.values()
    ]
    stays = (f"{1.0 / rate:,.0f}" for rate in (max(leaving), min(leaving)))
    return f"two thirds of a change take {' to '.join(dict.fromkeys(stays))} months"


def remarks(facts: Facts, baseline: Policy) -> tuple[str, ...]:
    """Advice of the formulas of the fluid model, and what they say of today's policy."""
    stated = f"Today's policy comes to {_described(facts, baseline)}."
    worth = _worth(facts)
    if worth <= 0:
        return (stated,)
    best = controls(facts, Policy())
    order = in_words(facts, best.ranking)
    served = _served(facts, fluid_equilibrium(parameters(facts), best))
    promise, kept = fluid_profit(facts, best), equilibrium_profit(facts, best)
    return (
        f"The formulas advise {best.servers:,} servers and advertising for "
        f"{best.new_customers:,.1f} new customers a month, each worth {worth:,.2f}; "
        f"priorities {order}; and to serve {served}.",
        f"They promise {promise:,.2f} a month; by queueing theory about {kept:,.2f} is left of it, "
        "as requests come by chance.",
        stated,
    )


def _worth(facts: Facts) -> float:
    """Of a new customer a month, before advertising, if all is as is best."""
    known = parameters(facts)
    return contribution(known, optimum(known))


def _described(facts: Facts, policy: Policy) -> str:
    applied = controls(facts, policy)
    return (
        f"{applied.servers:,} servers, {applied.new_customers:,.1f} new customers a month and "
        f"priorities {in_words(facts, applied.ranking)}"
    )


def _served(facts: Facts, flow: Flow) -> str:
    requests = flow.requests(parameters(facts))
    some = 1e-6 * requests.sum()
    names = [
        name
        for name, served, asked in zip(facts.classes, flow.served, requests, strict=True)
        if served > some and served > 0.5 * asked
    ]
    return "everyone" if len(names) == len(facts.classes) else ", ".join(names)
