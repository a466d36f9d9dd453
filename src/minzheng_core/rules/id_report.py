"""The verdicts on a column of identity numbers, kept as one mask per row."""

from __future__ import annotations

from functools import cache, cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import field, frozen

from minzheng_core.columns.id_bytes import KINDS, NO_REGION
from minzheng_core.columns.id_numbers import FAULTS, Judged, judge
from minzheng_core.columns.id_source import series_of
from minzheng_core.findings import Finding, Severity, catalogue
from minzheng_core.reference.region_grade import (
    FIRST_NUMBERS,
    LAG,
    OPEN_END,
    SEEN,
    region_windows,
)
from minzheng_core.rules.id_check import check_id
from minzheng_core.values.ids.faults import PARTS
from minzheng_core.values.ids.kinds import JUDGED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from numpy.typing import NDArray

REGION_FAULTS: tuple[str, ...] = ("ID121", "ID122", "ID123", "ID124")
"""Codes on the region in time; they follow ``FAULTS`` in the mask of a report."""

_CODES = (*FAULTS, *REGION_FAULTS)
_SEEN_BIT = len(_CODES)
_FIRST = len(FAULTS)


@frozen(eq=False, repr=False)
class IdReport:
    """Every fault of every row of a column (核查结果).

    ``masks`` has one UInt32 per row: bit *i* is ``FAULTS[i]``, after these ``REGION_FAULTS``; the
    bit after those says that an unlisted region code is known from real cards.
    """

    cells: pl.Series = field(repr=False)
    masks: NDArray[np.uint32] = field(repr=False)
    on: date

    def __len__(self) -> int:
        """The number of findings."""
        return self.frame.height

    @property
    def rows(self) -> int:
        """The number of cells that were checked."""
        return len(self.masks)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The findings, by row and code: ``row`` (from 0), ``code``, ``severity``, ``part``."""
        faulty = np.flatnonzero(self.masks)
        masks = self.masks[faulty]
        rows, bits = [], []
        for bit in range(len(_CODES)):
            hit = faulty[(masks >> np.uint32(bit)) & np.uint32(1) == 1]
            rows.append(hit)
            bits.append(np.full(len(hit), bit, np.uint8))
        row, bit_of = np.concatenate(rows), np.concatenate(bits)
        order = np.argsort(row, kind="stable")
        row, bit_of = row[order], bit_of[order]
        seen = (self.masks[row] >> np.uint32(_SEEN_BIT)) & np.uint32(1) == 1
        severity = np.where(seen & (bit_of == _FIRST), len(_CODES), bit_of)
        return pl.DataFrame(
            {
                "row": row.astype(np.uint32),
                "code": _CODE_NAMES.gather(bit_of),
                "severity": _severities().gather(severity),
                "part": _PARTS.gather(bit_of),
            }
        )

    def details(self) -> pl.DataFrame:
        """:attr:`frame` with ``expected`` and ``actual``; each different faulty cell is read once."""
        known: dict[str, list[Finding]] = {}
        rows = self.frame["row"].unique(maintain_order=True)
        expected: list[str | None] = []
        actual: list[str | None] = []
        for cell in self.cells.gather(rows).to_list():
            findings = known.get(cell)
            if findings is None:
                findings = known[cell] = check_id(cell, on=self.on)
            expected += [finding.expected for finding in findings]
            actual += [finding.actual for finding in findings]
        return self.frame.with_columns(
            pl.Series("expected", expected, pl.String), pl.Series("actual", actual, pl.String)
        )

    def of(self, row: int) -> list[Finding]:
        """The findings on one row, as :func:`check_id` gives them."""
        return check_id(self.cells[row], on=self.on) if self.masks[row] else []

    def __iter__(self) -> Iterator[tuple[int, Finding]]:
        """Every finding with its row."""
        for row in np.flatnonzero(self.masks).tolist():
            for finding in self.of(row):
                yield row, finding

    def counts(self) -> dict[str, int]:
        """How often each code was found, by code."""
        table = self.frame.group_by("code").len().sort(pl.col("code").cast(pl.String))
        return dict(table.with_columns(pl.col("code").cast(pl.String)).iter_rows())

    def __repr__(self) -> str:
        return f"IdReport({self.rows} cells, {len(self)} findings)"

    def _repr_html_(self) -> str:
        lines = []
        for code, count in self.counts().items():
            entry = catalogue()[code]
            cells = (code, entry.severity.label, escape(entry.title_zh), f"{count:,}")
            lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        faulty = int(np.count_nonzero(self.masks))
        return (
            f"<table><caption>核查 {self.rows:,} 个证件号码，{faulty:,} 个有提示</caption>"
            "<thead><tr><th>代码</th><th>等级</th><th>问题</th><th>个数</th></tr></thead>"
            f"<tbody>{''.join(lines)}</tbody></table>"
        )


_JUDGED = np.array([kind in JUDGED for kind in KINDS] + [False])
_CODE_NAMES = pl.Series(_CODES, dtype=pl.Enum(_CODES))
_PARTS = pl.Series([*PARTS.values(), *["region"] * len(REGION_FAULTS)], dtype=pl.String)


def _severities() -> pl.Series:
    levels = [catalogue()[code].severity for code in _CODES]
    return pl.Series(
        [*levels, Severity.NOTICE.value], dtype=pl.Enum([level.value for level in Severity])
    )


def report_on(column: Any, on: date) -> IdReport:
    """Check *column* for the day *on*; see :func:`minzheng_core.rules.id_check.check_ids`."""
    cells = series_of(column)
    judged = judge(cells, on=on)
    return IdReport(cells, judged.parts.faults | _region_faults(judged, on), on)


def _region_faults(judged: Judged, on: date) -> NDArray[np.uint32]:
    """The bits of :func:`minzheng_core.reference.region_grade.region_grade` for every row."""
    parts = judged.parts
    placed = (parts.region != NO_REGION) & _JUDGED[parts.kind]
    firsts, lasts = (np.frombuffer(years, np.uint16) for years in region_windows())
    region = np.where(placed, parts.region, 0)
    first = firsts[region]
    unlisted, later = first <= SEEN, first > on.year
    bits = unlisted * _bit(0) | (first == SEEN) * np.uint32(1 << _SEEN_BIT)
    bits |= (later & ~unlisted) * _bit(3)
    ended = np.flatnonzero((lasts[region] < OPEN_END) & ~unlisted & ~later)
    last, birth = lasts[region[ended]].astype(np.int32), parts.birth[ended]
    issued = last >= FIRST_NUMBERS
    new_years = _new_years()
    after = ~issued | (birth >= new_years[last + 1])
    lag = after & issued & (birth < new_years[last + 1 + LAG])
    bits[ended] |= (after & ~lag) * _bit(1) | lag * _bit(2)
    return np.where(placed, bits, np.uint32(0))


@cache
def _new_years() -> NDArray[np.int32]:
    """Days since 1970 of the first of January of each year, indexed by the year."""
    years = np.arange(3000, dtype=np.int64) - 1970
    return years.astype("M8[Y]").astype("M8[D]").astype(np.int32)


def _bit(number: int) -> np.uint32:
    return np.uint32(1 << (_FIRST + number))
