"""What reads a column of addresses: names, slips, townships and years for all texts at once (户籍地列)."""
