"""What the report says: its sentences, tables and charts, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.books.books import calendar_of
from planner.handoff import sentences
from planner.handoff.documents import versions
from planner.handoff.numbers import readable, row
from planner.handoff.report import charts, figures
from planner.handoff.report.figures import Figure
from planner.handoff.report.glossary import glossary
from planner.handoff.report.parts import Card, Chart, Table
from planner.recommendation.recommend import Recommendation
from planner.simulation.estimate import Estimate
from planner.study.listing import stated
from planner.study.study import brief, describe_policy


@dataclass(frozen=True)
class Content:
    """All of the report."""

    title: str
    subtitle: str
    headline: str
    lead: tuple[str, ...]
    cautions: tuple[str, ...]
    cards: tuple[Card, ...]
    changes: Table
    team: tuple[Chart, ...]
    money: tuple[Chart, ...]
    plan: tuple[str, ...]
    metrics: Table
    moves: Chart | None
    frontier: Chart
    switches: Table
    ties: Table | None
    ties_note: tuple[str, ...]
    search: tuple[Chart, ...]
    method: tuple[str, ...]
    assumptions: Table
    glossary: Table
    provenance: Table

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the page."""
        moves = (self.moves,) if self.moves else ()
        return (*self.team, *self.money, *moves, self.frontier, *self.search)


def content(result: Recommendation, tornado: Figure | None) -> Content:
    """The report of a recommendation.

    Args:
        tornado: what plan whatif has found; None if it was not asked.
    """
    study, selected = result.study, result.selected
    calendar = calendar_of(result)
    last = calendar.day(calendar.length - 1)
    return Content(
        title=study.title or study.name,
        subtitle=f"Hiring policy for {study.start:%B %Y} to {last:%B %Y}",
        headline=sentences.headline(result),
        lead=(*sentences.gain(result), *sentences.certainty(study, selected)),
        cautions=(*sentences.constraints(result), *sentences.edges(result)),
        cards=_cards(result),
        changes=_changes(result),
        team=_team(result),
        money=_money(result),
        metrics=_metrics(result),
        moves=_tornado(tornado) if tornado else None,
        frontier=_frontier(result),
        switches=_switches(result),
        ties=_ties(result),
        ties_note=tuple(sentences.simplest(result)),
        search=_search(result),
        plan=tuple(sentences.plan(result)),
        method=tuple(sentences.method(result)),
        assumptions=_assumptions(result),
        glossary=glossary(study.model),
        provenance=_provenance(result),
    )


def _cards(result: Recommendation) -> tuple[Card, ...]:
    study, winner, today = result.study, result.winner, result.baseline
    currency, roles = study.finance.currency, study.model.roles
    cards = [
        Card(
            "gain over today",
            f"{readable(result.gain, 'money', signed=True)}",
            f"{currency} over {calendar_of(result).length} months",
        ),
        Card(
            "chance of a loss",
            f"{100 * result.loss.low:.0f} to {100 * result.loss.high:.0f} %",
            "that it earns less than today's policy",
        ),
    ]
    for name in roles.highlights:
        unit = study.model.metrics[name].unit
        scale, before, after = row([today.metrics[name], winner.metrics[name]], unit)
        cards.append(Card(name.replace("_", " "), f"{after} {scale}", f"today {before} {scale}"))
    team = [each.sample.series[roles.team][:, -1].mean() for each in (today, winner)]
    cards.append(
        Card(f"{roles.member}s at the end", f"{team[1]:.0f}", f"today's policy {team[0]:.0f}")
    )
    return tuple(cards)


def _changes(result: Recommendation) -> Table:
    """What the vendor would do differently."""
    study = result.study
    today, recommended = study.taken(result.baseline.policy), study.taken(result.winner.policy)
    rows = tuple(
        (
            decision.name,
            brief(today[decision.name]),
            brief(recommended[decision.name]),
            f"{decision.description} ({decision.unit})",
        )
        for decision in study.space
    )
    return Table(("decision", "today", "recommended", "meaning"), rows)


def _team(result: Recommendation) -> tuple[Chart, ...]:
    series, roles = result.study.model.series, result.study.model.roles
    found = []
    for name, heading, steps in (
        (roles.team, "Headcount", True),
        (roles.customers, "Customers", False),
    ):
        figure = figures.monthly(result, name)
        found.append(
            Chart(
                f"{name}-over-time",
                heading,
                f"{series[name].unit} {series[name].description}: means, and bands that hold four "
                "futures of five.",
                charts.over_time(figure, steps=steps),
            )
        )
    return tuple(found)


def _money(result: Recommendation) -> tuple[Chart, ...]:
    share = result.study.model.share.field
    credited = getattr(result.study.objective, share)
    captions = {
        "revenue": "Of renewed contracts.",
        "cost": "Of the team, its recruiting and automation.",
        "contribution": f"{credited:g} ({share}) of the revenue, less the cost. What is in "
        "prospect after the horizon is left out.",
    }
    return tuple(
        Chart(
            f"{line}-by-quarter",
            f"{line.capitalize()} by fiscal quarter",
            f"{captions[line]} Thin lines: four futures of five.",
            charts.by_quarter(figure, line),
        )
        for line, figure in figures.quarterly(result).items()
    )


def _metrics(result: Recommendation) -> Table:
    rows = []
    for name, quantity in result.study.model.metrics.items():
        today, winner = result.baseline.metrics[name], result.winner.metrics[name]
        scale, *texts = row(
            [today, winner, result.winner.gain[name], result.plan.metrics[name]],
            quantity.unit,
            [False, False, True, False],
        )
        unit = f"{scale} {quantity.unit}".strip() if quantity.unit != "share" else "%"
        rows.append((name, *texts, unit, quantity.description))
    headings = ("", "today", "recommended", "difference", "fixed plan", "unit", "meaning")
    return Table(headings, tuple(rows))


def _tornado(figure: Figure) -> Chart:
    low, high = figure.rows[:2]  # of the fact that moves the plan most
    ends = [
        f"{readable(Estimate(row['plan'], row['plan ±']), 'money', signed=True)} at "
        f"{row['value']:g}"
        for row in (low, high)
    ]
    return Chart(
        "tornado",
        "What if a fact is otherwise?",
        f"Bars: the fixed plan, with one fact at a time at either end of its range. Ticks: a "
        f"policy made anew for it. {low['fact']} moves the plan most: {', '.join(ends)}. Paired "
        "on common random numbers; plan whatif prints the half-widths.",
        charts.tornado(figure),
    )


def _frontier(result: Recommendation) -> Chart:
    front = result.frontier
    switches = ", ".join(f"{each.high:.3f}" for each in front.stretches[:-1])
    caption = f"Each point is the best policy for some {front.share}. "
    if switches:
        caption += f"The best policy changes at {front.share} = {switches}. "
    caption += (
        f"Means of {front.replications} replications of {front.candidates} policies; the largest "
        "of several means is a little too high."
    )
    figure = figures.frontier(result)
    return Chart("frontier", "Revenue against cost", caption, charts.frontier(figure, front.share))


def _switches(result: Recommendation) -> Table:
    rows = tuple(
        (
            f"{each.low:.3f} to {each.high:.3f}",
            readable(each.revenue, "money"),
            readable(each.cost, "money"),
            describe_policy(each.policy),
        )
        for each in result.frontier.stretches
    )
    return Table((result.frontier.share, "revenue", "cost", "policy"), rows)


def _ties(result: Recommendation) -> Table | None:
    selected = result.selected
    if not selected.ties:
        return None
    rows = [(describe_policy(selected.selected.policy), "selected")]
    rows += [
        (describe_policy(each.policy), readable(each.difference, "money", signed=True))
        for each in selected.ties
    ]
    return Table(("policy", "difference to the one selected"), tuple(rows))


def _search(result: Recommendation) -> tuple[Chart, ...]:
    trials = len(result.searched.trials)
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
            f"{readable(Estimate(off, float('nan')), 'money', signed=True)}.",
            charts.fluid(figures.fluid(result)),
        ),
    )


def _assumptions(result: Recommendation) -> Table:
    study = result.study
    sections = {"facts": study.facts, "objective": study.objective}
    rows = tuple(
        (each.key.removeprefix("facts."), str(each.value), each.unit, each.description)
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
