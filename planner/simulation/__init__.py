"""Policies times replications, and what can be said from them."""
