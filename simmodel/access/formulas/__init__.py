"""Formulas of the fluid model, and of queues where the fluid is too smooth."""
