"""Pages that need only a browser, and the charts in them."""
