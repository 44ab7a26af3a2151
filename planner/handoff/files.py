"""What a recommendation leaves behind: files in the study's results folder."""

from pathlib import Path
from tempfile import TemporaryFile

import pandas as pd

from planner.handoff import documents, dossier, inquiry
from planner.recommendation.recommend import Recommendation
from planner.study.errors import Complaint, InputError
from planner.whatif.whatif import Answers

RECOMMENDATION = "recommendation.json"
PLAN = "plan.csv"
WHATIF = "whatif.json"


def results_folder(root: str, study: str) -> Path:
    """The folder of a study's results, made if there is none.

    Raises:
        InputError: it cannot be made, or not be written.
    """
    folder = Path(root) / study
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        found = f"found {root}, where {folder} cannot be written: {error.strerror}"
        raise InputError([Complaint("--results", "", found, "a folder to write in")]) from None


def write(result: Recommendation, folder: Path) -> tuple[Path, ...]:
    """Write the recommendation for machines and the fixed plan for finance; the files written."""
    recommendation, plan = folder / RECOMMENDATION, folder / PLAN
    text = documents.as_text(dossier.recommendation(result))
    recommendation.write_text(text + "\n", encoding="utf-8")
    pd.DataFrame(result.plan_rows).to_csv(plan, index=False)
    return recommendation, plan


def write_whatif(answers: Answers, folder: Path) -> Path:
    """Write the answers for machines; the file written."""
    file = folder / WHATIF
    file.write_text(documents.as_text(inquiry.whatif(answers)) + "\n", encoding="utf-8")
    return file
