"""Cards that stand side by side, one a column: all labels in the first, 登记日期, 男方姓名, 女方姓名, and the values behind.

Where the labels are said again further down, as on the next page, another block of cards begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.reading.recognition.heading import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.labels import Labels
    from minzheng_core.reading.recognition.layout import Row

LEAST = 4
"""Fields that have labels with values."""
_KNOWN = 0.5
"""Share of the labels that name a field."""


@frozen
class Columns:
    """The records of some blocks of columns."""

    headings: tuple[str, ...]
    records: tuple[tuple[str | None, ...], ...]
    places: tuple[int, ...]
    """Of each record its column, or the row where its block begins where there are several."""
    blocks: int
    first_row: int
    """That of the first label, counted from 0."""


def in_columns(grid: Sequence[Row], labels: Labels) -> Columns | None:
    """Headings and records where one column holds all labels and every other one a record; ``None`` where not."""
    found = [[label for label in labels.of_row(row) if label.known] for row in grid]
    places = {label.column for row in found for label in row}
    if len(places) != 1:
        return None
    at = places.pop()
    if any(len(row) > 1 or row[0].value is not None or not row[0].name for row in found if row):
        return None
    blocks = _blocks(grid, at)
    known = {number for number, row in enumerate(found) if row}
    if not blocks or {number for block in blocks for number in block} < known:
        return None
    for block in blocks:
        named = len(known.intersection(block))
        wide = sorted(sum(cell is not None for cell in grid[number][at + 1 :]) for number in block)
        if named < max(LEAST, _KNOWN * len(block)) or wide[len(wide) // 2] < 2:
            return None
    headings = tuple(
        dict.fromkeys(_words(grid[number][at]) for block in blocks for number in block)
    )
    records: list[tuple[str | None, ...]] = []
    origins: list[int] = []
    for block in blocks:
        rows = {_words(grid[number][at]): grid[number] for number in block}
        for column in range(at + 1, len(grid[0])):
            record = tuple(rows[word][column] if word in rows else None for word in headings)
            if any(record):
                records.append(record)
                origins.append(block[0] if len(blocks) > 1 else column)
    return Columns(headings, tuple(records), tuple(origins), len(blocks), blocks[0][0])


def _blocks(grid: Sequence[Row], at: int) -> list[list[int]]:
    """The rows with a label in the column *at* and something behind it, parted where a label is said again."""
    blocks: list[list[int]] = []
    said: set[str] = set()
    for number, row in enumerate(grid):
        words = _words(row[at])
        if not words or not any(row[at + 1 :]):
            continue
        if not blocks or words in said:
            blocks.append([])
            said = set()
        blocks[-1].append(number)
        said.add(words)
    return blocks


def _words(cell: str | None) -> str:
    return squeeze(cell or "")
