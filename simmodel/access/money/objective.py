"""The objective: what the firm wants more of."""

from simmodel.contract import sections
from simmodel.fields import field


class Objective(sections.Objective):
    """Profit: credit x what customers are worth - servers - advertising; equation (8)."""

    credit: float = field(
        1.0,
        unit="share of what customers are worth",
        description="Part of what customers bring that counts against the cost of servers and "
        "advertising; below 1 for margins, or to see how the plan changes if they bring less",
        gt=0,
        le=1,
    )
