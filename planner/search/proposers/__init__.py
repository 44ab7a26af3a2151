"""How the next policies are proposed: a way of proposing is one file."""
