"""What no record shows by itself: copied numbers, other mentions of a person, checks, gaps (查漏)."""
