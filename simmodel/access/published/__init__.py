"""The published examples and figures, by the formulas."""
