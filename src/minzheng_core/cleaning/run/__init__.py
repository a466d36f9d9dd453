"""A whole archive: in chunks through all hands, compared as a whole, handed back as a result."""
