"""Commands on books: look, prove, keep in order, act, move."""
