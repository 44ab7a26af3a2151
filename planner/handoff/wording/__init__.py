"""Words and numbers that several channels share."""
