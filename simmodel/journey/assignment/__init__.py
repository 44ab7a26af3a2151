"""Who looks after which account: the lists, the hours, and what an assignment brings."""
