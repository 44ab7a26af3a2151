"""People: the team's hours, its size, and what its recruits lack."""
