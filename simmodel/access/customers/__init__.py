"""Customers: who they are, how they come, what becomes of them, and their random numbers."""
