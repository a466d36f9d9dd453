"""What one datum is: values that are parsed, normalised, explained, masked and shown."""
