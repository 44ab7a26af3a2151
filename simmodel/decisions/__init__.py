"""What a policy may decide, and between which bounds: a kind of decision is one file."""
