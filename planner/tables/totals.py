"""Lines of totals, which spreadsheets and reports put below the rows."""

from collections.abc import Mapping, Sequence

from planner.tables.grid import Record
from simmodel.contract.tables import Column

_WORDS = frozenset(
    {
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "gesamtergebnis",
        "zwischensumme",
        "totale",
        "total général",
        "somme",
        "suma",
    }
)


def is_total(record: Record, columns: Sequence[Column], places: Mapping[str, int]) -> bool:
    """Whether a line says that it is a total, and lacks what a row must have.

    So a customer whose name is Total is a row as any other.
    """
    cells = [cell.strip() for cell in record.cells]
    named = {cell for cell in cells if cell.rstrip(" :").casefold() in _WORDS}
    required = [places[each.name] for each in columns if each.required and each.name in places]
    return bool(named) and any(place >= len(cells) or not cells[place] for place in required)
