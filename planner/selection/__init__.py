"""Selection of the best of a few policies, with a stated probability of being right."""
