"""What cells mean: a module for each kind of column, which is read as a whole."""
