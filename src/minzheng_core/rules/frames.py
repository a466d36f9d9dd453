"""Findings as a frame: the columns that every part of the library agrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.findings import Finding, Severity, catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

FINDINGS_SCHEMA: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "field": pl.String,
    "code": pl.String,
    "severity": pl.String,
    "part": pl.String,
    "expected": pl.String,
    "actual": pl.String,
}


def no_findings() -> pl.DataFrame:
    """A frame of findings without any."""
    return pl.DataFrame(schema=FINDINGS_SCHEMA)


def findings_in(
    rows: pl.Series,
    field: pl.Series | str,
    code: str,
    *,
    severity: str | None = None,
    part: str | None = None,
    expected: pl.Series | str | None = None,
    actual: pl.Series | str | None = None,
) -> pl.DataFrame:
    """One finding of *code* in each of *rows*, as severe as the catalogue says where not given.

    Series have the height of *rows*.

    >>> findings_in(pl.Series([3, 7]), "age", "DT202", actual="1962").rows()[1]
    (7, 'age', 'DT202', 'error', None, None, '1962')
    """
    columns: dict[str, pl.Series | str | None] = {
        "row": rows,
        "field": field,
        "code": code,
        "severity": severity or catalogue()[code].severity,
        "part": part,
        "expected": expected,
        "actual": actual,
    }
    given = pl.DataFrame({n: v for n, v in columns.items() if isinstance(v, pl.Series)})
    return given.select(
        (pl.col(name) if name in given.columns else pl.lit(value)).cast(dtype).alias(name)
        for (name, value), dtype in zip(columns.items(), FINDINGS_SCHEMA.values(), strict=True)
    )


def findings_of_mask(faults: pl.Series, codes: Sequence[str], field: str) -> pl.DataFrame:
    """The findings of a column of fault masks: one line per bit set.

    *faults* is UInt32 (bit *i* stands for ``codes[i]``). ``expected`` and ``actual`` are left empty:
    they are read from the cell when a sentence is wanted.
    """
    hit = faults.fill_null(0).to_numpy()
    bits = [bit for bit in range(len(codes)) if (hit & (1 << bit)).any()]
    if not bits:
        return no_findings()
    at, which = np.nonzero((hit[:, None] >> np.array(bits, dtype=hit.dtype)) & 1)
    found = [codes[bit] for bit in bits]
    told = pl.DataFrame({"code": found, "severity": [str(catalogue()[c].severity) for c in found]})
    return told[which.astype(np.uint32)].select(
        pl.Series("row", at.astype(np.uint32)),
        pl.lit(field).alias("field"),
        "code",
        "severity",
        *(pl.lit(None, pl.String).alias(name) for name in ("part", "expected", "actual")),
    )


def findings_at(hits: Sequence[tuple[int, str]], field: str) -> pl.DataFrame:
    """Findings of a few rows: pairs of row and code, all on one *field*."""
    severities = [catalogue()[code].severity for _, code in hits]
    return pl.DataFrame(
        {
            "row": [row for row, _ in hits],
            "field": [field] * len(hits),
            "code": [code for _, code in hits],
            "severity": severities,
            "part": [None] * len(hits),
            "expected": [None] * len(hits),
            "actual": [None] * len(hits),
        },
        schema=FINDINGS_SCHEMA,
    )


def as_finding(line: dict[str, str | None]) -> Finding:
    """One line of a findings frame as a :class:`Finding`."""
    return Finding(
        str(line["code"]),
        field=line["field"],
        part=line["part"],
        expected=line["expected"],
        actual=line["actual"],
        level=Severity(str(line["severity"])),
    )
