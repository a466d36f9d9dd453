"""How the dates of a column relate to the true ones: as :func:`values.dates.relation.relate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from minzheng_core.columns import lunar
from minzheng_core.values.dates.relation import Relation

if TYPE_CHECKING:
    from minzheng_core.columns.lunar import Numbers

RELATION = pl.Enum([relation.value for relation in Relation])

_LABELS = pl.Series("relation", RELATION.categories, dtype=RELATION)
_CODE = {relation: code for code, relation in enumerate(Relation)}
_PLACES = np.array([1000, 100, 10, 1])
_Mask: TypeAlias = NDArray[np.bool_]


def relate(
    lo: pl.Series,
    hi: pl.Series,
    precision: pl.Series,
    calendar: pl.Series,
    true: pl.Series,
    *,
    checked: pl.Series | None = None,
) -> pl.Series:
    """How each date of the file relates to the true one; an Enum of :class:`Relation`.

    The first four are columns of :func:`columns.dates.parse`, *true* is a Date column; null where
    either is. *checked* says where the true date stands confirmed; everywhere if not told.

    >>> from minzheng_core.columns import dates
    >>> from datetime import date
    >>> file = dates.parse(pl.Series(["1962-07-16", "1962", "无"]), on=date(2026, 1, 1))
    >>> true = pl.Series([date(1962, 8, 15)] * 3)
    >>> relate(file["lo"], file["hi"], file["precision"], file["calendar"], true).to_list()
    ['lunar_match', 'covers', None]
    """
    cells = pl.DataFrame(
        {"lo": lo, "hi": hi, "precision": precision, "calendar": calendar, "true": true}
    )
    same = (pl.col("lo") == pl.col("hi")) & (pl.col("lo") == pl.col("true"))
    covers = pl.col("true").is_between(pl.col("lo"), pl.col("hi"))
    codes = cells.select(
        pl.when(same)
        .then(_CODE[Relation.SAME])
        .when(covers)
        .then(_CODE[Relation.COVERS])
        .when(covers.is_not_null())
        .then(_CODE[Relation.OTHER])
        .cast(pl.UInt8)
        .alias("relation")
    ).to_series()
    rows = (codes == _CODE[Relation.OTHER]).arg_true()
    if not rows.is_empty():
        unchecked = pl.repeat(False, len(rows), eager=True) if checked is None else ~checked[rows]
        codes = codes.scatter(rows, _differing(cells[rows], unchecked.to_numpy()))
    return _LABELS.gather(codes.cast(pl.UInt32))


def written_lunar(lo: pl.Series, hi: pl.Series, calendar: pl.Series, true: pl.Series) -> pl.Series:
    """Where a ``lunar_match`` of :func:`relate` has the lunar date in the file: not only in the number.

    *true* is a Date column; null where a date is.

    >>> from minzheng_core.columns import dates
    >>> from datetime import date
    >>> file = dates.parse(pl.Series(["1962-07-16", "1962-08-15"]), on=date(2026, 1, 1))
    >>> true = pl.Series([date(1962, 8, 15), date(1962, 7, 16)])
    >>> written_lunar(*(file[part] for part in ("lo", "hi", "calendar")), true).to_list()
    [True, False]
    """
    numbers = pl.DataFrame({"lo": lo, "true": true}).select(
        pl.col("lo", "true").cast(pl.Int64),
        *(
            getattr(pl.col(day).dt, part)().cast(pl.Int64).alias(f"{day} {part}")
            for day in ("lo", "true")
            for part in ("year", "month", "day")
        ),
    )
    days, true_days, *parts = (column.fill_null(0).to_numpy() for column in numbers)
    forth = _among(true_days, lunar.solar_readings(*parts[:3]))
    back = _among(days, lunar.solar_readings(*parts[3:]))
    known = lo.is_not_null() & true.is_not_null()
    told = (calendar.cast(pl.String) == "lunar") | (lo != hi)
    return (told | pl.Series(forth | ~back)).set(~known, None)


def _differing(cells: pl.DataFrame, unchecked: _Mask) -> pl.Series:
    """Codes of relations where the true day lies outside the date of the file."""
    numbers = cells.select(
        pl.col("lo", "hi", "true").cast(pl.Int64),
        pl.col("lo").dt.year().cast(pl.Int64).alias("y"),
        pl.col("lo").dt.month().cast(pl.Int64).alias("m"),
        pl.col("lo").dt.day().cast(pl.Int64).alias("d"),
        pl.col("true").dt.year().cast(pl.Int64).alias("ty"),
        pl.col("true").dt.month().cast(pl.Int64).alias("tm"),
        pl.col("true").dt.day().cast(pl.Int64).alias("td"),
        (pl.col("precision") != "y").alias("month known"),
        (pl.col("precision") == "ymd").alias("day known"),
        (pl.col("calendar") == "lunar").alias("lunar"),
    )
    lo, hi, true, y, m, d, ty, tm, td, has_month, has_day, is_lunar = (
        column.to_numpy() for column in numbers
    )
    written = tuple(
        np.where(is_lunar, own, solar)
        for own, solar in zip(lunar.from_solar(lo), (y, m, d), strict=True)
    )
    truth = (ty, tm, td)
    day_matches = (is_lunar & _equal(written, truth)) | _among(true, lunar.solar_readings(*written))
    day_matches |= (lo == hi) & _among(lo, lunar.solar_readings(*truth))
    lunar_year, lunar_month, _ = lunar.from_solar(true)
    part_matches = ~is_lunar & (lunar_year == y) & (~has_month | (lunar_month == m))
    year, month, day = written
    swapped = has_day & (year == ty) & (month == td) & (day == tm)
    typed = _typing(_digits(written), _digits(truth), has_month, has_day)
    agrees = np.where(has_day, day_matches, part_matches)
    solar = tuple(np.where(lo == hi, *both) for both in zip((y, m, d), written, strict=True))
    _, single, crossed = _slips(_digits(solar), _digits(truth), has_month, has_day)
    slip = agrees & unchecked & (single | crossed)
    told = (Relation.LUNAR_OR_SLIP, Relation.LUNAR_MATCH, Relation.MONTH_DAY_SWAP)
    return pl.Series(
        np.select(
            [slip, agrees, swapped],
            [_CODE[relation] for relation in told],
            typed,
        ),
        dtype=pl.UInt8,
    )


def _equal(one: tuple[Numbers, ...], other: tuple[Numbers, ...]) -> _Mask:
    equal: _Mask = np.logical_and.reduce([a == b for a, b in zip(one, other, strict=True)])
    return equal


def _among(day: Numbers, readings: tuple[Numbers, Numbers]) -> _Mask:
    plain, leap = readings
    among: _Mask = (day == plain) | (day == leap)
    return among


def _digits(ymd: tuple[Numbers, ...]) -> Numbers:
    """Eight rows of digits: four of the year, two of the month, two of the day."""
    year, month, day = ymd
    places = [(year, p) for p in _PLACES] + [(n, p) for n in (month, day) for p in _PLACES[2:]]
    return np.stack([number // place % 10 for number, place in places])


def _slips(
    ours: Numbers, theirs: Numbers, has_month: _Mask, has_day: _Mask
) -> tuple[_Mask, _Mask, _Mask]:
    """Where digits differ, of those parts that the file knows: which, just one, just two exchanged neighbours."""
    differ = ours != theirs
    differ[4:6] &= has_month
    differ[6:] &= has_day
    count = differ.sum(axis=0)
    crossed = (
        differ[:-1] & differ[1:] & (ours[:-1] == theirs[1:]) & (ours[1:] == theirs[:-1])
    ).any(axis=0)
    return differ, count == 1, (count == 2) & crossed


def _typing(ours: Numbers, theirs: Numbers, has_month: _Mask, has_day: _Mask) -> Numbers:
    """Codes of typing errors, judged by the digits of those parts that the file knows."""
    differ, single, crossed = _slips(ours, theirs, has_month, has_day)
    years = abs(_PLACES @ ours[:4] - _PLACES @ theirs[:4])
    return np.select(
        [(years == 1) & ~differ[4:].any(axis=0), single & differ[2], single, crossed],
        [
            _CODE[relation]
            for relation in (
                Relation.YEAR_OFF_1,
                Relation.DECADE_TYPO,
                Relation.ONE_DIGIT_TYPO,
                Relation.TRANSPOSED,
            )
        ],
        _CODE[Relation.OTHER],
    )
