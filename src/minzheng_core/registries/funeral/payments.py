"""Payments after death (死后领取): any list of payments against the deaths of a register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import polars as pl
from attrs import frozen

from minzheng_core.registries.funeral.matching import match
from minzheng_core.rules.frames import FINDINGS_SCHEMA, findings_in, no_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

Stop = Literal["next_month", "same_month"]
"""From when nothing is paid any more: from the month after the death, or from that of the death."""
_MONTH = r"^\D*((?:19|20)[0-9]{2})\D{0,2}([0-9]{1,2})"


@frozen(kw_only=True, eq=False, repr=False)
class PaymentReport:
    """What was paid after a death.

    ``certain`` and ``possible`` have a line per payment: ``row, id_number (masked), kind, month, amount,
    death, source, basis``; ``totals`` adds the certain ones up by person and kind. ``findings`` name
    lines that cannot be read.
    """

    certain: pl.DataFrame
    possible: pl.DataFrame
    totals: pl.DataFrame
    findings: pl.DataFrame

    @property
    def amount(self) -> float:
        """The sum to be recovered, certain matches only."""
        return float(self.certain["amount"].sum())

    def __repr__(self) -> str:
        return (
            f"PaymentReport({self.certain.height} certain, {self.possible.height} possible, "
            f"{self.amount:.2f} yuan)"
        )


def payments_after_death(
    payments: pl.DataFrame,
    deaths: pl.DataFrame,
    *,
    stop: Stop | Mapping[str, Stop] = "next_month",
    on: date | None = None,
) -> PaymentReport:
    """The payments for months in which nothing was due any more.

    Args:
        payments: ``id_number``, ``month`` (``2026-03``, a date, or text with both), ``amount`` in yuan,
            and where they are known ``name``, ``birth``, ``kind``, and ``written``, the amount as it stands in
            the list, for what cannot be read.
        deaths: see :func:`~.matching.deaths_of`.
        stop: by which rule payments end, one for all or one per kind (``{"高龄津贴": "same_month"}``);
            laid down locally.
        on: the day by which numbers are judged; today where not given.

    >>> from datetime import date
    >>> deaths = pl.DataFrame({"id_number": ["362133195002280018"], "name": ["王五"],
    ...     "birth": [None], "date": [date(2026, 3, 14)], "source": ["死亡日期"]})
    >>> paid = pl.DataFrame({"id_number": ["362133195002280018"] * 3, "amount": [100] * 3,
    ...                      "month": ["2026-03", "2026-04", "2026-05"]})
    >>> payments_after_death(paid, deaths).amount
    200.0
    >>> payments_after_death(paid, deaths, stop="same_month").amount
    300.0

    Limitations: a match by name and birth date is never counted; it stands in ``possible``.
    """
    listed = _listed(payments)
    ranged = pl.col("_month").cast(pl.Int32).is_between(1, 12)
    sound_amount = (pl.col("amount") >= 0) & pl.col("amount").is_finite()
    usable = listed.filter(ranged & sound_amount)
    found = match(usable, deaths, on=on or date.today())
    told = _told(_after_death(usable, found, deaths, stop))
    certain = told.filter("certain")
    possible = told.filter(~pl.col("certain") & ~pl.col("row").is_in(certain["row"].implode()))
    totals = certain.group_by("person", "kind", maintain_order=True).agg(
        pl.col("id_number").first(),
        pl.col("death").first(),
        pl.len().alias("payments"),
        pl.col("amount").sum(),
    )
    findings = [
        _unread(listed, ~ranged.fill_null(value=False), "month", "month", "FX213"),
        _unread(listed, ~sound_amount.fill_null(value=False), "amount", "written", "FX214"),
        _found(certain, "FX211"),
        _found(possible, "FX212"),
    ]
    return PaymentReport(
        certain=certain.drop("person", "certain"),
        possible=possible.drop("person", "certain"),
        totals=totals.drop("person"),
        findings=pl.concat(findings),
    )


def _listed(payments: pl.DataFrame) -> pl.DataFrame:
    """The payments with year, month and amount read; ``paid`` counts months."""
    month = pl.col("month").cast(pl.String)
    paid = pl.col("_year").cast(pl.Int32) * 12 + pl.col("_month").cast(pl.Int32) - 1
    return (
        payments.with_columns(
            month.str.extract(_MONTH, 1).alias("_year"),
            month.str.extract(_MONTH, 2).alias("_month"),
            pl.col("amount").cast(pl.Float64, strict=False),
            pl.col("written" if "written" in payments.columns else "amount")
            .cast(pl.String)
            .alias("written"),
            *(
                pl.lit(None, pl.String).alias(name)
                for name in ("name", "kind")
                if name not in payments.columns
            ),
        )
        .with_columns(paid.alias("paid"))
        .with_row_index("row")
    )


def _after_death(
    usable: pl.DataFrame, found: pl.DataFrame, deaths: pl.DataFrame, stop: Stop | Mapping[str, Stop]
) -> pl.DataFrame:
    """The payments for months after the last one due, each beside the death that it was matched with."""
    dates = deaths.with_row_index("death").select(
        "death", died=pl.col("date"), source=pl.col("source").cast(pl.String)
    )
    joined = usable.with_row_index("_at").join(found.rename({"row": "_at"}), on="_at")
    joined = joined.join(dates, on="death", maintain_order="left").with_columns(
        last=pl.col("died").dt.year() * 12 + pl.col("died").dt.month() - 1,
        same=_same_month(stop),
    )
    after = (pl.col("paid") > pl.col("last")) | (
        pl.col("same") & (pl.col("paid") == pl.col("last"))
    )
    return joined.filter(after).sort("row")


def _told(over: pl.DataFrame) -> pl.DataFrame:
    """The lines of a report, with numbers masked and the rule by which nothing was due."""
    rule = (
        pl.when(pl.col("same")).then(pl.lit("，自当月起停发")).otherwise(pl.lit("，自次月起停发"))
    )
    basis = pl.concat_str(pl.lit("死亡 "), pl.col("died").dt.to_string("%Y-%m-%d"), rule)
    return over.select(
        "row",
        id_number=pl.concat_str(pl.col("id_number").str.slice(0, 6), pl.lit("********")),
        kind="kind",
        month=pl.concat_str("_year", pl.lit("-"), pl.col("_month").str.zfill(2)),
        amount="amount",
        death="died",
        source="source",
        basis=basis,
        person="death",
        certain="certain",
    )


def _same_month(stop: Stop | Mapping[str, Stop]) -> pl.Expr:
    if isinstance(stop, str):
        return pl.lit(value=stop == "same_month")
    same = [kind for kind, rule in stop.items() if rule == "same_month"]
    return pl.col("kind").is_in(same).fill_null(value=False)


def _unread(
    listed: pl.DataFrame, mask: pl.Expr, field: str, shown_as: str, code: str
) -> pl.DataFrame:
    hits = listed.filter(mask)
    if hits.is_empty():
        return no_findings()
    shown = hits[shown_as].cast(pl.String).str.slice(0, 20).fill_null("空")
    return findings_in(hits["row"], field, code, actual=shown).cast(FINDINGS_SCHEMA)  # type: ignore[arg-type]


def _found(told: pl.DataFrame, code: str) -> pl.DataFrame:
    if told.is_empty():
        return no_findings()
    died, month = told["death"].cast(pl.String), told["month"]
    return findings_in(told["row"], "month", code, expected=died, actual=month)
