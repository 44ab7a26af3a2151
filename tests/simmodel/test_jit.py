"""Compilation: machine code never outlives the sources it was made from."""

import os
import subprocess
import sys
from pathlib import Path

import numba

from simmodel.jit import cache_folder, compiled


def package(folder: Path, **sources: str) -> Path:
    folder.mkdir()
    for name, text in sources.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_an_edit_of_any_source_leaves_the_old_machine_code_behind(tmp_path):
    kernels = package(tmp_path / "kernels", caller="x = 1", callee="y = 1")
    before = cache_folder(kernels)
    assert cache_folder(kernels) == before
    (kernels / "callee.py").write_text("y = 2")
    assert cache_folder(kernels) != before


def test_machine_code_is_kept_with_the_present_sources_unless_the_user_chose_a_folder(tmp_path):
    ask = "import simmodel.jit, numba; print(numba.config.CACHE_DIR)"

    def folder(**chosen: str) -> str:
        environment = {k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"} | chosen
        command = [sys.executable, "-c", ask]
        return subprocess.check_output(command, text=True, env=environment).strip()

    assert folder() == str(cache_folder())
    assert folder(NUMBA_CACHE_DIR=str(tmp_path)) == str(tmp_path)


def test_sums_are_made_in_the_order_written():
    @compiled
    def total(values):
        result = 0.0
        for value in values:
            result += value
        return result

    values = [1e16, 1.0, -1e16, 1.0]
    result = 0.0
    for value in values:
        result += value
    assert total(numba.typed.List(values)) == result
