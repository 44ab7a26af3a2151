"""The words of the report that a reader may not know."""

from planner.handoff.report.parts import Table
from simmodel.contract import Model

_TERMS = {
    "policy": "A rule for staffing: how often the team is reviewed, and which team a review asks "
    "for. It reacts to what happens; the fixed plan does not.",
    "fixed plan": "The hires and departures that the policy comes to on average, month by month, "
    "for budgets. It was simulated as well.",
    "future, replication": "One course of events that chance may bring: who becomes a customer, "
    "what work falls due, who renews. All policies are compared in the same futures.",
    "±, half-width": "Half the length of a 95 % confidence interval of a mean: how well the "
    "simulation has measured the model. It does not say how well the model fits the company.",
    "10 to 90 % band": "Four futures of five lie in it.",
    "indifference zone": "The smallest difference worth telling.",
    "certified": "The selection's guarantee holds: the best of the finalists, with the stated "
    "confidence, if it is better than the others by the indifference zone.",
    "fluid approximation": "A formula in which customers and work flow without chance. It screens "
    "thousands of policies; simulation has the last word.",
    "luck taken out": "What chance is known to bring on average zero is deducted from every "
    "future, so that fewer of them are needed. Means stay the same.",
}


def glossary(model: Model) -> Table:
    """Terms and the model's metrics, with what they mean."""
    metrics = {name: quantity.description for name, quantity in model.metrics.items()}
    return Table(("term", "meaning"), tuple((_TERMS | metrics).items()))
