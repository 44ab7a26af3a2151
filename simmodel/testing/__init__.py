"""The conformance suite: what every model must keep to, whatever it simulates.

A new model runs :func:`check_model` in its tests. That the planner writes every hand-off of it is
for the planner's own tests, as nothing here knows them.
"""

from simmodel.testing.check import check_model
from simmodel.testing.requirements import NonconformanceError

__all__ = ["NonconformanceError", "check_model"]
