"""Amounts of a study's money, in words: a figure by the month or in thousands shows here."""

from collections.abc import Iterator

from planner.handoff.wording.numbers import percent, plain
from planner.recommendation.zone import Zone
from planner.study.study import Study


def amounts(study: Study) -> Iterator[str]:
    """The cost of one of the team, the revenue of a customer, and how one pays for the other."""
    finance, share = study.model.finance, study.model.share
    if finance is None:
        return
    rates, member = finance.rates(study.facts), finance.roles.member
    currency = study.finance.currency
    costs = (
        f"One {member} costs {plain(rates.member)} {currency} a year, {_round(rates.member / 12)} "
        "a month"
    )
    if rates.contract is None:
        yield f"{costs}."
        return
    value = rates.contract.value
    yield (
        f"{costs}; one customer brings {plain(value)} {currency} a year, {_round(value / 12)} a "
        "month."
    )
    if value > 0 and share:
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
