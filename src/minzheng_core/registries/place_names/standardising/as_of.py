"""The day as of which a place is asked for: its year, since the lists of divisions are yearly."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import CallError
from minzheng_core.registries.place_names.standardising.cells import is_column, known, listed

if TYPE_CHECKING:
    import polars as pl

    Day = date | int | str
    """A day, a year, or either as ISO 8601 text: ``1990``, ``1990-05``, ``1990-05-01``."""

_ISO = re.compile(r"([0-9]{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def year_of(on: Day | None) -> int | None:
    """The year of a day; what is none is refused (IN219).

    >>> year_of(date(1990, 5, 1)), year_of("1990-05"), year_of(1990), year_of(None)
    (1990, 1990, 1990, None)
    """
    if isinstance(on, date):
        return on.year
    if isinstance(on, str):
        if written := _ISO.fullmatch(on):
            return int(written[1])
    elif on is None or (isinstance(on, int) and not isinstance(on, bool)):
        return on
    raise CallError("IN219", kind=type(on).__name__)


def years_of(on: Any, height: int) -> pl.Series | None:
    """The years of a column of *height* cells, or of one day for all of them; null where unknown.

    Raises :class:`CallError` for what is no day (IN219) and another number of days (IN221).
    """
    import polars as pl

    if on is None:
        return None
    if not isinstance(on, pl.Series):
        on = _series(listed(on)) if is_column(on) else _series([on]).new_from_index(0, height)
    years = _years(on)
    if len(years) != height:
        raise CallError("IN221", given=len(years), wanted=height)
    return years


def _series(cells: list[Any]) -> pl.Series:
    """Days and years of any kinds beside each other."""
    import polars as pl

    try:
        return pl.Series(cells)
    except TypeError:
        years = [year_of(known(cell)) for cell in cells]
        return pl.Series(years, dtype=pl.Int64)


def _years(days: pl.Series) -> pl.Series:
    import polars as pl

    kind = days.dtype
    if kind.is_float():
        days = days.fill_nan(None)
    if kind in {pl.Date, pl.Datetime}:
        years = days.dt.year()
    elif kind == pl.String:
        days = days.replace("", None)
        years = days.str.extract(f"^(?:{_ISO.pattern})$")
        if years.null_count() > days.null_count():
            raise CallError("IN219", kind="str")
    elif kind.is_integer() or kind == pl.Null or (kind.is_float() and (days.floor() == days).all()):
        years = days
    else:
        raise CallError("IN219", kind=str(kind))
    return years.cast(pl.Int64)
