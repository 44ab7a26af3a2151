"""Money: what is maximised, costs and metrics, and what finance calls things."""
