"""The frontier in the terminal."""

from planner.handoff.terminal.printing import plain_table, say, say_all, show_table
from planner.handoff.wording import stretches
from planner.recommendation.frontier import Frontier
from planner.study.study import Study


def show_frontier(study: Study, seed: int, front: Frontier, zone: float) -> None:
    """The answer of ``plan frontier``."""
    now, share = study.credited, front.objective
    say(f"{study.name}: the best policy for every {front.share} (the study's is {now:g})")
    table = plain_table()
    shown = stretches.distinct(front, zone)
    for heading in stretches.headings(study, shown):
        words = heading == "policy"
        table.add_column(heading, justify="left" if words else "right", no_wrap=not words)
    here = shown.at(now)
    for each, (between, *cells) in zip(shown.stretches, stretches.rows(study, shown), strict=True):
        mark = " *" if each is here else ""
        table.add_row(f"{between}{mark}", *cells)
    show_table(table)
    say(
        f"How to use it: nobody knows {front.share} exactly. If all values that you think possible "
        "lie in one row, its policy is right whichever holds; if not, settle that first."
    )
    say(f"{stretches.sharing(study, zone)}; numbers are rounded.")
    say(
        f"* where the study's {front.share} lies. The objective is {front.share} x "
        f"{share.credited} - {share.cost}."
    )
    say(
        f"From {front.candidates} policies, on {front.replications} fresh replications each "
        f"(seed {seed}): those that did best for some {front.share} in the search or by "
        "the fluid approximation. The search itself was for the study's; a search for another "
        f"{front.share} may find a better one for that. The largest of several means is a little "
        "too high, most of all near the switches."
    )
    say_all(stretches.edges(study, shown))
    if study.constraints:
        say("Policies that broke a constraint on these replications were left out.")
