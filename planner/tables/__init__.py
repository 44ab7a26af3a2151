"""Tables as spreadsheets and CRMs write them: columns are declared, cells read, faults listed."""
