"""The columns of a table beside its own: the number of each row, and what is told of it by what stands around.

Those whose name begins with ``#`` are used up in reading; what to make of the others, cleaning judges.
"""

from __future__ import annotations

SOURCE_ROW = "source_row"
YEAR = "#year"
"""The column with the year that the rows above say for a row; only where they say one."""
MONTH = "#month"
"""The same with the month; 0 where a year was said after it."""
SECTION_DATE = "#date"
"""The same with all that a row of its own says of the date; only in tables without a column of dates."""
PLACE = "#place"
"""The same with the township."""

YEAR_TOLD = "year_told"
"""The year of a row whose date lacks it and may have been cut short."""
PLACE_TOLD = "place_told"
"""The township."""
TOLD_BY = "place_told_by"
"""What tells the township."""
TOLD = (YEAR_TOLD, PLACE_TOLD, TOLD_BY)
