"""Names of people, accounts and skills: when two are one."""


def known_as(name: str | None) -> str:
    """A name, whatever its case and the spaces in it; signs tell names apart, as C# and C++."""
    return " ".join((name or "").casefold().split())
