"""What reading a list did beside reading it, told before anything is done with the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reading.notes import ReadingNote

_ALL = 200


def tell_reading(remarks: Iterable[tuple[str, ReadingNote]], lang: str) -> None:
    """Print the notes on how a file was read: rows left out, columns that were not taken."""
    from minzheng_core.cli.archives.summary import print_notes
    from minzheng_core.reading.notes import sentences

    print_notes(sentences(remarks, lang), lang, _ALL)
