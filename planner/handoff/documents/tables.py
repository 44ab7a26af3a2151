"""Facts that were read from files, for machines: what files have in all, and not their rows."""

from typing import Any

from planner.study.study import Study


def facts_document(study: Study) -> dict[str, Any]:
    """The facts, with what a file has in all in place of its rows."""
    read = {each.fact for each in study.tables}
    return study.facts.model_dump(mode="json", exclude=read) | tables_document(study)


def tables_document(study: Study) -> dict[str, Any]:
    """What files have in all, by fact."""
    return {
        each.fact: {
            "file": each.file,
            "sha256": each.digest,
            "rows": each.rows,
            "dates": {
                name: {"first": first.isoformat(), "last": last.isoformat()}
                for name, (_, first, last) in each.dates.items()
            },
            "sums": {name: paid for name, (paid, _) in each.sums.items()},
            "remarks": list(each.remarks),
        }
        for each in study.tables
    }
