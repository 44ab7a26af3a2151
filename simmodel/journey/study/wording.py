"""The policy of the customer journey in the words of those who carry it out."""

from collections.abc import Collection, Mapping, Sequence

from simmodel.contract.parts import of_part
from simmodel.contract.wording import Wording
from simmodel.journey.facts import Facts
from simmodel.journey.policy import AT_THE_DESK, OF_POD, Cadence, Policy
from simmodel.journey.study.today import cautions, remarks

_REVIEWS: dict[Cadence, str] = {
    "monthly": "every month",
    "quarterly": "every quarter",
    "semiannual": "twice a year",
    "annual": "once a year",
}
_DESK = {
    "pool": "let any CSMP serve any customer",
    "books": "give each customer a CSMP of their own",
    "books_with_help": "give each customer a CSMP of their own, and let who is free help others",
    "first_come": "do first what fell due first",
    "by_class": "do first what the study's classes put first",
    "soonest_end": "do first what is for the contract that ends soonest",
    "lowest_health": "do first what is for the customer with the least done of what was due",
    "value_at_risk": "do first what an hour of work is worth most for",
}
_PARTS = {
    0.25: "a quarter of",
    0.33: "a third of",
    0.5: "half of",
    0.67: "two thirds of",
    1.0: "all",
}


def in_effect(facts: Facts, policy: Policy, today: Policy) -> tuple[str, ...]:
    """The fields of ``policy`` that change anything; of automation 0 only where it ends some.

    What is decided for pods or segments is told of each of them, where one has its own.
    """
    found: list[str] = []
    now = {
        pod: (part, policy.of_pod(pod), today.of_pod(pod))
        for pod, part in facts.teams(policy.together).items()
    }
    for name in OF_POD:
        effective = [pod for pod, each in now.items() if name in _of_team(*each)]
        found += _told(name, effective, policy, today)
    segments = [
        name
        for name, part in facts.by_segment.items()
        if _automatable(part)
        and max(policy.of_segment(name).automation, today.of_segment(name).automation) > 0
    ]
    found[2:2] = _told("automation", segments, policy, today)
    if policy.together or today.together:
        found.append("teams")
    return tuple(found)


def _told(name: str, parts: Sequence[str], policy: Policy, today: Policy) -> list[str]:
    """Names of a field under which it is told for some parts."""
    own = [of_part(name, part) for part in parts if part]
    differs = any(getattr(each, one, None) is not None for each in (policy, today) for one in own)
    return own if differs else [name] if parts else []


def _of_team(facts: Facts, policy: Policy, today: Policy) -> set[str]:
    """Fields on the team of a pod that change anything."""
    found = {"cadence", "caf"} if policy.hires is None else {"cadence", "hires"}
    both = (policy, today)
    return found.union(*(_of_people(facts, each) | _at_the_desk(facts, each) for each in both))


def _at_the_desk(facts: Facts, policy: Policy) -> set[str]:
    """The decisions on who does what first that change anything."""
    if facts.desk is None:
        return set()
    return {
        name
        for name in AT_THE_DESK
        if getattr(policy, name) not in (None, getattr(facts.desk, name))
        and not (name == "reserve" and facts.desk.reserve is None)
    }


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
    """Instructions by decision, apart from the size of the team.

    What all pods are told has the name of the decision for all; else each is told by its own.
    """
    found: dict[str, str] = {}
    if policy.together:
        found["teams"] = "let the CSMPs of all pods work as one team, for all segments"
    teams = facts.teams(policy.together)
    told = {pod: _to_the_team(part, policy.of_pod(pod)) for pod, part in teams.items()}
    for name in dict.fromkeys(name for each in told.values() for name in each):
        found |= _by_pod(name, {pod: each.get(name, "") for pod, each in told.items()})
    for name, part in facts.by_segment.items():
        share = policy.of_segment(name).automation
        if share > 0 and _automatable(part):
            work = " and ".join(_automatable(part))
            of = f" of {name}" if name else ""
            key = of_part("automation", name)
            found[key] = f"automate {_part(share)} the {work}{of}"
    return found


def _free(facts: Facts, decisions: Collection[str]) -> tuple[str, ...]:
    """Whether automation is to be decided whose price nobody has said."""
    lacking = [
        name
        for name, part in facts.by_segment.items()
        if {"automation", of_part("automation", name)} & {*decisions}
        and _automatable(part)
        and not part.automation.priced
    ]
    if not lacking:
        return ()
    tables = [
        f"facts.segments.{name}.automation" if name else "facts.automation" for name in lacking
    ]
    keys = " and ".join(f"{table}.annual_cost" for table in tables)
    of = f" of {' and '.join(lacking)}" if all(lacking) else ""
    return (
        f"automation{of} is to be decided and costs nothing, so that all of it looks best: say in "
        f"{keys} what it would cost a year, or leave it out of [decisions].",
    )


def _by_pod(name: str, told: Mapping[str, str]) -> dict[str, str]:
    """An instruction by pod, empty where there is none; of all at once where they are alike."""
    if len(set(told.values())) == 1:
        return {name: next(iter(told.values()))}
    return {of_part(name, pod): f"in {pod} {text}" for pod, text in told.items() if text}


def _to_the_team(facts: Facts, policy: Policy) -> dict[str, str]:
    """What the leaders of a pod do."""
    found = {}
    if policy.hires is None:
        found["cadence"] = f"review the team {_REVIEWS[policy.cadence]}"
    decided = _at_the_desk(facts, policy)
    kept = f"keep {100 * (policy.reserve or 0.0):.3g} % of the CSMPs for incidents"
    for name in AT_THE_DESK:
        if name in decided:
            found[name] = kept if name == "reserve" else _DESK[getattr(policy, name)]
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
    free=_free,
    remarks=remarks,
)
