"""The workbook for finance, and the same tables as CSV."""
