"""How large a problem is, and what is done with it for that."""

SMALL = 2_500
"""Pairs of a unit and a person who may have it, up to which problems are integer programs."""

LARGE = 30_000
"""Pairs above which prices come of soft minima: a linear program would take minutes."""
