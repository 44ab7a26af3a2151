"""The command line. Command bodies import what they need, so that ``plan --help`` is quick."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from planner.ending import Commands
from planner.study.command import DEFAULT_RESULTS
from simmodel.registry import MODELS

Command = TypeVar("Command", bound=Callable[..., None])


class WholeNumber(click.IntRange):
    """As click has it, by a name that people know."""

    name = "whole number"


def _studies(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """What a shell offers for a study: folders if nothing else, examples, study files."""
    from planner.study.source import names_beginning

    items = [CompletionItem(each) for each in names_beginning(begun)]
    return [CompletionItem(begun, type="dir"), *items]


STUDY = click.argument("study", metavar="STUDY", shell_complete=_studies)
SEED = click.option("--seed", type=WholeNumber(min=0), help="In place of the study's seed.")
JOBS = click.option(
    "--jobs",
    type=WholeNumber(min=1),
    help="Replications at a time; no result depends on it.  [default: one a processor]",
)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object for machines.")
QUIET = click.option("--quiet", is_flag=True, help="No progress.")
VERBOSE = click.option("--verbose", is_flag=True, help="Every figure, and how it was found.")
RESULTS = click.option(
    "--results",
    type=click.Path(file_okay=False),
    default=DEFAULT_RESULTS,
    show_default=True,
    help="Where to write, in a folder of the study's name.",
)


def replications(default: int) -> Callable[[Command], Command]:
    return click.option(
        "--replications",
        type=WholeNumber(min=2, max=100_000),
        default=default,
        show_default=True,
        help="Independent replications of every policy.",
    )


class Plan(Commands):
    """The commands, with the examples there are in their help."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from planner.study.examples import examples

        with formatter.section("Examples, by model"):
            formatter.write_dl([(model, ", ".join(names)) for model, names in examples().items()])
        super().format_options(ctx, formatter)


@click.group(cls=Plan, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="customer-success-planner")
def main() -> None:
    """Plan a service team by optimisation over simulation.

    STUDY is a TOML file, or the name of an example.

    Exit status: 0 done, 1 the answer is negative, 2 the input is wrong or a file cannot be read or
    written, 70 a fault of the planner, 128 + n ended by signal n (130 by Ctrl-C).
    """


@main.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--model",
    type=click.Choice(list(MODELS)),
    default=next(iter(MODELS)),
    show_default=True,
    help="Which operations the study is of.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the default of what is not --set.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help='An answer beforehand, such as team.at_start=60 or title="My company".',
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@JSON
def init(file: str, **options: Any) -> None:
    """Begin a study of your own by a few questions.

    They are asked on the terminal, and FILE, whose name ends in .toml, is written. It explains
    every line; change it with any editor. NAME is the key of a field that plan check --fields
    names, or the end of one key only, such as fiscal_year_start. What is told of a segment has
    names of its own: --set segments.small.customers=400 or --set "segments={small={customers=400,
    csmps=5, renewal_today=78 %}}"; the guide to segments lists them.
    """
    from planner.commands import init

    init.run(file, **options)


@main.command()
@click.argument("study", metavar="[STUDY]", required=False, shell_complete=_studies)
@click.option("--fields", is_flag=True, help="Every field of a study: unit, bounds, meaning.")
@click.option("--markdown", is_flag=True, help="With --fields: as a Markdown table.")
@SEED
@JOBS
@JSON
@QUIET
@VERBOSE
def check(study: str | None, fields: bool, markdown: bool, **options: Any) -> None:
    """Check a study, and whether the model is your company.

    Says what would run; simulates today's policy, and sets what the model gives beside what the
    table [today] of the study says.
    """
    from planner.commands import check

    if markdown and not fields:
        raise click.UsageError("--markdown goes with --fields.")
    check.run(study, fields=fields, markdown=markdown, **options)


@main.command()
@STUDY
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Change today's policy, or a fact such as team.annual_attrition.",
)
@replications(20)
@click.option(
    "--engine",
    type=click.Choice(["kernel", "simpy"]),
    default="kernel",
    show_default=True,
    help="Compiled, or the readable reference; equal to the last bit.",
)
@SEED
@JOBS
@JSON
@QUIET
def simulate(study: str, **options: Any) -> None:
    """Simulate one policy: every metric with its 95 % half-width."""
    from planner.commands import simulate

    simulate.run(study, **options)


@main.command()
@STUDY
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="POLICY",
    help='"baseline", a scenario of the study, or changes such as "caf=1.1 cadence=annual", also '
    "of facts. The first is the reference of the others.  [default: the baseline and all "
    "scenarios]",
)
@replications(50)
@SEED
@JOBS
@JSON
@QUIET
@VERBOSE
def compare(study: str, **options: Any) -> None:
    """Compare policies on the same replications: paired differences."""
    from planner.commands import compare

    compare.run(study, **options)


@main.command()
@click.argument("model", required=False)
@replications(200)
@RESULTS
@SEED
@JOBS
@JSON
@QUIET
def reproduce(model: str | None, **options: Any) -> None:
    """Reproduce the published figures; exit status 1 if one is off."""
    from planner.commands import reproduce

    reproduce.run(model, **options)


@main.command(resumable=True)
@STUDY
@RESULTS
@click.option(
    "--fresh", is_flag=True, help="Start over; what is there is kept in a folder inside, unasked."
)
@SEED
@JOBS
@JSON
@QUIET
@VERBOSE
def optimize(study: str, **options: Any) -> None:
    """Find the best policy, and say how sure it is.

    What was interrupted, or even killed, goes on where it stood with the same command. A finished
    search of another seed, or of the study before it was changed, gives way only if you agree, and
    is kept. Exit status 1: no policy that was tried keeps the constraints.
    """
    from planner.commands import optimize

    optimize.run(study, **options)


@main.command(resumable=True)
@STUDY
@RESULTS
@SEED
@JOBS
@JSON
@QUIET
def frontier(study: str, **options: Any) -> None:
    """Find the best policy for every share alpha.

    Alpha is the share of revenue that is credited to the team. This reads the finished search of
    plan optimize, and changes nothing.
    """
    from planner.commands import frontier

    frontier.run(study, **options)


@main.command()
@STUDY
@click.option(
    "--policy",
    metavar="POLICY",
    help='A scenario of the study, or changes such as "caf=1.1 cadence=annual".  [default: what '
    "plan optimize recommended]",
)
@click.option(
    "--replication",
    type=WholeNumber(min=0),
    default=0,
    show_default=True,
    help="Which of the futures that plan optimize validates on.",
)
@RESULTS
@SEED
@JOBS
@JSON
@QUIET
def watch(study: str, **options: Any) -> None:
    """Watch one future under two policies, in your browser.

    Writes one page that replays customers, renewals, churn, waiting work and the team day by day.
    """
    from planner.commands import watch

    watch.run(study, **options)


@main.command(resumable=True)
@STUDY
@click.option(
    "--keep-plan",
    is_flag=True,
    help="Seek no policy for other facts, which takes most of the time, and no price.",
)
@RESULTS
@SEED
@JOBS
@JSON
@QUIET
def whatif(study: str, **options: Any) -> None:
    """Say what the plan is worth if facts turn out otherwise.

    Facts are moved one by one and together, first for the fixed plan, then for policies
    re-optimised for them; an investment gets its break-even price. The table [whatif] of the study
    says what is asked. This reads the finished search of plan optimize.
    """
    from planner.commands import whatif

    whatif.run(study, **options)


class Days(click.ParamType[int]):
    """A number of days, such as 90d."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip().lower().removesuffix("d")
        if not text.isdecimal():
            self.fail(f"found {value!r}; allowed: a number of days, such as 90d", param, ctx)
        return int(text)


@main.command()
@STUDY
@RESULTS
@click.option("--accounts", metavar="CSV", help="The accounts, in place of the study's list.")
@click.option("--team", metavar="CSV", help="The people, in place of the study's list.")
@click.option("--moves", type=WholeNumber(min=0), help="Most accounts that change their person.")
@click.option(
    "--lock-within",
    "lock_within_days",
    type=Days(),
    help="Accounts that renew so soon stay where they are, such as 90d.",
)
@click.option(
    "--decisions",
    metavar="CSV",
    help="What was decided of a proposal: its assignment.csv, the column decision filled in.",
)
@click.option(
    "--review",
    metavar="CSV",
    help="What happened: who worked on what, expected and actual hours. Proposes nothing, but says "
    "what it tells of the study's weights.",
)
@click.option("--predict-only", is_flag=True, help="Do not simulate what it is worth.")
@click.option(
    "--replications",
    type=WholeNumber(min=2, max=10_000),
    help="Futures in which it is simulated.  [default: of the study, 64]",
)
@SEED
@JOBS
@JSON
@QUIET
@VERBOSE
def assign(study: str, **options: Any) -> None:
    """Propose who looks after which account.

    From a list of accounts and one of people, CSV as a CRM exports them. Says which accounts should
    change their person, why, and what that is worth; and whom the next 30, 60 and 90 days overload.
    Nothing is changed anywhere but in the folder of results: a person decides, by approve, reject
    or lock in assignment.csv, and --decisions proposes anew around that.
    """
    from planner.commands import assign

    assign.run(study, **options)


@main.command()
@STUDY
@RESULTS
@click.option(
    "--port",
    type=WholeNumber(min=0, max=65_535),
    default=8080,
    show_default=True,
    help="Where to listen, on this machine only; 0 takes any that is free.",
)
@SEED
@QUIET
def dashboard(study: str, **options: Any) -> None:
    """Explore the search in the Optuna dashboard, until Ctrl-C.

    It works on the search of plan optimize, while that is running too.
    """
    from planner.commands import dashboard

    dashboard.run(study, **options)
