"""Claims of free items and awards against what the schedule gives (申报与标准核对)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import catalogue
from minzheng_core.reference.code_tables import code_table
from minzheng_core.registries.funeral.kinds import LAND_SAVING, group_of
from minzheng_core.rules.frames import FINDINGS_SCHEMA, no_findings

if TYPE_CHECKING:
    from minzheng_core.registries.funeral.schedules.columns import Statements


def check_claims(
    claims: pl.DataFrame, statements: Statements, *, award: bool = False
) -> pl.DataFrame:
    """What is wrong with each claim; ``row`` is its place in *claims*.

    Args:
        claims: ``case``, ``item``, ``amount`` in yuan, and where it is known ``id_number`` of the
            deceased and ``kind``.
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
    for name in ("id_number", "kind"):
        if name not in claims.columns:
            claims = claims.with_columns(pl.lit(None, pl.String).alias(name))
    claims = claims.select(
        "case",
        "item",
        "kind",
        "id_number",
        amount=pl.col("amount").cast(pl.Float64, strict=False),
    ).with_row_index("row")
    free = statements.services.group_by("case", "item").agg(pl.col("free").sum())
    told = (
        claims.join(free, on=["case", "item"], how="left", maintain_order="left")
        .join(
            statements.cases.select("case", "refused", known=pl.lit(value=True)),
            on="case",
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("free").fill_null(0), fen=(pl.col("amount") * 100).round())
        .with_columns(sum=pl.col("fen").sum().over("case", "item"))
    )
    body = pl.coalesce("id_number", "case")
    again = pl.struct(body, "item").is_duplicated() & ~pl.struct(body, "item").is_first_distinct()
    sound = (pl.col("amount") >= 0) & pl.col("amount").is_finite()
    positive = pl.col("fen") > 0
    known = pl.col("known").fill_null(value=False)
    checks = [
        (
            "amount",
            "FS208",
            ~sound.fill_null(value=False),
            None,
            pl.col("amount").cast(pl.String).fill_null("空"),
        ),
        ("case", "FS209", ~known, None, pl.col("item")),
        ("item", "FS202", again, None, pl.col("item")),
        (
            "amount",
            "FS201",
            known
            & pl.col("refused").is_null()
            & (pl.col("sum") > pl.col("free"))
            & pl.struct("case", "item").is_last_distinct(),
            _yuan("free"),
            _yuan("sum"),
        ),
        *(
            ("item", code, positive & (pl.col("refused") == code), None, pl.col("item"))
            for code in ("FS200", "FS203", "FS204", "FS205")
        ),
    ]
    if award:
        kinds = told["kind"].drop_nulls().unique().to_list()
        earning = [kind for kind in kinds if _earns(kind)]
        checks.append(
            ("kind", "FS210", positive & ~pl.col("kind").is_in(earning), None, pl.col("kind"))
        )
    found = [
        told.filter(mask.fill_null(value=False)).select(
            "row",
            field=pl.lit(field),
            code=pl.lit(code),
            severity=pl.lit(catalogue()[code].severity),
            part=pl.lit(None, pl.String),
            expected=pl.lit(None, pl.String) if expected is None else expected.cast(pl.String),
            actual=actual.cast(pl.String),
        )
        for field, code, mask, expected, actual in checks
    ]
    joined = pl.concat(found) if found else no_findings()
    return joined.cast(FINDINGS_SCHEMA).sort("row", maintain_order=True)  # type: ignore[arg-type]


def _yuan(name: str) -> pl.Expr:
    text = (pl.col(name) / 100).round(2).cast(pl.String)
    return text.str.replace(r"\.0$", "")


def _earns(kind: str) -> bool:
    entry = code_table("placement_kind").lookup(kind)
    return entry is not None and group_of(entry.code) in LAND_SAVING
