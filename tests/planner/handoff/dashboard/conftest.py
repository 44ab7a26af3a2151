"""A search with what the dashboard shows beside it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIServer

import pytest

from planner.handoff.dashboard.board import HOST, board, decorate, server
from planner.handoff.dashboard.note import note
from planner.handoff.dashboard.plots import plots
from planner.recommendation.recommend import Recommendation
from planner.search.journal import JOURNAL


@dataclass(frozen=True)
class Decorated:
    """A search's folder, and what was put beside the search."""

    folder: Path
    result: Recommendation
    files: tuple[Path, ...]

    @property
    def name(self) -> str:
        return self.result.study.name

    def again(self, text: str | None = None) -> None:
        """Put it there once more, or with another note."""
        decorate(self.folder, self.name, text or note(self.result), plots(self.result), self.files)


@pytest.fixture
def decorated(tmp_path, searched) -> Decorated:
    """A copy of a search with its note, its plots and two files."""
    result, folder = searched
    shutil.copy(folder / JOURNAL, tmp_path / JOURNAL)
    files = (tmp_path / "report.html", tmp_path / "plan.xlsx")
    for path in files:
        path.write_bytes(path.name.encode() * 100)
    made = Decorated(tmp_path, result, files)
    made.again()
    return made


@pytest.fixture
def served() -> Callable:
    """Serve a search's dashboard while a test asks it; its address."""

    @contextmanager
    def serve(folder: Path, name: str) -> Iterator[tuple[str, WSGIServer]]:
        with server(board(folder, name), 0) as serving:
            thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                yield f"http://{HOST}:{serving.server_port}", serving
            finally:
                serving.shutdown()
                thread.join()

    return serve
