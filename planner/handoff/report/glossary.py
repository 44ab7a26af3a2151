"""The words of the report that a reader may not know."""

from planner.handoff.report.parts import Table
from planner.study.study import Study

_TEAM = {
    "policy": "A rule for staffing: how often the team is reviewed, and which team a review asks "
    "for. It reacts to what happens; the fixed plan does not.",
    "fixed plan": "The hires and departures that the policy comes to on average, month by month, "
    "for budgets. It was simulated as well.",
    "future, replication": "One course of events that chance may bring: who becomes a customer, "
    "what work falls due, who leaves. All policies are compared in the same futures.",
}
_PEOPLE = {
    "fixed plan": "The positions that the policy opens on average, month by month, for budgets; "
    "those for who resigns come on top where they are opened at once. It was simulated as well.",
    "position": "Somebody on the payroll, or the opening for somebody who is sought. One to be "
    "done without lapses as somebody resigns.",
}
_NO_TEAM = {
    "policy": "All that is decided. It may react to what happens; the fixed plan does not.",
    "fixed plan": "What the policy comes to on average. It was simulated as well.",
    "future, replication": "One course of events that chance may bring. All policies are compared "
    "in the same futures.",
}
_TERMS = {
    "±, half-width": "Half the length of a 95 % confidence interval of a mean: how well the "
    "simulation has measured the model. It does not say how well the model fits the company.",
    "10 to 90 % band": "Four futures of five lie in it.",
    "indifference zone": "The smallest difference worth telling.",
    "final": "The best policies of the search and their simpler relatives, compared once more, in "
    "futures that they had not met before.",
    "fluid approximation": "A formula in which customers and work flow without chance. It screens "
    "thousands of policies; simulation has the last word.",
    "luck taken out": "What chance brought a future beyond expectation is deducted from it. That "
    "is nothing on average over all futures: the expected value stays the same, and the estimate "
    "comes nearer to it.",
}


def glossary(study: Study) -> Table:
    """Terms, and what the model calls its decisions and the share; metrics have their own table."""
    model, share = study.model, study.model.share
    about = _TEAM if model.finance else _NO_TEAM
    if model.finance and model.finance.roles.turnover:
        about = about | _PEOPLE
    idle = model.idle(study.facts, study.objective)
    names = {
        each.name: f"{each.description} ({each.unit})."
        for each in model.decisions(study.facts, study.baseline)
        if each.name not in idle
    }
    if share:
        names[share.field] = f"{model.Objective.model_fields[share.field].description}."
    return Table(("term", "meaning"), tuple((about | _TERMS | names).items()))
