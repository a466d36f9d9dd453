"""What a row, and the archive around it, says of a person; plain Python, for one record and for many."""
