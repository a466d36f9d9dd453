"""One source looked at: its layout, its columns, and a saved mapping laid over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.reading.mapping import (
    ArchiveMapping,
    ColumnMapping,
    SheetMapping,
    field_kinds,
    mask_digits,
    with_headings,
)
from minzheng_core.reading.notes import NoteBook, ReadingNote
from minzheng_core.reading.raw import column_letter
from minzheng_core.reading.recognition.content import profile
from minzheng_core.reading.recognition.continued import goes_on
from minzheng_core.reading.recognition.found import find_columns
from minzheng_core.reading.recognition.layout import Layout, find_layout, layout_without_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.raw import RawSource
    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.layout import Row


_OF_THE_SHEET = frozenset({"IN172", "IN173"})
"""Notes on the sheet itself, true however its columns are read."""


@frozen
class Recognised:
    """What was found out about a source before its rows are read."""

    layout: Layout
    mapping: SheetMapping
    joined: tuple[tuple[int, int], ...]
    notes: tuple[ReadingNote, ...]
    has_rows: bool


def recognise(
    source: RawSource,
    file: str,
    index: FieldIndex,
    saved: ArchiveMapping | None,
    before: Recognised | None = None,
) -> Recognised | None:
    """Layout and columns of *source* in *file*; ``None`` where no column can be recognised.

    A sheet without headings may go on with the table *before* it.
    """
    sample = source.sample()
    fresh = _afresh(source, file, sample, index)
    if before is not None and (fresh is None or not fresh.layout.rows):
        fresh = _going_on(source, sample, before, index) or fresh
    if saved is None:
        return fresh
    return _as_saved(source, file, sample, saved, index, fresh=fresh) or fresh


def _afresh(
    source: RawSource, file: str, sample: list[Row], index: FieldIndex
) -> Recognised | None:
    """The source read by what its headings and cells say."""
    notes = NoteBook()
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
        file=file,
        sheet=source.sheet,
        heading_rows=tuple(source.first_row + r + 1 for r in layout.rows),
        layout=columns.layout,
        columns=columns.columns,
    )
    return Recognised(layout, mapping, columns.joined, notes.notes, bool(below))


def _going_on(
    source: RawSource, sample: list[Row], before: Recognised, index: FieldIndex
) -> Recognised | None:
    """The source under the headings of the table *before* it; ``None`` where its cells do not fit them."""
    headings = before.layout.headings
    columns = before.mapping.columns[: source.width]
    rows = [row for row in sample if any(row)]
    kinds = field_kinds(index.fields.values())
    if source.width > len(headings) or source.first_column or not goes_on(rows, columns, kinds):
        return None
    notes = NoteBook()
    notes.add("IN132", sheet=source.sheet, before=before.mapping.sheet)
    mapping = evolve(before.mapping, sheet=source.sheet, heading_rows=(), columns=columns)
    joined = tuple(pair for pair in before.joined if max(pair) < source.width)
    layout = Layout((), headings[: source.width], 0)
    return Recognised(layout, mapping, joined, notes.notes, has_rows=True)


def _as_saved(
    source: RawSource,
    file: str,
    sample: list[Row],
    saved: ArchiveMapping,
    index: FieldIndex,
    *,
    fresh: Recognised | None,
) -> Recognised | None:
    """The source read as a saved mapping says: by its name, else by its headings.

    A mapping that says no more than what is recognised *fresh* is that recognition, with its notes,
    so that a run repeated by its recipe is the same to the last byte. In an edited one, columns
    that nobody touched keep how they were recognised.
    """
    found = find_layout(sample, index, source.merges)
    headings = found.headings if found is not None else ()
    known = saved.find(file, source.sheet, headings)
    if known is None:
        return None
    if fresh is not None and _reads_alike(known, fresh.mapping):
        return fresh
    rows = tuple(r - 1 - source.first_row for r in known.heading_rows)
    if found is None or (found.rows != rows and known.file == file and known.sheet == source.sheet):
        words = tuple(c.heading for c in known.columns) + ("",) * (
            source.width - len(known.columns)
        )
        found = Layout(rows, words[: source.width], max(rows, default=-1) + 1)
    mapping = with_headings(known, file, source.sheet, found.headings, source.first_column)
    book = NoteBook()
    for column in _not_there(known, file, source, found.headings):
        book.add("IN180", heading=column.heading or column.column, number=column.index + 1)
    below = any(any(row) for row in sample[found.first_data_row :])
    if fresh is None or fresh.layout != found:
        return Recognised(found, mapping, (), book.notes, below)
    untouched = {
        now.index: was
        for now, was in zip(mapping.columns, fresh.mapping.columns, strict=True)
        if now.field == was.field
    }
    columns = tuple(untouched.get(column.index, column) for column in mapping.columns)
    joined = tuple(pair for pair in fresh.joined if untouched.keys() >= set(pair))
    still = _OF_THE_SHEET | ({"IN159"} if joined == fresh.joined else frozenset())
    notes = tuple(note for note in fresh.notes if note.code in still)
    return Recognised(found, evolve(mapping, columns=columns), joined, (*notes, *book.notes), below)


def _not_there(
    known: SheetMapping, file: str, source: RawSource, headings: Sequence[str]
) -> list[ColumnMapping]:
    """The columns of a saved mapping that name a field and that *source* does not have."""
    present = {mask_digits(heading) for heading in headings}
    own = (known.file, known.sheet) == (file, source.sheet)
    return [
        c
        for c in known.columns
        if c.field and (c.heading not in present or (own and not 0 <= c.index < source.width))
    ]


def _reads_alike(saved: SheetMapping, fresh: SheetMapping) -> bool:
    """Whether both take the same columns for the same fields, whatever they give as reasons."""

    def said(mapping: SheetMapping) -> tuple[object, ...]:
        columns = [(c.index, mask_digits(c.heading), c.field) for c in mapping.columns]
        return mapping.heading_rows, mapping.layout, columns

    return said(saved) == said(fresh)


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
