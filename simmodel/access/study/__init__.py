"""A study of service access: what it asks, what it is told, and how it is put to people."""
