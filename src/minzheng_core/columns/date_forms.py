"""The common writings of dates, read by Polars: ``1985-10-01``, ``85.10.1``, ``一九八五年十月一日``, ``31321``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

import polars as pl

from minzheng_core.columns.masks import bits_of
from minzheng_core.values.dates.digits import EPOCHS, Calendar
from minzheng_core.values.dates.partial_date import DEFAULT_DATES, FIRST_YEAR, FIXES, Precision
from minzheng_core.values.dates.sense import YOUNGEST
from minzheng_core.values.dates.text import ENDS
from minzheng_core.values.numerals import to_digits

if TYPE_CHECKING:
    from minzheng_core.values.dates.partial_date import Role

PRECISION = pl.Enum(get_args(Precision))
CALENDAR = pl.Enum(get_args(Calendar))
FIX_BITS = bits_of(FIXES)
READ: dict[str, pl.DataType | type[pl.DataType]] = {
    "text": pl.String,
    "lo": pl.Int32,
    "hi": pl.Int32,
    "precision": PRECISION,
    "calendar": CALENDAR,
    "fixes": pl.UInt32,
    "faults": pl.UInt32,
    "open": pl.Boolean,
}
"""What is known of a distinct cell; ``open`` where the year of the reference may change it."""

_WIDE = list("０１２３４５６７８９．／－：\u3000\xa0")
_NARROW = list("0123456789./-:  ")
_FORM = (
    r"^(?P<day>(?:(?P<y>[0-9]{4}|[0-9]{2})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?"
    r"|(?P<yyyy>[0-9]{4})(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})))"
    r"(?P<time>[ T]00?:00(?::00(?:\.0{1,9})?)?)?$"
)


_DIGITS = "〇零一二三四五六七八九"
_ONES = list(_DIGITS[2:])
_NUMERALS = {
    numeral: to_digits(numeral)
    for numeral in (
        *_ONES,
        *(tens + one for tens in ("十", "二十", "廿", "三十", "卅") for one in ("", *_ONES)),
    )
} | {"元": "1"}
_IN_NUMERALS = rf"^([{_DIGITS}]{{4}}|[{_DIGITS}]{{2}})年([元十一二三四五六七八九]+)月([十廿卅一二三四五六七八九]+)日$"
_SERIAL = "^[1-4][0-9]{4}$"


def _in_digits(tidy: pl.Expr) -> pl.Expr:
    """A date in Chinese numerals in digits; null for any other text."""
    year, month, day = (tidy.str.extract(_IN_NUMERALS, place) for place in (1, 2, 3))
    year = year.str.replace_many(list(_DIGITS), list("00123456789"))
    month, day = (number.replace_strict(_NUMERALS, default=None) for number in (month, day))
    return pl.concat_str(year, pl.lit("年"), month, pl.lit("月"), day, pl.lit("日"))


def _of_serial(tidy: pl.Expr, epoch: int) -> pl.Expr:
    """The day that a spreadsheet's five digits stand for; null for any other text."""
    days = tidy.str.extract(f"({_SERIAL})").cast(pl.Int64)
    return pl.lit(EPOCHS[epoch]) + pl.duration(days=days)


def read_common(cells: pl.DataFrame, role: Role, on: date, epoch: int) -> pl.DataFrame:
    """Those cells of the common writings that are a sound day, with the columns of ``READ``.

    *cells* has ``raw`` (String) and ``year`` (Int32: the year of the reference, or null); *epoch*
    is the date system of serial numbers. The answers are those of the scalar value; whatever is odd
    is left to it.
    """
    sound = _dated(_formed(cells, epoch), role, on).filter(
        pl.col("date").is_between(date(FIRST_YEAR, 1, 1), on)
        & ~pl.col("date").is_in(sorted(DEFAULT_DATES))
    )
    lo = pl.col("date").cast(pl.Int32)
    return sound.select(
        "raw",
        "year",
        "text",
        lo.alias("lo"),
        lo.alias("hi"),
        pl.lit("ymd", PRECISION).alias("precision"),
        pl.lit("solar", CALENDAR).alias("calendar"),
        _fixes().alias("fixes"),
        pl.lit(0, pl.UInt32).alias("faults"),
        (pl.col("short") & pl.lit(role == "birth")).alias("open"),
    )


def _formed(cells: pl.DataFrame, epoch: int) -> pl.DataFrame:
    """The cells that have one of the forms, each step of reading beside them, and their parts."""
    return (
        cells.with_columns(pl.col("raw").str.replace_many(_WIDE, _NARROW).alias("wide"))
        .with_columns(pl.col("wide").str.strip_chars(ENDS).alias("tidy"))
        .with_columns(
            _in_digits(pl.col("tidy")).alias("numbers"),
            _of_serial(pl.col("tidy"), epoch).alias("serial"),
        )
        .with_columns(pl.coalesce("numbers", "tidy").str.extract_groups(_FORM).alias("parts"))
        .unnest("parts")
        .with_columns(pl.coalesce("day", pl.when(pl.col("serial").is_not_null()).then("tidy")))
        .filter(pl.col("day").is_not_null())
    )


def _dated(forms: pl.DataFrame, role: Role, on: date) -> pl.DataFrame:
    """The forms with their ``date``, its ``text``, and whether the year is a ``short`` one."""
    year = pl.coalesce("y", "yyyy")
    short = year.str.len_bytes() == 2
    number = year.cast(pl.Int32)
    full = pl.when(short).then(_century(number, role, on)).otherwise(number)
    month, day = pl.coalesce("m", "mm").str.zfill(2), pl.coalesce("d", "dd").str.zfill(2)
    written = pl.concat_str(full, month, day, separator="-")
    return forms.with_columns(
        short.fill_null(value=False).alias("short"),
        pl.coalesce(written, pl.col("serial").dt.to_string()).alias("text"),
    ).with_columns(pl.col("text").str.to_date("%Y-%m-%d", strict=False).alias("date"))


def _fixes() -> pl.Expr:
    """What was done to the text of each form until it was a date, as bits."""
    serial = pl.col("serial").is_not_null()
    done = {
        "date.characters": pl.col("wide") != pl.col("raw"),
        "date.spaces": pl.col("tidy") != pl.col("wide"),
        "date.time": pl.col("time").is_not_null(),
        "date.two-digit-year": pl.col("short"),
        "date.chinese-numerals": pl.col("numbers").is_not_null(),
        "date.excel-serial": serial,
        "date.separators": ~pl.col("short") & ~serial & (pl.col("day") != pl.col("text")),
    }
    bits = (happened.cast(pl.UInt32) * FIX_BITS[fix] for fix, happened in done.items())
    return pl.sum_horizontal(bits).cast(pl.UInt32)


def _century(year: pl.Expr, role: Role, on: date) -> pl.Expr:
    """The full year of two digits, as the scalar value decides it; null where it is open."""
    old, new, known = 1900 + year, 2000 + year, pl.col("year")
    if role == "event":
        return pl.when(year >= 50).then(old).when(new <= on.year).then(new)
    alone = pl.when((year >= 50) | (new + YOUNGEST > on.year)).then(old)
    informed = pl.when(new + YOUNGEST <= known).then(new).when(old <= known).then(old)
    return pl.when(known.is_null()).then(alone).otherwise(informed)
