"""Months and days written without their year in digits, 3.15: patterns for columns of text."""

from __future__ import annotations

MONTHS = "0?[1-9]|1[0-2]"
MONTH, DAY = f"({MONTHS})", "(0?[1-9]|[12][0-9]|3[01])"
MONTH_DAY = rf"^\s*{MONTH}\s*[月./\-、．]\s*{DAY}\s*[日号.]?\s*$"
"""With or without the words 月 and 日."""
CUT_SHORT = rf"^\s*(?:(?:{MONTHS})\.[12]|(?:0?[13-9]|1[0-2])\.3)\s*$"
"""One that may have lost a zero: a workbook shows 5.20 as 5.2. February has no 30th."""
