"""Files of boundary work: tables and layers read, and what their columns are called."""
