"""The cells of a frame as the text that a spreadsheet would show, whatever made the frame."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
from attrs import define

from minzheng_core.errors import CallError
from minzheng_core.reading.files.cells import cell_text, known_digits, tidy

_EXACT = 2.0**53
"""From here on binary64 has no place for every whole number (IEEE 754)."""
_EXACT_SINGLE = 2.0**24
"""The same of binary32."""
_WITHOUT_TEXT = (pl.Binary, pl.Duration, pl.Object)
"""Types that Polars does not write as text itself, lists and the like apart."""


def text_frame(data: Any) -> tuple[pl.DataFrame, int]:
    """The columns of *data* as text, and how many long numbers had lost their last digits before.

    A whole column becomes floating-point numbers where one cell of it is missing. Of such a number
    no more than 15 digits are what somebody wrote; the rest is shown as zeros, as in a workbook.

    Raises:
        CallError: not a table (IN208).

    """
    writer = _Writer()
    if isinstance(data, pl.LazyFrame):
        data = data.collect()
    if not isinstance(data, pl.DataFrame):
        data = writer.from_other(data)
    frame = data.select(writer.column(data[name]) for name in data.columns)
    return tidy(frame)[0], writer.lost


@define
class _Writer:
    """Writes cells as text and counts the numbers of which digits are lost."""

    lost: int = 0

    def from_other(self, data: Any) -> pl.DataFrame:
        data = _with_named_index(data)
        names = getattr(data, "column_names", getattr(data, "columns", None))
        if names is None or not hasattr(data, "__getitem__"):
            raise CallError("IN208", kind=type(data).__name__)
        cells: dict[str, list[str | None]] = {}
        for at, name in enumerate(names):
            column = data.iloc[:, at] if hasattr(data, "iloc") else data[at]
            heading = str(name) if str(name) not in cells else f"{name}.{at + 1}"
            cells[heading] = self._cells(column)
        return pl.DataFrame(
            {name: pl.Series(values, dtype=pl.String) for name, values in cells.items()}
        )

    def _cells(self, column: Any) -> list[str | None]:
        """The cells of a pandas-like column as text; what is missing there becomes ``None``."""
        missing = column.isna().tolist() if hasattr(column, "isna") else []
        single = str(getattr(column, "dtype", getattr(column, "type", ""))).lower() == "float32"
        values = column.tolist() if hasattr(column, "tolist") else column.to_pylist()
        missing = missing or [value is None for value in values]
        return [
            None if gone else self._cell(value, single=single)
            for value, gone in zip(values, missing, strict=True)
        ]

    def _cell(self, value: Any, *, single: bool) -> str:
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode() if _is_broken(value) else value
        if isinstance(value, float):
            return self._number(value, single=single)
        if isinstance(value, dt.datetime):
            value = value.replace(tzinfo=None)
        if isinstance(value, (bool, dt.date, dt.time)):
            return cell_text(value) or ""
        return str(value)

    def _number(self, value: float, *, single: bool) -> str:
        if abs(value) < (_EXACT_SINGLE if single else _EXACT):
            return str(int(value)) if value.is_integer() else str(value)
        self.lost += 1
        return f"{value:.5E}" if single else known_digits(value)

    def column(self, series: pl.Series) -> pl.Series:
        """A column of a Polars frame as text."""
        if series.dtype.is_float():
            return self._floats(series)
        if series.dtype == pl.Datetime:
            return series.dt.to_string("%Y-%m-%d %H:%M:%S").str.replace(" 00:00:00$", "")
        if series.dtype.is_nested() or series.dtype in _WITHOUT_TEXT:
            texts = [None if value is None else str(value) for value in series.to_list()]
            return pl.Series(series.name, texts, dtype=pl.String)
        return series.cast(pl.String)

    def _floats(self, series: pl.Series) -> pl.Series:
        whole = series.is_not_null() & (series == series.round()) & series.is_finite()
        digits = series.cast(pl.Int64, strict=False).cast(pl.String)
        text = series.cast(pl.String).zip_with(~whole.fill_null(value=False), digits)
        single = series.dtype == pl.Float32
        large = series.abs() >= (_EXACT_SINGLE if single else _EXACT)
        at = (large & series.is_finite()).fill_null(value=False).arg_true()
        if not len(at):
            return text
        return text.scatter(at, [self._number(v, single=single) for v in series.gather(at)])


def _with_named_index(data: Any) -> Any:
    """A pandas frame with those levels of its index as columns that have a name; they are data too."""
    if not hasattr(data, "reset_index"):
        return data
    names = [name for name in data.index.names if name is not None and name not in data.columns]
    return data.reset_index(level=names) if names else data


def _is_broken(text: str) -> bool:
    """Whether *text* holds half a character, which no encoding of Unicode can write."""
    return not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)
