"""That nobody rewrote a book (核验): digests in a chain, one root over many, checkpoints, verification."""
