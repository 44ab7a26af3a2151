"""The workbook of who is to look after which account."""
