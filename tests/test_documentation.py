"""What the documentation points at exists: files, folders, targets of make."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "results").glob("*.md")),
    *sorted((ROOT / "results" / "experiments").glob("*.md")),
]
LINK = re.compile(r"\]\((?![a-z]+:)([^)#\s]+)")
QUOTED = re.compile(r"`((?:\.ci|docs|planner|results|simmodel|studies|tests|workshop)/[\w./-]*)`")
MAKE = re.compile(r"^ {4}make ([a-z]+)|`make ([a-z]+)`", re.MULTILINE)
# What a run of the planner leaves behind, and no repository holds.
LEFT_BY_RUNS = ("results/growth", "results/atlas", "results/mine")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pages
def test_links_lead_to_files_that_exist(page):
    text = page.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert not missing


@pages
def test_paths_that_are_named_exist(page):
    named = QUOTED.findall(page.read_text(encoding="utf-8"))
    assert not [
        path for path in named if not path.startswith(LEFT_BY_RUNS) and not (ROOT / path).exists()
    ]


@pages
def test_make_knows_the_targets_that_are_named(page):
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = {one or other for one, other in MAKE.findall(page.read_text(encoding="utf-8"))}
    assert named <= set(targets)


MAP_TEXT = 12
"""Deeper than this, a line of the map holds no names."""


def house() -> Iterator[str]:
    """What the map of the house names, as paths; a module may be without its ending."""
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    folders: list[tuple[int, str]] = []
    for line in re.search(r"```text\n(.*?)```", text, re.DOTALL)[1].splitlines():
        names = re.split(r"\s{2,}", line.strip())[0]
        indent = len(line) - len(line.lstrip())
        if indent > MAP_TEXT:
            continue  # what is said goes on
        while folders and folders[-1][0] >= indent:
            folders.pop()
        for name in names.split(", "):
            yield "".join(folder for _, folder in folders) + name
        if names.endswith("/"):
            folders.append((indent, names))


def test_the_map_of_the_house_has_every_room():
    packages = [
        str(each.parent.relative_to(ROOT)) + "/"
        for top in ("simmodel", "planner")
        for each in (ROOT / top).rglob("__init__.py")
    ]
    assert {*packages, "tests/", "workshop/"} <= set(house())


@pytest.mark.parametrize("place", list(house()))
def test_what_the_map_of_the_house_names_exists(place):
    assert (ROOT / place).exists() or (ROOT / f"{place}.py").exists()
