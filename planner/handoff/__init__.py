"""What leaves the planner: tables for people, documents for machines, files for finance."""
