"""Private values: commitments in the chain, sealing at rest, blind search, erasure (隐私保护)."""
