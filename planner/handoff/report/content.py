"""What the report says: its sentences, tables and charts, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.books.books import calendar_of
from planner.handoff.documents.asked import Asked, Move
from planner.handoff.documents.parts import versions
from planner.handoff.report import charts, figures
from planner.handoff.report.cards import cards
from planner.handoff.report.glossary import glossary
from planner.handoff.report.parts import Card, Chart, Table
from planner.handoff.report.worth import Worth, worth
from planner.handoff.wording import sentences, stretches
from planner.handoff.wording.advice import Advice, advice
from planner.handoff.wording.numbers import (
    begun,
    exactly,
    in_currency,
    measured,
    row,
    shares,
    spelt,
)
from planner.handoff.wording.staffing import loads, steps
from planner.handoff.wording.units import money
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.study.listing import stated
from planner.study.study import brief, describe_policy


@dataclass(frozen=True)
class Content:
    """All of the report."""

    title: str
    subtitle: str
    advice: Advice
    cards: tuple[Card, ...]
    main: tuple[Chart, ...]
    changes: Table
    course: tuple[Chart, ...]
    plan: tuple[str, ...]
    metrics: Table
    moves: Chart | None
    worth: tuple[Worth, ...]
    frontier: Chart
    switches: Table
    rivals: Table | None
    rivals_heading: str
    rivals_note: tuple[str, ...]
    search: tuple[Chart, ...]
    method: tuple[str, ...]
    assumptions: Table
    glossary: Table
    provenance: Table

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the page."""
        moves = (self.moves,) if self.moves else ()
        return (*self.main, *self.course, *moves, self.frontier, *self.search)


def content(result: Recommendation, asked: Asked | None) -> Content:
    """The report of a recommendation.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    study = result.study
    main, course = _charts(result)
    return Content(
        title=study.title or study.name,
        subtitle=_subtitle(result),
        advice=advice(result, asked),
        cards=cards(result),
        main=main,
        changes=_changes(result),
        course=course,
        metrics=_metrics(result),
        moves=_tornado(result, asked.moves) if asked and asked.moves else None,
        worth=worth(asked, result.study) if asked else (),
        frontier=_frontier(result),
        switches=Table(stretches.headings(result), tuple(stretches.rows(result))),
        rivals=_rivals(result),
        rivals_heading=sentences.rivals(result),
        rivals_note=(
            *sentences.simplest(result),
            *sentences.remedy(study, result.selected),
        ),
        search=_search(result),
        plan=(steps(result), *sentences.plan(result)),
        method=(*sentences.objective(result), *sentences.method(result)),
        assumptions=_assumptions(result),
        glossary=glossary(study),
        provenance=_provenance(result),
    )


def _subtitle(result: Recommendation) -> str:
    calendar = calendar_of(result)
    if not calendar.dated:
        return "Compared in the long run, so without dates"
    last = calendar.day(calendar.length - 1)
    return f"Plan for {calendar.start:%B %Y} to {last:%B %Y}"


def _charts(result: Recommendation) -> tuple[tuple[Chart, ...], tuple[Chart, ...]]:
    """Those that say most, and the course of the rest; none over months that have no dates."""
    if not result.study.model.in_time:
        return (_gains(result),), ()
    team, customers = _people(result)
    credited, cost, contribution = _money(result)
    return (team, _gains(result), contribution), (customers, credited, cost)


def _changes(result: Recommendation) -> Table:
    """What the vendor would do differently, and how many customers that leaves each to serve."""
    study = result.study
    today, recommended = study.taken(result.baseline.policy), study.taken(result.winner.policy)
    rows = [
        (
            decision.name,
            brief(today[decision.name]),
            brief(recommended[decision.name]),
            f"{decision.description} ({decision.unit})",
        )
        for decision in study.space
    ]
    each = loads(result)
    if each is not None:
        roles = study.model.finance.roles
        heading = f"{roles.customers} for each {roles.member}"
        rows.append((heading, *each, "What that comes to, on average over the horizon"))
    return Table(("decision", "today", "recommended", "meaning"), tuple(rows))


def _people(result: Recommendation) -> tuple[Chart, ...]:
    series, roles = result.study.model.series, result.study.model.finance.roles
    found = []
    for name, heading, stepped in (
        (roles.team, "Headcount", True),
        (roles.customers, "Customers", False),
    ):
        figure = figures.monthly(result, name)
        found.append(
            Chart(
                f"{name}-over-time",
                heading,
                f"{begun(series[name].unit)} {series[name].description}: means, and bands that "
                "hold four futures of five.",
                charts.over_time(figure, steps=stepped),
            )
        )
    return tuple(found)


def _gains(result: Recommendation) -> Chart:
    return Chart(
        "gains",
        "Gain over today's policy",
        f"Each tick is one of {result.winner.sample.replications:,} simulated futures; left of the "
        "line today's policy does better. The dot is the expected gain, with its 95 % interval.",
        charts.gains(figures.gains(result)),
    )


def _money(result: Recommendation) -> tuple[Chart, ...]:
    model = result.study.model
    roles, share = model.finance.roles, model.share.field
    credited = spelt(roles.credited)
    part = result.study.credited
    paid = ", ".join(spelt(name) for name in roles.costs)
    said = {
        "credited": (
            credited,
            f"{credited.capitalize()}: {model.series[roles.credited].description}.",
        ),
        "cost": ("cost", f"Of {paid}."),
        "contribution": (
            "contribution",
            f"{part:g} ({share}) of the {credited}, less the cost. What is expected after the "
            "horizon is left out.",
        ),
    }
    return tuple(
        Chart(
            f"{line}-by-quarter",
            f"{said[line][0].capitalize()} by fiscal quarter",
            f"{said[line][1]} Thin lines: four futures of five.",
            charts.by_quarter(figure, said[line][0]),
        )
        for line, figure in figures.quarterly(result).items()
    )


def _metrics(result: Recommendation) -> Table:
    """All that is not nothing under every policy; the fixed plan where it is another policy."""
    rows = []
    for name, quantity in result.study.model.metrics.items():
        levels = [each.metrics[name] for each in (result.baseline, result.winner)]
        plan = [result.plan.metrics[name]] if result.adapts else []
        if not any(each.mean or each.half_width for each in (*levels, *plan)):
            continue
        values = [*levels, result.winner.gain[name], *plan]
        scale, *texts = row(values, quantity.unit, [False, False, True])
        unit = measured(scale, quantity.unit, result.study.finance.currency)
        rows.append((name, *texts, unit, quantity.description))
    fixed = ("fixed plan",) if result.adapts else ()
    headings = ("", "today", "recommended", "difference", *fixed, "unit", "meaning")
    return Table(headings, tuple(rows))


def _tornado(result: Recommendation, moves: Sequence[Move]) -> Chart:
    figure = figures.tornado(result, moves)
    ends = [
        f"{money(result.study, Estimate(row['plan'], row['plan ±']), signed=True)} at "
        f"{row['value']:g}"
        for row in figure.rows[:2]  # of the fact that moves the plan most
    ]
    return Chart(
        "tornado",
        "What if a fact is otherwise?",
        f"Bars: the fixed plan, with one fact at a time at either end of its range. Ticks: a "
        f"policy searched anew for it. {figure.rows[0]['fact']} moves the plan most: "
        f"{', '.join(ends)}. Paired on common random numbers; whatif.json has the half-widths.",
        charts.tornado(figure),
    )


def _frontier(result: Recommendation) -> Chart:
    front = result.frontier
    switches = ", ".join(shares(stretches.distinct(result).ends)[1:-1])
    caption = f"Each point is the best policy that was tried for some {front.share}. "
    if switches:
        caption += f"The best policy changes at {front.share} = {switches}. "
    caption += (
        f"Means of {front.replications} replications of {front.candidates} policies; the largest "
        "of several means is a little too high."
    )
    caption = " ".join((caption, *stretches.edges(result)))
    figure = figures.frontier(result)
    share = result.study.model.share
    heading = f"{spelt(share.credited).capitalize()} against {spelt(share.cost)}"
    return Chart("frontier", heading, caption, charts.frontier(figure, share))


def _rivals(result: Recommendation) -> Table | None:
    selected = result.selected
    if not selected.rivals:
        return None
    rows = tuple(
        (
            describe_policy(result.study, each.policy),
            money(result.study, each.difference, signed=True),
        )
        for each in selected.rivals
    )
    return Table(("policy", "difference"), rows)


def _search(result: Recommendation) -> tuple[Chart, ...]:
    trials = result.searched.tried
    off = result.fluid["objective"] - result.winner.metrics["objective"].mean
    return (
        Chart(
            "search",
            "How the search went",
            f"{trials} policies were simulated, after {result.screened:,} had been screened by a "
            "formula. The line is the best so far. These values chose the policy, so the best of "
            "them is too high.",
            charts.search(figures.search(result)),
        ),
        Chart(
            "fluid",
            "The formula against simulation",
            "On the dashed line both agree. For the recommended policy the formula is off by "
            f"{money(result.study, exactly(off), signed=True)}.",
            charts.fluid(figures.fluid(result)),
        ),
    )


def _assumptions(result: Recommendation) -> Table:
    study = result.study
    sections = {"facts": study.facts, "objective": study.objective}
    rows = tuple(
        (
            each.key.removeprefix("facts."),
            str(each.value),
            in_currency(each.unit, study.finance.currency),
            each.description,
        )
        for key, section in sections.items()
        for each in stated(section, key)
    )
    return Table(("what the study states", "value", "unit", "meaning"), rows)


def _provenance(result: Recommendation) -> Table:
    study, runs = result.study, result.runs
    facts: Mapping[str, str] = {
        "study": f"{study.name} ({study.path.name})",
        "SHA-256 of the study": study.digest,
        "model": study.model.name,
        "seed": str(result.seed),
        "runs": ", ".join(f"{phase} {count:,}" for phase, count in runs.items()),
        "replications that valued the recommendation": str(result.winner.sample.replications),
        **versions(),
    }
    return Table(("", ""), tuple(facts.items()))
