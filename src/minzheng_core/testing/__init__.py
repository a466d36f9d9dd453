"""Tools for tests and benchmarks, shipped with the library: contracts, and synthetic archives with their truth."""
