"""Facts that were read from files, in words: what is in a file is not listed row by row."""

from collections.abc import Iterator
from dataclasses import replace

from planner.handoff.wording.units import about, money
from planner.study.listing import Stated, stated
from planner.study.study import Study
from planner.study.tables import FACTS, FromFile


def table_words(table: FromFile, currency: str) -> str:
    """What a file has: how many rows, from when to when, how much, and what was left out."""
    found = [f"{table.rows:,} {table.called} of {table.file}"]
    found += [f"{what} from {first} to {last}" for what, first, last in table.dates.values()]
    found += [f"{money(about(paid), currency)} {over}" for paid, over in table.sums.values()]
    return "; ".join((", ".join(found), *table.remarks))


def facts_stated(study: Study) -> Iterator[Stated]:
    """Every fact that the study states, with words in place of what was read from files."""
    words = {each.key: table_words(each, study.finance.currency) for each in study.tables}
    for each in stated(study.facts, FACTS, study.model.reads):
        yield replace(each, value=words[each.key]) if each.key in words else each
