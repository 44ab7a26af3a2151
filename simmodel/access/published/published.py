"""The published figures of service access: thresholds, losses, and the curves behind them.

Source: Afèche, Araghi and Baron (2017), sections 6.1 to 6.3, examples 1 and 2, figures 2 to 4. All
follow from formulas, so nothing is simulated.
"""

from collections.abc import Callable
from functools import cache

from scipy.optimize import brentq

from simmodel.access.facts import Facts
from simmodel.access.formulas.breakpoints import all_served
from simmodel.access.formulas.parameters import parameters
from simmodel.access.formulas.values import indices
from simmodel.access.outcome import Outcome
from simmodel.access.policy import Policy
from simmodel.access.published.examples import example, loss, net
from simmodel.access.published.figures import figures
from simmodel.contract.published import Published, PublishedCell

CONVENTIONS = (
    "Half-widths are one of the last digit shown, as figures are rounded or cut: the thresholds "
    "are 815.8, 0.6625 and 0.8395 by the formulas, and shown as 820, 0.66 and 0.83.",
    "Example 2: R / gamma is 800 for both types, as figure 3 has it (the text has R = 800).",
    "Advertising: its cost is not stated; lambda ^ 1.5 gives the losses that are published, a "
    "quadratic cost does not.",
)


def computed() -> dict[tuple[str, str], float]:
    """Our figures, by policy and metric."""

    def root(gap: Callable[[float], float], low: float, high: float) -> float:
        return float(brentq(gap, low, high, xtol=1e-9))

    def income_gap(income: float) -> float:
        facts = example(income, 0.3)
        return net(facts, 0, 1) - net(facts, 0)

    def loyalty_gap(more: tuple[int, ...], fewer: tuple[int, ...]) -> Callable[[float], float]:
        def gap(loyalty: float) -> float:
            facts = example(800.0, loyalty, 800.0)
            return net(facts, *more) - net(facts, *fewer)

        return gap

    def index_gap(loyalty: float) -> float:
        return float(indices(parameters(example(800.0, loyalty, 800.0)))[2]) - 50.0

    denied = all_served(parameters(example(250.0, 0.3)), (0,)).customers
    return {
        ("example 1", "r2_over_gamma2_served_from"): root(income_gap, 100.0, 990.0),
        ("example 1", "customers_of_type_1_for_each_of_2"): float(denied[0] / denied[1]),
        ("example 2", "loyalty_all_served_up_to_pct"): 100
        * root(loyalty_gap((0, 1), (0,)), 0.4, 0.8),
        ("example 2", "loyalty_any_served_up_to_pct"): 100 * root(loyalty_gap((0,), ()), 0.7, 0.99),
        ("example 2", "loyalty_all_served_up_to_at_cost_50_pct"): 100 * root(index_gap, 0.5, 0.99),
        ("section 6.3", "loss_marketing_driven_pct"): 100 * loss(25.0, "marketing_driven"),
        ("section 6.3", "loss_uncoordinated_pct"): 100 * loss(25.0, "uncoordinated"),
    }


_SHOWN = {
    ("example 1", "r2_over_gamma2_served_from"): (820.0, 10.0),
    ("example 1", "customers_of_type_1_for_each_of_2"): (8.0, 1.0),
    ("example 2", "loyalty_all_served_up_to_pct"): (66.0, 1.0),
    ("example 2", "loyalty_any_served_up_to_pct"): (83.0, 1.0),
    ("example 2", "loyalty_all_served_up_to_at_cost_50_pct"): (75.0, 1.0),
    ("section 6.3", "loss_marketing_driven_pct"): (56.0, 1.0),
    ("section 6.3", "loss_uncoordinated_pct"): (15.0, 1.0),
}
"""As the paper shows them, and one of the last digit shown."""


@cache
def published() -> Published[Facts, Policy, Outcome]:
    """Thresholds and losses of sections 6.1 to 6.3, and the figures they are read from."""
    return Published(
        source="Afeche, Araghi and Baron (2017), sections 6.1 to 6.3 (formulas, not simulated)",
        facts=example(250.0, 0.3),
        cells=tuple(PublishedCell(*at, *shown) for at, shown in _SHOWN.items()),
        conventions=CONVENTIONS,
        policies={},
        measure=None,
        computed=computed(),
        figures=figures(),
    )
