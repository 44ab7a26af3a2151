"""Machine code is kept where it is safe, never outlives its sources, and is no obstacle."""

import errno
import logging
import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from simmodel import machine_code
from simmodel.machine_code import cache_folder

KERNEL = """
from simmodel.jit import compiled

@compiled
def double(value):
    return 2 * value
"""


@pytest.fixture
def kernels(tmp_path) -> Path:
    """A package of two sources."""
    folder = tmp_path / "kernels"
    folder.mkdir()
    for name in ("caller", "callee"):
        (folder / f"{name}.py").write_text("x = 1")
    return folder


@pytest.fixture
def unset(monkeypatch, tmp_path) -> Path:
    """The user has chosen nothing; the folder of the user's cache."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "users"))
    return tmp_path / "users" / "customer-success-planner"


def test_an_edit_of_any_source_leaves_the_old_machine_code_behind(kernels, unset):
    before = cache_folder(kernels)
    assert cache_folder(kernels) == before
    (kernels / "callee.py").write_text("y = 2")
    assert cache_folder(kernels) != before


def test_it_is_kept_beside_the_sources_or_in_the_users_cache_or_nowhere(kernels, unset, tmp_path):
    assert cache_folder(kernels).parent == kernels / "__pycache__"
    (kernels / "__pycache__").rename(kernels / "moved")
    (kernels / "__pycache__").write_text("a file, as if the folder could not be written")
    assert cache_folder(kernels).parent == unset
    (tmp_path / "users").rename(tmp_path / "elsewhere")
    (tmp_path / "users").write_text("a file, as if there were no home")
    assert cache_folder(kernels) is None


def test_a_folder_that_the_user_has_chosen_comes_first_and_alone(kernels, unset, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(kernels / "chosen"))
    assert cache_folder(kernels).parent == kernels / "chosen"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(kernels / "callee.py"))
    assert cache_folder(kernels) is None


def test_a_folder_in_which_others_may_write_is_not_read_from(kernels, unset):
    folder = cache_folder(kernels)
    folder.chmod(0o777)
    assert cache_folder(kernels).parent == unset


def test_a_folder_of_another_user_is_not_read_from(kernels, unset, monkeypatch):
    cache_folder(kernels)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert cache_folder(kernels) is None


# ---- A kernel ------------------------------------------------------------------------------------


@pytest.fixture
def kernel(tmp_path, monkeypatch, caplog):
    """Load a compiled function anew, with a cache of its own; its answer, and what was cached."""
    path = tmp_path / "kernel.py"
    path.write_text(KERNEL)
    caplog.set_level(logging.INFO, "simmodel")

    def call(folder: Path | None) -> tuple[int, int]:
        monkeypatch.setattr(machine_code, "_FOLDER", folder)
        monkeypatch.setattr("numba.core.config.CACHE_DIR", str(folder or ""))
        machine_code._announce.cache_clear()
        caplog.clear()
        spec = spec_from_file_location("kernel", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.double(21), sum(module.double.stats.cache_hits.values())

    return call


def test_a_second_process_finds_it(kernel, tmp_path, caplog):
    said = "Compiling the simulation, once; the machine code is kept for the next time."
    assert kernel(tmp_path / "cache") == (42, 0)
    assert caplog.messages == [said]
    assert kernel(tmp_path / "cache") == (42, 1)
    assert caplog.messages == []


def test_without_a_folder_it_is_compiled_in_memory_and_one_line_says_so(kernel, caplog):
    assert kernel(None) == (42, 0)
    (said,) = caplog.messages
    assert said.startswith("Compiling the simulation, which takes a while each time: no folder")
    machine_code._announce()
    assert len(caplog.messages) == 1


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def changed(path: Path) -> None:
    """In one bit, near its end, where the machine code is."""
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)


def noise(path: Path) -> None:
    path.write_bytes(b"noise" * path.stat().st_size)


@pytest.mark.parametrize("damage", [cut_off, empty, changed, noise])
@pytest.mark.parametrize("kind", ["nbi", "nbc"])
def test_what_is_damaged_is_compiled_again(kernel, tmp_path, damage, kind):
    kernel(tmp_path / "cache")
    (file,) = (tmp_path / "cache").rglob(f"*.{kind}")
    damage(file)
    assert kernel(tmp_path / "cache") == (42, 0)
    assert kernel(tmp_path / "cache") == (42, 1)


def test_a_full_disk_leaves_what_was_compiled_in_memory(kernel, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("numba.core.caching.IndexDataCacheFile._open_for_write", full)
    assert kernel(tmp_path / "cache") == (42, 0)
