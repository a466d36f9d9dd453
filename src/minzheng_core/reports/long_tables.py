"""Long tables on disk: cut into slices, written below each other, so that the whole is never held."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import polars as pl


def slices(frame: pl.DataFrame, size: int) -> Iterator[pl.DataFrame]:
    """Slices of *size* lines, one at least, for the headings.

    >>> import polars as pl
    >>> [part.height for part in slices(pl.DataFrame({"x": [1, 2, 3]}), 2)]
    [2, 1]
    >>> [part.height for part in slices(pl.DataFrame({"x": []}), 2)]
    [0]
    """
    for start in range(0, max(frame.height, 1), size):
        yield frame.slice(start, size)


def write_csv(path: Path, parts: Iterable[pl.DataFrame]) -> None:
    """Write the parts of a table below each other, under the headings of the first."""
    with path.open("wb") as file:
        for number, part in enumerate(parts):
            part.write_csv(file, include_header=number == 0)
