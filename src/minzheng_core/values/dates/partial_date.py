"""Dates as registers hold them: a day, a month or a year, in three calendars, century maybe open."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.dates import lunar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from minzheng_core.values.dates.digits import Calendar

Precision = Literal["y", "ym", "ymd"]
Role = Literal["event", "birth"]

FIXES: tuple[str, ...] = (
    "date.characters",
    "date.spaces",
    "date.feasts",
    "date.number",
    "date.time",
    "date.words",
    "date.unknown-parts",
    "date.look-alikes",
    "date.chinese-numerals",
    "date.excel-serial",
    "date.minguo",
    "date.two-digit-year",
    "date.lunar",
    "date.separators",
    "date.shared-year",
)
LOSSY: frozenset[str] = frozenset({"date.shared-year"})
"""Fixes that leave something out: the day and month that several readings do not share (DT103)."""
FAULTS: tuple[str, ...] = tuple(f"DT{number}" for number in range(101, 115))

FIRST_YEAR = 1850
"""Nobody in a register opened in 1950 was born earlier; the lunar table starts here too."""
DEFAULT_DATES = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)})
"""Days that programs write where none was typed."""


@frozen(repr=False)
class PartialDate:
    """A date known to the day, the month or the year (日期，可缺日、缺月).

    ``lo`` and ``hi`` are the first and last day it may mean, Gregorian and inclusive; ``precision``
    and ``calendar`` say how it was written, ``year``, ``month``, ``day`` and ``leap`` the numbers
    in that calendar (a two-digit year with its century; 民国38年 is ``38``).

    >>> PartialDate.parse("一九八五年十月一日").value.show()
    '1985年10月1日'
    >>> str(PartialDate.parse("农历一九六二年七月十六").value)
    '1962-08-15'

    Limitations: lunar dates from 1850 to 2100; what says more than one date has no value.
    """

    lo: date
    hi: date
    precision: Precision
    calendar: Calendar
    year: int
    month: int | None = None
    day: int | None = None
    leap: bool = False

    @classmethod
    def parse(
        cls,
        text: str | None,
        skip: Collection[str] = (),
        *,
        role: Role = "event",
        reference: date | None = None,
        on: date | None = None,
        epoch: int = 1900,
    ) -> Parsed[PartialDate]:
        """Read a date in any of the forms that stand in registers.

        ``role`` says whether it is a registration (``event``) or a birth; ``reference`` is the
        registration date, which decides the century of a birth year of two digits; ``on`` is today;
        ``epoch`` the date system of a workbook's serial numbers, 1900 or 1904. Never raises.

        >>> str(PartialDate.parse("45.3", role="birth", reference=date(1968, 5, 1)).value)
        '1945-03'
        >>> [f.code for f in PartialDate.parse("1962-02-31").findings]
        ['DT102']
        """
        return _interpret()(
            text, tuple(skip) if skip else (), role=role, reference=reference, on=on, epoch=epoch
        )[0]

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """The canonical text, where the text alone says what it means; else the text as it is.

        >>> PartialDate.normalise("１９８５年10月").text
        '1985-10'
        """
        parsed = cls.parse(text, skip)
        return Normalised(parsed.raw if parsed.value is None else str(parsed.value), parsed.fixes)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A Gregorian date known to the day."""
        return cls(day, day, "ymd", "solar", day.year, day.month, day.day)

    @classmethod
    def rebuilt(
        cls, lo: date, hi: date, precision: Precision, calendar: Calendar
    ) -> PartialDate | None:
        """The value from its four columns; ``None`` for a lunar date outside the table.

        >>> PartialDate.rebuilt(date(1962, 8, 15), date(1962, 8, 15), "ymd", "lunar").month
        7
        """
        year, month, day, leap = lo.year, lo.month, lo.day, False
        if calendar == "lunar":
            written = lunar.from_solar(lo)
            if written is None:
                return None
            year, month, day, leap = written
        elif calendar == "minguo":
            year = lo.year - 1911 if lo.year >= 1912 else lo.year - 1912
        return cls(
            lo,
            hi,
            precision,
            calendar,
            year,
            None if precision == "y" else month,
            day if precision == "ymd" else None,
            leap and precision != "y",
        )

    def explain(self, on: date | None = None) -> list[Finding]:
        """What is odd about the date itself: in the future, before 1850, a program's default."""
        return odd(self, on or date.today())

    def mask(self, audience: Audience = "staff") -> str:
        """The whole date for the staff, only its year for a public notice.

        >>> PartialDate.of(date(1985, 10, 1)).mask("public")
        '1985-**-**'
        """
        return str(self) if audience == "staff" else f"{self.lo.year}-**-**"

    def show(self, lang: str = "zh") -> str:
        """The date for people, in the calendar it was written in."""
        if self.calendar != "lunar":
            return _in_words(self.lo.year, self.month, self.day, lang)
        words = _in_words(self.year, self.month, self.day, "zh")
        if self.leap:
            words = words.replace("年", "年闰", 1)
        return f"农历{words}（公历{self}）" if lang == "zh" else f"{self} (lunar {words})"

    def __str__(self) -> str:
        """ISO 8601, shortened to what is certain; ``1961/1962`` where it spans two years.

        >>> str(PartialDate.parse("农历1961年腊月").value), str(PartialDate.parse("85年10月").value)
        ('1962', '1985-10')
        """
        lo, hi = self.lo, self.hi
        if lo == hi:
            return lo.isoformat()
        if lo.year != hi.year:
            return f"{lo.year:04}/{hi.year:04}"
        return f"{lo.year:04}-{lo.month:02}" if lo.month == hi.month else f"{lo.year:04}"

    def __repr__(self) -> str:
        return f"<PartialDate {self.mask('public')} {self.precision} {self.calendar}>"


@cache
def _interpret() -> Callable[..., tuple[Parsed[PartialDate], tuple[int, ...]]]:
    """The reader, which needs this module itself; looked up once."""
    from minzheng_core.values.dates.sense import interpret

    return interpret


def odd(value: PartialDate, on: date) -> list[Finding]:
    """Findings on a date itself, whatever was written."""
    findings = []
    if value.lo > on:
        findings.append(Finding("DT105", expected=f"≤ {on}", actual=str(value)))
    if value.hi.year < FIRST_YEAR:
        findings.append(
            Finding("DT106", part="year", expected=f"≥ {FIRST_YEAR}", actual=str(value))
        )
    if value.lo == value.hi and value.lo in DEFAULT_DATES:
        findings.append(Finding("DT112", actual=str(value)))
    return findings


def iso(year: int, month: int | None, day: int | None) -> str:
    """Year, month and day as far as they are known, as ISO 8601 writes them."""
    parts = [f"{year:04}", *(f"{n:02}" for n in (month, day) if n is not None)]
    return "-".join(parts)


def _in_words(year: int, month: int | None, day: int | None, lang: str) -> str:
    if lang != "zh":
        return iso(year, month, day)
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
