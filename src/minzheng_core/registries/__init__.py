"""The registers a county keeps, one folder each."""
