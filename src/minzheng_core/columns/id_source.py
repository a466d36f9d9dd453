"""A column of texts from whatever the caller holds: Arrow, pandas, NumPy, DuckDB, a list."""

from __future__ import annotations

from typing import Any

import polars as pl

from minzheng_core.errors import CallError

_EXACT = 2**53
_MISSING = frozenset(("NAType", "NaTType", "NoneType"))


def series_of(column: Any) -> pl.Series:
    """*column* as a Polars Series of text, without copying where it is Arrow already.

    A table is accepted where it has exactly one column. Raises
    :class:`minzheng_core.errors.CallError` (ID191) for what is no column.

    >>> series_of([362133196208150010, "无", None]).to_list()
    ['362133196208150010', '无', None]
    """
    if isinstance(column, (str, bytes, dict)):
        raise CallError("ID191", actual=type(column).__name__)
    if isinstance(column, pl.LazyFrame):
        column = column.collect()
    if type(column).__module__.partition(".")[0] == "pandas":
        column = _from_pandas(column)
    if isinstance(column, pl.DataFrame):
        column = column.to_struct() if column.width else None
    elif not isinstance(column, pl.Series) and (
        hasattr(column, "__arrow_c_stream__") or hasattr(column, "__arrow_c_array__")
    ):
        column = pl.Series(column)
    if isinstance(column, pl.Series):
        return _text(column)
    return _from_objects(column)


def as_text(series: pl.Series) -> pl.Series:
    """The cells of *series* as text; whole floating-point numbers exactly, or else with ``.0``.

    >>> as_text(pl.Series([362133620815001.0, None])).to_list()
    ['362133620815001', None]
    """
    series = series.alias("cell")
    if not series.dtype.is_float():
        return series.cast(pl.String, strict=False)
    number = pl.col("cell").cast(pl.Float64).fill_nan(None)
    whole = number.cast(pl.Int64, strict=False)
    digits = whole.cast(pl.String)
    return (
        series.to_frame()
        .select(
            pl.when(whole.cast(pl.Float64) != number)
            .then(number.cast(pl.String))
            .when(whole.abs() >= _EXACT)
            .then(digits + ".0")
            .otherwise(digits)
            .alias("cell")
        )
        .to_series()
    )


def _text(series: pl.Series) -> pl.Series:
    if isinstance(series.dtype, pl.Struct) and len(series.dtype.fields) == 1:
        series = series.struct.unnest().to_series()
    if series.dtype.is_nested():
        raise CallError("ID191", actual=str(series.dtype))
    if series.dtype == pl.Object:
        return _from_objects(series.to_list())
    return as_text(series)


def _from_pandas(column: Any) -> Any:
    if getattr(column, "ndim", 0) == 2 and column.shape[1] == 1:
        column = column.iloc[:, 0]
    if getattr(column, "ndim", 0) != 1:
        raise CallError("ID191", actual=type(column).__name__)
    return column.astype(object).where(column.notna(), None).to_numpy()


def _from_objects(column: Any) -> pl.Series:
    try:
        cells = column.tolist() if hasattr(column, "tolist") else list(column)
    except TypeError:
        raise CallError("ID191", actual=type(column).__name__) from None
    if not isinstance(cells, list) or any(isinstance(cell, (list, dict)) for cell in cells[:1]):
        raise CallError("ID191", actual=type(column).__name__)
    try:
        return pl.Series("cell", cells, dtype=pl.String)
    except (TypeError, UnicodeEncodeError):
        return pl.Series("cell", [_cell(cell) for cell in cells], dtype=pl.String)


def _cell(cell: Any) -> str | None:
    if hasattr(cell, "item"):
        cell = cell.item()
    if type(cell).__name__ in _MISSING:
        return None
    if isinstance(cell, float):
        number: str | None = as_text(pl.Series([cell]))[0]
        return number
    # Half a character, which no encoding of Unicode can write, is no sign of a number.
    return str(cell).encode("utf-8", "replace").decode()
