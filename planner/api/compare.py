"""Policies on the same replications."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.api.display import Card, Displayed
from planner.api.frames import estimates_frame, valued_rows
from planner.api.progress import Wanted, told
from planner.api.simulate import PHASE
from planner.api.study import Study
from planner.api.wishes import A_STUDY, of_kind, replications_of, simulator_of, texts_of
from planner.handoff.wording.numbers import between, means_over
from planner.handoff.wording.units import money
from planner.handoff.wording.worst_share import rests
from planner.recommendation.validation import chance_of_gain
from planner.simulation.simulator import Sample
from planner.simulation.valued import Valued, valued
from planner.study import study as checked
from planner.study.study import BASELINE

if TYPE_CHECKING:
    import pandas as pd

_OBJECTIVE = "objective"

Described = str | Mapping[str, Any]
"""A policy: "baseline", a scenario of the study, changes such as "caf=1.1 cadence=annual", or the
same by name."""


@dataclass(frozen=True, eq=False, repr=False)
class ComparisonResult(Displayed):
    """Policies in the same futures.

    Attributes:
        policies: by name, each with its metrics and its gain over the first, the reference.
    """

    study: Study
    policies: Mapping[str, Valued]
    replications: int
    seed: int

    @property
    def reference(self) -> str:
        """The name of the policy that the others are compared with."""
        return next(iter(self.policies))

    def to_pandas(self) -> "pd.DataFrame":
        """A row a policy and metric; ``difference`` is paired, to the reference."""
        rows = valued_rows(self.study, self.policies, PHASE)
        return estimates_frame(self.study, rows, self.seed, reference=self.reference)

    def _card(self) -> Card:
        study, first = self.study, self.policies[self.reference]
        rows, currency = [], study.finance.currency
        for name, each in self.policies.items():
            often = between(chance_of_gain(each.sample, first.sample))
            gain = money(each.gain[_OBJECTIVE], currency, signed=True)
            compared = ("", "") if each is first else (gain, often)
            rows.append((name, money(each.metrics[_OBJECTIVE], currency), *compared))
        return Card(
            f"Comparison of policies of {study.name}",
            rows,
            ("policy", "objective", "gain", "chance of a gain"),
            (
                f"Gain over {self.reference} in the same futures; chance of one in a given future.",
                *rests(study, self.replications),
                means_over(self.replications, self.seed, PHASE.name.lower()),
            ),
        )


def compare(
    study: Study,
    policies: str | Sequence[str] | Mapping[str, Described] = (),
    *,
    replications: int = 50,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Wanted = False,
) -> ComparisonResult:
    """Compare policies in the same futures, with paired differences.

    Args:
        policies: the first is the reference of the others; today's policy goes before one that is
            alone. By default today's and all scenarios of the study. They may change facts as well.
        replications: of every policy, two or more.
        seed, jobs, progress: as of :func:`planner.simulate`.

    Raises:
        InputError: there is no such policy, or it is impossible.
    """
    study, replications = of_kind("study", study, Study, A_STUDY), replications_of(replications)
    named = policies if isinstance(policies, Mapping) else {}
    described = {text: named.get(text, text) for text in texts_of("policies", named or policies)}
    if not described:
        described = {name: name for name in (BASELINE, *study.scenarios)}
    if len(described) == 1 and BASELINE not in described:
        described = {BASELINE: BASELINE, **described}
    compared = {name: study.with_(each) for name, each in described.items()}
    found: dict[str, Sample] = {}
    with told(progress) as heard:
        heard.phase("compare", replications * len(compared))
        for together in _by_facts(compared):
            simulator = simulator_of(next(iter(together.values())), seed, jobs, heard.advance)
            todays = [each.baseline for each in together.values()]
            samples = simulator.sample(todays, PHASE, replications)
            found |= zip(together, samples, strict=True)
    reference, *_ = described
    result = {name: valued(found[name], found[reference]) for name in described}
    return ComparisonResult(study, result, replications, simulator.problem.seed)


def _by_facts(
    compared: Mapping[str, checked.Study],
) -> Collection[Mapping[str, checked.Study]]:
    """Those with the same facts together, as they can share each replication."""
    groups: dict[str, dict[str, checked.Study]] = {}
    for name, each in compared.items():
        groups.setdefault(each.facts.model_dump_json(), {})[name] = each
    return groups.values()
