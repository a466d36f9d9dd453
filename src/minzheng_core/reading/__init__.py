"""Reading archives (读档): files → raw text tables with mapped columns."""

from __future__ import annotations

from minzheng_core.reading.archive import Archive, read_archive
from minzheng_core.reading.frames import read_frame
from minzheng_core.reading.mapping import ArchiveMapping, ColumnMapping, SheetMapping
from minzheng_core.reading.notes import ReadingNote
from minzheng_core.reading.table import Table

__all__ = [
    "Archive",
    "ArchiveMapping",
    "ColumnMapping",
    "ReadingNote",
    "SheetMapping",
    "Table",
    "read_archive",
    "read_frame",
]
