"""What a new study of service access asks and shows."""

from collections.abc import Mapping
from typing import Any

from simmodel.access.facts import Facts
from simmodel.access.policy import Policy
from simmodel.contract import Interview
from simmodel.fields import Section


class Nothing(Section):
    """No question but those of the file's own fields."""


def nothing(given: Nothing, facts: Facts, policy: Policy) -> Nothing:
    """What is left to answer of no question."""
    del facts, policy
    return given


def no_fields(given: Nothing, facts: Facts, policy: Policy) -> Mapping[str, Any]:
    """What no question stands for."""
    del given, facts, policy
    return {}


def no_notes(facts: Facts) -> Mapping[str, str]:
    """What the fields say of themselves is enough."""
    del facts
    return {}


INTERVIEW = Interview(
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
    hints={},
    Plain=Nothing,
    complete=nothing,
    stands_for=no_fields,
    notes=no_notes,
    examples={
        "today": {"service_probability": 0.9, "mean_customers": 10_000.0},
        "constraints": {"least_service_margin": {"at_least": 0.0}},
        "goals": {"customer_value": "maximise", "total_cost": "minimise"},
        "scenarios": {"by_marketing": {"rule": "marketing_driven"}},
    },
)
