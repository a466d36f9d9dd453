"""Frames as archives: a Polars, pandas or other Arrow table read like a sheet with one heading row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.reading.archive import Archive
from minzheng_core.reading.files.frame_text import text_frame
from minzheng_core.reading.raw import Merge, RawBatch, RawSource, column_names
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.reading.recognition.recognise import recognise
from minzheng_core.reading.rows.made_columns import with_made_columns
from minzheng_core.reading.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from minzheng_core.reading.mapping import ArchiveMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

NAME = "数据表"
"""What stands for the file name of a frame."""
SAMPLE_ROWS = 5_000
BATCH_ROWS = 100_000


@frozen(eq=False)
class FrameSource:
    """A frame as a sheet: its column names are row 1, its first row is row 2."""

    headings: tuple[str, ...]
    frame: pl.DataFrame
    path: Path = Path(NAME)
    sheet: str = ""
    first_column: int = 0
    merges: tuple[Merge, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    from_1904: bool = False
    first_row: int = 0
    long_numbers: int = 0
    """How many numbers had lost their last digits."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.frame.width

    def sample(self) -> list[list[str | None]]:
        """The headings and the first rows."""
        return [list(self.headings), *map(list, self.frame.head(SAMPLE_ROWS).iter_rows())]

    def batches(self, notes: NoteBook) -> Iterator[RawBatch]:
        """All rows in order, the headings first."""
        if self.long_numbers:
            notes.add("IN166", count=self.long_numbers)
        top = dict(zip(self.frame.columns, [[h] for h in self.headings], strict=True))
        yield RawBatch(1, pl.DataFrame(top, schema=self.frame.schema))
        for at, piece in enumerate(self.frame.iter_slices(BATCH_ROWS)):
            yield RawBatch(2 + at * BATCH_ROWS, piece)


def read_frame(
    data: Any,
    fields: Sequence[FieldSpec],
    *,
    mapping: ArchiveMapping | None = None,
    reserved: Collection[str] = (),
    as_it_stands: bool = False,
) -> Archive:
    """Read a frame as :func:`~minzheng_core.reading.read_archive` reads a file.

    *data* is a Polars or pandas frame or any table with the Arrow stream interface. Numbers, dates
    and categories become the text a spreadsheet would show; ``source_row`` counts from 2. With
    *as_it_stands* no column about both spouses is divided into two.

    Raises:
        CallError: not a table (IN208).
        InputError: no column was recognised (IN111), no rows (IN112).

    """
    frame, lost = text_frame(data)
    headings = tuple(frame.columns)
    index = FieldIndex(fields, reserved)
    source: RawSource = FrameSource(
        headings,
        frame.rename(dict(zip(headings, column_names(frame.width), strict=True))),
        long_numbers=lost,
    )
    if not as_it_stands:
        source = with_made_columns(source, index)
    if mapping is not None:
        mapping = mapping.resolved(fields)
    if not frame.height:
        raise InputError("IN112", file=NAME)
    found = recognise(source, NAME, index, mapping)
    if found is None:
        raise InputError("IN111", file=NAME, headings="、".join(headings[:12]), nearest="—")
    table = Table(
        file=NAME,
        path=source.path,
        sheet="",
        mapping=found.mapping,
        fields=tuple(fields),
        source=source,
        found=found,
        reserved=reserved,
    )
    return Archive((table,), (), (NAME,))
