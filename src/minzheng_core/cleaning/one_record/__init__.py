"""One record in plain Python, for the light core: its cells as values, its people weighed."""
