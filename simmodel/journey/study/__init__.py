"""A study of the journey: what it asks, what it is told, and how it is put to people."""
