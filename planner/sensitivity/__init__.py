"""A recommendation held against facts that turn out otherwise."""
