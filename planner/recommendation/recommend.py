"""From a study to a recommendation: screen, search, select, validate, each on its own luck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.recommendation.edges import at_edge
from planner.recommendation.finalists import finalists
from planner.recommendation.folder import finish, finished, opened
from planner.recommendation.frontier import Frontier, frontier
from planner.recommendation.outset import first_stages, out_of_reach, require_runs
from planner.recommendation.reach import Reach, reach
from planner.recommendation.validation import Reduction, chance_of_loss, reduction
from planner.recommendation.zone import zone_of
from planner.search.experiment import Allowance, Experiment
from planner.search.kept import kept_screen
from planner.search.pilot import piloted
from planner.search.search import Search, Searched
from planner.search.trials import Trial
from planner.selection.select import Selected, select
from planner.simulation.budget import Budget
from planner.simulation.estimate import Chance, Estimate, paired_difference
from planner.simulation.feasible import violations
from planner.simulation.ledger import Ledger
from planner.simulation.phase import Phase
from planner.simulation.progress import Progress
from planner.simulation.replications import Problem
from planner.simulation.simulator import Simulator
from planner.simulation.valued import Valued, valued
from planner.study.study import Study
from simmodel.decisions.decision import Decision

_PHASES = (Phase.SEARCH, Phase.SELECT, Phase.VALIDATE, Phase.FRONTIER)


@dataclass(frozen=True)
class Recommendation:
    """The recommendation of a study.

    Attributes:
        winner: the recommended policy, validated; its gain is over today's.
        baseline: today's policy.
        plan: the winner as a fixed schedule, as it would be handed to finance.
        plan_difference: of the plan's objective to the winner's, paired.
        simpler: what recommending the simplest of ties costs against the policy that was
            selected: paired difference of what is maximised; None if they are the same.
        violations: of each constraint by the winner, on the replications of validate.
        loss, plan_loss: chance that the winner, or the plan, earns less than today's policy in a
            given future.
        reduction: what common random numbers and taking out luck saved.
        fluid: the winner's metrics by the fluid approximation.
        screened: policies looked at by the fluid approximation.
        runs: replications of policies simulated, by phase.
        folder: where the search is recorded.
    """

    study: Study
    seed: int
    winner: Valued
    baseline: Valued
    plan: Valued
    plan_difference: Estimate
    simpler: Estimate | None
    violations: tuple[float, ...]
    loss: Chance
    plan_loss: Chance
    reduction: Reduction
    fluid: Mapping[str, float]
    screened: int
    searched: Searched
    selected: Selected
    frontier: Frontier | None
    runs: Mapping[str, int]
    folder: Path

    def command(self, verb: str, *options: str) -> str:
        """The command that does ``verb`` with this recommendation, to paste."""
        return self.study.command(verb, *options, results=self.folder.parent, seed=self.seed)

    @property
    def plan_rows(self) -> Sequence[Mapping[str, str | int | float]]:
        """The fixed schedule for finance, one row a period; none if every policy is a plan."""
        study, fixed_plan = self.study, self.study.model.fixed_plan
        return fixed_plan.rows(study.facts, self.plan.policy, study.start) if fixed_plan else ()

    @property
    def at_edge(self) -> tuple[Decision, ...]:
        """Decisions that the winner takes at an end of their range."""
        return at_edge(self.study, self.winner.policy)

    @property
    def changes(self) -> bool:
        """Whether the recommended policy is another than today's."""
        return self.winner.policy != self.baseline.policy

    @property
    def adapts(self) -> bool:
        """Whether the recommended policy is another than its fixed plan."""
        return self.plan.policy != self.winner.policy

    @property
    def gain(self) -> Estimate:
        """Expected gain of the recommended policy over today's, in the objective."""
        return self.winner.gain["objective"]

    @property
    def reach(self) -> Reach | None:
        """The shares at which the recommended policy earns more than today's, if there are any."""
        share = self.study.model.share
        return reach(self.winner.sample, self.baseline.sample, share) if share else None

    @property
    def best_observed(self) -> Estimate:
        """The best mean of the search; optimistic, as the largest of many noisy means."""
        return self.searched.best.merit


def recommend(
    study: Study, seed: int, jobs: int, folder: Path, progress: Progress, *, fresh: bool = False
) -> Recommendation:
    """Screen, search, select and validate; what an earlier process has done is not done again.

    Args:
        folder: where the search is recorded; it must exist.
        fresh: start over, and keep the earlier search aside.

    Raises:
        InputError: another process is searching in ``folder``, it holds another search and this one
            is not ``fresh``, or the budget is too small.
    """
    require_runs(study)
    ledger = opened(folder, study, seed, fresh=fresh)
    try:
        result = _recommend(study, seed, jobs, folder, progress, ledger)
        finish(ledger, study)
        return result
    finally:
        ledger.close()


def recall(study: Study, seed: int, jobs: int, folder: Path, progress: Progress) -> Recommendation:
    """The answer of :func:`recommend`, told again from its record; nothing is searched.

    Raises:
        InputError: no search of ``study`` and ``seed`` came to its end in ``folder``, or another
            process is searching there.
    """
    ledger = finished(folder, study, seed)
    try:
        return _recommend(study, seed, jobs, folder, progress, ledger)
    finally:
        ledger.close()


def _recommend(
    study: Study, seed: int, jobs: int, folder: Path, progress: Progress, ledger: Ledger
) -> Recommendation:
    problem = Problem(study.model, study.facts, study.objective, seed, study.risk)
    simulator = Simulator(problem, jobs, on_runs=progress.advance, ledger=ledger)
    budget = Budget(study.search.max_runs, study.search.max_seconds, simulator)

    progress.phase("screen", None)
    screened = kept_screen(ledger, study, seed, jobs)

    doubt = out_of_reach(study, screened)
    if doubt is not None:
        progress.caution(doubt)
    progress.phase("search", None)  # nobody knows how many policies will be rivals
    zone = zone_of(study, screened).size
    allowance = Allowance(budget, first_stages(study))
    experiment = piloted(Experiment(study, simulator, zone), screened, allowance)

    def tell(ranked: Sequence[Trial]) -> None:
        progress.incumbent(ranked[0].policy, ranked[0].gain)

    searched = Search(experiment, screened, allowance, folder, tell).run()
    simulator.forget()

    chosen = finalists(study, [trial.policy for trial in searched.ranked])
    progress.phase("select", None)
    selected = select(study, simulator, chosen, zone, budget, progress.left)

    best = selected.recommended
    fixed_plan = study.model.fixed_plan
    plan = (
        fixed_plan.of(study.facts, best.policy, best.sample.series) if fixed_plan else best.policy
    )
    compared = [best.policy, study.baseline, plan, selected.selected.policy]
    progress.phase("validate", len(set(compared)) * study.search.validate_replications)
    samples = simulator.sample(compared, Phase.VALIDATE, study.search.validate_replications)
    winner, baseline, fixed, _ = (valued(sample, samples[1]) for sample in samples)

    if study.model.share and not study.judges_worst:
        progress.phase("frontier", None)
    front = frontier(study, simulator, screened, searched.trials, best.policy)
    fluid = study.model.fluid(study.facts, [best.policy], study.objective)
    return Recommendation(
        study=study,
        seed=seed,
        winner=winner,
        baseline=baseline,
        plan=fixed,
        plan_difference=valued(samples[2], samples[0]).gain["objective"],
        simpler=(
            None
            if best.policy == selected.selected.policy
            else paired_difference(samples[0].merit, samples[3].merit)
        ),
        violations=violations(study.constraints, samples[0]),
        loss=chance_of_loss(samples[0], samples[1]),
        plan_loss=chance_of_loss(samples[2], samples[1]),
        reduction=reduction(samples[0], samples[1]),
        fluid={name: float(values[0]) for name, values in fluid.items()},
        screened=screened.screened,
        searched=searched,
        selected=selected,
        frontier=front,
        runs={
            **{phase.name.lower(): simulator.runs(phase) for phase in _PHASES},
            "total": simulator.spent,
        },
        folder=folder,
    )
