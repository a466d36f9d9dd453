"""A Parquet file of clean records: there, whole, and the same from the first record to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import polars as pl
from attrs import frozen

from minzheng_core.errors import InputError
from minzheng_core.reading.files.file_labels import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@frozen
class RecordsFile:
    """A Parquet file of records, as it was when the load began: it is read once to name it, once to load it."""

    path: Path
    mark: Mark

    @classmethod
    def at(cls, path: Path) -> Self:
        """The file at *path*.

        Raises:
            InputError: there is none (IN101).

        """
        mark = mark_of(path)
        if mark is None:
            raise InputError("IN101", file=path.name)
        return cls(path, mark)

    def chunks(self, rows: int) -> Iterator[pl.DataFrame]:
        """The records in frames of at most *rows*.

        Raises:
            InputError: the file was altered since the load began (IN100), or cannot be read (IN108).

        """
        whole = pl.scan_parquet(self.path)
        try:
            height = int(whole.select(pl.len()).collect().item())
            for start in range(0, height, rows):
                chunk = whole.slice(start, rows).collect()
                self._require_same()
                yield chunk
        except (OSError, pl.exceptions.PolarsError) as error:
            self._require_same()
            raise InputError("IN108", file=self.path.name) from error

    def _require_same(self) -> None:
        if mark_of(self.path) != self.mark:
            raise InputError("IN100", file=self.path.name)
