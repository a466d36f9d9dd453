"""Tools for tests and benchmarks that are shipped with the library: synthetic archives with their truth."""
