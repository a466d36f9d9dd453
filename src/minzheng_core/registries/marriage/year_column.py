"""The likely years of registrations a column at a time, as :mod:`~minzheng_core.registries.marriage.year_facts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.registries.marriage.facts import SEXES
from minzheng_core.registries.marriage.year_facts import (
    LESS,
    MORE,
    OLDEST,
    YOUNGEST,
    year_of_record,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Column = Callable[[str, pl.DataType | type[pl.DataType]], pl.Series]


def year_column(column: Column) -> pl.Series:
    """:func:`year_of_record` for a column of records; only those with an age that may not fit are looked at."""
    wanted: dict[str, pl.DataType | type[pl.DataType]] = {
        "registration_date.lo": pl.Date,
        "registration_date.hi": pl.Date,
        "certificate_number.year": pl.Int16,
    }
    for party in SEXES:
        wanted |= dict.fromkeys(
            (f"{party}.birth_lo", f"{party}.birth_hi", f"{party}_birth_date.lo"), pl.Date
        )
        wanted |= {f"{party}_age.value": pl.UInt8, f"{party}.trusted": pl.Boolean}
    frame = pl.DataFrame({name: column(name, dtype) for name, dtype in wanted.items()})
    doubtful = frame.select(
        pl.any_horizontal(_may_not_fit(party) for party in SEXES).fill_null(value=False)
    ).to_series()
    rows = doubtful.arg_true()
    years = pl.repeat(None, frame.height, dtype=pl.Int32, eager=True)
    if rows.is_empty():
        return years
    found = [year_of_record(line) for line in frame[rows].iter_rows(named=True)]
    return years.scatter(rows, pl.Series(found, dtype=pl.Int32))


def _may_not_fit(party: str) -> pl.Expr:
    """Where :meth:`Aged.fits` may be false, by the years alone."""
    day, last_day = (pl.col(f"registration_date.{end}").dt.year() for end in ("lo", "hi"))
    first, last = (pl.col(f"{party}.birth_{end}").dt.year() for end in ("lo", "hi"))
    stated = pl.col(f"{party}_age.value").cast(pl.Int32)
    oldest, youngest = last_day - first, day - last
    return (
        (oldest <= YOUNGEST)
        | (youngest > OLDEST)
        | (stated - oldest >= LESS).fill_null(value=False)
        | (youngest - stated > MORE).fill_null(value=False)
    )
