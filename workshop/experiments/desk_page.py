"""The figures of docs/desks.md: every table, and every sentence with a number that was measured.

They stand in the page between marks, <!-- name --> and <!-- end of name -->, and are rewritten from
results/experiments/desks.json. What a figure says is worded by the figure, so that another measure
may not leave a sentence behind that it does not bear.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from desk_words import (
    Measured,
    brought,
    listed,
    money,
    number,
    percent,
    points,
    row,
    sure,
    thousands,
    verb,
)
from marks import marked

PAGE = Path(__file__).parents[2] / "docs" / "desks.md"

Found = Mapping[str, Any]

VALUE, SHORT = "value at risk", "shortest work first"


def show(document: Found) -> None:
    """Put the figures into the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(shown(text, document), encoding="utf-8")


def shown(text: str, document: Found) -> str:
    """The page with the figures of ``document``."""
    for name, write in BLOCKS.items():
        text = marked(text, name, write(document))
    return text


def answer(document: Found) -> str:
    """The short answers."""
    orders = document["orders"]["example"]["found"]
    worth, yardstick = _gains(orders, VALUE), _gains(orders, SHORT)
    full = _at(document["books"]["example"]["found"], 1.0)["pods"]["enterprise"]
    books, helped = (full[how]["objective"] for how in ("books", "books_with_help"))
    even = _at(document["break_even"]["example"]["found"], 1.0)
    gain = document["cafs"]["own_over_same"]["objective"]
    one = document["orders"]["one team"]["found"]
    lost = [each["caf"] for each in one if sure(each["orders"][VALUE]["objective"]) <= 0]
    beside = f"; in one team for everybody no gain was found at CAF {listed(lost)}"
    return "\n".join(
        (
            f"1. **Value at risk first** {verb(worth)} against first come, first served, in pods "
            f"of their own: {money(_least(worth))} to {money(_largest(worth))} in two years, by "
            f"how lean the team is{beside if lost else ''}. *Shortest work first* brings "
            f"{money(_least(yardstick))} to {money(_largest(yardstick))}, as the model counts an "
            "e-mail as much as a review: ask whether your customers do.",
            f"2. **Books** of enterprise customers {brought(books)} against a pool, and books "
            f"with help {brought(helped)}. No loss of goodwill can make books pay, as a pool never "
            "loses any. What can is a gain: customers with a CSMP of their own would have to be "
            f"{_likelier(even)} likelier to renew.",
            f"3. **A CAF for each pod** {verb([gain])} against the best single CAF: {money(gain)}.",
        )
    )


def orders_table(company: str) -> Callable[[Found], str]:
    """Gains of the orders, a column a CAF."""

    def write(document: Found) -> str:
        entry = document["orders"][company]
        found = entry["found"]
        rows = [
            row("", *(f"CAF {each['caf']:g}" for each in found)),
            row("---", *("---:" for _ in found)),
            row("CSMPs on the first day", *(_team(each["team"]) for each in found)),
            row(
                "share of the work done, first come first served",
                *(percent(each["first_come"]["activities_finished"]) for each in found),
            ),
            *(
                row(order, *(thousands(each["orders"][order]["objective"]) for each in found))
                for order in found[0]["orders"]
            ),
        ]
        return "\n".join((_rests_on(entry), "", *rows))

    return write


def retention_table(document: Found) -> str:
    """Points of retention by segment in one team, first come first served as it is."""
    found = _at(document["orders"]["one team"]["found"], 1.2)["orders"]
    names = [name for name in found[VALUE] if name.startswith("retention_rate.")]
    rows = [
        row("one team, CAF 1.2", *(name.partition(".")[2] for name in names)),
        row("---", *("---:" for _ in names)),
        *(row(order, *(points(gains[name]) for name in names)) for order, gains in found.items()),
    ]
    return "\n".join(rows)


def books_table(document: Found) -> str:
    """What books bring more than a pool."""
    rows = [
        row("", "CSMPs", "books", "books with help", "work done in books", "retention in books"),
        row("---", "---:", "---:", "---:", "---:", "---:"),
    ]
    for company, entry in document["books"].items():
        for pod in entry["found"][0]["pods"]:
            for each in entry["found"]:
                books, helped = (each["pods"][pod][how] for how in ("books", "books_with_help"))
                rows.append(
                    row(
                        f"{company}, {pod}, CAF {each['caf']:g}",
                        str(each["team"][pod]),
                        thousands(books["objective"]),
                        thousands(helped["objective"]),
                        points(books["finished"]),
                        points(books["retention"]),
                    )
                )
    rests = " ".join(
        f"{company.capitalize()}: {_rests_on(entry)}"
        for company, entry in document["books"].items()
    )
    return "\n".join((rests, "", *rows))


def goodwill_table(document: Found) -> str:
    """What a loss of goodwill costs, in books."""
    entry = document["goodwill"]["example"]
    variants = entry["found"]["books"]
    losses = [loss for loss in next(iter(variants.values()))["by_loss"] if float(loss) > 0]
    rows = [
        row("enterprise in books, CAF 1", "resignations", *(f"loss {loss}" for loss in losses)),
        row("---", "---:", *("---:" for _ in losses)),
        *(
            row(
                name,
                number(each["resignations"], 1),
                *(thousands(each["by_loss"][loss]["objective"]) for loss in losses),
            )
            for name, each in variants.items()
        ),
    ]
    pool = entry["found"]["pool"]
    tail = (
        f"In a pool the same loss of {pool['loss']:g} changes the objective of no future by more "
        f"than {pool['largest_change']:,.0f} USD."
    )
    return "\n".join((_rests_on(entry), "", *rows, "", tail))


def break_even_table(document: Found) -> str:
    """What books bring more than a pool, by the shift of their renewal curve."""
    entry = document["break_even"]["example"]
    found = entry["found"]
    rows = [
        row("enterprise renews by a curve better by", *(f"CAF {e['caf']:g}" for e in found)),
        row("---", *("---:" for _ in found)),
        *(
            row(f"{shift} logit", *(thousands(each["by_shift"][shift]) for each in found))
            for shift in found[0]["by_shift"]
        ),
        row("**books break even at**, logit", *(_crossing(e["shift"], 1, 2) for e in found)),
        row("which are, in points of retention", *(_crossing(e["more"], 100, 1) for e in found)),
        row("retention in the pool", *(percent(e["retention"]["pool"]) for e in found)),
        row("retention in books, as they are", *(percent(e["retention"]["books"]) for e in found)),
    ]
    return "\n".join((_rests_on(entry), "", *rows))


def cafs_table(document: Found) -> str:
    """The two policies that were recommended, and what one brings more than the other."""
    found = document["cafs"]
    names = list(next(iter(found["policies"].values()))["decided"])
    rows = [
        row("", *names, "over today's policy, K USD", "CSMPs at the end"),
        row("---", *("---:" for _ in names), "---:", "---:"),
        *(
            row(
                policy,
                *(f"{each['decided'][name]:g}" for name in names),
                thousands(each["over_today"]),
                number(each["team_at_end"], 1),
            )
            for policy, each in found["policies"].items()
        ),
    ]
    pods = {name: gain for name, gain in found["own_over_same"].items() if "." in name}
    parts = "; ".join(f"{name.partition('.')[2]} {money(gain)}" for name, gain in pods.items())
    return "\n".join(
        (
            *rows,
            "",
            f"The first less the second, in {found['replications']} futures in which neither was "
            f"searched: **{money(found['own_over_same']['objective'])}** in all; by pod {parts}. "
            f"The searches tell policies apart by {found['zone'] / 1e3:,.0f} K USD.",
        )
    )


BLOCKS: Mapping[str, Callable[[Found], str]] = {
    "answer": answer,
    "orders": orders_table("example"),
    "orders of one team": orders_table("one team"),
    "orders of the larger": orders_table("larger"),
    "retention": retention_table,
    "books": books_table,
    "goodwill": goodwill_table,
    "break-even": break_even_table,
    "cafs": cafs_table,
}


def _at(found: Sequence[Found], caf: float) -> Found:
    return next(each for each in found if each["caf"] == caf)


def _gains(found: Iterable[Found], order: str) -> list[Measured]:
    return [each["orders"][order]["objective"] for each in found]


def _least(gains: Iterable[Measured]) -> Measured:
    return min(gains, key=lambda gain: gain["mean"])


def _largest(gains: Iterable[Measured]) -> Measured:
    return max(gains, key=lambda gain: gain["mean"])


def _likelier(even: Found) -> str:
    more = even["more"]
    if more["mean"] is None:
        return f"by more than {max(map(float, even['by_shift'])):g} logit"
    return f"{100 * more['mean']:.1f} points ({_range(more, 100, 1)})"


def _crossing(range_: Found, times: float, digits: int) -> str:
    mean = range_["mean"]
    return f"{_end(mean, times, digits)} ({_range(range_, times, digits)})"


def _range(range_: Found, times: float, digits: int) -> str:
    return f"{_end(range_['low'], times, digits)} to {_end(range_['high'], times, digits)}"


def _end(value: float | None, times: float, digits: int) -> str:
    return "beyond" if value is None else f"{times * value:.{digits}f}"


def _team(team: Mapping[str, int]) -> str:
    sizes = list(team.values())
    return " + ".join(map(str, sizes)) + (f" = {sum(sizes)}" if len(sizes) > 1 else "")


def _rests_on(entry: Found) -> str:
    return (
        f"{entry['customers']} customers, {entry['replications']} futures, K USD in 24 months, "
        "paired differences ± 95 % half-width."
    )
