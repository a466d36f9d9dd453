"""Ages: 周岁 counts birthdays, 虚岁 counts lunar years and begins with one; both give birth ranges."""

from __future__ import annotations

import re
import unicodedata
from calendar import isleap
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Fix, Normalised, Parsed
from minzheng_core.values.dates import lunar
from minzheng_core.values.numerals import CHARACTERS, to_digits
from minzheng_core.values.placeholders import says_nothing
from minzheng_core.values.writing import applied_once

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.values.writing import Steps

FAULTS: tuple[str, ...] = ("DT201", "DT202", "DT203")

OLDEST = 130
"""An age above this is not an age."""
_LOOKED_AT = 8
"""Digits of a number that are looked at: one that has as many is no age."""

_SIMPLIFIED = str.maketrans("歲週虛實齡滿", "岁周虚实龄满")
_NOMINAL = re.compile(r"虚")
_ACTUAL = re.compile(r"周|满|足|实")
_FLOAT = re.compile(r"(\d{1,3})\.0+(?=岁|$)")
_WORDS = re.compile(
    r"年龄|现年|时年|享年|终年|殁年|左右|上下|虚|周|满|足|实|岁|龄|年|[\s:()约]|零?\d{1,2}个?月|半$"
)

_COUNT = rf"[0-9{CHARACTERS}]{{1,4}}"
_INFANT = re.compile(
    rf"(?:出?生后?|仅)?(?:(?P<months>{_COUNT})个?半?月(?:零?{_COUNT}[天日])?|(?P<days>{_COUNT})(?:多?[天日]|小时|分钟))大?"
    "|半岁|[不未][满足](?:一|1)?(?:周?岁|个?月)|新生(?:婴|儿|婴儿)|婴儿|[死男女]婴|死胎"
)
"""The age of a child that lived less than a year, or some months more."""


def _of_infant(text: str) -> int | None:
    """The whole years of an age in months or days; ``None`` where it is in years.

    >>> [_of_infant(text) for text in ("3天", "八个月", "14个月", "新生儿", "半岁", "24", "一岁半")]
    [0, 0, 1, 0, 0, None, None]
    """
    found = _INFANT.fullmatch(text)
    if found is None:
        return None
    months, days = (to_digits(found[part] or "0") or "0" for part in ("months", "days"))
    return int(months) // 12 or int(days) // 366


def _wide(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).strip(" \t\r\n.,;。、'")


_STEPS: Steps = {
    "age.characters": _wide,
    "age.number": lambda text: _FLOAT.sub(r"\1", text),
    "age.words": lambda text: _WORDS.sub("", text),
    "age.chinese-numerals": lambda text: to_digits(text) or text,
}
FIXES: tuple[str, ...] = tuple(_STEPS)


class AgeKind(StrEnum):
    """How an age was counted (周岁、虚岁)."""

    ACTUAL = "周岁"
    """Birthdays passed."""
    NOMINAL = "虚岁"
    """Lunar years begun, the year of birth included."""
    UNKNOWN = "unknown"
    """The text does not say."""


class BirthRange(NamedTuple):
    """First and last possible day of birth, inclusive."""

    lo: date
    hi: date


@frozen
class Age:
    """An age in years and how it was counted (年龄).

    >>> Age.parse("虚岁廿四").value
    Age(value=24, kind=<AgeKind.NOMINAL: '虚岁'>)
    """

    value: int
    kind: AgeKind = AgeKind.UNKNOWN

    @classmethod
    def parse(cls, text: str | None, skip: Collection[str] = ()) -> Parsed[Age]:
        """Read ``24``, ``24岁``, ``24周岁``, ``虚岁24``, ``廿四岁``, ``享年81岁``. Never raises.

        >>> [f.code for f in Age.parse("1962").findings]
        ['DT202']
        """
        if text is None or not text or text.isspace():
            return Parsed(text or "", None)
        wide = _wide(text)
        normal = applied_once(text, _STEPS, skip)
        current = normal.text
        infant = None if "age.words" in skip else _of_infant("".join(wide.split()))
        if infant is not None:
            age = cls(infant, AgeKind.ACTUAL)
            return Parsed(text, age, (Fix("age.words", text, str(age)),))
        if wide == "岁" or (says_nothing(wide) and not wide.isdecimal()):
            return Parsed(text, None, (), (Finding("DT203"),))
        if not (current.isascii() and current.isdecimal()):
            return Parsed(text, None, normal.fixes, (Finding("DT201"),))
        value = int((current.lstrip("0") or "0")[:_LOOKED_AT])
        if value > OLDEST:
            finding = Finding("DT202", expected=f"0–{OLDEST}", actual=current[:_LOOKED_AT])
            return Parsed(text, None, normal.fixes, (finding,))
        nominal, actual = _NOMINAL.search(wide), _ACTUAL.search(wide)
        kind = AgeKind.NOMINAL if nominal else AgeKind.ACTUAL if actual else AgeKind.UNKNOWN
        return Parsed(text, cls(value, kind), normal.fixes)

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """The canonical text of an age: ``24``, ``24周岁``, ``虚岁24``."""
        parsed = cls.parse(text, skip)
        return Normalised(parsed.raw if parsed.value is None else str(parsed.value), parsed.fixes)

    def explain(self) -> list[Finding]:
        """Nothing is odd about an age by itself."""
        return []

    def mask(self, audience: Audience = "staff") -> str:
        """The age for the staff, its decade for a public notice."""
        return str(self) if audience == "staff" else f"{self.value // 10}*"

    def show(self, lang: str = "zh") -> str:
        """The age for people."""
        if lang == "zh":
            return f"{self.value}岁" if self.kind is AgeKind.UNKNOWN else str(self)
        return f"{self.value}" + (" (lunar years)" if self.kind is AgeKind.NOMINAL else "")

    def __str__(self) -> str:
        if self.kind is AgeKind.NOMINAL:
            return f"虚岁{self.value}"
        return f"{self.value}周岁" if self.kind is AgeKind.ACTUAL else str(self.value)


def years_before(day: date, years: int) -> date:
    """The latest day of birth of somebody whose birthday of that number is not after *day*.

    A birthday on 29 February falls on 28 February in a common year: a period of years without the
    corresponding day ends on the last day of the month (民法典 art. 202).

    >>> years_before(date(1981, 1, 1), 20), years_before(date(1999, 2, 28), 23)
    (datetime.date(1961, 1, 1), datetime.date(1976, 2, 29))
    """
    year = max(day.year - years, 1)
    if day.month == 2 and day.day >= 28:
        tomorrow = day + timedelta(days=1)
        last_of_month = tomorrow.month == 3
        return date(year, 2, 29 if last_of_month and isleap(year) else 28)
    return day.replace(year=year)


def age_on(birth: date, day: date) -> int:
    """Full years (周岁) on a day; the birthday counts.

    >>> age_on(date(1963, 10, 2), date(1985, 10, 1)), age_on(date(1963, 10, 2), date(1985, 10, 2))
    (21, 22)
    """
    years = day.year - birth.year
    return years if birth <= years_before(day, years) else years - 1


def birth_range(age: Age, on: date, until: date | None = None) -> BirthRange | None:
    """The days on which somebody of that age on that day can have been born.

    周岁: the birthday of that number has passed, the next one has not. 虚岁: born in the lunar year
    so many years back. Unknown: either. Where only the month or the year of the day is known, *on* is
    its first day and *until* its last. ``None`` outside the lunar table (1850 to 2100).

    >>> birth_range(Age(24, AgeKind.ACTUAL), date(1953, 5, 4))
    BirthRange(lo=datetime.date(1928, 5, 5), hi=datetime.date(1929, 5, 4))
    >>> birth_range(Age(24, AgeKind.NOMINAL), date(1953, 5, 4))
    BirthRange(lo=datetime.date(1930, 1, 30), hi=datetime.date(1931, 2, 16))
    >>> birth_range(Age(24, AgeKind.ACTUAL), date(1953, 5, 1), date(1953, 5, 31))
    BirthRange(lo=datetime.date(1928, 5, 2), hi=datetime.date(1929, 5, 31))
    """
    first = _on_day(age, on)
    last = first if until in {None, on} else _on_day(age, until or on)
    return BirthRange(first.lo, last.hi) if first and last else None


def _on_day(age: Age, on: date) -> BirthRange | None:
    if age.kind is AgeKind.ACTUAL:
        return _actual(age.value, on)
    today = lunar.from_solar(on)
    span = lunar.year_span(today.year - age.value + 1) if today and age.value else None
    if age.kind is AgeKind.NOMINAL:
        return BirthRange(*span) if span else None
    actual = _actual(age.value, on)
    if span is None:
        return actual
    return BirthRange(min(actual.lo, span.lo), max(actual.hi, span.hi))


def _actual(years: int, on: date) -> BirthRange:
    lo = years_before(on, years + 1) + timedelta(days=1)
    return BirthRange(lo, years_before(on, years))


A_YEAR = timedelta(days=366)
"""By so much an age may be out and still be meant: it was counted as of another day."""


def sides_with(stated: tuple[date, date], file: tuple[date, date], day: date) -> bool:
    """Whether a stated age allows the date of the *file* and, by more than a year, not *day*.

    Both *stated* and *file* are a first and a last day of birth.

    >>> stated = date(1997, 2, 1), date(1999, 1, 31)
    >>> [sides_with(stated, (date(1998, 2, 7),) * 2, date(year, 2, 7)) for year in (1938, 1996, 1999)]
    [True, False, False]
    """
    lo, hi = stated
    return lo <= file[1] and file[0] <= hi and not lo - A_YEAR <= day <= hi + A_YEAR
