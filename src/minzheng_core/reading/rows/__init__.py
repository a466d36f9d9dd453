"""Raw rows to rows of a table (成表): no titles or totals, dittos filled, husband and wife joined."""
