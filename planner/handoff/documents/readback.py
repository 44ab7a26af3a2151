"""A recommendation read back from the file it was left in."""

import json
from dataclasses import dataclass
from pathlib import Path

from planner.handoff.names import RECOMMENDATION
from planner.study.checks import Checks
from planner.study.errors import Complaint, InputError
from planner.study.study import Study, checked_policy
from simmodel.contract.sections import Policy


@dataclass(frozen=True)
class Recommended:
    """The content of the file.

    Attributes:
        path: the file.
        policy: the recommended one.
        current: whether the study's file is still what it was then.
    """

    path: Path
    policy: Policy
    current: bool


def recommended(study: Study, folder: Path, seed: int) -> Recommended:
    """The recommendation for ``study`` and ``seed`` in ``folder``.

    Raises:
        InputError: there is none, it cannot be read, or its policy is wrong or impossible.
    """
    path = folder / RECOMMENDATION
    command = study.command("optimize", results=folder.parent, seed=seed)
    allowed = f"--policy, or what this command leaves there: {command}"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _refused(path, "found no recommendation", allowed) from None
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}", allowed) from None
    except (ValueError, RecursionError) as error:
        raise _refused(path, f"not JSON: {error}", allowed) from None
    if not (isinstance(document, dict) and isinstance(document.get("policy"), dict)):
        raise _refused(path, "found no policy in it", allowed)
    checks = Checks(str(path))
    policy = checked_policy(study.model, study.facts, document["policy"], checks, "policy")
    checks.finish()
    assert policy is not None
    if document.get("seed") != seed:
        raise _refused(path, f"found another seed in it than {seed}", allowed)
    return Recommended(path, policy, document.get("digest") == study.digest)


def _refused(path: Path, found: str, allowed: str) -> InputError:
    return InputError([Complaint(str(path), "", found, allowed)])
