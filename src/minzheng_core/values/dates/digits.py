"""Dates written with digits alone, with the year last, or in English: ``19851001``, ``10/1/1985``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from minzheng_core.values.numerals import to_digits

Calendar = Literal["solar", "lunar", "minguo"]


class Parts(NamedTuple):
    """One reading: year, month and day as written, ``None`` where the text has none.

    ``short`` marks a year of two digits whose century is open; ``before`` is what the era of the
    year adds to it (1911 for the Republic of China); ``serial`` marks a spreadsheet's day number.
    """

    year: int
    month: int | None = None
    day: int | None = None
    calendar: Calendar = "solar"
    leap: bool = False
    short: bool = False
    before: int = 0
    serial: bool = False


EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
"""Day 0 of the two date systems of spreadsheets."""
_FIRST_SERIAL, _LAST_SERIAL = 367, 73_415  # 1901-01-01 to 2100-12-31
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days that each month can have."""
_MONTHS = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        range(1, 13),
        strict=True,
    )
)
_CHINESE_MONTH = re.compile(r"(?<=\d-)(\d{1,2}|十[一二]?|[一二三四五六七八九])月\s*(?=-\d)")
"""The month between hyphens, as databases and Java with Chinese settings name it: 12-8月 -09, 12-八月-2009."""
_WORD = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"\d+")
_FLOAT = re.compile(r"(\d{3,14})\.0*$")
_DAY_AND_TIME = re.compile(r"(\d{5})\.\d+$")
_SCIENTIFIC = re.compile(r"\d(?:\.\d{1,7})?[eE]\+?0?[4-7]$")


def parts(year: str, month: str | None = None, day: str | None = None) -> Parts:
    """Written digits to :class:`Parts`; a month or day ``00`` is one that was not known."""
    m, d = int(month or 0) or None, int(day or 0) or None
    return Parts(int(year), m, d if m else None, short=len(year) == 2)


def fits(reading: Parts) -> bool:
    """Whether month and day can stand in some year.

    >>> fits(Parts(1985, 2, 29)), fits(Parts(1985, 2, 30)), fits(Parts(1985, 13))
    (True, False, False)
    """
    month, day = reading.month, reading.day
    return month is None or (1 <= month <= 12 and (day is None or 1 <= day <= LONGEST[month - 1]))


def _fitting(*readings: Parts) -> tuple[Parts, ...]:
    """The readings that fit, without doubles; the first one where none does."""
    kept = tuple(dict.fromkeys(r for r in readings if fits(r)))
    return kept or readings[:1]


def _full_year(year: str) -> bool:
    return len(year) == 4 and "1800" <= year <= "2199"


def from_serial(number: int, epoch: int = 1900) -> Parts | None:
    """A spreadsheet's day number (31321 → 1985-10-01), 1901 to 2100; epoch 1900 or 1904.

    >>> from_serial(31321)[:3]
    (1985, 10, 1)
    >>> from_serial(29859, 1904)[:3]
    (1985, 10, 1)
    """
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    day = EPOCHS[epoch] + timedelta(days=number)
    return Parts(day.year, day.month, day.day, serial=True)


def read_digits(text: str, epoch: int = 1900) -> tuple[Parts, ...]:
    """Readings of a run of digits without separators.

    >>> [r[:3] for r in read_digits("851001")], [r[:3] for r in read_digits("31321")]
    ([(85, 10, 1)], [(1985, 10, 1)])
    >>> [r[:3] for r in read_digits("201005")]
    [(2010, 5, None), (20, 10, 5)]
    """
    if len(text) in (12, 14) and _full_year(text[:4]):
        text = text[:8]
    if len(text) == 8:
        if _full_year(text[:4]) or not _full_year(text[4:]):
            return (parts(text[:4], text[4:6], text[6:]),)
        return year_last(text[:2], text[2:4], text[4:])
    if len(text) == 7 and _full_year(text[:4]):
        return _one_or_two(text[:4], text[4:])
    if len(text) == 6:
        short = parts(text[:2], text[2:4], text[4:])
        return _fitting(parts(text[:4], text[4:]), short) if _full_year(text[:4]) else (short,)
    if len(text) == 5:
        serial = None if text[0] == "0" else from_serial(int(text), epoch)
        if serial is not None and text < "50000":
            return (serial,)
        return _one_or_two(text[:2], text[2:])
    if len(text) == 4:
        if _full_year(text):
            return (Parts(int(text)),)
        serial = None if text[0] == "0" else from_serial(int(text), epoch)
        short = parts(text[:2], text[2:])
        fitting = (short,) if short.month and fits(short) else ()
        return (*fitting, *([serial] if serial else []))
    return ()


def _one_or_two(year: str, rest: str) -> tuple[Parts, ...]:
    """Three digits for month and day: ``925`` is 9-25 only, ``101`` may be 1-01 or 10-1, ``100`` either month."""
    readings = (parts(year, rest[:1], rest[1:]), parts(year, rest[:2], rest[2:]))
    fitting = tuple(r for r in readings if r.month and fits(r))
    return tuple(r for r in fitting if r.day) or fitting or readings[:1]


def plain_number(text: str) -> str:
    """A number that a spreadsheet wrote as a decimal, as digits: ``19851001.0``, ``31321.5``.

    >>> plain_number("19851001.0"), plain_number("31321.75"), plain_number("1.9851001E+07")
    ('19851001', '31321', '19851001')
    """
    if match := _FLOAT.match(text) or _DAY_AND_TIME.match(text):
        return match.group(1)
    if _SCIENTIFIC.match(text) and float(text).is_integer():
        return str(int(float(text)))
    return text


def month_and_year(first: str, second: str) -> tuple[Parts, ...]:
    """``10/1985`` and ``10/85``: a month before its year."""
    if len(second) == 4 or int(second) > 31:
        return (parts(second, first),)
    return ()


def year_last(first: str, second: str, year: str) -> tuple[Parts, ...]:
    """``10/1/1985``: month and day in the American or the European order, both where both fit.

    >>> [r[:3] for r in year_last("10", "25", "1985")], len(year_last("10", "1", "1985"))
    ([(1985, 10, 25)], 2)
    """
    return _fitting(parts(year, first, second), parts(year, second, first))


def _english(month: re.Match[str]) -> str:
    """The English name of a month found by ``_CHINESE_MONTH``; what is none as it stands."""
    number = int(to_digits(month[1]) or 0)
    return tuple(_MONTHS)[number - 1] if 1 <= number <= 12 else month[0]


def read_english(text: str) -> tuple[Parts, ...]:
    """``Oct 1, 1985``, ``01-Oct-85``, ``Oct-85``, ``Tue Oct 01 00:00:00 CST 1985``, and ``01-10月-85``.

    >>> [r[:3] for t in ("Oct 1, 1985", "01-Oct-1985", "Oct-85") for r in read_english(t)]
    [(1985, 10, 1), (1985, 10, 1), (85, 10, None)]
    >>> [r[:3] for t in ("12-8月 -09", "12-八月-2009") for r in read_english(t)]
    [(9, 8, 12), (2009, 8, 12)]
    """
    lower = re.sub(
        r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|(?<= )\d{1,2}(?:\.\d{2}){2}(?:\.\d+)?|(?<=\d)(?:st|nd|rd|th)\b|(?:(?<=\s)|(?<=gmt|utc))[+-]\d{4}\b",
        " ",
        _CHINESE_MONTH.sub(_english, text).lower(),
    )
    months = {_MONTHS[w[:3]] for w in _WORD.findall(lower) if w[:3] in _MONTHS}
    numbers = _DIGITS.findall(lower)
    if len(months) != 1 or len(numbers) not in (1, 2):
        return ()
    month = str(months.pop())
    if len(numbers) == 1:
        year = numbers[0]
        return (parts(year, month),) if _full_year(year) or 31 < int(year) < 100 else ()
    day, year = numbers
    if len(day) == 4 or 31 < int(day) < 100:
        day, year = year, day
    return (parts(year, month, day),) if len(day) <= 2 and len(year) in (2, 4) else ()
