"""The table [finance]: how finance counts money and years."""

import re

from pydantic import field_validator

from simmodel.fields import Section, field

_CODE = re.compile(r"[A-Z]{3}")


class Finance(Section):
    """What reports and workbooks need to speak finance's language; no simulation reads it."""

    currency: str = field(
        "USD",
        unit="code",
        description="Currency of all money, as its code of three letters",
    )
    fiscal_year_start: int = field(
        1, unit="month of the year", description="Month in which a fiscal year begins", ge=1, le=12
    )
    lead_months: int = field(
        2,
        unit="months",
        description="From opening a position to the first day of the person hired; without effect "
        "where the facts say how long that takes",
        ge=0,
        le=24,
    )

    load_rate: float | None = field(
        None,
        unit="part of the base salary",
        description="Benefits, taxes and other load on top of base salaries; without it the loaded "
        "cost of a member is not split",
        ge=0,
        le=5,
    )

    @field_validator("currency")
    @classmethod
    def _is_code(cls, currency: str) -> str:
        if not _CODE.fullmatch(currency):
            raise ValueError(f'found "{currency}"; allowed: three capital letters, such as "USD"')
        return currency
