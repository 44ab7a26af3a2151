"""Decisions of a policy, and their bounds: a kind of decision is one file."""
