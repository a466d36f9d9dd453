"""What is left for a person to decide: the open doubts, and one question for each matter."""
