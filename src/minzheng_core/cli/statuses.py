"""Exit statuses of commands that went well; those of errors are with the errors."""

TOLD = 10
"""Something that was told is left for a person, or is not as it should be."""
