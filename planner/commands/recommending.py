"""What ``plan optimize`` and ``plan frontier`` do alike."""

from pathlib import Path

from planner.handoff import files
from planner.handoff.progress import Bar
from planner.recommendation.recommend import Recommendation, recommend
from planner.simulation.parallel import default_jobs
from planner.study.study import load_study, require_decisions


def recommended(
    reference: str,
    results: str,
    seed: int | None,
    jobs: int | None,
    *,
    quiet: bool,
    fresh: bool = False,
) -> tuple[Recommendation, tuple[Path, ...]]:
    """Recommend for a study, and write the files of the recommendation; their names."""
    study = load_study(reference)
    require_decisions(study)
    folder = files.results_folder(results, study.name)
    with Bar(quiet) as bar:
        seed = study.seed if seed is None else seed
        result = recommend(study, seed, jobs or default_jobs(), folder, bar, fresh=fresh)
    return result, files.write(result, folder)
