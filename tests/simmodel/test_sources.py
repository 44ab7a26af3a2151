"""The digest of sources is that of every one of them, and of nothing else."""

from pathlib import Path

from simmodel.sources import sources_digest


def package(folder: Path, **sources: str) -> Path:
    folder.mkdir()
    for name, text in sources.items():
        (folder / f"{name}.py").write_text(text)
    return folder


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
