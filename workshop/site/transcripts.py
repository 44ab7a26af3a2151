"""Transcripts of commands in the pages that show them: ``make transcripts``.

    python workshop/site/transcripts.py docs/tutorial.md           # rewrites the page
    python workshop/site/transcripts.py --check docs/tutorial.md   # exit status 1 if it would

A fence named ``console`` holds commands, each behind ``$``, and below each what it prints to
standard output. Commands run in the order of the pages, in a folder of their own that has
``studies/``. Of what ends in a line of three dots, as many lines are shown as there were.
"""

import argparse
import os
import re
import subprocess
import sys
from difflib import unified_diff
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DOTS = "...\n"
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)


def anew(page: str, folder: Path) -> str:
    """The page with what its commands print now, run in ``folder``.

    Raises:
        subprocess.CalledProcessError: a command fails.
    """
    return _FENCE.sub(partial(_run, folder), page)


def _run(folder: Path, fence: re.Match[str]) -> str:
    parts = _COMMAND.split(fence[1])  # what is before the first, then commands and what they print
    shown = [
        f"$ {command}\n{_cut(_printed(command, folder), before)}"
        for command, before in zip(parts[1::2], parts[2::2], strict=True)
    ]
    return f"```console\n{''.join(shown)}```"


def _cut(printed: str, before: str) -> str:
    """What is printed, as far as it was shown before."""
    if not before.endswith(f"\n{_DOTS}"):
        return printed
    lines = printed.splitlines(keepends=True)
    return "".join([*lines[: before.count("\n") - 1], _DOTS])


def _printed(command: str, folder: Path) -> str:
    """What a command prints, without the blanks that a terminal needs at the ends of lines."""
    print(f"$ {command}", file=sys.stderr, flush=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        shell=True,
        env={**os.environ, "PATH": path, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").splitlines())


def main() -> int:
    """Rewrite the pages that are named, or say how they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing")
    asked = parser.parse_args()
    shown = [page.read_text(encoding="utf-8") for page in asked.pages]
    with TemporaryDirectory() as folder:
        Path(folder, "studies").symlink_to(ROOT / "studies")
        found = [anew(text, Path(folder)) for text in shown]
    if asked.check:
        for page, *texts in zip(asked.pages, shown, found, strict=True):
            before, after = (text.splitlines(keepends=True) for text in texts)
            sys.stdout.writelines(unified_diff(before, after, str(page), "as it is now"))
        return int(found != shown)
    for page, text in zip(asked.pages, found, strict=True):
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
