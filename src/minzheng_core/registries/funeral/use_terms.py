"""Terms of use (使用年限): when a grave or niche falls due, leap days decided."""

from __future__ import annotations

from datetime import date

LONGEST_TERM = 20
"""Years of one term (民事发〔1998〕10号; 江西 2020: 一次性收取, 最长不超过 20 年)."""
LAST_YEAR = 9999


def term_end(start: date, years: int) -> date:
    """The day on which a term of whole years ends; it is over from that day on.

    A term from 29 February ends on 29 February where the year has one, else on 28 February: the
    family has no day longer than the calendar gives (《民法典》第二百零二条: 没有对应日的，月末日).

    >>> term_end(date(2006, 4, 5), 20)
    datetime.date(2026, 4, 5)
    >>> term_end(date(2004, 2, 29), 20), term_end(date(2004, 2, 29), 21)
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    year = min(start.year + max(years, 0), LAST_YEAR)
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
