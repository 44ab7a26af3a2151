"""Pasts of known making."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

WORKSHOP = Path(__file__).parents[4] / "workshop" / "experiments"


@pytest.fixture(scope="session")
def making() -> ModuleType:
    """How the experiments make pasts."""
    sys.path.insert(0, str(WORKSHOP))
    try:
        return __import__("made_past")
    finally:
        sys.path.remove(str(WORKSHOP))


@pytest.fixture(scope="session")
def small(making):
    """Five people, 60 accounts, three months, 3 segments."""
    past, _ = making.made(making.Making(people=5, accounts=60, segments=3, renewing=0.5), 1)
    return past
