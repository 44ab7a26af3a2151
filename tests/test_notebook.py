"""The notebook of the documentation."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def test_it_has_been_run_from_the_first_cell_to_the_last():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    counts = [each["execution_count"] for each in cells if each["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.long
def test_its_cells_give_what_it_shows():
    runner = ROOT / "workshop" / "notebook" / "run.py"
    words = [sys.executable, str(runner), "--check", str(NOTEBOOK)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
