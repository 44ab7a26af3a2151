"""Amounts of a study's money, in words: a figure by the month or in thousands shows here."""

from collections.abc import Iterator, Mapping

from planner.handoff.wording.numbers import percent, plain
from planner.recommendation.zone import Zone
from planner.study.study import Study
from simmodel.contract.finance import Rates


def amounts(study: Study) -> Iterator[str]:
    """The cost of one of the team, the revenue of a customer, and how one pays for the other."""
    finance, share = study.model.finance, study.model.share
    if finance is None:
        return
    rates, member = finance.rates(study.facts), finance.roles.member
    currency = study.finance.currency
    parts = finance.rates_of_parts(study.facts)
    costs = f"One {member} costs {_paid(study, parts) or _a_year(rates.member, currency)}"
    if rates.contract is None:
        yield f"{costs}."
        yield from _brought(study, parts)
        if finance.roles.recruits is None:
            return
    else:
        value = rates.contract.value
        yield f"{costs}; one customer brings {_a_year(value, currency)}."
    if share and rates.contract and (value := rates.contract.value) > 0:
        customers = rates.member / value
        yield (
            f"So one {member} costs what {_round(customers)} customers bring; with the "
            f"{percent(study.credited)} of renewals that {share.field} credits to the team, "
            f"{_round(customers / study.credited)} customers must renew each year to pay for one."
        )
    yield (
        f"A recruit costs {plain(rates.recruiting)} {currency} and takes {rates.ramp_months} "
        f"months to be fully productive; {percent(rates.attrition)} of the team resigns in a year."
    )
    if rates.hiring and rates.hiring.late_months:
        half, most = rates.hiring.usual_months, rates.hiring.late_months
        yield (
            f"Half of the positions are filled within {half} months of being opened, nine of ten "
            f"within {most}."
        )


def _a_year(money: float, currency: str) -> str:
    return f"{plain(money)} {currency} a year, {_round(money / 12)} a month"


def _paid(study: Study, parts: Mapping[str, Rates]) -> str:
    """The cost of a member by part of the team; nothing where it is the same in all."""
    assert study.model.finance is not None
    costs = {name: parts[name].member for name in _names(study, study.model.finance.roles.team)}
    if len(set(costs.values())) < 2:
        return ""
    told = [f"{plain(cost)} in {name}" for name, cost in costs.items()]
    return f"{', '.join(told)} ({study.finance.currency} a year)"


def _brought(study: Study, parts: Mapping[str, Rates]) -> Iterator[str]:
    """What a customer brings in those parts whose customers are all alike."""
    assert study.model.finance is not None
    told = [
        f"{plain(contract.value)} in {name}"
        for name in _names(study, study.model.finance.roles.customers)
        if (contract := parts[name].contract)
    ]
    if told:
        yield f"One customer brings {', '.join(told)} ({study.finance.currency} a year)."


def _names(study: Study, series: str) -> tuple[str, ...]:
    """The parts that have a series of their own."""
    parts = study.model.parts
    kind = parts.kind_of(series, study.model.series) if parts else None
    return parts.names[kind] if parts and kind else ()


def zone_words(study: Study, zone: Zone) -> str:
    """The indifference zone, what it means and where it comes from."""
    currency = study.finance.currency
    origin = {
        "study": "as search.zone says",
        "team": "of what today's team costs over the horizon",
        "gain": "of the gain over today's policy that a first formula expects",
    }[zone.basis]
    if zone.basis != "study":
        origin = f"{percent(zone.part)} {origin}, {plain(round(zone.amount))} {currency}"
    return (
        f"{plain(zone.size)} {currency}, {origin}; policies this near to each other count as "
        "equally good"
    )


def _round(number: float) -> str:
    """Three digits, or all before the point."""
    return plain(float(f"{number:.3g}")) if number < 1000 else plain(round(number))
