"""A cell becomes text as a spreadsheet shows it, and a column of texts is freed of what is no text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from minzheng_core.extras import require

if TYPE_CHECKING:
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

    Each column is probed first by three comparisons that miss nothing; few need the finer tests.
    """
    polars = require("polars", "archive")
    names = frame.columns
    if not names:
        return frame, 0
    first = frame.select(_is_odd(polars.col(c)).any() for c in names).row(0)
    odd = [name for name, hit in zip(names, first, strict=True) if hit]
    probe = frame.select(
        *(polars.col(c).str.starts_with("#").any().alias(f"e{c}") for c in odd),
        *(_starts_blank(polars.col(c)).any().alias(f"b{c}") for c in odd),
        *(
            (polars.col(c).str.len_bytes() == _DATE_TIME).any().alias(f"m{c}")
            for c in names
            if typed
        ),
    )
    found = probe.row(0, named=True) if probe.width else {}
    errors = 0
    changed = []
    for c in names:
        error, blank, midnight = (found.get(f"{test}{c}", False) for test in "ebm")
        column = polars.col(c)
        if error and (count := int(frame[c].is_in(ERRORS).sum())):
            errors += count
            column = polars.when(~column.is_in(ERRORS)).then(column)
        if midnight:
            column = column.str.strip_suffix(" 00:00:00")
        if blank:
            column = polars.when(column.str.strip_chars() != "").then(column)
        if error or blank or midnight:
            changed.append(column.alias(c))
    return (frame.with_columns(changed) if changed else frame), errors


def _is_odd(column: pl.Expr) -> pl.Expr:
    """True for cells that begin with a sign up to ``#``, or with one from U+00A0 to U+3000."""
    return (column < "$") | ((column >= "\u00a0") & (column < "\u3001"))


def _starts_blank(column: pl.Expr) -> pl.Expr:
    """True for cells that begin with a blank: a space, a tab, a line end, U+00A0, U+3000."""
    return (column < "!") | column.str.starts_with("\u3000") | column.str.starts_with("\u00a0")
