"""The desk: who does what first; the compiled loops over the work."""
