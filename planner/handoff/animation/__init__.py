"""A replication replayed: one page that needs nothing but a browser."""
