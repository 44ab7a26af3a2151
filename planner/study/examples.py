"""The studies that come with the planner."""

import tomllib
from contextlib import suppress
from os.path import isfile
from pathlib import Path

# An installed package carries its examples inside; a checkout has them at its top level.
_INSTALLED = Path(__file__).parents[1] / "studies"
EXAMPLES = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2] / "studies"


def is_example(path: Path) -> bool:
    """Whether the study at ``path`` is an example, which has a name everywhere."""
    return path.resolve().parent == EXAMPLES.resolve()


def examples() -> dict[str, list[str]]:
    """The names of the examples by the model that each is of, as far as they can be read."""
    found: dict[str, list[str]] = {}
    for path in studies_in(EXAMPLES):
        with suppress(OSError, ValueError):
            model = tomllib.loads(path.read_text(encoding="utf-8")).get("model")
            found.setdefault(str(model), []).append(path.stem)
    return found


def studies_in(folder: Path) -> list[Path]:
    """The files of a folder that may be studies, by name."""
    # Of a path that cannot be looked at, isfile says no where Path.is_file raises.
    found = (path for path in folder.glob("*.toml") if isfile(path))  # noqa: PTH113
    return sorted(found, key=lambda path: path.stem)
