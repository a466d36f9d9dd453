"""Claims of free items and awards against what the schedule gives (申报与标准核对)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import catalogue
from minzheng_core.reference.code_tables import code_table
from minzheng_core.registries.funeral.placement_kinds import LAND_SAVING, group_of
from minzheng_core.rules.frames import FINDINGS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.registries.funeral.schedules.columns import Statements

    _Check = tuple[str, str, pl.Expr, pl.Expr, pl.Expr]


def check_claims(
    claims: pl.DataFrame, statements: Statements, *, award: bool = False
) -> pl.DataFrame:
    """What is wrong with each claim; ``row`` is its place in *claims*.

    Args:
        claims: ``case``, ``item``, ``amount`` in yuan (a number, or what is written for it), and where
            it is known ``id_number`` of the deceased and ``kind``.
        statements: what the schedules give for these cases.
        award: whether these are awards for land-saving burial, which only some kinds earn.

    A claim above what is free (FS201), a second one for the same body and item (FS202), one of a case
    that has nothing free (FS203, FS204, FS205, or FS200 without a schedule), an amount that is none
    (FS208), a case that is not there (FS209), an award for a kind that saves no land (FS210).

    >>> from datetime import date
    >>> from minzheng_core.registries.funeral.schedules import documented, state_all
    >>> cases = pl.DataFrame({"case": ["A"], "day": [date(2025, 5, 1)]})
    >>> services = pl.DataFrame({"case": ["A"], "item": ["存放"], "quantity": [5]})
    >>> told = state_all(cases, services, documented("雷州"), place="440882")
    >>> claims = pl.DataFrame({"case": ["A"], "item": ["存放"], "amount": [400]})
    >>> check_claims(claims, told).select("code", "expected", "actual").rows()
    [('FS201', '240', '400')]
    """
    told = _beside(claims, statements)
    found = [
        told.filter(mask.fill_null(value=False)).select(
            "row",
            field=pl.lit(field),
            code=pl.lit(code),
            severity=pl.lit(catalogue()[code].severity.value),
            part=pl.lit(None, pl.String),
            expected=expected.cast(pl.String),
            actual=actual.cast(pl.String),
        )
        for field, code, mask, expected, actual in [*_CHECKS, *(_award(told) if award else ())]
    ]
    return pl.concat(found).cast(FINDINGS_SCHEMA).sort("row", maintain_order=True)  # type: ignore[arg-type]


def _beside(claims: pl.DataFrame, statements: Statements) -> pl.DataFrame:
    """Each claim in fen beside what is free in its case, with the sum claimed for case and item."""
    for name in ("id_number", "kind"):
        if name not in claims.columns:
            claims = claims.with_columns(pl.lit(None, pl.String).alias(name))
    claims = claims.select(
        "case",
        "item",
        "kind",
        "id_number",
        written=pl.col("amount").cast(pl.String),
        amount=pl.col("amount").cast(pl.Float64, strict=False),
    ).with_row_index("row")
    free = statements.services.group_by("case", "item").agg(pl.col("free").sum())
    cases = statements.cases.select("case", "refused", known=pl.lit(value=True))
    return (
        claims.join(free, on=["case", "item"], how="left", maintain_order="left")
        .join(cases, on="case", how="left", maintain_order="left")
        .with_columns(
            pl.col("free").fill_null(0), fen=pl.when(_SOUND).then((pl.col("amount") * 100).round())
        )
        .with_columns(sum=pl.col("fen").sum().over("case", "item"))
    )


def _yuan(name: str) -> pl.Expr:
    text = (pl.col(name) / 100).round(2).cast(pl.String)
    return text.str.replace(r"\.0$", "")


def _earns(kind: str) -> bool:
    entry = code_table("placement_kind").lookup(kind)
    return entry is not None and group_of(entry.code) in LAND_SAVING


def _award(told: pl.DataFrame) -> Iterator[_Check]:
    """Awards are for kinds of burial that save land."""
    earning = [kind for kind in told["kind"].drop_nulls().unique() if _earns(kind)]
    yield "kind", "FS210", _POSITIVE & ~pl.col("kind").is_in(earning), _NOTHING, pl.col("kind")


_NOTHING = pl.lit(None, pl.String)
_POSITIVE = pl.col("fen") > 0
_KNOWN = pl.col("known").fill_null(value=False)
_SOUND = (pl.col("amount") >= 0) & pl.col("amount").is_finite()
_BODY = pl.struct(pl.coalesce("id_number", "case"), "item")
_ABOVE = _KNOWN & pl.col("refused").is_null() & (pl.col("sum") > pl.col("free"))
_CHECKS: list[_Check] = [
    (
        "amount",
        "FS208",
        ~_SOUND.fill_null(value=False),
        _NOTHING,
        pl.col("written").str.slice(0, 20).fill_null("空"),
    ),
    ("case", "FS209", ~_KNOWN, _NOTHING, pl.col("item")),
    (
        "item",
        "FS202",
        ~_BODY.is_first_distinct() & pl.coalesce("id_number", "case").is_not_null(),
        _NOTHING,
        pl.col("item"),
    ),
    (
        "amount",
        "FS201",
        _ABOVE & pl.struct("case", "item").is_last_distinct(),
        _yuan("free"),
        _yuan("sum"),
    ),
    *(
        ("item", code, _POSITIVE & (pl.col("refused") == code), _NOTHING, pl.col("item"))
        for code in ("FS200", "FS203", "FS204", "FS205")
    ),
]
"""Field, code, when, expected and actual; a sum above what is free is told on its last line."""
