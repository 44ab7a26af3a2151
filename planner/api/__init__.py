"""The planner from Python: what ``import planner`` offers, and the bodies of the commands.

A function is silent unless it is asked for progress, takes the study's seed unless it is given
another, and gives a frozen result that can be read, tabulated and handed on.
"""
