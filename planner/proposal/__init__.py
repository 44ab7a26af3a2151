"""Proposals of who looks after which account: from lists of accounts and people to moves."""
