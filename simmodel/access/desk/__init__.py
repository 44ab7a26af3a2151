"""The desk: who is served when, as compiled loops, and what both engines share."""
