"""Operations models: what a vendor's service team does, with nothing of search, files or screens."""
