"""The terminal: answers for people."""
