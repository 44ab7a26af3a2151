"""Money: what is measured, its control variates, and what finance calls things."""
