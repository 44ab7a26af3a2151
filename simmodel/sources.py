"""The state of sources, so that what was made of them is known to be of them."""

from hashlib import sha256
from pathlib import Path


def sources_digest(package: Path) -> str:
    """The state of the package's sources, in hexadecimal: what simulates, to the last letter."""
    digest = sha256()
    for source in sorted(package.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
