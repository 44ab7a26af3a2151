"""How a proposal is reckoned, in words."""

from collections.abc import Iterator

from planner.assignment.size import HUGE, LARGE
from planner.handoff.wording.assignment.settings import price_text
from planner.proposal.proposal import Proposal


def method(proposal: Proposal) -> Iterator[str]:
    """What costs what, what is demanded, how it was chosen, and what is in no list."""
    prices, currency = proposal.made.prices, proposal.study.finance.currency
    yield (
        "Who has an account is reckoned in money: what its renewal loses in goodwill if its person "
        "changes, the hours of the handover, and hours of work beyond a person's fair part, at "
        f"{price_text(prices.hour)} {currency} an hour: what the renewals lose for work that is "
        "left undone."
    )
    yield (
        "Skills, languages and segments that an account needs are demanded of whom it comes to; "
        "where it is today it may stay. Parents and their children are with one person, unless a "
        "conflict says that they cannot be."
    )
    yield (
        f"Proposals of several numbers of moves are sought by {sought(proposal)}; taken is the one "
        "that is predicted to bring most when the handovers are paid."
    )
    if proposal.replications:
        yield (
            f"What it brings is simulated, customer by customer: {proposal.replications:,} futures "
            "that have chosen nothing, each with today's books and with the proposed ones; the "
            f"mean difference with its 95 % half-width (seed {proposal.seed})."
        )
    yield "Who gets on with whom stands in no list: that is for people to decide."


def sought(proposal: Proposal) -> str:
    """By what proposals were sought: by prices, and unless there are very many by predictions."""
    by = "prices that stand for this money, as a guide"
    pairs = proposal.made.problem.allowed.sum()
    if pairs > HUGE:
        return by
    steps = "one move after the other" if pairs <= LARGE else "some moves at a time"
    return f"{by}, and from there by what is predicted, {steps}"
