"""How large a problem is, and what is done with it for that."""

SMALL = 2_500
"""Pairs of a unit and a person who may have it, up to which problems are integer programs."""

LARGE = 30_000
"""Pairs above which prices come of soft minima: a linear program would take minutes."""

HUGE = 300_000
"""Pairs above which what is predicted of each takes seconds, so that it is not improved on."""
