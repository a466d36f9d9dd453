"""Some thousands of records at once, in columns: each decided by what stands in its own row."""
