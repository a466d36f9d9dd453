"""Months and days written without their year in digits, 3.15: patterns for columns of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

MONTHS = "0?[1-9]|1[0-2]"
MONTH, DAY = f"({MONTHS})", "(0?[1-9]|[12][0-9]|3[01])"
MONTH_DAY = rf"^\s*{MONTH}\s*[月./\-、．]\s*{DAY}\s*[日号.]?\s*$"
"""With or without the words 月 and 日."""
CUT_SHORT = rf"^\s*(?:(?:{MONTHS})\.[12]|(?:0?[13-9]|1[0-2])\.3)\s*$"
"""One that may have lost a zero: a workbook shows 5.20 as 5.2. February has no 30th."""
_WITH_ZERO = rf"^\s*{MONTH}\.[123]0\s*$"
_KEPT = 2
"""So many zeros at least, and half as many as there are days that may have lost one."""


def keeps_zeros(cells: pl.Series) -> bool:
    """Whether about as many days of *cells* still have their zero as there are of one digit: these have lost none.

    >>> import polars as pl
    >>> keeps_zeros(pl.Series(["5.20", "5.2", "10.30"])), keeps_zeros(pl.Series(["5.20", "5.2", "10.3"]))
    (True, False)
    """
    cut, kept = (int(cells.str.contains(form).sum()) for form in (CUT_SHORT, _WITH_ZERO))
    return kept >= _KEPT and _KEPT * kept >= cut
