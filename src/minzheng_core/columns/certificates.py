"""Columns of certificate numbers: the same as :class:`CertificateNumber`, a column at a time.

The form since about 2010, also with hyphens missing, lower case, full-width characters or spaces,
the plain form of 2003 and the local forms that most offices used are read by Polars; everything
else goes through the scalar value once per different string.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.columns.masks import bits_of, masks_of
from minzheng_core.values.certificates.certificate_number import (
    FAULTS,
    FIRST_YEAR,
    FIXES,
    LAST_YEAR,
    MODERN_SINCE,
    SCHEME_YEARS,
    CertificateNumber,
)
from minzheng_core.values.certificates.forms import ACT_OF_PREFIX, PROVINCE, Era
from minzheng_core.values.certificates.writing import (
    CANONICAL,
    CANONICAL_2003,
    CLOSING,
    COMMON_LOCAL,
    COMMON_NUMERALS,
    COMMON_YEARLY,
    DASHES,
    LOOSE,
    OPENING,
    SPACES,
    TRADITIONAL,
)
from minzheng_core.values.numerals import to_digits

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from minzheng_core.values.base import Parsed

ERA = pl.Enum([era.value for era in Era])
"""The type of the column ``era``."""

_VALUE: dict[str, pl.DataType | type[pl.DataType]] = {
    "text": pl.String,
    "era": ERA,
    "prefix": pl.String,
    "act": pl.String,
    "code": pl.String,
    "year": pl.Int16,
    "year_open": pl.Boolean,
    "serial": pl.Int64,
    "suffix": pl.String,
    "place": pl.String,
    "office_number": pl.String,
}
_MASKS = {"fixes": pl.UInt32, "faults": pl.UInt32}
_FIX_BITS, _FAULT_BITS = bits_of(FIXES), bits_of(FAULTS)
_WIDE = [chr(code) for code in range(0xFF01, 0xFF5F)]
_NARROW = [chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)]
_BRACKETS = list(OPENING + CLOSING)
_PLAIN_BRACKETS = ["("] * len(OPENING) + [")"] * len(CLOSING)


def _fault(condition: pl.Expr, code: str) -> pl.Expr:
    return pl.when(condition).then(_FAULT_BITS[code]).otherwise(0)


def _year_faults(year: pl.Expr, first: int, last: int) -> pl.Expr:
    possible = year.is_between(FIRST_YEAR, LAST_YEAR)
    outside = possible & ~year.is_between(first, last)
    return _fault(~possible, "CN103") + _fault(outside, "CN104")


def _modern(frame: pl.DataFrame) -> pl.DataFrame:
    """Parts of canonical numbers in ``text``, cut by place: all but the prefix has a fixed width."""
    text = pl.col("text")
    year = text.str.slice(-11, 4).cast(pl.Int16)
    serial = text.str.tail(6).cast(pl.Int64)
    code = text.str.slice(-18, 6)
    prefix = text.str.head(-18)
    faults = (
        _year_faults(year, MODERN_SINCE, LAST_YEAR)
        + _fault(~prefix.is_in(list(ACT_OF_PREFIX)), "CN102")
        + _fault(~code.str.contains(f"^(?:{PROVINCE})"), "CN108")
        + _fault(serial == 0, "CN109")
    )
    return _told(
        frame,
        Era.MODERN,
        faults,
        text=text,
        prefix=prefix,
        act=prefix.replace_strict(ACT_OF_PREFIX, default=None, return_dtype=pl.String),
        code=code,
        year=year,
        serial=serial,
    )


def _told(frame: pl.DataFrame, era: Era, faults: pl.Expr, **parts: pl.Expr) -> pl.DataFrame:
    """The columns of numbers of one *era*: these *parts*, and nothing in the others."""
    known = {"era": pl.lit(era.value, ERA), "year_open": pl.lit(value=False), **parts}
    return frame.select(
        "row",
        *(known.get(name, pl.lit(None, dtype)).alias(name) for name, dtype in _VALUE.items()),
        "fixes",
        faults.cast(pl.UInt32).alias("faults"),
    )


def _characters(frame: pl.DataFrame) -> pl.DataFrame:
    """``clean``: cells without full-width forms, odd brackets and spaces; and those ``fixes``."""
    raw = pl.col("raw")
    odd = raw.str.contains(f"[！-～{re.escape(OPENING + CLOSING)}]|{SPACES}")
    steps = frame.filter(odd).with_columns(narrow=raw.str.replace_many(_WIDE, _NARROW))
    steps = steps.with_columns(level=pl.col("narrow").str.replace_many(_BRACKETS, _PLAIN_BRACKETS))
    steps = steps.with_columns(clean=pl.col("level").str.replace_all(SPACES, ""))
    changes = {
        "certificate.fullwidth": ("raw", "narrow"),
        "certificate.brackets": ("narrow", "level"),
        "certificate.spaces": ("level", "clean"),
    }
    even = frame.filter(~odd).with_columns(clean=raw, fixes=pl.lit(0, pl.UInt32))
    fixed = steps.select(*frame.columns, "clean", fixes=_fixes(changes))
    return pl.concat([even, fixed])


def _fixes(changes: Mapping[str, tuple[str, str]]) -> pl.Expr:
    """The mask of the fixes whose column before differs from the one after."""
    bits = [
        pl.when(pl.col(before) != pl.col(after)).then(_FIX_BITS[name]).otherwise(0)
        for name, (before, after) in changes.items()
    ]
    return pl.sum_horizontal(bits).cast(pl.UInt32)


def _written_otherwise(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of the present form once dashes, hyphens and case are put right."""
    steps = frame.filter(pl.col("clean").str.contains("[A-Za-z]"))
    steps = steps.with_columns(dashed=pl.col("clean").str.replace_all(DASHES, "-"))
    steps = steps.filter(pl.col("dashed").str.contains(f"^(?i:{LOOSE})$"))
    joined = pl.col("dashed").str.replace_all("-", "", literal=True)
    hyphen = pl.lit("-")
    steps = steps.with_columns(
        hyphened=pl.concat_str(
            joined.str.head(-10), hyphen, joined.str.slice(-10, 4), hyphen, joined.str.tail(6)
        )
    )
    steps = steps.with_columns(text=pl.col("hyphened").str.to_uppercase())
    changes = {
        "certificate.hyphens": ("clean", "hyphened"),
        "certificate.case": ("hyphened", "text"),
    }
    return _modern(steps.with_columns(fixes=pl.col("fixes") + _fixes(changes)))


def _of_2003(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells that hold the plain form of 2003."""
    clean = pl.col("clean")
    plain = clean.str.contains(f"^{CANONICAL_2003}$") & ~clean.str.contains(f"[{TRADITIONAL}]")
    cells = frame.filter(plain).with_columns(part=clean.str.extract_groups(f"^{CANONICAL_2003}$"))
    part = pl.col("part").struct
    year = part[3].cast(pl.Int16) + 2000
    serial = part[4].cast(pl.Int64)
    place = part[0]
    act = part[1].replace({"结补": "补结", "离补": "补离"})
    faults = (
        _year_faults(year, *SCHEME_YEARS)
        + _fault(place == "", "CN105")
        + _fault(serial == 0, "CN109")
    )
    return _told(
        cells,
        Era.SCHEME_2003,
        faults,
        text=clean,
        act=act,
        year=year,
        serial=serial,
        place=pl.when(place != "").then(place),
        office_number=part[2],
    )


def _common_local(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of the local forms that most offices used, with at most one year."""
    clean = pl.col("clean")
    plain = clean.str.contains(f"^{COMMON_LOCAL}$")
    cells = frame.filter(plain).with_columns(part=clean.str.extract_groups(f"^{COMMON_LOCAL}$"))
    part = pl.col("part").struct
    cells = cells.filter(part[4].is_null() | pl.coalesce(part[0], part[1]).is_null())
    written = pl.coalesce(part[0], part[1], part[4])
    number = written.cast(pl.Int16)
    year = (
        pl.when(written.str.len_bytes() == 4)
        .then(number)
        .when(number >= 50)
        .then(number + 1900)
        .when(number <= 9)
        .then(number + 2000)
    )
    serial = part[5].cast(pl.Int64)
    impossible = written.is_not_null() & ~year.is_between(FIRST_YEAR, LAST_YEAR).fill_null(
        value=False
    )
    faults = _fault(impossible, "CN103") + _fault(serial == 0, "CN109")
    return _local(cells, faults, act=part[3], year=year, serial=serial, place=part[2])


def _yearly(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of the local forms whose number begins with the year, or with another number."""
    clean = pl.col("clean")
    cells = frame.filter(clean.str.contains(f"^{COMMON_YEARLY}$"))
    cells = cells.with_columns(part=clean.str.extract_groups(f"^{COMMON_YEARLY}$"))
    part = pl.col("part").struct
    short, full = part[2].cast(pl.Int16), part[4].cast(pl.Int16)
    year = pl.coalesce(
        full, pl.when(short >= 50).then(short + 1900).when(short < 10).then(short + 2000)
    )
    is_open = short.is_between(1, 9) | ((short >= 50) & (part[3].str.len_bytes() == 1))
    number = pl.when(year.is_null()).then(part[2]).otherwise(pl.coalesce(part[3], part[5], part[6]))
    serial = number.cast(pl.Int64)
    faults = _fault(year.is_not_null(), "CN110") + _fault(serial == 0, "CN109")
    return _local(
        cells,
        faults,
        act=part[1],
        year=year,
        year_open=is_open.fill_null(value=False),
        serial=serial,
        suffix=pl.when(year.is_null()).then("-" + part[3]),
        place=part[0],
    )


def _in_numerals(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of the local form in Chinese numerals."""
    clean = pl.col("clean")
    cells = frame.filter(clean.str.contains(f"^{COMMON_NUMERALS}$"))
    cells = cells.with_columns(part=clean.str.extract_groups(f"^{COMMON_NUMERALS}$"))
    year, serial = (
        pl.lit(lift([cells["part"].struct[place]], _value_of, {"value": pl.Int64})["value"])
        for place in (2, 3)
    )
    faults = _fault(~year.is_between(FIRST_YEAR, LAST_YEAR), "CN103") + _fault(serial == 0, "CN109")
    part = pl.col("part").struct
    year = year.cast(pl.Int16)
    return _local(cells, faults, act=part[1], year=year, serial=serial, place=part[0])


def _value_of(numeral: str | None) -> tuple[int] | None:
    digits = to_digits(numeral or "")
    return (int(digits),) if digits else None


def _local(
    cells: pl.DataFrame, faults: pl.Expr, *, place: pl.Expr, **parts: pl.Expr
) -> pl.DataFrame:
    """The columns of cells whose text is a number of a local form as it stands."""
    place = pl.when(place != "").then(place)
    return _told(cells, Era.LOCAL, faults, text=pl.col("clean"), place=place, **parts)


@lru_cache(maxsize=4096)
def parsed_once(cell: str, skip: frozenset[str]) -> Parsed[CertificateNumber]:
    """The scalar reading of a cell, remembered for whoever asks for its findings next."""
    return CertificateNumber.parse(cell, skip)


def _read(cell: str, skip: Collection[str]) -> tuple[object, ...]:
    parsed = parsed_once(cell, frozenset(skip))
    read: tuple[object, ...] = (None,) * len(_VALUE)
    if (value := parsed.value) is not None:
        parts = value.parts
        read = (
            value.text,
            parts.era.value,
            parts.prefix,
            parts.act,
            parts.code,
            parts.year,
            parts.year_open,
            parts.serial,
            parts.suffix,
            parts.place,
            parts.office_number,
        )
    return (*read, *masks_of(parsed, _FIX_BITS, _FAULT_BITS))


def parse(series: pl.Series, skip: Collection[str] = ()) -> pl.DataFrame:
    """Read a column of certificate numbers; one row per cell, nulls where a cell holds none.

    ``text`` (canonical), ``era`` (Enum), ``prefix``, ``act``, ``code``, ``year`` (Int16),
    ``year_open`` (Boolean), ``serial`` (Int64), ``suffix``, ``place``, ``office_number``, and the
    masks ``fixes`` and ``faults`` over ``FIXES`` and ``FAULTS``. *skip* names fixes that are left
    out.

    >>> frame = parse(pl.Series(["J360732-2021-000123", "赣兴结字010400123", "无"]))
    >>> frame.select("era", "year", "serial").rows()
    [('modern', 2021, 123), ('scheme-2003', 2004, 123), (None, None, None)]
    """
    frame = series.cast(pl.String).alias("raw").to_frame().with_row_index("row")
    known = frame.filter(pl.col("raw").is_not_null())
    canonical = pl.col("raw").str.contains(f"^{CANONICAL}$")
    plain = known.filter(canonical).rename({"raw": "text"})
    read = [_modern(plain.with_columns(fixes=pl.lit(0, pl.UInt32)))]
    rest = known.filter(~canonical)
    if not rest.is_empty() and not skip:
        rest = _characters(rest)
        for fast in (_written_otherwise, _of_2003, _common_local, _yearly, _in_numerals):
            read.append(fast(rest))
            rest = rest.join(read[-1], on="row", how="anti")
    if not rest.is_empty():
        scalar = lift([rest["raw"]], partial(_read, skip=skip), _VALUE | _MASKS)
        read.append(rest.select("row").hstack(scalar))
    parts = pl.concat(read)
    if len(read) == 1 and parts.height == frame.height:
        return parts.drop("row")
    joined = frame.select("row").join(parts, on="row", how="left", maintain_order="left")
    return joined.drop("row").with_columns(pl.col("fixes", "faults").fill_null(0))
