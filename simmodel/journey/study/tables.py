"""The table of accounts: its columns, by the names that spreadsheets and CRMs give them."""

from collections.abc import Mapping, Sequence
from typing import Any

from simmodel.contract.tables import Column, Span, Table
from simmodel.journey.customers.accounts import Account, mean_value
from simmodel.journey.facts import Facts


def _spans(facts: Facts, named: Mapping[str, str]) -> Mapping[str, Span]:
    """Of an account of a segment, or of one whose segment is not known."""
    own = facts.by_segment.get(named.get("segment", ""))
    lengths = [each.contract.months for each in ([own] if own else facts.by_segment.values())]
    length = max(lengths)
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


def _names(facts: Facts) -> Mapping[str, Sequence[str]]:
    return {} if facts.segments is None else {"segment": tuple(facts.segments)}


def _implied(
    accounts: Sequence[Account], stated: Mapping[str, Any]
) -> Mapping[tuple[str, ...], Any]:
    if "segments" not in stated:
        return {("customers", "at_start"): len(accounts)}
    return {
        ("segments", name, "customers", "at_start"): sum(each.segment == name for each in accounts)
        for name in stated["segments"]
    }


def _usual(accounts: Sequence[Account], stated: Mapping[str, Any]) -> Mapping[tuple[str, ...], Any]:
    """The value of a new contract: the mean of those that there are."""
    if "segments" not in stated:
        return {("contract", "value"): mean_value(accounts)} if accounts else {}
    general = dict(stated.get("contract", {}))
    found: dict[tuple[str, ...], Any] = {}
    for name, table in stated["segments"].items():
        own = [each for each in accounts if each.segment == name]
        contract = dict(table.get("contract", general))
        if own and "value" not in contract:
            found |= {("segments", name, "contract", key): value for key, value in contract.items()}
            found["segments", name, "contract", "value"] = mean_value(own)
    return found


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
        Column(
            "owner",
            (
                "csm",
                "csmp",
                "csm name",
                "account owner",
                "account manager",
                "betreuer",
            ),
        ),
        Column(
            "share_done",
            ("share of plan done", "share of work done", "plan done", "progress", "done"),
            kind="share",
        ),
    ),
    spans=_spans,
    names=_names,
    implied=_implied,
    usual=_usual,
)
