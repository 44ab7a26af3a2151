"""The quantiles that stand for bad, usual and good futures."""

LEVELS = {"P10": 0.1, "P50": 0.5, "P90": 0.9}
