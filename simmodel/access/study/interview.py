"""Questions and defaults of a new study of service access."""

from simmodel.access.facts import Facts
from simmodel.access.policy import Policy
from simmodel.access.study.today import today
from simmodel.contract.interview import Interview
from simmodel.fields import Section

INTERVIEW: Interview[Facts, Policy, Section] = Interview(
    questions=(
        "facts.new.profit",
        "facts.new.mean_hours",
        "facts.new.patience_hours",
        "facts.advertising.cost",
        "facts.advertising.exponent",
        "facts.servers.at_start",
        "facts.servers.monthly_cost",
        "facts.servers.hours_per_month",
    ),
    today=today,
    hints={},
    examples={
        "today": {"service_probability": 0.9, "mean_customers": 10_000.0},
        "constraints": {"least_service_margin": {"at_least": 0.0}},
        "goals": {"customer_value": "maximise", "total_cost": "minimise"},
        "scenarios": {"by_marketing": {"rule": "marketing_driven"}},
    },
)
