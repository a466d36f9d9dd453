"""One source looked at: its layout, its columns, and a saved mapping laid over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.mapping import ArchiveMapping, SheetMapping, with_headings
from minzheng_core.reading.notes import NoteBook, ReadingNote
from minzheng_core.reading.raw import column_letter
from minzheng_core.reading.recognition.content import profile
from minzheng_core.reading.recognition.found import find_columns
from minzheng_core.reading.recognition.layout import Layout, find_layout, layout_without_headings

if TYPE_CHECKING:
    from minzheng_core.reading.raw import RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row


@frozen
class Recognised:
    """What was found out about a source before its rows are read."""

    layout: Layout
    mapping: SheetMapping
    joined: tuple[tuple[int, int], ...]
    notes: tuple[ReadingNote, ...]
    has_rows: bool


def recognise(
    source: RawSource, index: FieldIndex, saved: ArchiveMapping | None
) -> Recognised | None:
    """Layout and columns of *source*; ``None`` where no column can be recognised."""
    notes = NoteBook()
    sample = source.sample()
    if saved is not None and (found := _as_saved(source, sample, saved, index)) is not None:
        return found
    layout = find_layout(sample, index, source.merges)
    if layout is None:
        layout = layout_without_headings(sample, _first_row_fits(sample))
        if layout is not None and not layout.rows:
            notes.add("IN173")
    if layout is None:
        return None
    below = [row for row in sample[layout.first_data_row :] if any(row)]
    cells = [list(column) for column in zip(*below, strict=True)] or [[] for _ in layout.headings]
    columns = find_columns(layout.headings, cells, index, notes, source.first_column)
    if not any(c.field for c in columns.columns):
        return None
    if source.hidden_columns:
        letters = [column_letter(i + source.first_column) for i in source.hidden_columns]
        notes.add("IN172", columns="、".join(letters))
    mapping = SheetMapping(
        source.path.name,
        source.sheet,
        tuple(r + 1 for r in layout.rows),
        columns.layout,
        columns.columns,
    )
    return Recognised(layout, mapping, columns.joined, notes.notes, bool(below))


def _as_saved(
    source: RawSource, sample: list[Row], saved: ArchiveMapping, index: FieldIndex
) -> Recognised | None:
    """The source read as a saved mapping says: by its name, else by its headings."""
    found = find_layout(sample, index, source.merges)
    headings = found.headings if found is not None else ()
    known = saved.find(source.path.name, source.sheet, headings)
    if known is None:
        return None
    rows = tuple(r - 1 for r in known.heading_rows)
    if found is None or (
        found.rows != rows and known.file == source.path.name and known.sheet == source.sheet
    ):
        words = tuple(c.heading for c in known.columns) + ("",) * (
            source.width - len(known.columns)
        )
        found = Layout(rows, words[: source.width], max(rows, default=-1) + 1)
    mapping = with_headings(
        known, source.path.name, source.sheet, found.headings, source.first_column
    )
    below = any(any(row) for row in sample[found.first_data_row :])
    return Recognised(found, mapping, (), (), below)


def _first_row_fits(sample: list[Row]) -> list[bool | None]:
    """For each column whether its first cell is of the kind of the cells below; ``None``: no telling."""
    rows = [row for row in sample if any(row)]
    width = max((sum(c is not None for c in row) for row in rows), default=0)
    full = [row for row in rows if sum(c is not None for c in row) * 2 >= width]
    fits: list[bool | None] = []
    for column in zip(*full, strict=True):
        best = profile(column[1:]).best()
        if best is None or column[0] is None:
            fits.append(None)
        else:
            fits.append(profile(column[:1]).shares.get(best[0], 0.0) == 1.0)
    return fits
