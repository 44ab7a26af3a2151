"""Figures 2, 3 and 4 of Afèche, Araghi and Baron (2017), as curves."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from simmodel.access.facts import Facts
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.prescription import prescribed
from simmodel.access.formulas.values import indices
from simmodel.access.policy import Policy, Rule
from simmodel.access.published.examples import at_cost, example, net
from simmodel.contract.published import Curve, Figure

_POINTS = 201
_SERVED = {"no base customers": (), "type 1": (0,), "types 1 and 2": (0, 1)}
_RULES: dict[str, Rule] = {
    "optimal": "optimal",
    "marketing-driven": "marketing_driven",
    "uncoordinated": "uncoordinated",
}
_WORTH = "value of a new customer, money per server month"
_COST = "server cost, money per server month"


def figures() -> tuple[Figure, ...]:
    """Figures 2 to 4, each with its two parts."""
    return (
        *_by_market("2", "income", "R2 / gamma2, money", np.linspace(0, 1000, _POINTS), _income),
        *_by_market("3", "loyalty", "loyalty of type 2", np.linspace(0.3, 1, _POINTS), _loyalty),
        *_by_cost(),
    )


def _income(place: float) -> Facts:
    return example(place, 0.3)


def _loyalty(place: float) -> Facts:
    return example(800.0, place, 800.0)


def _by_market(
    number: str, what: str, x: str, places: np.ndarray, facts_at: Callable[[float], Facts]
) -> tuple[Figure, Figure]:
    """Example 1 or 2: what a new customer is worth, and at which server cost whom to serve."""
    markets = [facts_at(place) for place in places.tolist()]
    worth = {
        f"serve {name}": [net(facts, *types) for facts in markets]
        for name, types in _SERVED.items()
    }
    most = [max(each) for each in zip(*worth.values(), strict=True)]
    index = [indices(parameters(facts)) for facts in markets]
    bounds = {"operate below": most} | {
        f"serve type {kind} below": [
            min(float(each[kind]), top) for each, top in zip(index, most, strict=True)
        ]
        for kind in (1, 2)
    }
    return (
        Figure(
            f"Figure {number}a",
            f"Effect of {what} of type 2 on a new customer's value",
            x,
            _WORTH,
            _curves(places, worth),
        ),
        Figure(
            f"Figure {number}b",
            f"Optimal policy by {what} of type 2 and server cost",
            x,
            _COST,
            _curves(places, bounds),
        ),
    )


def _by_cost() -> tuple[Figure, Figure]:
    """Section 6.3: what ignoring service in a customer's value does to capacity and acquisition."""
    costs = np.linspace(0.5, 60, _POINTS)
    facts = example(250.0, 0.3)
    decided = {
        name: [prescribed(at_cost(facts, cost), Policy(rule=rule)) for cost in costs.tolist()]
        for name, rule in _RULES.items()
    }
    servers = {name: [each[1] for each in rows] for name, rows in decided.items()}
    acquired = {name: [each[0] for each in rows] for name, rows in decided.items()}
    return (
        Figure("Figure 4a", "Capacity by policy", _COST, "servers", _curves(costs, servers)),
        Figure(
            "Figure 4b",
            "Acquisition by policy",
            _COST,
            "new customers per month",
            _curves(costs, acquired),
        ),
    )


def _curves(x: np.ndarray, lines: Mapping[str, Sequence[float]]) -> tuple[Curve, ...]:
    places = tuple(x.tolist())
    return tuple(Curve(name, places, tuple(values)) for name, values in lines.items())
