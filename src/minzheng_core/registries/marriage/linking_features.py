"""What marriages are compared by: the clean records as columns of numbers and short texts (比对特征)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.status import SURE
from minzheng_core.columns.names import keys as name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTIES = ("husband", "wife")
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


def features(records: pl.DataFrame) -> pl.DataFrame:
    """One row per record; hashes stand for texts that are only asked whether they are equal.

    Missing is ``null`` everywhere. *records* has the columns of clean records; those that an archive
    does not have count as empty.
    """
    have = set(records.columns)
    records = records.with_columns(
        pl.lit(None, dtype=pl.String).alias(name) for name in _NEEDED if name not in have
    )
    act = records.select(
        kind=pl.col("business_type_code").replace_strict(
            KINDS, default=MARRIAGE, return_dtype=pl.UInt8
        ),
        day=_day("registration_date"),
        year=_year("registration_date"),
        old_day=_day("old_registration_date"),
        certificate=_certificate("certificate_number", "registration_date"),
        certificate_text=_text("certificate_number"),
        old_certificate=_certificate("old_certificate_number", "old_registration_date"),
        volume=_hash("archive_year", "business_type_code", "volume_number", "office"),
        office=_hash("office"),
    )
    return act.hstack(_party(records, "husband")).hstack(_party(records, "wife"))


_NEEDED = (
    "business_type_code", "registration_date", "old_registration_date", "certificate_number",
    "old_certificate_number", "archive_year", "volume_number", "office",
    *(f"{party}_{name}" for party in PARTIES for name in (
        "name", "id_number", "id_number_status", "birth_date", "division", "township",
        "marital_status_code",
    )),
)  # fmt: skip


def _party(records: pl.DataFrame, party: str) -> pl.DataFrame:
    name = records[f"{party}_name"].cast(pl.String)
    keys = name_keys(name)
    number = pl.col(f"{party}_id_number").cast(pl.String)
    whole = number.str.len_chars() == 18
    sure = pl.col(f"{party}_id_number_status").cast(pl.String).is_in(SURE)
    birth = pl.col(f"{party}_birth_date").cast(pl.String)
    told = records.select(
        number=pl.when(whole).then(number),
        sound=sure & whole,
        birth=pl.when(birth.str.len_chars() >= 4).then(birth),
        place=_hash(f"{party}_township", f"{party}_division"),
        county=_hash(f"{party}_division"),
        again=pl.col(f"{party}_marital_status_code").cast(pl.String).is_in(["22", "23"]),
    )
    return told.select(
        name=name,
        name_hash=name.hash(),
        variant=keys["variant_key"].hash(),
        sound_key=keys["pinyin_key"].hash(),
        dialect=keys["dialect_key"].hash(),
        number="number",
        number_hash=_hashed(pl.col("number")),
        core=_hashed(pl.concat_str(pl.col("number").str.head(6), pl.col("number").str.slice(8, 9))),
        sound="sound",
        birth="birth",
        birth_hash=_hashed(pl.when(pl.col("birth").str.len_chars() == 10).then("birth")),
        birth_year=pl.col("birth").str.head(4).cast(pl.Int16, strict=False),
        birth_day=pl.col("birth").str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32),
        place="place",
        county="county",
        again="again",
    ).rename(lambda column: f"{party}_{column}")


def _text(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).replace("", None)


def _hashed(text: pl.Expr) -> pl.Expr:
    """The hash of a text; ``null`` stays."""
    return pl.when(text.is_not_null()).then(text.hash())


def _hash(*columns: str) -> pl.Expr:
    """One hash over several columns, ``null`` where one of them is empty."""
    return _hashed(pl.concat_str([_text(column) for column in columns], separator="\x1f"))


def _day(column: str) -> pl.Expr:
    """The day as a number, ``null`` unless it is complete."""
    return _text(column).str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32)


def _year(column: str) -> pl.Expr:
    return _text(column).str.head(4).cast(pl.Int16, strict=False)


def _certificate(number: str, date: str) -> pl.Expr:
    """A certificate as one of its kind: an old local number counts within its year and office."""
    text = _text(number)
    local = pl.concat_str([text, _text(date).str.head(4), _text("office")], separator="\x1f")
    return _hashed(pl.when(text.str.contains(_OWN_YEAR)).then(text).otherwise(local))


def needed() -> Iterable[str]:
    """The columns of clean records that are looked at."""
    return _NEEDED
