"""Accounts as they are listed to be assigned: what the customers are, and what they need."""

from collections.abc import Mapping

from simmodel.contract.tables import Column, Span, Table
from simmodel.fields import field
from simmodel.journey.customers.accounts import Account
from simmodel.journey.facts import Facts
from simmodel.journey.study.tables import ACCOUNTS


class ListedAccount(Account):
    """An account, with what it needs of the person who looks after it."""

    parent: str | None = field(
        None, unit="text", description="The account, or group, with which it stays together"
    )
    risk: float | None = field(
        None,
        unit="probability",
        description="That it does not renew; without it as the work done so far says",
        ge=0,
        le=1,
    )
    needs: tuple[str, ...] = field(
        (), unit="names", description="Skills that it needs", strict=False
    )
    languages: tuple[str, ...] = field(
        (), unit="names", description="Languages that it needs", strict=False
    )
    time_zone: float | None = field(
        None, unit="hours from UTC", description="Where it is", ge=-14, le=14
    )
    strategic: bool = field(
        False, unit="yes or no", description="Whether its relationship weighs more than others"
    )
    locked: bool = field(
        False, unit="yes or no", description="Whether it stays with its owner, whatever else"
    )
    never: tuple[str, ...] = field(
        (), unit="names", description="People who must not look after it", strict=False
    )
    owner_since: float | None = field(
        None,
        unit="months",
        description="From the first day back to when its owner took it over, below 0",
        le=0,
    )


def _spans(facts: Facts, named: Mapping[str, str]) -> Mapping[str, Span]:
    late = Span(last=0, late="of one that changes later no date")
    return {**ACCOUNTS.spans(facts, named), "owner_since": late}


ASSIGNED = Table[Facts](
    fact=ACCOUNTS.fact,
    rows=ACCOUNTS.rows,
    columns=(
        *ACCOUNTS.columns,
        Column("parent", ("parent account", "parent company", "group", "ultimate parent")),
        Column("risk", ("churn risk", "risk of churn", "churn probability"), kind="share"),
        Column(
            "work",
            ("complexity", "effort", "effort factor", "hours factor"),
            kind="number",
        ),
        Column(
            "needs",
            ("skills needed", "skills", "required skills", "needed skills", "skill"),
            kind="list",
        ),
        Column("languages", ("language", "language needed", "sprache"), kind="list"),
        Column("time_zone", ("timezone", "tz", "time zone", "zeitzone"), kind="zone"),
        Column("strategic", ("strategic account", "key account", "strategisch"), kind="flag"),
        Column("locked", ("lock", "keep", "do not move", "gesperrt"), kind="flag"),
        Column("never", ("never with", "not with", "conflict", "excluded"), kind="list"),
        Column(
            "owner_since",
            ("csm since", "owner assigned", "assigned on", "assigned since"),
            kind="date",
        ),
    ),
    spans=_spans,
    names=ACCOUNTS.names,
)
