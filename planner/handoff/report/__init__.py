"""The report: one page for a leader with five minutes."""
