"""The findings on single parts of an identity number; those that say the same are the same finding.

Standards: GB 11643-1999, GB 11643-1989.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from minzheng_core.findings import Finding
from minzheng_core.values.ids.text import reading_of

EARLIEST_BIRTH = date(1860, 1, 1)
"""Nobody born before can have lived when numbers were first given (1984)."""

NO_SEQUENCE = Finding("ID106", part="sequence", actual="000")
ROUND_TAIL = Finding("ID112", part="tail", actual="000")
CUT_TO_15 = Finding("ID118", part="tail")


@lru_cache
def other_length(expected: int, size: int) -> Finding:
    """Too many or too few characters (ID101)."""
    return Finding("ID101", part="length", expected=str(expected), actual=str(size))


@lru_cache(maxsize=4096)
def wrong_characters(wrong: str) -> Finding:
    """Characters that cannot stand where they stand (ID102), and the digits they look like."""
    meant = [reading_of(c) or "…" for c in wrong]
    expected = None if "…" in meant else "".join(meant)
    return Finding("ID102", part="characters", expected=expected, actual=wrong[:8])


@lru_cache(maxsize=4096)
def no_such_day(written: str) -> Finding:
    """There is no such day (ID103)."""
    return Finding("ID103", part="date", actual=written)


@lru_cache(maxsize=121)
def other_check(expected: str, written: str) -> Finding:
    """The check digit ought to be another (ID104)."""
    return Finding("ID104", part="check", expected=expected, actual=written)


@lru_cache(maxsize=4096)
def no_region(written: str) -> Finding:
    """No region code begins like this (ID105)."""
    return Finding("ID105", part="region", actual=written)


@lru_cache(maxsize=4096)
def untimely(birth: date, on: date) -> Finding:
    """A birth after the day in question (ID107) or before :data:`EARLIEST_BIRTH` (ID108)."""
    if birth > on:
        return Finding("ID107", part="date", expected=on.isoformat(), actual=birth.isoformat())
    earliest = EARLIEST_BIRTH.isoformat()
    return Finding("ID108", part="date", expected=earliest, actual=birth.isoformat())


def doubtful_sequence(year: str, sequence: str) -> Finding:
    """A 15-digit number with the sequence of somebody born in the 1800s (ID110)."""
    return Finding("ID110", part="sequence", expected=f"18{year}", actual=sequence)


def doubtful_year(year: str) -> Finding | None:
    """A 15-digit number of a *year* that may be of the 2000s as well (ID109)."""
    if year.isascii() and year.isdigit() and year <= "15":
        return Finding("ID109", part="date", expected=f"19{year}", actual=year)
    return None


def strip_digits(text: str) -> str:
    """*text* without its digits: what cannot stand in a number.

    >>> strip_digits("36213319620815O01O")
    'OO'
    """
    return text.translate(_NO_DIGITS)


_NO_DIGITS = dict.fromkeys(b"0123456789")
