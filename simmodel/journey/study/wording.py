"""The policy of the customer journey in the words of those who carry it out."""

from collections.abc import Mapping, Sequence

from simmodel.contract.wording import Wording
from simmodel.journey.facts import Facts
from simmodel.journey.policy import OF_PEOPLE, Cadence, Policy
from simmodel.journey.study.today import cautions, remarks

_REVIEWS: dict[Cadence, str] = {
    "monthly": "every month",
    "quarterly": "every quarter",
    "semiannual": "twice a year",
    "annual": "once a year",
}
_PARTS = {
    0.25: "a quarter of",
    0.33: "a third of",
    0.5: "half of",
    0.67: "two thirds of",
    1.0: "all",
}


def in_effect(facts: Facts, policy: Policy, today: Policy) -> tuple[str, ...]:
    """The fields of ``policy`` that change anything; of automation 0 only where it ends some."""
    staffed = ("cadence", "caf") if policy.hires is None else ("cadence", "hires")
    automates = _automatable(facts) and (policy.automation > 0 or today.automation > 0)
    now, before = _of_people(facts, policy), _of_people(facts, today)
    people = (name for name in OF_PEOPLE if name in now or name in before)
    return (*staffed, *(("automation",) if automates else ()), *people)


def _of_people(facts: Facts, policy: Policy) -> set[str]:
    """The decisions on people one by one that change anything; a schedule is not reviewed."""
    if facts.people is None:
        return set()
    found = set()
    if policy.availability not in (None, facts.calendar.availability):
        found.add("availability")
    if policy.hires is None and policy.hire_ahead_months:
        found.add("hire_ahead_months")
    if policy.hires is None and policy.attrition_margin:
        found.add("attrition_margin")
    return found


def instructions(facts: Facts, policy: Policy) -> Mapping[str, str]:
    """Instructions by decision, apart from the size of the team."""
    found = {}
    if policy.hires is None:
        found["cadence"] = f"review the team {_REVIEWS[policy.cadence]}"
    if policy.automation > 0 and _automatable(facts):
        work = " and ".join(_automatable(facts))
        found["automation"] = f"automate {_part(policy.automation)} the {work}"
    if facts.people is not None:
        found |= _instructions_of_people(facts, policy)
    return found


def _instructions_of_people(facts: Facts, policy: Policy) -> dict[str, str]:
    """What a review looks at; and the day, which stays as it is unless a policy says otherwise."""
    told, found = _of_people(facts, policy), {}
    if "hire_ahead_months" in told:
        ahead = policy.hire_ahead_months
        months = "1 month" if ahead == 1 else f"{ahead} months"
        found["hire_ahead_months"] = f"staff for the customers expected {months} ahead"
    if "attrition_margin" in told and policy.attrition_margin:
        more = f"{100 * policy.attrition_margin:.3g} %"
        found["attrition_margin"] = f"aim {more} above the target, as some will resign"
    share = policy.availability or facts.calendar.availability
    found["availability"] = f"keep {100 * share:.3g} % of the working day for customers"
    return found


def _automatable(facts: Facts) -> Sequence[str]:
    """What may be automated, in the plural; by its first word if that is the same for all."""
    names = [name.split("_") for name, kind in facts.activities.items() if kind.automatable]
    if len({first for first, *_ in names}) == 1 < len(names):
        names = [names[0][:1]]
    return [_plural(" ".join(words)) for words in names]


def _plural(word: str) -> str:
    if word.endswith("s"):
        return word
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def _part(share: float) -> str:
    return _PARTS.get(round(share, 2), f"{100 * share:.3g} % of")


WORDING = Wording(
    highlights=("retention_rate", "annual_recurring_revenue"),
    in_effect=in_effect,
    instructions=instructions,
    cautions=cautions,
    remarks=remarks,
)
