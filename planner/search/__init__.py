"""From proposals to a recommendation."""
