"""The tiny study and what is known of it, as a notebook has them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from planner import RecommendationResult, Study, WhatIfResult, load_study
from planner.cli import main


@pytest.fixture(scope="session")
def study(tiny_study) -> Study:
    return load_study(tiny_study.path)


@pytest.fixture(scope="session")
def result(study, recommendation) -> RecommendationResult:
    return RecommendationResult(study, recommendation)


@pytest.fixture(scope="session")
def what_if(result, answers) -> WhatIfResult:
    return WhatIfResult(result, answers)


@pytest.fixture(scope="session")
def command() -> Callable[..., dict[str, Any]]:
    """What a command of the command line gives to machines."""

    def run(*words: object) -> dict[str, Any]:
        result = CliRunner().invoke(main, [*map(str, words), "--json", "--quiet"])
        document: dict[str, Any] = json.loads(result.stdout)
        return document

    return run
