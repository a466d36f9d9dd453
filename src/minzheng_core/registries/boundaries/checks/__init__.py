"""What the records of a county say against each other: the set prepared, its geometry, each check."""
