"""Sentences on who is to look after which account."""
