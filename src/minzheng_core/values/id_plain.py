"""Numbers in plain writing, digits and perhaps a capital X at the end: every fault, part by part.

This is what most cells hold, so each part is judged once for all numbers that share it (a region,
a day of birth, a sequence), the check digit is the sum of what the parts add to it, and findings
that say the same are the same finding. Other writings are judged by
:mod:`minzheng_core.values.id_faults`, which asks here first.

Standards: GB 11643-1999, GB 11643-1989.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from minzheng_core.findings import Finding
from minzheng_core.values.id_arithmetic import (
    CENTENARIAN_SEQUENCES,
    CHECK_DIGITS,
    WEIGHTS,
    century_of,
    date_of,
)
from minzheng_core.values.id_kinds import IdKind, expected_length, kind_of_18, region_form_fits

EARLIEST_BIRTH = date(1860, 1, 1)
"""Nobody born before can have lived when numbers were first given (1984)."""

_NEVER = date.max

Judged = tuple[list[Finding], str | None, date | None]
"""The findings, the region (``None`` for foreigners) and the day of birth, if there is such a day."""


def judge_plain(text: str, on: date = _NEVER) -> Judged | None:
    """The findings on a plain number, its region and its day of birth; ``None`` for other texts.

    >>> found, region, birth = judge_plain("362133196202310010")
    >>> [finding.code for finding in found], region, birth
    (['ID103', 'ID104'], '362133', None)
    >>> judge_plain("3621331962O8150010") is None
    True
    """
    found: list[Finding] = []
    size = len(text)
    if size == 18:
        place, day, sequence = _place(text[:6]), _day(text[6:14]), text[14:17]
        addend, written = _ADDENDS.get(sequence), text[17]
        if place is None or day is None or addend is None or written not in CHECK_DIGITS:
            return None
        region, misplaced, sum_of_region = place
        birth, sum_of_day = day
        if birth is None:
            found.append(no_such_day(text[6:14]))
        expected = _CHECKS[sum_of_region + sum_of_day + addend]
        if expected != written:
            found.append(_other_check(expected, written))
    elif size == 15:
        sequence, place = text[12:], _place_of_15(text[:6])
        century = _CENTURIES.get(sequence)
        if century is None or place is None or (day := _day(century + text[6:12])) is None:
            return None
        region, misplaced, _ = place
        birth = day[0]
        if birth is None:
            found.append(no_such_day(text[6:12]))
    else:
        return _of_other_length(text, size)
    if misplaced is not None:
        found.append(misplaced)
    if sequence == "000":
        found.append(NO_SEQUENCE)
    if birth is not None and not EARLIEST_BIRTH <= birth <= on:
        found.append(untimely(birth, on))
    if size == 15:
        if text[6] < "2" or sequence > "995":
            found += doubtful_century(text[6:8], sequence)
    elif written == "0" and sequence[1:] == "00":
        found.append(ROUND_TAIL)
    return found, region, birth


def _of_other_length(text: str, size: int) -> Judged | None:
    """The findings on 10 to 29 digits that are too many or too few."""
    if not (10 <= size < 30 and text.isascii() and text.isdigit()):
        return None
    expected = expected_length(text)
    place = (_place if expected == 18 else _place_of_15)(text[:6])
    found = [other_length(expected, size)]
    if place is not None and place[1] is not None:
        found.append(place[1])
    return found, None, None


def _added(digits: str, start: int) -> int:
    """What *digits* that begin at place *start* add to the weighted sum, modulo 11."""
    return (
        sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS[start:], strict=False))
        % 11
    )


_CHECKS = CHECK_DIGITS * 3
"""The check digit for the sum of three remainders."""
_ADDENDS = {f"{number:03d}": _added(f"{number:03d}", 14) for number in range(1000)}
_CENTURIES = {sequence: century_of("0" * 12 + sequence) for sequence in _ADDENDS}


def _are_digits(text: str, size: int) -> bool:
    return len(text) == size and text.isascii() and text.isdigit()


@lru_cache(maxsize=65_536)
def _day(digits: str) -> tuple[date | None, int] | None:
    return (date_of(digits), _added(digits, 6)) if _are_digits(digits, 8) else None


_Place = tuple[str | None, Finding | None, int]
"""The region (``None`` for foreigners), what is wrong with its form, and what it adds to the sum."""


@lru_cache(maxsize=16_384)
def _place(digits: str) -> _Place | None:
    if not _are_digits(digits, 6):
        return None
    kind = kind_of_18(digits)
    misplaced = None if region_form_fits(kind, digits) else no_region(digits)
    return None if kind is IdKind.FOREIGN_PR18 else digits, misplaced, _added(digits, 0)


@lru_cache(maxsize=16_384)
def _place_of_15(digits: str) -> _Place | None:
    if not _are_digits(digits, 6):
        return None
    fits = region_form_fits(IdKind.CITIZEN15, digits)
    return digits, None if fits else no_region(digits), 0


NO_SEQUENCE = Finding("ID106", part="sequence", actual="000")
ROUND_TAIL = Finding("ID112", part="tail", actual="000")


@lru_cache
def other_length(expected: int, size: int) -> Finding:
    """Too many or too few characters (ID101)."""
    return Finding("ID101", part="length", expected=str(expected), actual=str(size))


@lru_cache(maxsize=4096)
def no_such_day(written: str) -> Finding:
    """There is no such day (ID103)."""
    return Finding("ID103", part="date", actual=written)


@lru_cache(maxsize=121)
def _other_check(expected: str, written: str) -> Finding:
    return Finding("ID104", part="check", expected=expected, actual=written)


@lru_cache(maxsize=4096)
def no_region(written: str) -> Finding:
    """No region code begins like this (ID105)."""
    return Finding("ID105", part="region", actual=written)


def untimely(birth: date, on: date) -> Finding:
    """A birth after the day in question (ID107) or before :data:`EARLIEST_BIRTH` (ID108)."""
    if birth > on:
        return Finding("ID107", part="date", expected=on.isoformat(), actual=birth.isoformat())
    earliest = EARLIEST_BIRTH.isoformat()
    return Finding("ID108", part="date", expected=earliest, actual=birth.isoformat())


@lru_cache(maxsize=4096)
def doubtful_century(year: str, sequence: str) -> tuple[Finding, ...]:
    """What makes the century of a 15-digit number doubtful: its sequence (ID110), else its year (ID109)."""
    if sequence in CENTENARIAN_SEQUENCES:
        return (Finding("ID110", part="sequence", expected=f"18{year}", actual=sequence),)
    if year.isascii() and year.isdigit() and year <= "15":
        return (Finding("ID109", part="date", expected=f"19{year}", actual=year),)
    return ()
