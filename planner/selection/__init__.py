"""Which of a few policies is best, with a stated probability of being right."""
