"""What a recommendation leaves behind: files in the study's results folder."""

from pathlib import Path

import pandas as pd

from planner import documents
from planner.recommend import Recommendation

RECOMMENDATION = "recommendation.json"
PLAN = "plan.csv"


def results_folder(root: str, study: str) -> Path:
    """The folder of a study's results, made if there is none."""
    folder = Path(root) / study
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write(result: Recommendation, folder: Path) -> tuple[Path, ...]:
    """Write the recommendation for machines and the fixed plan for finance; the files written."""
    recommendation, plan = folder / RECOMMENDATION, folder / PLAN
    text = documents.as_text(documents.recommendation(result))
    recommendation.write_text(text + "\n", encoding="utf-8")
    pd.DataFrame(result.plan_rows).to_csv(plan, index=False)
    return recommendation, plan
