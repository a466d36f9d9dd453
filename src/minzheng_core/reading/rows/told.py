"""What is told of rows by what stands around them, in columns beside theirs: cleaning judges what to make of it."""

from __future__ import annotations

YEAR_TOLD = "year_told"
"""The year of a row whose date lacks it and may have been cut short."""
PLACE_TOLD = "place_told"
"""The township."""
TOLD_BY = "place_told_by"
"""What tells the township."""
TOLD = (YEAR_TOLD, PLACE_TOLD, TOLD_BY)
