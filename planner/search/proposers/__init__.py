"""Proposers of the next policies: a way of proposing is one file."""
