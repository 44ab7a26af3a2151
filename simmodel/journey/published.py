"""The published figures of the case study, and the conventions they follow.

Source: Mehrotra and Saltzman, "Modeling and Analysis of Customer Success Management Operational
Workflow", tables 3, 4 and 5: means of 20 replications with 95 % half-widths.
"""

import csv
from functools import cache
from importlib.resources import files

from simmodel.contract.published import Published, PublishedCell
from simmodel.journey.facts import Facts
from simmodel.journey.money.metrics import net_contribution
from simmodel.journey.people.facts import Team
from simmodel.journey.policy import Policy
from simmodel.journey.vendor import VendorOutcome
from simmodel.journey.work.facts import Automation
from simmodel.measures import ratio

ALPHAS = {"100": 1.0, "075": 0.75, "050": 0.5, "025": 0.25}

MONTHS_OF_COST = 33

CONVENTIONS = (
    "Retention rate: contracts that ended in the last twelve months (our own metric takes the "
    "whole horizon). The portfolio lifetime value follows from it.",
    "CSMP cost: the first 11 of the 12 quarters; the published cost leaves out the last (our own "
    "metric takes all 12). The net contributions follow from it.",
    "First review: after the first period; until then the team is the 51 of the start "
    "(team.reviewed_at_start = false).",
    "Team: follows its target downward too; a change is cut to whole CSMPs, so that it never "
    'overshoots the target (team.rounding = "whole_changes").',
    "Automation: an automated email still waits its turn, takes a CSMP no time, and is removed "
    "with the rest at its month's end (automation.queued = true). It begins at time 0.",
)

PUBLISHED_FACTS = Facts(
    releases="gaps",
    team=Team(reviewed_at_start=False, rounding="whole_changes"),
    automation=Automation(queued=True),
)


@cache
def published() -> Published[Facts, Policy, VendorOutcome]:
    """The 81 published cells: nine policies by nine metrics."""
    policies: dict[str, Policy] = {}
    cells = []
    table = (files("simmodel.journey") / "published.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        policies[row["scenario"]] = Policy.model_validate(
            {
                "cadence": row["cadence"],
                "caf": float(row["caf"]),
                "automation": float(row["automation"]),
            }
        )
        cells.append(
            PublishedCell(
                row["scenario"], row["metric"], float(row["mean"]), float(row["half_width"])
            )
        )
    return Published(
        source="Mehrotra and Saltzman, tables 3 to 5 (20 replications a scenario)",
        facts=PUBLISHED_FACTS,
        cells=tuple(cells),
        conventions=CONVENTIONS,
        policies=policies,
        measure=published_metrics,
        computed={},
        figures=(),
    )


def published_metrics(facts: Facts, outcome: VendorOutcome) -> dict[str, float]:
    """The nine metrics of the tables under :data:`CONVENTIONS`, in the tables' units.

    They mean something on the tables' horizon of 36 months only.
    """
    series = outcome.series
    renewals, churn = series["renewals"][-12:].sum(), series["churn"][-12:].sum()
    retention = ratio(renewals, renewals + churn)
    revenue = float(series["renewal_bookings"].sum())
    cost = float(series["csmp_cost"][:MONTHS_OF_COST].sum())
    customers = float(series["customers"][-1])
    return {
        "retention_rate_pct": 100 * retention,
        "renewal_revenue_kusd": revenue / 1e3,
        "retained_customers": customers,
        "portfolio_lifetime_value_musd": ratio(customers * facts.contract.value, 1.0 - retention)
        / 1e6,
        "csmp_cost_kusd": cost / 1e3,
    } | {
        f"net_contribution_alpha{name}_kusd": net_contribution(alpha, revenue, cost) / 1e3
        for name, alpha in ALPHAS.items()
    }
