"""The table of accounts: its columns, by the names that spreadsheets and CRMs give them."""

from collections.abc import Mapping, Sequence
from typing import Any

from simmodel.contract.tables import Column, Span, Table
from simmodel.journey.customers.accounts import Account, mean_value
from simmodel.journey.facts import Facts


def _spans(facts: Facts) -> Mapping[str, Span]:
    length = facts.contract.months
    return {
        "renewal": Span(
            first=0,
            last=length,
            early="of one that has renewed since give the next date, of one that has left no line",
            late=f"contract.months is {length}: of a contract over several years give the next "
            "yearly date at which it may end, or make contract.months as long as the longest",
        ),
        "since": Span(last=0, late="of one that comes later no line"),
    }


def _implied(accounts: Sequence[Account]) -> Mapping[tuple[str, ...], Any]:
    return {
        ("customers", "at_start"): len(accounts),
        ("contract", "value"): mean_value(accounts),
    }


ACCOUNTS = Table(
    fact="accounts",
    rows="accounts",
    columns=(
        Column(
            "account",
            (
                "account name",
                "customer",
                "customer name",
                "client",
                "client name",
                "company",
                "company name",
                "name",
                "account id",
                "customer id",
                "kunde",
                "firma",
            ),
            required=True,
            unique=True,
        ),
        Column("segment", ("customer segment", "account segment", "tier", "plan", "size")),
        Column(
            "value",
            (
                "arr",
                "current arr",
                "arr amount",
                "annual recurring revenue",
                "yearly value",
                "annual value",
                "annual contract value",
                "acv",
                "contract value",
                "jahreswert",
            ),
            kind="money",
            required=True,
            summary="a year",
        ),
        Column(
            "renewal",
            (
                "renewal date",
                "next renewal",
                "next renewal date",
                "renews on",
                "due date",
                "contract end",
                "contract end date",
                "end date",
                "vertragsende",
            ),
            kind="date",
            required=True,
            summary="renewals",
        ),
        Column(
            "since",
            (
                "customer since",
                "start date",
                "contract start",
                "contract start date",
                "start",
                "kunde seit",
            ),
            kind="date",
        ),
        Column("owner", ("csm", "csmp", "account owner", "account manager", "betreuer")),
        Column(
            "share_done",
            ("share of plan done", "share of work done", "plan done", "progress", "done"),
            kind="share",
        ),
    ),
    spans=_spans,
    implied=_implied,
)
