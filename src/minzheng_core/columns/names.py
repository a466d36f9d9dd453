"""Columns of names: the same as :class:`PersonName`, a column at a time (姓名列).

Names of two to four ideographs with nothing remarkable are read by Polars; everything else goes
through the scalar value once per different string.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.columns.masks import bits_of, masks_of
from minzheng_core.reference.name_variants import compound_surnames, mapping
from minzheng_core.values.names.keys import dialect_of, given_keys, pinyin_key, variant_key
from minzheng_core.values.names.person_name import PersonName
from minzheng_core.values.names.reading import FAULTS, REMARKABLE
from minzheng_core.values.names.writing import FIXES, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_READ = {
    "text": pl.String,
    "name": pl.String,
    "surname": pl.String,
    "fixes": pl.UInt32,
    "faults": pl.UInt32,
}
_FIX_BITS, _FAULT_BITS = bits_of(FIXES), bits_of(FAULTS)


@cache
def _compound_start() -> str:
    """A pattern for names that may begin with a compound surname, traditional forms included."""
    forms: dict[str, str] = {}
    for char, key in mapping("traditional").items():
        forms[key] = forms.get(key, key) + char
    starts = (
        "".join(f"[{forms.get(char, char)}]" for char in surname[:2]) + f".{{{shortest - 2},}}"
        for surname, shortest in compound_surnames().items()
    )
    return f"^(?:{'|'.join(starts)})"


def _simple(cell: pl.Expr) -> pl.Expr:
    """Whether a cell is a plain name with a surname of one character."""
    return _plain(cell) & ~cell.str.contains(_compound_start())


def _plain(cell: pl.Expr) -> pl.Expr:
    """Whether a cell is nothing but a name."""
    return cell.str.contains(f"^{PLAIN}$") & ~cell.str.contains(REMARKABLE)


def _read(cell: str, skip: Collection[str]) -> tuple[object, ...]:
    parsed = PersonName.parse(cell, skip)
    value = parsed.value
    read = (value.text, value.name, value.surname) if value else (None, None, None)
    return (*read, *masks_of(parsed, _FIX_BITS, _FAULT_BITS))


def parse(series: pl.Series, skip: Collection[str] = ()) -> pl.DataFrame:
    """Read a column of names; one row per cell, nulls where a cell holds no name.

    ``text`` is the normalised cell, ``name`` the part that names the person, ``surname`` its
    surname; ``fixes`` and ``faults`` are masks over ``FIXES`` and ``FAULTS``. *skip* names fixes
    that are left out.

    >>> parse(pl.Series(["张三", "欧阳　娜娜", "不详", None])).rows()[:2]
    [('张三', '张三', '张', 0, 0), ('欧阳娜娜', '欧阳娜娜', '欧阳', 128, 0)]
    """
    frame = series.cast(pl.String).alias("raw").to_frame()
    frame = frame.with_columns(simple=_simple(pl.col("raw")))
    rest = frame.filter(~pl.col("simple"))["raw"].unique().drop_nulls()
    table = rest.to_frame().hstack(lift([rest], partial(_read, skip=skip), _READ))
    plain = pl.col("simple").fill_null(value=False)
    joined = frame.join(table, on="raw", how="left", maintain_order="left")
    return joined.select(
        *(pl.when(plain).then("raw").otherwise(name).alias(name) for name in ("text", "name")),
        pl.when(plain).then(pl.col("raw").str.slice(0, 1)).otherwise("surname").alias("surname"),
        pl.col("fixes").fill_null(0),
        pl.col("faults").fill_null(0),
    )


def _once(names: pl.Series, key: Callable[[str], str]) -> pl.Series:
    """*key* of each name, made once per different name."""
    return pl.Series(map(key, names), dtype=pl.String)


def keys(series: pl.Series) -> pl.DataFrame:
    """The keys under which names meet: ``variant_key``, ``pinyin_key``, ``dialect_key``.

    Cells are names as :func:`parse` gives them (its ``name`` or ``text``) or as written. Plain
    names are put together from the keys of their surname and of their given name, of which there
    are few; any other name is worked on once.

    >>> keys(pl.Series(["萧建國", None])).rows()
    [('肖建国', 'xiao jian guo', 'xiao jian guo'), (None, None, None)]
    """
    frame = series.cast(pl.String).alias("raw").to_frame()
    distinct = frame.unique().drop_nulls().with_columns(plain=_plain(pl.col("raw")))
    distinct = distinct.with_columns(
        simple=pl.col("plain") & ~pl.col("raw").str.contains(_compound_start())
    )
    written = distinct.filter(~pl.col("plain"))["raw"]
    known = pl.concat(
        [
            pl.DataFrame({"raw": written, "name": parse(written)["name"]}).drop_nulls(),
            distinct.filter(pl.col("plain") & ~pl.col("simple")).select("raw", name="raw"),
        ]
    )
    sounds = _once(known["name"], pinyin_key)
    table = known.select(
        "raw",
        variant_key=_once(known["name"], variant_key),
        pinyin_key=sounds,
        dialect_key=_once(sounds, dialect_of),
    )
    table = pl.concat([table, _plain_keys(distinct.filter("simple")["raw"])])
    return frame.join(table, on="raw", how="left", maintain_order="left").drop("raw")


def _plain_keys(names: pl.Series) -> pl.DataFrame:
    """The keys of plain names with a surname of one character, put together from its parts."""
    parts = pl.DataFrame({"raw": names}).with_columns(
        surname=pl.col("raw").str.slice(0, 1), given=pl.col("raw").str.slice(1)
    )
    surnames, given = parts["surname"].unique(), parts["given"].unique()
    sounds = _once(surnames, pinyin_key)
    of_surname = pl.DataFrame(
        {
            "surname": surnames,
            "v": _once(surnames, variant_key),
            "p": sounds,
            "d": _once(sounds, dialect_of),
        }
    )
    both = [given_keys(name) for name in given]
    sounds = pl.Series([sound for _, sound in both], dtype=pl.String)
    of_given = pl.DataFrame(
        {
            "given": given,
            "v2": pl.Series([key for key, _ in both], dtype=pl.String),
            "p2": sounds,
            "d2": _once(sounds, dialect_of),
        }
    )
    joined = parts.join(of_surname, on="surname", how="left").join(of_given, on="given", how="left")
    return joined.select(
        "raw",
        variant_key=pl.col("v") + pl.col("v2"),
        pinyin_key=pl.concat_str("p", "p2", separator=" "),
        dialect_key=pl.concat_str("d", "d2", separator=" "),
    )
