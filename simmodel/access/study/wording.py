"""The policy of service access in the words of those who carry it out."""

from collections.abc import Mapping

from simmodel.access.facts import NEW, Facts
from simmodel.access.policy import INDICES, SEPARATOR, Policy
from simmodel.access.study.today import cautions, remarks
from simmodel.contract.wording import Wording


def in_effect(facts: Facts, policy: Policy, today: Policy) -> tuple[str, ...]:
    """The fields of ``policy`` that change anything; a ranking only with two to choose from."""
    del today
    present = len(facts.classes) - (policy.new_customers == 0)
    sizes = ("rule", "new_customers", "servers")
    return (*sizes, "ranking") if policy.servers != 0 and present > 1 else sizes


def instructions(facts: Facts, policy: Policy) -> Mapping[str, str]:
    """Instructions by decision, apart from the number of servers."""
    found = {}
    if policy.new_customers:
        number = f"{round(policy.new_customers, 1):,.10g}"
        found["new_customers"] = f"advertise for {number} new customers a month"
    if "ranking" in in_effect(facts, policy, policy):
        found["ranking"] = f"serve {_order(policy.ranking)}"
    return found


def _order(ranking: str) -> str:
    if ranking in INDICES:
        return f"first who comes first by the index {ranking}"
    first, *others = (
        f"{name} customers" if name == NEW else name for name in ranking.split(SEPARATOR)
    )
    return f"{first} first, then {', then '.join(others)}"


WORDING = Wording(
    highlights=("service_probability", "mean_customers"),
    in_effect=in_effect,
    instructions=instructions,
    cautions=cautions,
    remarks=remarks,
)
