"""Compilation: machine code never outlives the sources it was made from."""

import os
import subprocess
import sys
from pathlib import Path

import numba

from simmodel.jit import cache_folder, compiled, sources_digest


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


def test_the_digest_is_that_of_every_source_wherever_it_lies(tmp_path):
    here = package(tmp_path / "here", caller="x = 1", callee="y = 1")
    there = package(tmp_path / "there", callee="y = 1", caller="x = 1")
    assert sources_digest(here) == sources_digest(there)
    seen = {sources_digest(here)}
    package(here / "inner", deep="z = 1")
    seen.add(sources_digest(here))
    (here / "inner" / "deep.py").write_text("z = 2")
    seen.add(sources_digest(here))
    (here / "caller.py").unlink()
    seen.add(sources_digest(here))
    assert len(seen) == 4
    assert all(int(digest, 16) >= 0 and len(digest) == 64 for digest in seen)


def test_the_digest_sees_sources_only(tmp_path):
    kernels = package(tmp_path / "kernels", caller="x = 1")
    before = sources_digest(kernels)
    (kernels / "notes.txt").write_text("no source")
    (kernels / "caller.pyc").write_bytes(b"machine code")
    assert sources_digest(kernels) == before


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
