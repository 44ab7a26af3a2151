"""Names of studies: each is that of a file, and of a folder of results on any machine."""

import re
from pathlib import Path

from planner.study.errors import Complaint, InputError
from simmodel.fields import shown

_LONGEST = 200  # bytes; file systems know 255, and some fewer
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def check_name(path: Path) -> None:
    """Raise InputError if the study at ``path`` has a name that no folder of results can have."""
    name = path.stem
    fault = _fault(name)
    if fault is not None:
        found = f"found the name {shown(name)}, which {fault}"
        allowed = "a file called like a folder for its results, such as growth.toml: rename it"
        raise InputError([Complaint(str(path), "", found, allowed)])


def _fault(name: str) -> str | None:
    if not name.isprintable() or set(name) & {"/", "\\"}:
        return "has a character that is none of a folder's name"
    if name != name.strip() or name.endswith(".") or not name:
        return "ends or begins as no folder's name may"
    if _RESERVED.fullmatch(name):
        return "some systems keep for a device"
    if len(name.encode()) > _LONGEST:
        return f"has more than {_LONGEST} bytes"
    return None
