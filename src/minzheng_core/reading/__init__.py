"""Reading archives (读档): files → raw text tables with mapped columns.

The public names are resolved when they are used: a process that only cleans what another one has read
does not load the readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core._later import later

if TYPE_CHECKING:
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

_HOME = {
    "Archive": "archive",
    "ArchiveMapping": "mapping",
    "ColumnMapping": "mapping",
    "ReadingNote": "notes",
    "SheetMapping": "mapping",
    "Table": "table",
    "read_archive": "archive",
    "read_frame": "frames",
}


__getattr__ = later(__name__, _HOME)
