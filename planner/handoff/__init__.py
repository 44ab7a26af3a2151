"""Hand-offs: tables for people, documents for machines, files for finance."""
