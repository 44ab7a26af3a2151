"""The policy planner: studies, search, statistics, hand-offs; blind to what is simulated."""
