"""Headings that a table repeats on each printed page, with what stands above them: titles, 案卷号：2, 第 2 页."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.layout import Layout, Row

TITLE = r"登[记記]|[档檔]案|[统統][计計]|花名|名册|台账|一览|年度|表\s*$|册\s*$|\d{4}\s*年|第.{1,4}[卷册页]"
"""What a lone cell above headings says where it is their title."""
_NUMERALS = r"[\d〇一二三四五六七八九十]+"
_NUMBERED = 4
"""Columns that a row may number; fewer numbers may be data."""


@frozen
class RepeatedHeadings:
    """Finds the headings of one table again among its rows; *sample* are its first rows."""

    layout: Layout
    sample: Sequence[Row]
    titles: tuple[str, ...]
    """The lines above the headings."""

    def among(self, frame: pl.DataFrame) -> tuple[pl.Series, pl.Series] | None:
        """Which rows of *frame* (columns ``c0``, ``c1``, …, ``#filled``) say the headings again, and which
        stand above such rows; ``None`` where none does.
        """
        condition = self._repeated(frame)
        if condition is None:
            return None
        hit = frame.select(condition.fill_null(value=False).alias("hit"))["hit"]
        return (hit, self._above(frame, hit)) if hit.any() else None

    def _repeated(self, frame: pl.DataFrame) -> pl.Expr | None:
        """True for rows that say the headings (or the title) again.

        ``None`` where *frame* holds no such row for certain: one that repeats most of the headings
        repeats one of any few.
        """
        conditions = []
        for row in (*self._headings(), *self._numberings()):
            equal = [pl.col(f"c{i}") == text for i, text in enumerate(row) if text]
            most = max(2, round(0.6 * len(equal)))
            few = equal[: len(equal) - most + 1]
            if few and any(frame.select(cell.any() for cell in few).row(0)):
                same = pl.sum_horizontal(cell.fill_null(value=False) for cell in equal)
                conditions.append(same >= most)
        if self.titles:
            conditions.append((pl.col("#filled") <= 2) & self._first().is_in(list(self.titles)))
        return pl.any_horizontal(conditions) if conditions else None

    def _headings(self) -> list[Row]:
        whole: Row = [heading.replace("/", "") or None for heading in self.layout.headings]
        rows = [*(self.sample[i] for i in self.layout.rows), whole]
        return [row for i, row in enumerate(rows) if row not in rows[:i]]

    def _first(self) -> pl.Expr:
        return pl.coalesce(pl.col(f"c{i}") for i in range(len(self.layout.headings)))

    def _above(self, frame: pl.DataFrame, hit: pl.Series) -> pl.Series:
        """The title above repeated headings (of the next year), and rows that say what the row as far
        above the first headings says, but for their numbers, in one of their cells at least.
        """
        lone = (pl.col("#filled") == 1) & self._first().str.contains(TITLE)
        title = frame.select(lone.alias("title"))["title"].fill_null(value=False)
        above = title & hit.shift(-1, fill_value=False) & ~hit
        below = hit
        for furniture in self._furniture():
            filled = [
                pl.col(f"c{i}").is_not_null() == bool(text) for i, text in enumerate(furniture)
            ]
            says = [
                pl.col(f"c{i}").str.replace_all(_NUMERALS, "") == words
                for i, text in enumerate(furniture)
                if (words := re.sub(_NUMERALS, "", text or ""))
            ]
            alike = pl.all_horizontal(filled) & pl.any_horizontal(False, *says).fill_null(
                value=False
            )
            same = title | frame.select(alike.alias("same"))["same"]
            below = same & below.shift(-1, fill_value=False) & ~hit
            above |= below
        return above

    def _furniture(self) -> list[Row]:
        """The rows of few cells above the first headings, from below to above; blank ones count for nothing."""
        top = min(self.layout.rows, default=0)
        most = sum(map(bool, self.layout.headings)) / 2
        above = filter(any, reversed(self.sample[:top]))
        return list(takewhile(lambda row: sum(map(bool, row)) < most, above))

    def _numberings(self) -> list[Row]:
        """Rows that number the columns below their headings: 1, 2, 3; （1）, （2）, （3）."""
        count = 0
        numbers: list[int | None] = []
        for heading in self.layout.headings:
            count += bool(heading)
            numbers.append(count if heading else None)
        if count < _NUMBERED:
            return []
        return [
            [None if n is None else form.format(n) for n in numbers]
            for form in ("{}", "({})", "（{}）")
        ]
