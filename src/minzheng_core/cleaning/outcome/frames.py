"""The frames in which a run tells what became of an archive: their names and key columns."""

from __future__ import annotations

SOURCE = ("source_file", "source_sheet", "source_row")
"""The first columns of the records: by them each one is found again in the files."""

FRAMES = ("records", "facts", "findings", "changes", "candidates")
"""The frames of a cleaned chunk that a run accumulates."""

WAITING = ("waiting", "seen")
"""The frames of a chunk that the end of a run needs, and nobody after it."""

OPEN = "row.open"
"""The column of the waiting records that tells those with an open number."""
