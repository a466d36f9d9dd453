"""Checking identity numbers, one or a column: every fault of every number, and its region in time.

Standards: GB 11643-1999, GB 11643-1989, GB/T 2260 with the yearly lists of the Ministry of Civil
Affairs. The region code is judged by the years in which the number can have been assigned, from
birth (at the earliest 1984) to the day in question, never by the year of birth alone.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import require_text
from minzheng_core.extras import require_extra
from minzheng_core.findings import Finding, Severity
from minzheng_core.reference.region_grade import (
    FIRST_NUMBERS,
    SEEN,
    RegionGrade,
    region_grade,
    region_windows,
)
from minzheng_core.rules.today import today
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.ids.kinds import JUDGED
from minzheng_core.values.ids.plain import BY_FORM, Asked, Region, few_letters, judge_plain
from minzheng_core.values.ids.text import NO_NUMBERS

if TYPE_CHECKING:
    from minzheng_core.rules.id_report import IdReport

_GRADES: dict[RegionGrade, tuple[str, Severity | None]] = {
    RegionGrade.UNLISTED: ("ID121", None),
    RegionGrade.UNLISTED_SEEN: ("ID121", Severity.NOTICE),
    RegionGrade.BEFORE_ASSIGNMENT: ("ID122", None),
    RegionGrade.LAG: ("ID123", None),
    RegionGrade.FUTURE: ("ID124", None),
}


def check_id(text: str | None, *, on: date | None = None) -> list[Finding]:
    """Every finding on one identity number as it was written, in the order of codes.

    *on* is the day for which it is judged (default: today): nobody is born and no region code
    begins after it. An empty list means that nothing is wrong; an empty cell says nothing.

    >>> [str(finding) for finding in check_id("362133196208151233")]
    ['[ID104] 校验码应为 2，实为 3']
    >>> [finding.entry.slug for finding in check_id("34052419800101001X")]
    ['region_unlisted']
    >>> check_id("362133620815001")
    []

    Raises :class:`minzheng_core.errors.CallError` where *text* is no text (IN218).

    Limits: whether the number belongs to the person can only be seen on paper.
    """
    if not text:
        return []
    require_text(text, "号码")
    day = on or today()
    # Most cells are plain: there is nothing to normalise, and no value need be made.
    found = judge_plain(text, day, _IN_TIME)
    return _read(text, day) if found is None else found


def _read(text: str, day: date) -> list[Finding]:
    if len(text) < 9 and text.isalpha():
        return list(_of_words(text))
    # Blanks and the apostrophe of a spreadsheet are what most other cells have too much.
    bare = "".join(text.split()).strip("'")
    if bare != text and (found := judge_plain(bare, day, _IN_TIME)) is not None:
        return found
    parsed = IdNumber.parse(text, on=day)
    number = parsed.value
    found = list(parsed.findings)
    if number is not None and number.kind in JUDGED and number.region is not None:
        found += _in_time(number.region, number.birth, day)
    return found


@lru_cache(maxsize=1024)
def _of_words(text: str) -> tuple[Finding, ...]:
    """What is said of a few words without digits, whatever the day: clerks write the same ones."""
    return IdNumber.parse(text).findings


@lru_cache(maxsize=16_384)
def _of_18(digits: str) -> Region | None:
    # The number of a foreigner holds a country where others hold a county.
    timeless = digits.startswith("9") and digits not in NO_NUMBERS
    return BY_FORM.of_18(digits) if timeless else _dated(digits, BY_FORM.of_18(digits))


@lru_cache(maxsize=16_384)
def _of_15(digits: str) -> Region | None:
    return _dated(digits, BY_FORM.of_15(digits))


def _dated(digits: str, region: Region | None) -> Region | None:
    """*region* with its days; ``None`` where *digits* may begin one of the ``NO_NUMBERS``."""
    if region is None or digits in NO_NUMBERS:
        return None
    misplaced, addend, _, _ = region
    first, last = (years[int(digits)] for years in region_windows())
    if first <= SEEN or last < FIRST_NUMBERS:
        return misplaced, addend, date.max, date.min
    return misplaced, addend, date(first, 1, 1), date(last, 12, 31)


def _in_time(region: str, birth: date | None, on: date) -> tuple[Finding, ...]:
    fault = _of_region(region, birth.year if birth else 0, on.year)
    return () if fault is None else (fault,)


_IN_TIME = Asked(_of_18, _of_15, _in_time, few_letters)


@lru_cache(maxsize=1 << 17)
def _of_region(region: str, born: int, year: int) -> Finding | None:
    """The finding on a region code in time, if any; made once for all who share it."""
    grade = region_grade(region, born, year)
    if grade is RegionGrade.CONSISTENT:
        return None
    code, level = _GRADES[grade]
    first, last = (years[int(region)] for years in region_windows())
    expected = {"ID124": str(first), "ID122": str(last), "ID123": str(last)}.get(code)
    return Finding(code, part="region", expected=expected, actual=region, level=level)


def check_ids(column: Any, *, on: date | None = None) -> IdReport:
    """Check a column of identity numbers and report every fault of every row.

    *column* is any column: a Polars or pandas Series, anything that speaks the Arrow interface
    (``__arrow_c_stream__``, ``__arrow_c_array__``: pyarrow, DuckDB …), a NumPy array or a sequence
    of texts. Numbers stored as integers are taken as their digits. The findings are those of
    :func:`check_id` for each cell.

    Raises :class:`minzheng_core.errors.CallError` where *column* is no single column, and
    :class:`minzheng_core.errors.MissingExtra` where the extra ``archive`` is not installed.

    >>> report = check_ids(["362133196208150010", "362133196208151233", "不详", None])
    >>> report.counts()
    {'ID104': 1, 'ID114': 1}
    >>> [str(finding) for finding in report.of(1)]
    ['[ID104] 校验码应为 2，实为 3']
    """
    require_extra("archive")
    from minzheng_core.rules.id_report import report_on

    return report_on(column, on or today())
