"""Notebooks of the documentation with what their cells give now: ``make notebook``.

    python workshop/notebook/run.py docs/notebook.ipynb          # rewrites the outputs
    python workshop/notebook/run.py --check docs/notebook.ipynb  # exit status 1 if texts differ

Cells run in one namespace, in a folder of their own, and show what Jupyter would; no Jupyter is
needed. Pictures are not compared, as fonts differ from machine to machine.
"""

import argparse
import ast
import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Json = dict[str, Any]


def anew(notebook: Json) -> Json:
    """The notebook with what its cells give now."""
    namespace: Json = {"__name__": "__main__"}
    cells, number = [], 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            outputs = list(_run("".join(cell["source"]), namespace, number))
            cell = {**cell, "execution_count": number, "outputs": outputs}  # noqa: PLW2901
        cells.append(cell)
    return {**notebook, "cells": cells}


def _run(source: str, namespace: Json, number: int) -> Iterator[Json]:
    """What a cell prints, and the value of its last line."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(StringIO()) as printed:
        exec(compile(tree, "<cell>", "exec"), namespace)
        value = eval(ast.unparse(last), namespace) if last else None
    if text := printed.getvalue():
        yield {"name": "stdout", "output_type": "stream", "text": _lines(text)}
    if value is not None:
        shown = {kind: _lines(text) for kind, text in _shown(value).items()}
        yield {
            "data": shown,
            "execution_count": number,
            "metadata": {},
            "output_type": "execute_result",
        }


def _shown(value: Any) -> dict[str, str]:
    """A value as Jupyter asks for it, by media type."""
    if hasattr(value, "_repr_mimebundle_"):
        found = value._repr_mimebundle_()
        bundle = found[0] if isinstance(found, tuple) else found
        return {kind: _text(content) for kind, content in bundle.items()}
    if hasattr(value, "_repr_html_"):
        return {"text/html": value._repr_html_(), "text/plain": repr(value)}
    return {"text/plain": repr(value)}


def _text(content: str | bytes) -> str:
    """A picture in letters, as notebooks hold it."""
    return content if isinstance(content, str) else b64encode(content).decode()


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _texts(notebook: Json) -> list[str]:
    """All that the cells put out but pictures."""
    return [
        line
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        for kind, lines in output.get("data", {"text": output.get("text", ())}).items()
        if not kind.startswith("image/")
        for line in (f"{cell['id']} {kind}\n", *lines, "\n")
    ]


def main() -> int:
    """Rewrite the notebook, or say how its texts differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing")
    asked = parser.parse_args()
    path = asked.notebook.resolve()
    before = json.loads(path.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder, chdir(folder):
        after = anew(before)
    if asked.check:
        texts = _texts(before), _texts(after)
        sys.stdout.writelines(unified_diff(*texts, str(asked.notebook), "as it is now"))
        return int(texts[0] != texts[1])
    text = json.dumps(after, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
