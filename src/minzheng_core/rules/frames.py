"""Findings as a frame: the columns that every part of the library agrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.findings import Finding, Severity, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    weight = severity or catalogue()[code].severity
    return framed((rows, field, code, weight, part, expected, actual), FINDINGS_SCHEMA, len(rows))


def rows_of(mask: pl.Series) -> pl.Series:
    """The positions where *mask* is true, as UInt32, told without a query; a null is not true.

    >>> rows_of(pl.Series([True, None, False, True])).to_list()
    [0, 3]
    """
    return pl.Series(np.arange(len(mask), dtype=np.uint32)).filter(mask)


def framed(
    columns: Sequence[pl.Series | str | None], schema: Mapping[str, type[pl.DataType]], height: int
) -> pl.DataFrame:
    """Series and constants as the columns of a frame with so many lines.

    Made without a query, which would take longer than the few lines themselves.

    >>> framed((pl.Series([3, 7]), "age"), {"row": pl.UInt32, "field": pl.String}, 2).rows()
    [(3, 'age'), (7, 'age')]
    """
    return pl.DataFrame(
        [
            column.cast(dtype).alias(name)
            if isinstance(column, pl.Series)
            else pl.Series(name, [column], dtype=dtype).new_from_index(0, height)
            for (name, dtype), column in zip(schema.items(), columns, strict=True)
        ]
    )


def findings_of_mask(faults: pl.Series, codes: Sequence[str], field: str) -> pl.DataFrame:
    """The findings of a column of fault masks: one line per bit set.

    *faults* is UInt32 (bit *i* stands for ``codes[i]``). ``expected`` and ``actual`` are left empty:
    they are read from the cell when a sentence is wanted.
    """
    hit = (faults.fill_null(0) if faults.null_count() else faults).to_numpy()
    bits = [bit for bit in range(len(codes)) if (hit & (1 << bit)).any()]
    if not bits:
        return no_findings()
    at, which = np.nonzero((hit[:, None] >> np.array(bits, dtype=hit.dtype)) & 1)
    found = [codes[bit] for bit in bits]
    told = pl.DataFrame({"code": found, "severity": [catalogue()[c].severity.value for c in found]})
    code, severity = told[which.astype(np.uint32)].get_columns()
    rows = pl.Series(at.astype(np.uint32))
    return framed((rows, field, code, severity, None, None, None), FINDINGS_SCHEMA, len(rows))


def findings_at(hits: Sequence[tuple[int, str]], field: str) -> pl.DataFrame:
    """Findings of a few rows: pairs of row and code, all on one *field*."""
    rows = pl.Series([row for row, _ in hits], dtype=pl.UInt32)
    codes = pl.Series([code for _, code in hits], dtype=pl.String)
    severities = pl.Series([catalogue()[code].severity.value for code in codes], dtype=pl.String)
    return framed((rows, field, codes, severities, None, None, None), FINDINGS_SCHEMA, len(hits))


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
