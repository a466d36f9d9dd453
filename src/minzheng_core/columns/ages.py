"""Columns of ages: the same as :class:`Age`, a column at a time (年龄列)."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from minzheng_core.columns.day_numbers import EPOCH
from minzheng_core.columns.lifted import lift
from minzheng_core.columns.masks import bits_of, masks_of
from minzheng_core.reference.lunar_months import lunar_months
from minzheng_core.values.age import FAULTS, FIXES, Age, AgeKind

KIND = pl.Enum([kind.value for kind in AgeKind])

if TYPE_CHECKING:
    from collections.abc import Collection

_FIX_BITS, _FAULT_BITS = bits_of(FIXES), bits_of(FAULTS)
_Days: TypeAlias = NDArray[np.int64]


def _read(cell: str | None, skip: Collection[str] = ()) -> tuple[object, ...]:
    parsed = Age.parse(cell, skip)
    masks = masks_of(parsed, _FIX_BITS, _FAULT_BITS)
    if parsed.value is None:
        return (None, None, None, *masks)
    return (str(parsed.value), parsed.value.value, parsed.value.kind.value, *masks)


def parse(series: pl.Series, skip: Collection[str] = ()) -> pl.DataFrame:
    """Read a column of ages; one row per cell, nulls where a cell holds no age.

    ``text`` (canonical), ``value`` (years, UInt8), ``kind`` (Enum of :class:`AgeKind`), ``fixes``
    and ``faults`` (UInt32 masks over ``FIXES`` and ``FAULTS``). *skip* names fixes that are left
    out.

    >>> parse(pl.Series(["虚岁24", "廿四", None])).select("value", "kind").rows()
    [(24, '虚岁'), (24, 'unknown'), (None, None)]
    """
    schema = {
        "text": pl.String,
        "value": pl.UInt8,
        "kind": KIND,
        "fixes": pl.UInt32,
        "faults": pl.UInt32,
    }
    return lift([series.cast(pl.String)], partial(_read, skip=skip), schema)


def birth_range(
    value: pl.Series, kind: pl.Series, on: pl.Series, until: pl.Series | None = None
) -> pl.DataFrame:
    """First and last possible day of birth (``lo``, ``hi``) of people of an age on a day.

    *value* and *kind* are columns of :func:`parse`, *on* a Date column; where only the month or
    year of the day is known, *on* and *until* are its first and last day. Null where a cell is null
    or the day lies outside the lunar table (1850 to 2100); equal to :func:`values.age.birth_range`.

    >>> from datetime import date
    >>> birth_range(pl.Series([24]), pl.Series(["虚岁"]), pl.Series([date(1953, 5, 4)])).rows()
    [(datetime.date(1930, 1, 30), datetime.date(1931, 2, 16))]
    """
    first = _on_days(value, kind, on)
    if until is None:
        return first
    # Most days are known, and the same on both sides.
    apart = on.ne_missing(until).arg_true()
    if apart.is_empty():
        return first
    last = _on_days(value.gather(apart), kind.gather(apart), until.gather(apart))
    lo, hi = first["lo"].gather(apart), last["hi"]
    lo, hi = lo.set(hi.is_null(), None), hi.set(lo.is_null(), None)
    lo, hi = first["lo"].clone().scatter(apart, lo), first["hi"].clone().scatter(apart, hi)
    return first.with_columns(lo, hi)


def _on_days(value: pl.Series, kind: pl.Series, on: pl.Series) -> pl.DataFrame:
    known = value.is_not_null() & on.is_not_null() & kind.is_not_null()
    years = value.filter(known).cast(pl.Int64).to_numpy()
    days = on.filter(known).cast(pl.Date).to_physical().cast(pl.Int64).to_numpy()
    kinds = kind.filter(known).cast(KIND)
    nominal, either = (
        (kinds == which.value).to_numpy() for which in (AgeKind.NOMINAL, AgeKind.UNKNOWN)
    )

    lo, hi = _days_before(days, years + 1) + 1, _days_before(days, years)
    first, last, inside = _lunar_years(days, years)
    lo = np.where(nominal, first, np.where(either & inside, np.minimum(lo, first), lo))
    hi = np.where(nominal, last, np.where(either & inside, np.maximum(hi, last), hi))
    found = inside | ~nominal
    rows = np.flatnonzero(known.to_numpy())[found]
    nothing = pl.Series([None], dtype=pl.Date).new_from_index(0, len(known))
    return pl.DataFrame(
        {
            name: nothing.clone().scatter(
                rows, pl.Series(ends[found].astype(np.int32)).cast(pl.Date)
            )
            for name, ends in (("lo", lo), ("hi", hi))
        }
    )


def _days_before(days: _Days, years: _Days) -> _Days:
    """The day so many years before; the last of February stays the last of February."""
    month, then = _months(days), _months(days) - 12 * years
    last_of_february = (month % 12 == 1) & (_months(days + 1) != month)
    first = _first_days(then)
    born: _Days = np.where(
        last_of_february, _first_days(then + 1) - 1, first + days - _first_days(month)
    )
    return born


def _months(days: _Days) -> _Days:
    """Months since January 1970, of day numbers."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _first_days(months: _Days) -> _Days:
    """Day numbers of the first days of months since January 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


@cache
def _new_years() -> _Days:
    """Day numbers of each lunar new year of the table, and of the one after the last."""
    months = lunar_months()
    firsts = [m.first for m in months if m.month == 1 and not m.leap]
    return np.array([*firsts, months[-1].first + months[-1].days]) - EPOCH


def _lunar_years(days: _Days, years: _Days) -> tuple[_Days, _Days, NDArray[np.bool_]]:
    """First and last day of the lunar year of birth, and whether the table holds it."""
    table = _new_years()
    today = np.searchsorted(table, days, side="right") - 1
    born = today - years + 1
    inside = (today >= 0) & (today < len(table) - 1) & (born >= 0) & (years > 0)
    safe = np.where(inside, born, 0)
    return table[safe], table[safe + 1] - 1, inside
