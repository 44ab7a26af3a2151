"""A recommendation in the terms of finance: positions, months, fiscal years, cases."""
