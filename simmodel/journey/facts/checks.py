"""What is possible: checks of tables that must go together."""

import re
from collections.abc import Mapping

from simmodel.contract.names import known_as
from simmodel.fields import shown
from simmodel.journey.customers.accounts import owners, refusal
from simmodel.journey.customers.segments import Segment
from simmodel.journey.desk.facts import OF_SKILLED
from simmodel.journey.desk.pods import Pod
from simmodel.journey.facts.derived import Derived
from simmodel.journey.people.individuals import People

MOST_ACTIVITIES = 100e6
"""In a replication. It is held in memory as a whole, at some 30 bytes an activity."""

OF_RANGES = ("low", "high", "knots", "frozen", "per_year")
"""What a decision's entry may say: ``caf.low`` would be an end of the range of ``caf``."""

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""Of a segment, or a pod."""

_OF_SEGMENTS = ("customers", "automation")  # of which each has its own


def check(facts: Derived) -> None:
    """Raise ValueError unless the tables go together."""
    _check_parts(facts)
    for name, part in facts.by_segment.items():
        try:
            _check_customers(part)
        except ValueError as error:
            raise ValueError(f"segments.{name}.{error}" if name else str(error)) from None
    _check_desk(facts, "")
    for name, part in facts.by_pod.items():
        _check_owners(part, f"pods.{name}" if name else "team")
        if name and part.desk is not facts.desk:
            _check_desk(part, f"pods.{name}.")
    _check_size(facts)
    if facts.people is not None:
        _check_people(facts, facts.people)


def _check_size(facts: Derived) -> None:
    """Raise ValueError unless a replication fits into memory."""
    if facts.most_activities > MOST_ACTIVITIES:
        off = " where the forecast is far off" if facts.forecasts else ""
        raise ValueError(
            f"a replication has about {facts.most_activities / 1e6:,.0f} million activities"
            f"{off}; allowed: at most {MOST_ACTIVITIES / 1e6:,.0f} million (fewer customers or "
            "activities, or fewer months)"
        )


def _check_people(facts: Derived, people: People) -> None:
    """Raise ValueError unless people go together with the team and the calendar."""
    team = facts.headcount
    for name, given, what in (
        ("tenures", people.tenures, "numbers"),
        ("members", people.members, "people"),
    ):
        if len(given) not in (0, team):
            raise ValueError(
                f"people.{name} has {len(given)} {what}, but team.at_start is {team}; "
                f"allowed: exactly {team}, or none"
            )
    _check_members(facts, people)
    if people.learning.training_hours > facts.hours_per_month:
        raise ValueError(
            f"people.learning.training_hours is {people.learning.training_hours:g}, "
            f"but a month has {facts.hours_per_month:g} productive hours; allowed: no more"
        )


def _check_members(facts: Derived, people: People) -> None:
    """Raise ValueError unless people are told apart by name, and accounts go to some of them."""
    names = [known_as(each.name) for each in people.members]
    for place, name in enumerate(names):
        if not name or name in names[:place]:
            raise ValueError(
                f"people.members: found the name {shown(people.members[place].name)}"
                f"{' twice' if name else ''}; allowed: a name of their own for each"
            )
    for each in facts.accounts or () if names else ():
        if each.handover is not None and known_as(each.handover.to) not in names:
            raise ValueError(
                f"accounts: {shown(each.account)} is handed over to {shown(each.handover.to)}, who "
                "is none of people.members; allowed: the name of one of them"
            )


def _check_parts(facts: Derived) -> None:
    """Raise ValueError unless segments and pods go together."""
    if facts.segments is not None:
        usual = type(facts).model_fields
        given = [each for each in _OF_SEGMENTS if getattr(facts, each) != usual[each].default]
        if given:
            raise ValueError(
                f"found {given[0]} beside segments; allowed: customers, and the price of "
                "automation, in the tables of segments alone"
            )
    for kind, parts in (("segments", facts.segments), ("pods", facts.pods)):
        if parts is not None and not parts:
            raise ValueError(f"{kind}: found none; allowed: one or more, or no such table")
        for name in parts or ():
            if name in OF_RANGES:
                raise ValueError(
                    f"{kind}: found the name {name}, which is that of a bound; allowed: another"
                )
            if not NAME.fullmatch(name):
                raise ValueError(
                    f"{kind}: found the name {shown(name)}; allowed: letters, digits, _ and -"
                )
    if facts.pods is None:
        return
    if facts.segments is None:
        raise ValueError("found pods without segments; allowed: pods that serve [facts.segments]")
    _check_served(facts.segments, facts.pods)
    usual = type(facts.team).model_fields["at_start"].default
    if facts.team.at_start not in (usual, facts.headcount):
        raise ValueError(
            f"team.at_start is {facts.team.at_start}, but the pods have {facts.headcount} CSMPs; "
            "allowed: that number, or none"
        )
    for name in ("tenures", "members"):
        if getattr(facts.people, name, ()):
            raise ValueError(f"found people.{name} beside pods; allowed: without pods")


def _check_desk(facts: Derived, at: str) -> None:
    """Raise ValueError unless a desk goes together with what is served there.

    Args:
        at: where the desk is declared.
    """
    _check_named(facts, at)
    desk = facts.desk
    if desk is not None and desk.order == "by_class" and not desk.first:
        raise ValueError(
            f"{at}desk.first: found nothing, but the order is by_class; allowed: one or more of "
            "what goes first"
        )
    if desk is None or not desk.skilled:
        return
    for name, found, allowed in (
        ("organisation", desk.organisation, ("pool",)),
        ("order", desk.order, OF_SKILLED),
    ):
        if found not in allowed:
            raise ValueError(
                f"{at}desk.{name} is {found} beside skills or a reserve; "
                f"allowed: {' or '.join(allowed)}"
            )
    if desk.reserve is not None and facts.incidents is None:
        raise ValueError(
            f"found {at}desk.reserve without incidents; allowed: with a table [facts.incidents]"
        )
    if desk.skills is not None and not desk.skills:
        raise ValueError(f"{at}desk.skills: found none; allowed: one or more, or no such table")
    for name, skill in (desk.skills or {}).items():
        if not NAME.fullmatch(name):
            raise ValueError(
                f"{at}desk.skills: found the name {shown(name)}; allowed: letters, digits, _ and -"
            )
        if not skill.activities:
            raise ValueError(f"{at}desk.skills.{name}.activities: found none; allowed: one or more")


def _check_named(facts: Derived, at: str) -> None:
    """Raise ValueError unless what a desk names is served there."""
    known = [*dict.fromkeys(each for kind in facts.kinds for each in kind if each)]
    both = {f"{segment}.{name}" for segment, name in facts.kinds}
    if facts.desk is None:
        return
    named = {"first": facts.desk.first}
    for skill, own in (facts.desk.skills or {}).items():
        named[f"skills.{skill}.activities"] = own.activities
    for key, names in named.items():
        for each in names:
            if each not in known and each not in both:
                raise ValueError(f"{at}desk.{key} names {each}; allowed: {', '.join(known)}")


def _check_owners(facts: Derived, at: str) -> None:
    """Raise ValueError unless a team in books has at least those who look after its accounts.

    Args:
        at: where the team is declared.
    """
    named, team = len(owners(facts.accounts or ())), facts.team.at_start
    if facts.people is not None and facts.people.members:
        return  # who is none of them looks after nobody
    if facts.desk is not None and facts.desk.organisation != "pool" and named > team:
        raise ValueError(
            f"{at}.at_start is {team}, but {named} people own the accounts that it serves in "
            f"books; allowed: at least {named}, or accounts of who has left without an owner"
        )


def _check_accounts(facts: Derived) -> None:
    """Raise ValueError unless the accounts of one segment go together with its other facts."""
    if facts.accounts is None:
        return
    refused = refusal(
        facts.accounts, facts.customers.at_start, facts.contract.months, facts.warm_up_months
    )
    if refused is not None:
        raise ValueError(refused)


def _check_served(segments: Mapping[str, Segment], pods: Mapping[str, Pod]) -> None:
    """Raise ValueError unless every segment is served by exactly one pod."""
    served = [segment for pod in pods.values() for segment in pod.segments]
    for name, pod in pods.items():
        if not pod.segments:
            raise ValueError(f"pods.{name}.segments: found none; allowed: one or more")
        for segment in pod.segments:
            if segment not in segments:
                raise ValueError(
                    f"pods.{name}.segments: found {shown(segment)}; allowed: {', '.join(segments)}"
                )
        if name in segments and pod.segments != (name,):
            raise ValueError(
                f"pods.{name}: found the name of a segment; allowed: another name, unless it is "
                "the one segment that the pod serves"
            )
    for segment in segments:
        if served.count(segment) != 1:
            raise ValueError(
                f"pods: found segment {shown(segment)} in {served.count(segment)} of them; "
                "allowed: every segment in exactly one pod"
            )


def _check_phases(facts: Derived) -> None:
    """Raise ValueError unless every phase that an activity falls due in has months."""
    load = facts.load
    for name, each in load.occasional.items():
        if each.phase is None or load.phases.months(each.phase, load.length):
            continue
        ways = "fewer" if each.phase == "steady" else "with"
        raise ValueError(
            f"activities.{name}.phase: found {each.phase}, but that phase has no months; allowed: "
            f"{ways} onboarding_months or renewal_months in [facts.phases]"
        )


def _check_customers(facts: Derived) -> None:
    """Raise ValueError unless the customers of one kind, and their work, are possible."""
    _check_phases(facts)
    load = facts.load
    if load.activities_per_month == 0:
        raise ValueError("activities: the frequencies sum to 0 per month; allowed: a sum above 0")
    if load.points_per_month == 0:
        raise ValueError(
            "activities: the weights of all that falls due are 0; allowed: one or more above 0"
        )
    if load.weighted and facts.releases == "gaps":
        raise ValueError('activities: found weights that differ; allowed: with releases = "spread"')
    if load.hours >= facts.hours_per_month:
        raise ValueError(
            f"activities: a customer's expected work is {load.hours:g} hours a month, "
            f"but a month has {facts.hours_per_month:g} productive hours; allowed: less work "
            "than hours (fewer or shorter activities, or a longer calendar)"
        )
    if facts.incidents is not None and facts.releases == "gaps":
        raise ValueError('found incidents; allowed: with releases = "spread"')
    if facts.releases == "gaps" and load.occasional:
        raise ValueError(
            f"activities.{next(iter(load.occasional))}: found one that does not fall due equally "
            'often in all months; allowed: with releases = "spread"'
        )
    forecast = facts.customers.forecast
    if forecast is not None and len(forecast.by_month) not in (0, facts.horizon_months):
        raise ValueError(
            f"customers.forecast.by_month has {len(forecast.by_month)} numbers, but "
            f"horizon_months is {facts.horizon_months}; allowed: exactly as many, or none"
        )
    if facts.warm_up_months < facts.contract.months:
        raise ValueError(
            f"warm_up_months is {facts.warm_up_months}, shorter than a contract; "
            f"allowed: at least contract.months ({facts.contract.months})"
        )
    _check_accounts(facts)
