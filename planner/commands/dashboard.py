"""``plan dashboard``."""

from pathlib import Path

import click

from planner.handoff.dashboard.board import HOST, board, server
from planner.recommendation.folder import check_begun, lacking
from planner.search.journal import DamagedError
from planner.study.errors import Complaint, InputError
from planner.study.study import load_study


def run(reference: str, *, results: str, seed: int | None, port: int, quiet: bool) -> None:
    study = load_study(reference)
    folder = Path(results) / study.name
    seed = study.seed if seed is None else seed
    check_begun(folder, study, seed)
    try:
        shown = board(folder, study.name)
    except KeyError:
        raise lacking(folder, study, seed, None) from None
    except DamagedError as error:
        command = study.command("optimize", results=Path(results), seed=seed)
        found = f"damaged: {error.strerror}"
        allowed = f"one to read; this sets it aside and keeps what is finished: {command}"
        raise InputError([Complaint(str(error.filename), "", found, allowed)]) from None
    except OSError as error:
        found, allowed = f"cannot be used: {error.strerror}", "a folder to read and write in"
        raise InputError([Complaint(str(error.filename or folder), "", found, allowed)]) from None
    try:
        serving = server(shown, port)
    except OSError as error:
        found = f"found {port}, which cannot be listened on: {error.strerror}"
        allowed = "one that is free, or 0 for any"
        raise InputError([Complaint("--port", "", found, allowed)]) from None
    with serving:
        if not quiet:
            click.echo(f"http://{HOST}:{serving.server_port}/  (Ctrl-C ends it)")
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            return
