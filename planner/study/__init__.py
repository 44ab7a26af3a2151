"""Study files: what a user writes, checked, and every field documented."""
