"""``minzheng boundaries``: check, draw, convert, due."""
