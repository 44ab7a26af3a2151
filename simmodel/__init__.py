"""Operations models: what a service team does; nothing of search, files or screens."""
