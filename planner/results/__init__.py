"""The folder of a study's results: whose it is, and what the planner has written there."""
