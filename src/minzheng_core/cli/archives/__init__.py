"""Commands that clean an archive, take decisions back, and work on the run that is there."""
