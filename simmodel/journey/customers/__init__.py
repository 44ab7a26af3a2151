"""Customers: who they are, when they come, what they sign, and whether they renew."""
