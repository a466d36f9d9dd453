"""Certificates of offices' own series: in which series each was numbered, and what makes it the only one.

Before 2003-10 every office numbered for itself, each year anew (《婚姻登记工作规范》 gave the first
national form): a number says little without its office and its year.
"""

from __future__ import annotations

import polars as pl

NEEDS: dict[str, pl.DataType | type[pl.DataType]] = {
    "certificate_number.text": pl.String,
    "certificate_number.era": pl.String,
    "certificate_number.act": pl.String,
    "certificate_number.place": pl.String,
    "certificate_number.office_number": pl.String,
    "certificate_number.year": pl.Int16,
    "certificate_number.year_open": pl.Boolean,
    "certificate_number.serial": pl.Int64,
    "certificate_number.suffix": pl.String,
}
"""The facts of a number that :func:`local_numbers` looks at."""

_ACT_OF_BUSINESS = {"IA": "结", "IB": "离", "ICA": "补结", "ICB": "补离", "ID": "撤"}
_TOO_MANY = 50
"""So many thousand couples register nowhere in a year."""
_SEPARATOR = " · "


def local_numbers(facts: pl.DataFrame) -> pl.DataFrame:
    """Series and identity of each certificate number, from :data:`NEEDS` and the facts of its record.

    These are ``business``, ``year`` (of registration), ``office.place`` and ``office.unit``. The answer
    has ``certificate_number.local_serial`` (only older forms), ``issuer`` and ``issued`` (the series:
    an office with the act, and a year), ``wording`` (the words before a number that names no office:
    one series for the county, if its offices share it), ``class`` (the act where the number does not say it) and ``key``,
    the same for two records only where one office gave one number twice: the text itself since 2003-10,
    before that with the office and the year, empty where one of these is not known.
    """
    part = {name.rpartition(".")[2]: pl.col(name) for name in NEEDS}
    era, year = part["era"].cast(pl.String), pl.col("year").cast(pl.Int32)
    written = part["year"].cast(pl.Int32)
    # 87-2 in another year than 1987 is the number 87 with another below it.
    whole = part["year_open"].fill_null(value=False) & (written != year).fill_null(value=False)
    serial = pl.when(whole).then(written % 100).otherwise(part["serial"])
    below = (
        pl.when(whole).then(pl.concat_str(pl.lit("-"), part["serial"])).otherwise(part["suffix"])
    )
    issued = pl.when(whole).then(year).otherwise(pl.coalesce(written, year))
    scheme = pl.concat_str(
        part["place"], part["office_number"], part["act"], separator=_SEPARATOR, ignore_nulls=True
    )
    office = pl.col("office.place")
    own = pl.concat_str(office, part["act"], separator=_SEPARATOR, ignore_nulls=True)
    by_business = pl.col("business").replace(_ACT_OF_BUSINESS)
    act = pl.coalesce(part["act"], by_business)
    local = era == "local"
    key = pl.concat_str(
        part["place"].fill_null(""), act, serial.cast(pl.String), below.fill_null(""),
        office, issued.cast(pl.String),
        separator=_SEPARATOR,
    )  # fmt: skip
    name = "certificate_number"
    counted = pl.when(local).then(_within_year(serial, issued)).otherwise(serial)
    return facts.select(
        pl.when(era != "modern").then(counted).alias(f"{name}.local_serial"),
        pl.when(part["office_number"].is_not_null())
        .then(scheme)
        .when(office.is_not_null())
        .then(own)
        .alias(f"{name}.issuer"),
        pl.when(local & part["office_number"].is_null())
        .then(pl.concat_str(part["place"].fill_null(""), act, pl.lit("字")))
        .alias(f"{name}.wording"),
        issued.alias(f"{name}.issued"),
        pl.when(part["act"].is_null()).then(by_business).alias(f"{name}.class"),
        pl.when(era.is_in(["modern", "scheme-2003"]))
        .then(part["text"])
        .when(local & (serial > 0))
        .then(key)
        .alias(f"{name}.key"),
    )


def _within_year(serial: pl.Expr, year: pl.Expr) -> pl.Expr:
    """The number within its year, where the year stands before it: 2004012, 0400012 of 2004 are the 12th.

    So is 97012 of 1997, since no office gave so many numbers in a year; 4012 may be one.
    """
    short = year % 100
    before = [
        pl.when(serial // 10**digits == said).then(serial % 10**digits)
        for said, lengths in ((year, (3, 4, 5, 6)), (pl.when(short > 0).then(short), (5, 4)))
        for digits in lengths
    ]
    before.append(pl.when((short >= _TOO_MANY) & (serial // 1000 == short)).then(serial % 1000))
    return pl.coalesce(*before, serial)
