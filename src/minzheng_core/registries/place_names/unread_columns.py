"""The columns of a list that hold something and are none of its items: told, so that nothing is lost in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reports.workbook.heights import clipped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import polars as pl

    from minzheng_core.reading.notes import ReadingNote

_SECOND = re.compile(r"_[0-9]+$")
"""What tells the second column of a heading from the first."""
_HEADING, _SHOWN = 20, 20


def unread_columns(frame: pl.DataFrame, known: Collection[str]) -> Iterator[str]:
    """The headings of columns that hold something and are not *known*; not the numbers of rows."""
    from minzheng_core.reading.recognition.heading import left_over

    for name in left_over(frame.columns, known):
        if frame[name].null_count() < frame.height:
            yield _SECOND.sub("", name)


def not_taken(headings: Sequence[str]) -> Iterator[tuple[str, ReadingNote]]:
    """The remark that these columns were not taken (PL115), if there are any."""
    from minzheng_core.reading.notes import ReadingNote

    if headings:
        told = "、".join(clipped(heading, _HEADING) for heading in headings[:_SHOWN])
        yield "", ReadingNote("PL115", count=len(headings), values={"headings": told})
