"""Break-even prices of an investment in the terminal, and the cost of owning it."""

from planner.handoff.terminal.printing import CONSOLE, answer_table, say, show_table
from planner.handoff.wording.numbers import column, percent, plain, row, told
from planner.sensitivity.investment import Invested, Staffing, Uncertain
from planner.sensitivity.ownership import Ownership
from simmodel.contract.investment import Investment

_WORDS: dict[Staffing, str] = {"plan": "plan's team", "reoptimised": "re-optimised"}
_GAP = 2  # characters between two columns


def show_break_even(invested: Invested) -> None:
    """Break-even prices by share."""
    investment, offered = invested.investment, invested.offered
    shares = [each for each in invested.break_even if each.share > 0]
    cells = []
    for each in shares:
        staffed = each.worth["reoptimised"]
        cells += [staffed.once, staffed.yearly]
        cells += [staffed.price, staffed.gain] if offered else []
        cells.append(each.worth["plan"].once)
    scale, texts = column(cells, "money")
    headings = ["once", "or a year", *(["price", "left"] if offered else []), "plan, once"]
    table = answer_table(f"share, {scale}" if scale else "share", *headings)
    for place, each in enumerate(shares):
        begin = len(headings) * place
        table.add_row(plain(each.share), *texts[begin : begin + len(headings)])
    show_table(table)
    priced = (
        "Price: what the price in the facts takes from the objective, with what contracts in force "
        "at the end still bear. Left: once less price. "
    )
    say(
        "Once: the most it may cost if all is paid at the start. Or a year: if it is paid year by "
        f"year, and nothing at the start. {priced if offered else ''}All with staffing "
        "re-optimised for the share. Plan, once: with the plan's team, against the same team "
        "without the share."
    )
    if offered:
        _show_best(invested)
    else:
        say(
            f"The study has no price for {investment.decision} ({investment.once} and "
            f"{investment.yearly} are 0), so there is no offer to judge: an offer pays if it costs "
            "less than this."
        )


def _show_best(invested: Invested) -> None:
    """The share that is worth most at the price in the facts."""
    best = invested.best["reoptimised"]
    if best.share == 0:
        say(f"At the price in the facts {invested.investment.decision} loses money at every share.")
        return
    say(
        f"At the price in the facts, of these shares {plain(best.share)} is worth most: "
        f"{told(best.worth['reoptimised'].gain)}, ahead of the next by "
        f"{told(invested.ahead['reoptimised'])}."
    )


def show_uncertain(investment: Investment, uncertain: Uncertain) -> None:
    """Shares that may be achieved, and their worth."""
    gains = [each.gain for each in uncertain.turnouts] + [uncertain.expected]
    cells = [gain[who] for gain in gains for who in _WORDS]
    scale, texts = column(cells, "money", signed=True)
    heading = f"achieved, {scale}" if scale else "achieved"
    table = answer_table(heading, "chance", *_WORDS.values())
    for place, each in enumerate(uncertain.turnouts):
        cells_here = texts[2 * place : 2 * place + 2]
        table.add_row(plain(each.share), percent(each.weight), *cells_here)
    table.add_section()
    table.add_row("expected", "", *texts[-2:])
    show_table(table)
    say(
        f"Gains over the best policy found without {investment.decision}: if the team stays as in "
        "the plan, and if staffing is re-optimised once it is known what is achieved. Shares and "
        "chances are assumptions ([whatif.investment])."
    )
    for who, words in _WORDS.items():
        doubt = uncertain.in_doubt[who]
        reserve = f", and {percent(doubt)} cannot be told" if doubt else ""
        say(
            f"{words[:1].upper()}{words[1:]}: {told(uncertain.expected[who])} is expected, "
            f"{told(uncertain.ordered(who)[0].gain[who])} at worst; the chance that it does not "
            f"pay is {percent(uncertain.loses[who])}{reserve}."
        )


def show_ownership(investment: Investment, people: str, owned: Ownership) -> None:
    """Year by year, where the terminal is wide enough."""
    decision = investment.decision
    parts = {
        **{f"  {each.name}": each for each in owned.investment},
        decision: owned.spent,
        **{f"  {each.name}": each for each in owned.people},
        f"{people} replaced": owned.saved,
        "saved, net": owned.net,
    }
    years = [f"year {year + 1}" for year in range(len(owned.spent.years))]
    columns = len(years) + 1
    cells = [each for part in parts.values() for each in (*part.years, part.total)]
    scale, texts = column(cells, "money")
    rows = {
        label: texts[columns * place : columns * place + columns]
        for place, label in enumerate(parts)
    }
    _, *counts = row([*owned.years_saved.years, owned.years_saved.total], "years")
    rows[f"{people} replaced, years"] = counts
    wide = max(map(len, rows)) + columns * (max(map(len, (*texts, *counts))) + _GAP)
    shown = slice(None) if wide <= CONSOLE.width else slice(-1, None)
    table = answer_table(scale, *[*years, "in all"][shown])
    for label, each in rows.items():
        table.add_row(label, *each[shown])
        if label in (decision, f"{people} replaced"):
            table.add_section()
    show_table(table)
    say(
        f"The best policy found without {decision} against that with {plain(owned.share)}. Costs "
        "alone, as they happened: what customers bring in is not in it. The parts are fractions "
        "of the facts of cost ([whatif.parts])."
    )
    say(f"In all, {decision} saves {told(owned.net.total)}.")
