"""A recommendation read back from the file it was left in."""

import json
from dataclasses import dataclass
from pathlib import Path

from planner.handoff.files import RECOMMENDATION
from planner.study.checks import Checks
from planner.study.errors import Complaint, InputError
from planner.study.study import Study, checked_policy
from simmodel.fields import Section


@dataclass(frozen=True)
class Recommended:
    """What the file says.

    Attributes:
        path: the file.
        policy: the recommended one, and the ``seed`` of the futures it was validated in.
        current: whether the study's file is still what it was then.
    """

    path: Path
    policy: Section
    seed: int
    current: bool


def recommended(study: Study, folder: Path) -> Recommended:
    """The recommendation for ``study`` in ``folder``.

    Raises:
        InputError: there is none, it cannot be read, or its policy is wrong or impossible.
    """
    path = folder / RECOMMENDATION
    allowed = f"what plan optimize {study.path} leaves there; run it, or give --policy"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _refused(path, "found no recommendation", allowed) from None
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}", allowed) from None
    except ValueError as error:
        raise _refused(path, f"not JSON: {error}", allowed) from None
    if not (isinstance(document, dict) and isinstance(document.get("policy"), dict)):
        raise _refused(path, "found no policy in it", allowed)
    checks = Checks(str(path))
    policy = checked_policy(study.model, study.facts, document["policy"], checks, "policy")
    checks.finish()
    assert policy is not None
    seed = document.get("seed")
    if not isinstance(seed, int) or seed < 0:
        raise _refused(path, "found no seed in it", allowed)
    return Recommended(path, policy, seed, document.get("digest") == study.digest)


def _refused(path: Path, found: str, allowed: str) -> InputError:
    return InputError([Complaint(str(path), "", found, allowed)])
