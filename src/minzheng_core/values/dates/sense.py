"""What a written date means: its century, its calendar, the one reading that is plausible."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import define

from minzheng_core.findings import Finding
from minzheng_core.values.base import Fix, Parsed
from minzheng_core.values.dates import lunar
from minzheng_core.values.dates import text as date_text
from minzheng_core.values.dates.beside import disagreement
from minzheng_core.values.dates.digits import LONGEST
from minzheng_core.values.dates.partial_date import DEFAULT_DATES, FIRST_YEAR, PartialDate, iso, odd

if TYPE_CHECKING:
    from minzheng_core.values.dates.digits import Parts
    from minzheng_core.values.dates.partial_date import Precision, Role

FIRST_EVENT_YEAR = 1912
"""A registration before this year is not looked for where a text has several readings."""
FIRST_REGISTER_YEAR = 1949
"""Of events named by the cycle of sixty, one before this year is less likely than the one after it."""
YOUNGEST = 14
"""Below this age at registration, in years, a birth year is read as one of the century before."""

_PROBLEMS = {"unreadable": "DT101", "placeholder": "DT108", "no-year": "DT109", "several": "DT114"}
_LAST_DEFAULT_YEAR = max(DEFAULT_DATES).year
_PLAIN = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\Z")
_LOST_ZERO = re.compile(r"[0-9]{2,4}\.1$")
"""A cell that may be a number of a spreadsheet, which keeps no zero at the end: 56.10."""


def interpret(
    text: str | None,
    skip: tuple[str, ...] = (),
    *,
    role: Role = "event",
    reference: date | None = None,
    on: date | None = None,
    epoch: int = 1900,
) -> tuple[Parsed[PartialDate], tuple[int, ...]]:
    """:meth:`PartialDate.parse`, and the years of the reference from which the answer may change."""
    if text is None or not text or text.isspace():
        return Parsed(text or "", None), ()
    on = on or date.today()
    plain = None if skip else _plain(text, on)
    if plain is not None:
        return plain, ()
    written = date_text.read(text, skip, epoch)
    if written.problem:
        code = _PROBLEMS[written.problem]
        return Parsed(text, None, written.fixes, (Finding(code),)), ()
    turns = _turns(written.readings) if role == "birth" else ()
    return _Case(text, written, skip, role, reference, on).resolved(), turns


def _turns(readings: tuple[Parts, ...]) -> tuple[int, ...]:
    """Years of the reference at which a birth changes its century or becomes plausible."""
    several = len(readings) > 1
    turns: set[int] = set()
    for reading in readings:
        if reading.short:
            years = [1900 + reading.year, 2000 + reading.year]
            turns |= {years[0], years[1] + YOUNGEST}
        else:
            years = [reading.year + reading.before]
        if several:  # a lunar date may fall into the year after its own
            turns |= {year + YOUNGEST + later for year in years for later in (0, 1)}
    return tuple(sorted(turns))


def _plain(text: str, on: date) -> Parsed[PartialDate] | None:
    """The short way for ``1985-10-01``, ``1985年10月1日`` and ``19851001``: most of an archive."""
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            found = date.fromisoformat(text)
        elif match := _PLAIN.match(text):
            found = date(int(match[1]), int(match[2]), int(match[3]))
        elif len(text) == 8 and text.isascii() and text.isdecimal():
            found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
        else:
            return None
    except ValueError:
        return None
    year = found.year
    if year <= _LAST_DEFAULT_YEAR or found > on:
        return None
    value = PartialDate(found, found, "ymd", "solar", year, found.month, found.day)
    canonical = found.isoformat()
    if canonical == text:
        return Parsed(text, value)
    return Parsed(text, value, (Fix("date.separators", text, canonical),))


@define(eq=False)
class _Case:
    """One text with everything that decides what it means."""

    text: str
    written: date_text.Written
    skip: tuple[str, ...]
    role: Role
    reference: date | None
    on: date

    def resolved(self) -> Parsed[PartialDate]:
        """The one value that the readings leave, or what stands in its way."""
        readings = self.written.readings
        built = [_build(r, _century(r, self.role, self.reference, self.on)) for r in readings]
        index = 0
        if len(built) > 1:
            kept = [i for i, b in enumerate(built) if self._plausible(b)]
            if len(kept) > 1 and self._sixty_years_apart(readings):
                kept = self._of_the_cycle(kept, built)
            if len(kept) != 1:
                return self._ambiguous(built)
            index = kept[-1]
        value = built[index]
        if isinstance(value, Finding):
            return self._without(value)
        findings = odd(value, self.on)
        if value.precision == "ym" and _LOST_ZERO.match(self.text.strip()):
            findings.append(Finding("DT110", part="month", expected="1/10", actual="1"))
        if self.written.approximate:
            findings.append(Finding("DT111"))
        if self.written.remark and (other := disagreement(value, self.written.remark)):
            findings.append(other)
        return self._with(readings[index], value, findings)

    @staticmethod
    def _sixty_years_apart(readings: tuple[Parts, ...]) -> bool:
        years = [reading.year for reading in readings]
        return all(later - year == 60 for year, later in pairwise(years))

    def _of_the_cycle(self, kept: list[int], built: list[PartialDate | Finding]) -> list[int]:
        """Of years with one name the one that is meant: the younger age, and an event since there are registers.

        Nobody's age is known without the day of the event.
        """
        if self.role == "birth":
            return kept if self.reference is None else kept[-1:]
        values = [(i, value) for i in kept if isinstance(value := built[i], PartialDate)]
        return [i for i, value in values if value.lo.year >= FIRST_REGISTER_YEAR] or kept

    def _plausible(self, value: PartialDate | Finding) -> bool:
        """Whether one of several readings can be meant: not in the future, not of a child."""
        if isinstance(value, Finding) or value.lo > self.on:
            return False
        if self.role == "birth":
            latest = min(self.reference or self.on, self.on).year
            return FIRST_YEAR <= value.lo.year <= latest - YOUNGEST
        return value.lo.year >= FIRST_EVENT_YEAR

    def _ambiguous(self, built: list[PartialDate | Finding]) -> Parsed[PartialDate]:
        """Several readings remain: the year that all of them share, if they do."""
        values = [b for b in built if isinstance(b, PartialDate)]
        if not values:
            return self._without(*(b for b in built[:1] if isinstance(b, Finding)))
        choice = " / ".join(map(str, values))
        finding = Finding("DT103", expected=choice, actual=self.written.text)
        year = values[0].lo.year
        if len(values) < len(built) or any(v.lo.year != year for v in values):
            return self._without(finding)
        if "date.shared-year" in self.skip:
            return self._without(finding)
        shared = PartialDate(date(year, 1, 1), date(year, 12, 31), "y", "solar", year)
        fixes = (*self.written.fixes, Fix("date.shared-year", self.written.text, str(shared)))
        return Parsed(self.text, shared, fixes, (finding, *odd(shared, self.on)))

    def _without(self, *findings: Finding) -> Parsed[PartialDate]:
        return Parsed(self.text, None, self.written.fixes, findings)

    def _with(
        self, reading: Parts, value: PartialDate, findings: list[Finding]
    ) -> Parsed[PartialDate]:
        """Name the fixes that lead from the tidied text to the canonical one."""
        names = []
        if reading.serial:
            names.append("date.excel-serial")
        if reading.before:
            names.append("date.minguo")
        if reading.short:
            names.append("date.two-digit-year")
        if reading.calendar == "lunar":
            names.append("date.lunar")
        before, canonical = self.written.text, str(value)
        if not names and before != canonical:
            names.append("date.separators")
        if self.skip and any(name in self.skip for name in names):
            return self._without(Finding("DT101"))
        fixes = list(self.written.fixes)
        for name in names[:-1]:
            year = value.year if value.calendar == "lunar" else value.lo.year
            after = iso(year, value.month, value.day)
            fixes.append(Fix(name, before, after))
            before = after
        if names:
            fixes.append(Fix(names[-1], before, canonical))
        return Parsed(self.text, value, tuple(fixes), tuple(findings))


def _century(reading: Parts, role: Role, reference: date | None, on: date) -> int | None:
    """The full year of a reading; ``None`` where two digits leave the century open.

    An event: 50 to 99 are 19xx, 00 to this year 20xx. A birth: 20xx where the person was at least
    14 at the registration, else 19xx unless unborn; without a registration date both must not do.
    """
    year = reading.year
    if not reading.short:
        return year
    if role == "event":
        if year >= 50:
            return 1900 + year
        return 2000 + year if 2000 + year <= on.year else None
    if reference is None:
        return 1900 + year if year >= 50 or 2000 + year + YOUNGEST > on.year else None
    if 2000 + year + YOUNGEST <= min(reference, on).year:
        return 2000 + year
    return 1900 + year if 1900 + year <= reference.year else None


def _build(reading: Parts, year: int | None) -> PartialDate | Finding:
    """A reading with its full year as a value, or the finding that says which part cannot be."""
    if year is None:
        short = f"{reading.year:02}"
        return Finding("DT104", part="year", expected=f"19{short} / 20{short}", actual=short)
    month, day = reading.month, reading.day
    full = year + reading.before
    if month is not None and not 1 <= month <= 12:
        return Finding("DT102", part="month", expected="1–12", actual=str(month))
    if not 1000 <= full <= 9999:
        return Finding("DT102", part="year", expected=f"{FIRST_YEAR}–", actual=str(full))
    if reading.calendar == "lunar":
        return _build_lunar(reading, full)
    last = _days_in(full, month) if month else 31
    if day is not None and not 1 <= day <= last:
        return Finding("DT102", part="day", expected=f"1–{last}", actual=str(day))
    if month is None:
        lo, hi = date(full, 1, 1), date(full, 12, 31)
    else:
        lo, hi = date(full, month, day or 1), date(full, month, day or last)
    precision: Precision = "y" if month is None else "ym" if day is None else "ymd"
    return PartialDate(lo, hi, precision, reading.calendar, year, month, day)


def _days_in(year: int, month: int) -> int:
    return 28 if month == 2 and not isleap(year) else LONGEST[month - 1]


def _build_lunar(reading: Parts, full: int) -> PartialDate | Finding:
    """A lunar reading as a value: its days looked up in the table of months."""
    month, day, leap = reading.month, reading.day, reading.leap
    if month is not None and day is not None:
        found = lunar.to_solar(full, month, day, leap=leap)
        if found is not None:
            return PartialDate(found, found, "ymd", "lunar", full, month, day, leap)
    whole = lunar.year_span(full)
    if whole is None:
        return Finding("DT106", part="year", expected=f"{FIRST_YEAR}–2100", actual=str(full))
    if month is None:
        return PartialDate(*whole, "y", "lunar", full)
    span = lunar.month_span(full, month, leap=leap)
    if span is None:
        number = lunar.leap_month(full)
        expected = f"闰{number}月" if number else "无闰月"
        return Finding("DT107", part="month", expected=expected, actual=f"闰{month}月")
    if day is not None:
        last = (span.hi - span.lo).days + 1
        return Finding("DT107", part="day", expected=f"1–{last}", actual=str(day))
    return PartialDate(*span, "ym", "lunar", full, month, None, leap)
