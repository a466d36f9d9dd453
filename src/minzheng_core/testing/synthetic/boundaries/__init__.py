"""A synthetic county with its boundary (虚构的县界): clean or with defects, and as files."""
