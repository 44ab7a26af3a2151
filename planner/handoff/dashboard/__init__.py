"""The Optuna dashboard: the search for an analyst to explore."""
