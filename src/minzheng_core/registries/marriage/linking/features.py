"""What marriages are compared by: the clean records as columns of numbers and short texts (比对特征)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.names import keys as name_keys
from minzheng_core.linkage.threads import executor
from minzheng_core.reference.divisions import divisions

if TYPE_CHECKING:
    from concurrent.futures import Future

PARTIES = ("husband", "wife")
AGES = (13, 110)
"""Ages outside which a birth date is no evidence of who somebody is."""
MARRIAGE, DIVORCE, MARRIAGE_AGAIN, DIVORCE_AGAIN, REVOKED = 1, 2, 3, 4, 5
KINDS = {
    "IA": MARRIAGE,
    "IB": DIVORCE,
    "ICA": MARRIAGE_AGAIN,
    "IC": MARRIAGE_AGAIN,
    "ICB": DIVORCE_AGAIN,
    "ID": REVOKED,
}
"""Kinds of act: marriage, divorce, certificates issued again for either, revocation."""
_OWN_YEAR = r"^(B?[JL]\d{6}-\d{4}-\d+)$|字\d{9,10}$"
"""Certificate numbers that say their year themselves and are the only ones of their kind."""
_WHOLE_YEAR = r"(?:^|\D)((?:19|20)\d\d)(?:\D|$)"
_SHORT_YEAR = r"字\d\d(\d\d)\d{5}$"
_OLD_YEAR = r"[(（〔\[](\d\d)[)）〕\]]"
"""How a certificate number says its year: 2012, after the number of the office, (88)."""
_FILED = 1930, 2049


def features(records: pl.DataFrame) -> pl.DataFrame:
    """One row per record; hashes stand for texts that are only asked whether they are equal.

    Missing is ``null`` everywhere. *records* has the columns of clean records; those that an archive
    does not have count as empty. Where both numbers say that the parties stand in each other's
    columns, they are put right here; ``crossed`` says so.

    >>> frame = pl.DataFrame({"husband_name": ["张三"], "registration_date": ["1988-10"]})
    >>> features(frame).select("day", "day_lo", "husband_name", "wife_variant").row(0)
    (None, 6848, '张三', None)
    """
    have = set(records.columns)
    records = records.with_columns(
        pl.lit(None, dtype=pl.String).alias(name) for name in needed() if name not in have
    )
    # Names are read one by one in Python, which leaves the other processor to the columns.
    with executor(records.height) as aside:
        return _features(records, aside.submit(_name_hashes, records))


def _features(records: pl.DataFrame, names: Future[pl.DataFrame]) -> pl.DataFrame:
    years = records.select(certificate=_certificate_year()).to_series()
    date = records["registration_date"].cast(pl.String)
    told = records.select(
        act=pl.coalesce(pl.col("registration_date").cast(pl.String), _filed_year(years)),
        old=pl.col("old_registration_date").cast(pl.String),
        **{
            party: pl.coalesce(
                _plausible(pl.col(f"{party}_birth_date").cast(pl.String)),
                pl.col(f"{party}_birth_range").cast(pl.String),
            )
            for party in PARTIES
        },
    )
    days = _dates(told)
    dates, old = days["act"], days["old"]
    act = records.select(
        kind=pl.col("business_type_code")
        .cast(pl.String)
        .replace_strict(KINDS, default=MARRIAGE, return_dtype=pl.UInt8)
        .fill_null(MARRIAGE),
        day=dates["day"],
        ymd=dates["ymd"],
        year=date.str.head(4).cast(pl.Int32, strict=False),
        day_lo=dates["lo"],
        day_hi=dates["hi"],
        old_day=old["day"],
        old_lo=old["lo"],
        old_hi=old["hi"],
        old_ymd=old["ymd"],
        certificate=_certificate("certificate_number", "registration_date"),
        paper=_text("certificate_number"),
        old_paper=_text("old_certificate_number"),
        certificate_text=_hashed(_text("certificate_number")),
        modern=_text("certificate_number").str.contains(_OWN_YEAR).fill_null(value=False),
        certificate_year=years,
        old_certificate=_certificate("old_certificate_number", "old_registration_date"),
        volume=_hash("archive_year", "business_type_code", "volume_number", "office"),
        renewed=_renewed(),
        crossed=_crossed(),
    )
    parties = {party: _party(records, party, days[party]) for party in PARTIES}
    keys = names.result()
    for party, frame in parties.items():
        parties[party] = frame.join(keys, on="name", how="left", maintain_order="left")
    crossed = act["crossed"]
    if crossed.any():
        parties = _exchanged(parties, crossed)
    for party, frame in parties.items():
        act = act.hstack(frame.rename({column: f"{party}_{column}" for column in frame.columns}))
    return act


_ACT_NEEDED = (
    "business_type_code", "registration_date", "old_registration_date", "certificate_number",
    "old_certificate_number", "archive_year", "volume_number", "office", "remark",
)  # fmt: skip
_PARTY_NEEDED = (
    "name", "id_number", "id_number_status", "birth_date", "birth_range", "division", "township",
    "marital_status_code",
)  # fmt: skip


def needed() -> tuple[str, ...]:
    """The columns of clean records that are looked at."""
    return (*_ACT_NEEDED, *(f"{party}_{name}" for party in PARTIES for name in _PARTY_NEEDED))


def _filed_year(certificate: pl.Series) -> pl.Expr:
    """The year of a record without a date, as its certificate or its volume says it."""
    volume = _text("archive_year").str.extract(r"^(\d{4})$").cast(pl.Int32, strict=False)
    filed = pl.coalesce(pl.lit(certificate), volume)
    return pl.when(filed.is_between(*_FILED)).then(filed.cast(pl.String))


def _renewed() -> pl.Expr:
    """Whether the record calls itself a marriage of people who were married to each other before."""
    told = [pl.col(f"{party}_marital_status_code").cast(pl.String) == "23" for party in PARTIES]
    return pl.any_horizontal(
        *told, pl.col("remark").cast(pl.String).str.contains("复婚", literal=True)
    ).fill_null(value=False)


def _crossed() -> pl.Expr:
    """Whether the numbers say that the husband is a woman and the wife a man."""
    digit = {
        party: pl.col(f"{party}_id_number")
        .cast(pl.String)
        .str.slice(16, 1)
        .cast(pl.Int8, strict=False)
        for party in PARTIES
    }
    return ((digit["husband"] % 2 == 0) & (digit["wife"] % 2 == 1)).fill_null(value=False)


def _exchanged(parties: dict[str, pl.DataFrame], crossed: pl.Series) -> dict[str, pl.DataFrame]:
    husband, wife = parties["husband"], parties["wife"]
    return {
        party: pl.DataFrame([own[c].zip_with(~crossed, other[c]) for c in own.columns])
        for party, own, other in (("husband", husband, wife), ("wife", wife, husband))
    }


def _name_hashes(records: pl.DataFrame) -> pl.DataFrame:
    """Each different name of the file once: its length and the hashes of itself and of its keys."""
    names = pl.concat([records[f"{party}_name"].cast(pl.String) for party in PARTIES])
    distinct = names.unique().drop_nulls().alias("name")
    table = name_keys(distinct).with_columns(distinct)
    return table.select(
        "name",
        size=pl.col("name").str.len_chars().clip(upper_bound=255).cast(pl.UInt8),
        exact=pl.col("name").hash(),
        variant=_hashed(pl.col("variant_key")),
        sound=_hashed(pl.col("pinyin_key")),
        dialect=_hashed(pl.col("dialect_key")),
    )


def _party(records: pl.DataFrame, party: str, dates: pl.DataFrame) -> pl.DataFrame:
    number = pl.col(f"{party}_id_number").cast(pl.String)
    whole = number.str.len_chars() == 18
    return records.select(
        name=pl.col(f"{party}_name").cast(pl.String),
        number=pl.when(whole).then(number),
        core=_hashed(pl.when(whole).then(number.str.slice(0, 17))),
        region_birth=_hashed(pl.when(whole).then(number.str.slice(0, 14))),
        birth=dates["day"],
        ymd=dates["ymd"],
        birth_lo=dates["lo"],
        birth_hi=dates["hi"],
        place=_hashed(_text(f"{party}_township")),
        county=_present(records[f"{party}_division"].cast(pl.String)),
    )


def _plausible(birth: pl.Expr) -> pl.Expr:
    """A birth date that leaves the party an age to marry at; a date copied from the act tells nothing."""
    age = pl.col("registration_date").cast(pl.String).str.head(4).cast(
        pl.Int32, strict=False
    ) - birth.str.head(4).cast(pl.Int32, strict=False)
    return pl.when(age.is_between(*AGES).fill_null(value=True)).then(birth)


def _present(division: pl.Series) -> pl.Series:
    """The county of today for each code, so that one place has one number in all years."""
    history = divisions()
    table = {}
    for code in division.unique().drop_nulls().to_list():
        known = history.records(code) if code in history else ()
        today = history.current(code, known[-1].start) if known else ()
        table[code] = int(today[0]) if len(today) == 1 else int(code)
    return division.replace_strict(table, default=None, return_dtype=pl.Int32)


def _text(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String)
    return pl.when(text != "").then(text)


def _hashed(text: pl.Expr) -> pl.Expr:
    """The hash of a text; ``null`` stays."""
    return pl.when(text.is_not_null()).then(text.hash())


def _hash(*columns: str) -> pl.Expr:
    """One hash over several columns, ``null`` where one of them is empty."""
    texts = [_text(column) for column in columns]
    whole = pl.all_horizontal(text.is_not_null() for text in texts)
    return pl.when(whole).then(pl.struct(_text(c).alias(c) for c in columns).hash())


def _dates(columns: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Columns of dates of any precision as numbers, each different text read once.

    ``day`` is null unless it is complete, ``ymd`` is the day as it is written (19851001), ``lo`` and
    ``hi`` are the first and the last day that the text allows, which may be a range (``a/b``).
    """
    texts = pl.concat([column.alias("text") for column in columns]).unique().drop_nulls()
    table = _date_table(texts)
    return {
        column.name: column.alias("text")
        .to_frame()
        .join(table, on="text", how="left", maintain_order="left")
        for column in columns
    }


def _date_table(texts: pl.Series) -> pl.DataFrame:
    date = pl.col("text")
    size = date.str.len_chars()
    whole = date.str.to_date("%Y-%m-%d", strict=False)
    month = (date + "-01").str.to_date("%Y-%m-%d", strict=False)
    year = (date + "-01-01").str.to_date("%Y-%m-%d", strict=False)
    first, last = (
        date.str.split("/").list.get(i, null_on_oob=True).str.to_date("%Y-%m-%d", strict=False)
        for i in (0, 1)
    )
    low = pl.when(size == 10).then(whole).when(size == 7).then(month).when(size == 4).then(year)
    high = (
        pl.when(size == 10)
        .then(whole)
        .when(size == 7)
        .then(month.dt.month_end())
        .when(size == 4)
        .then(year.dt.offset_by("1y").dt.offset_by("-1d"))
    )
    return texts.to_frame().with_columns(
        day=whole.cast(pl.Int32),
        ymd=pl.when(size == 10).then(
            date.str.replace_all("-", "", literal=True).cast(pl.Int32, strict=False)
        ),
        lo=pl.coalesce(low, first).cast(pl.Int32),
        hi=pl.coalesce(high, last).cast(pl.Int32),
    )


def _certificate_year() -> pl.Expr:
    """The year that a certificate number says itself, in one of the forms of its time."""
    text = _text("certificate_number")
    whole, short, old = (
        text.str.extract(form).cast(pl.Int32, strict=False)
        for form in (_WHOLE_YEAR, _SHORT_YEAR, _OLD_YEAR)
    )
    old = pl.when(old >= 50).then(old + 1900).otherwise(old + 2000)
    return pl.coalesce(whole, short + 2000, old)


def _certificate(number: str, date: str) -> pl.Expr:
    """A certificate as one of its kind: an old local number counts within its year and office."""
    text, office, year = _text(number), _text("office"), _text(date).str.head(4)
    parts = pl.struct(text=text, year=year, office=office).hash()
    local = pl.when(text.is_not_null() & office.is_not_null() & year.is_not_null()).then(parts)
    return pl.when(text.str.contains(_OWN_YEAR)).then(text.hash()).otherwise(local)
