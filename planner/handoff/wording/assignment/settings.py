"""What a proposal rests on: settings of the table [assign], lists, runs."""

from collections.abc import Iterator, Mapping

from planner.handoff.documents.assignment import lists_digest
from planner.handoff.documents.parts import versions
from planner.handoff.wording.assignment.places import TEAM
from planner.handoff.wording.numbers import in_currency, plain
from planner.handoff.wording.tables import table_words
from planner.proposal.proposal import Proposal
from planner.proposal.value import PHASE
from planner.study.listing import Stated, stated

ILLUSTRATIVE = (
    "What a skill, a time zone or a handover costs is illustrative until you put your own into the "
    "table [assign]; plan assign --review tells what your past says."
)


def settings(proposal: Proposal) -> Iterator[tuple[Stated, str]]:
    """Every setting of the table [assign], each with its unit in the study's currency."""
    currency = proposal.study.finance.currency
    for each in stated(proposal.study.assign, "assign"):
        yield each, in_currency(each.unit, currency)


def prices(proposal: Proposal) -> Iterator[tuple[str, float, str, str]]:
    """What the model charged: name, amount, unit and meaning."""
    currency, found = proposal.study.finance.currency, proposal.made.prices
    yield (
        "an hour beyond the fair part",
        found.hour,
        f"{currency} an hour",
        "of a person's work in one of the first months; half of what a pair loses of which one has "
        "an hour too many",
    )
    yield "an hour of work", found.paid, f"{currency} an hour", "of a handover"


def provenance(proposal: Proposal) -> Mapping[str, str]:
    """From which study, lists and runs this is."""
    study = proposal.study
    simulated = f"{proposal.replications:,} (phase {PHASE.name.lower()})"
    return {
        "study": f"{study.name} ({study.path.name})",
        "SHA-256 of the study": study.digest,
        **{
            f"list of {each.called}": f"{table_words(each, study.finance.currency)}{serving}"
            for each, serving in zip(proposal.lists.files, ("", _serving(proposal)), strict=True)
        },
        "SHA-256 of the lists": lists_digest(proposal.lists),
        "decisions": proposal.decisions.file or "none",
        "model": study.model.name,
        "seed": str(proposal.seed),
        "replications": simulated if proposal.replications else "none: predicted alone",
        **versions(),
    }


def _serving(proposal: Proposal) -> str:
    """How many of those who are listed are in the team, where not all are."""
    listed, there = proposal.lists.files[TEAM].rows, len(proposal.lists.people)
    return f"; {there:,} of them in the team" if there < listed else ""


def price_text(amount: float) -> str:
    """A price in few digits."""
    return plain(float(f"{amount:.4g}"))
