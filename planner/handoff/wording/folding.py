"""Long names of facts on two lines, for tables and charts that are narrow."""

LONGEST = 35
"""Characters of a name, or of one with its value, that stay on one line."""


def folded(label: str) -> str:
    """A name, broken where a table of facts ends: behind a point."""
    if len(label) <= LONGEST:
        return label
    name = label.partition(" ")[0]
    first = name.rfind(".")
    if len(label) - first < LONGEST // 2:
        first = name.rfind(".", 0, first)
    return f"{label[: first + 1]}\n{label[first + 1 :]}" if first > 0 else label
