"""What became of the values: their status, and the list of changes."""
