"""The page of who is to look after which account."""
