"""The values a column at a time, in Polars and NumPy: the same answers, proven by property tests."""
