"""Cells as the text that a spreadsheet shows; columns freed of blanks and formula errors."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import polars as pl

ERRORS = (
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
)
_DATE_TIME = len("1985-10-01 00:00:00")
DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number (IEEE 754 binary64)."""


def number_text(number: float) -> str:
    """A number in full, whole ones without a point, beyond 15 digits with zeros, never as 3.6E+17.

    >>> number_text(12.0), number_text(0.1 + 0.2), number_text(362133196208151232)
    ('12', '0.3', '362133196208151000')
    """
    text = f"{number:.{DIGITS}g}"
    if "e" in text or "E" in text:
        text = format(Decimal(text), "f")
    return "0" if text == "-0" else text


def known_digits(number: float) -> str:
    """A whole number of more than 15 digits that a float has rounded, with zeros for what it made up.

    A spreadsheet stores the zeros; where a program turned the whole number into a float, its first
    15 digits are still there, but for the few next to a thousand.

    >>> known_digits(362133196208150913.0), known_digits(float("inf"))
    ('362133196208150000', 'inf')
    """
    if not math.isfinite(number):
        return str(number)
    text = str(int(number))
    kept = DIGITS + (number < 0)
    return text[:kept] + "0" * (len(text) - kept)


def cell_text(value: Any) -> str | None:
    """The text of a cell: dates in ISO form, without a time at midnight; ``None`` for an empty one.

    >>> cell_text(dt.datetime(1985, 10, 1)), cell_text(True), cell_text(36.0), cell_text("")
    ('1985-10-01', 'true', '36', None)
    """
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)


def tidy(frame: pl.DataFrame, *, typed: bool = False) -> tuple[pl.DataFrame, int]:
    """Blank cells and formula errors become null; also the number of error cells.

    ``typed`` says that dates were cells of their own type and came with a midnight nobody wrote.

    Three comparisons that miss nothing pick out the few cells that need the finer tests.
    """
    names = frame.columns
    if not names:
        return frame, 0
    odd = frame.select(_odd(pl.col(c)).implode() for c in names)
    midnights = (
        frame.select((pl.col(c).str.len_bytes() == _DATE_TIME).any() for c in names).row(0)
        if typed
        else (False,) * len(names)
    )
    errors = 0
    changed = []
    for name, midnight in zip(names, midnights, strict=True):
        column = pl.col(name)
        cells = _blank_or_error(odd[name][0])
        errors += sum(cell in ERRORS for cell in cells)
        if midnight:
            column = column.str.strip_suffix(" 00:00:00")
        if empty := {cell for cell in cells if cell in ERRORS or not cell.strip()}:
            column = pl.when(~column.is_in(sorted(empty))).then(column)
        if empty or midnight:
            changed.append(column.alias(name))
    return (frame.with_columns(changed) if changed else frame), errors


def _odd(column: pl.Expr) -> pl.Expr:
    """The cells that begin with a sign up to ``#``, or with one from U+00A0 to U+3000."""
    return column.filter((column < "$") | ((column >= "\u00a0") & (column < "\u3001")))


def _blank_or_error(odd: pl.Series) -> list[str]:
    """Those that begin with ``#`` or a blank: a space, a tab, a line end, U+00A0, U+3000."""
    if not len(odd):
        return []
    first = odd.str.head(1)
    return odd.filter((first < "!") | first.is_in(["#", "\u00a0", "\u3000"])).to_list()
