"""Content of the report: its sentences, tables and charts, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.books.calendar import Calendar
from planner.books.gain import gain_of
from planner.books.staffing import Staffing, staffing_of
from planner.handoff.documents.asked import Asked, Move
from planner.handoff.documents.parts import versions
from planner.handoff.report import charts, figures
from planner.handoff.report.cards import cards
from planner.handoff.report.divisions import Divided, divisions
from planner.handoff.report.figures import RECOMMENDED, compared
from planner.handoff.report.glossary import glossary
from planner.handoff.report.parts import Card, Chart, Table
from planner.handoff.report.worth import Worth, worth
from planner.handoff.wording import stretches
from planner.handoff.wording.advice import Advice, advice
from planner.handoff.wording.details import details
from planner.handoff.wording.numbers import (
    begun,
    exactly,
    in_currency,
    measured,
    row,
    shares,
    spelt,
)
from planner.handoff.wording.staffing import load
from planner.handoff.wording.steps import step
from planner.handoff.wording.tables import facts_stated
from planner.handoff.wording.units import money
from planner.handoff.wording.worst_share import in_it
from planner.recommendation.frontier import Frontier
from planner.recommendation.recommend import Recommendation
from planner.search.search import Searched
from planner.selection.select import Finalist
from planner.simulation.valued import Valued
from planner.study.listing import stated
from planner.study.study import Study, brief, describe_policy
from simmodel.contract.finance import Roles
from simmodel.contract.parts import whole
from simmodel.contract.sections import Policy


@dataclass(frozen=True)
class Shares:
    """The best policies for other shares of what the objective credits."""

    heading: str
    chart: Chart
    switches: Table


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
    divisions: tuple[Divided, ...]
    moves: Chart | None
    worth: tuple[Worth, ...]
    frontier: Shares | None
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
        frontier = (self.frontier.chart,) if self.frontier else ()
        divided = (chart for each in self.divisions for chart in each.charts)
        return (*self.main, *self.course, *divided, *moves, *frontier, *self.search)


def content(result: Recommendation, asked: Asked | None) -> Content:
    """The report of a recommendation.

    Args:
        asked: what plan whatif has found; None if it was not asked.
    """
    study, selected, currency = result.study, result.selected, result.study.finance.currency
    gain, staffing, found = gain_of(result), staffing_of(result), details(result)
    policies = compared(result)
    main, course = _charts(study, gain.calendar, policies)
    off = result.fluid["objective"] - result.winner.metrics["objective"].mean
    return Content(
        title=study.title or study.name,
        subtitle=_subtitle(gain.calendar),
        advice=advice(result, asked),
        cards=cards(study, gain, result.baseline, result.winner),
        main=main,
        changes=_changes(study, result.baseline.policy, result.winner.policy, staffing),
        course=course,
        metrics=_metrics(study, policies),
        divisions=divisions(result, gain.calendar),
        moves=_tornado(asked.moves, currency) if asked and asked.moves else None,
        worth=worth(asked, study) if asked else (),
        frontier=_shares(study, result.frontier, selected.zone) if result.frontier else None,
        rivals=_rivals(study, selected.rivals),
        rivals_heading=found.rivals,
        rivals_note=(*found.simplest, *found.remedy),
        search=_search(study, result.searched, result.screened, off),
        plan=(*found.team, *found.fixed_plan),
        method=(*found.objective, *found.method),
        assumptions=_assumptions(study),
        glossary=glossary(study),
        provenance=_provenance(study, result.seed, result.runs, result.winner.sample.replications),
    )


def _subtitle(calendar: Calendar) -> str:
    if not calendar.dated:
        return "Compared in the long run, so without dates"
    return f"Plan for {calendar.start:%B %Y} to {calendar.last:%B %Y}"


def _charts(
    study: Study, calendar: Calendar, policies: Mapping[str, Valued]
) -> tuple[tuple[Chart, ...], tuple[Chart, ...]]:
    """Those that say most, and the course of the rest; none over months that have no dates."""
    gains = _gains(policies, study.finance.currency)
    finance = study.model.finance
    if not calendar.dated or finance is None:
        return (gains,), ()
    team, *people = _people(study, finance.roles, calendar, policies)
    credited, cost, contribution = _money(study, finance.roles, calendar, policies)
    return (team, gains, contribution), (*people, credited, cost)


def _changes(study: Study, today: Policy, recommended: Policy, staffing: Staffing | None) -> Table:
    """What the vendor would do differently, and how many customers that leaves each to serve."""
    earlier, taken = study.taken(today), study.taken(recommended)
    rows = [
        (
            decision.name,
            brief(earlier[decision.name]),
            brief(taken[decision.name]),
            f"{decision.description} ({decision.unit})",
        )
        for decision in study.space
    ]
    if staffing and staffing.loads is not None:
        heading = f"{staffing.customers} for each {staffing.member}"
        before, after = map(load, staffing.loads)
        rows.append((heading, before, after, "What that comes to, on average over the horizon"))
    return Table(("decision", "today", "recommended", "meaning"), tuple(rows))


def _people(
    study: Study, roles: Roles, calendar: Calendar, policies: Mapping[str, Valued]
) -> tuple[Chart, ...]:
    """The team, the positions that are open where it is of people one by one, and customers."""
    found = []
    sought = ((roles.turnover.vacant, "Open positions", True),) if roles.turnover else ()
    for name, heading, stepped in (
        (roles.team, "Headcount", True),
        *sought,
        (roles.customers, "Customers", False),
    ):
        series = study.model.series[name]
        figure = figures.monthly(calendar, policies, name, series.unit)
        found.append(
            Chart(
                f"{name}-over-time",
                heading,
                f"{begun(series.unit)} {series.description}: means, and bands that "
                "hold four futures of five.",
                charts.over_time(figure, steps=stepped),
            )
        )
    return tuple(found)


def _gains(policies: Mapping[str, Valued], currency: str) -> Chart:
    futures = policies[RECOMMENDED].sample.replications
    return Chart(
        "gains",
        "Gain over today's policy",
        f"Each tick is one of {futures:,} simulated futures; left of the "
        "line today's policy does better. The dot is the expected gain, with its 95 % interval.",
        charts.gains(figures.gains(policies, currency)),
    )


def _money(
    study: Study, roles: Roles, calendar: Calendar, policies: Mapping[str, Valued]
) -> tuple[Chart, ...]:
    model, share = study.model, study.model.share
    assert share is not None  # as there is a team
    credited = spelt(roles.credited)
    paid = ", ".join(spelt(name) for name in roles.costs)
    said = {
        "credited": (
            credited,
            f"{credited.capitalize()}: {model.series[roles.credited].description}.",
        ),
        "cost": ("cost", f"Of {paid}."),
        "contribution": (
            "contribution",
            f"{study.credited:g} ({share.field}) of the {credited}, less the cost. What is "
            "expected after the horizon is left out.",
        ),
    }
    return tuple(
        Chart(
            f"{line}-by-quarter",
            f"{said[line][0].capitalize()} by fiscal quarter",
            f"{said[line][1]} Thin lines: four futures of five.",
            charts.by_quarter(figure, said[line][0]),
        )
        for line, figure in figures.quarterly(study, roles, calendar, policies).items()
    )


def _metrics(study: Study, policies: Mapping[str, Valued]) -> Table:
    """All that is not nothing under every policy; the fixed plan where it is another policy.

    Parts have tables of their own.
    """
    rows = []
    gain = policies[RECOMMENDED].gain
    for name, quantity in study.model.metrics.items():
        if not whole(name):
            continue
        today, recommended, *plan = (each.metrics[name] for each in policies.values())
        if not any(each.mean or each.half_width for each in (today, recommended, *plan)):
            continue
        values = [today, recommended, gain[name], *plan]
        scale, *texts = row(values, quantity.unit, [False, False, True])
        unit = measured(scale, quantity.unit, study.finance.currency)
        rows.append((name, *texts, unit, quantity.description))
    _, _, *fixed = policies
    headings = ("", "today", "recommended", "difference", *fixed, "unit", "meaning")
    return Table(headings, tuple(rows))


def _tornado(moves: Sequence[Move], currency: str) -> Chart:
    most = moves[0]  # that moves the plan most
    anew = " Ticks: a policy searched anew for it." if most.low.reoptimised else ""
    steps = "".join(f" {step(each.fact, each.per_step)}" for each in moves if each.per_step)
    ends = ", ".join(
        f"{money(end.plan, currency, signed=True)} at {end.value:g}"
        for end in (most.low, most.high)
    )
    return Chart(
        "tornado",
        "What if a fact is otherwise?",
        f"Bars: the fixed plan, with one fact at a time at either end of its range.{anew} "
        f"{most.fact} moves the plan most: "
        f"{ends}. Paired on common random numbers; whatif.json has the half-widths.{steps}",
        charts.tornado(figures.tornado(moves, currency)),
    )


def _shares(study: Study, front: Frontier, zone: float) -> Shares:
    """Every policy that is best for some share; the words are of those told apart."""
    shown = stretches.distinct(front, zone)
    to_whom = "the team were credited with more or less"
    return Shares(
        heading=f"If {to_whom if study.model.finance else 'more or less were credited'}",
        chart=_frontier(study, front, shown),
        switches=Table(stretches.headings(study, shown), tuple(stretches.rows(study, shown))),
    )


def _frontier(study: Study, front: Frontier, shown: Frontier) -> Chart:
    switches = ", ".join(shares(shown.ends)[1:-1])
    caption = f"Each point is the best policy that was tried for some {front.share}. "
    if switches:
        caption += f"The best policy changes at {front.share} = {switches}. "
    caption += (
        f"Means of {front.replications} replications of {front.candidates} policies; the largest "
        "of several means is a little too high."
    )
    caption = " ".join((caption, *stretches.edges(study, shown)))
    share = front.objective
    heading = f"{spelt(share.credited).capitalize()} against {spelt(share.cost)}"
    return Chart(
        "frontier", heading, caption, charts.frontier(figures.frontier(study, front), share)
    )


def _rivals(study: Study, rivals: Sequence[Finalist]) -> Table | None:
    if not rivals:
        return None
    rows = tuple(
        (
            describe_policy(study, each.policy),
            money(each.difference, study.finance.currency, signed=True),
        )
        for each in rivals
    )
    return Table(("policy", "difference"), rows)


def _search(study: Study, searched: Searched, screened: int, off: float) -> tuple[Chart, ...]:
    """How it went, and the formula that began it, which is ``off`` by so much money."""
    return (
        Chart(
            "search",
            "How the search went",
            f"{searched.tried} policies were simulated, after {screened:,} had been screened by a "
            f"formula. The line is the best so far{in_it(study)}. These values chose the policy, "
            "so the best of them is too high.",
            charts.search(figures.search(study, searched.trials)),
        ),
        Chart(
            "fluid",
            "The formula against simulation",
            "On the dashed line both agree. For the recommended policy the formula is off by "
            f"{money(exactly(off), study.finance.currency, signed=True)}.",
            charts.fluid(figures.fluid(study, searched.trials)),
        ),
    )


def _assumptions(study: Study) -> Table:
    rows = tuple(
        (
            each.key.removeprefix("facts."),
            each.text,
            in_currency(each.unit, study.finance.currency),
            each.description,
        )
        for each in (*facts_stated(study), *stated(study.objective, "objective"))
    )
    return Table(("what the study states", "value", "unit", "meaning"), rows)


def _provenance(study: Study, seed: int, runs: Mapping[str, int], valued: int) -> Table:
    """From which study and runs this is; ``valued`` replications valued the recommendation."""
    facts: Mapping[str, str] = {
        "study": f"{study.name} ({study.path.name})",
        "SHA-256 of the study": study.digest,
        "model": study.model.name,
        "seed": str(seed),
        "runs": ", ".join(f"{phase} {count:,}" for phase, count in runs.items()),
        "replications that valued the recommendation": str(valued),
        **versions(),
    }
    return Table(("", ""), tuple(facts.items()))
