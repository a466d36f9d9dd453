"""Which records are the same: passes, comparisons, judgements, clusters, persons (比对与去重)."""
