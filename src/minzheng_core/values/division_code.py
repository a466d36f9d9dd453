"""Codes of administrative divisions (行政区划代码): province to village."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.townships import townships
from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.writing import applied_once

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from minzheng_core.reference.divisions import DivisionRecord
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.writing import Steps

__all__ = ["FAULTS", "FIXES", "DivisionCode"]

FAULTS = ("DV101", "DV102", "DV103", "DV104", "DV105", "DV106", "DV107")

_INVISIBLE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\u3000\ufeff]+")
_FLOAT = re.compile(r"(?<=[0-9])\.0*")
_ZEROS = re.compile(r"((?:[0-9]{3}){2,3}?)(?:000){1,2}")


def _trailing(text: str) -> str:
    """The shortest of 6, 9 and 12 digits that says the same."""
    match = _ZEROS.fullmatch(text) if len(text) in {9, 12} else None
    return match[1] if match else text


_STEPS: Steps = {
    "division.fullwidth": lambda text: unicodedata.normalize("NFKC", text),
    "division.whitespace": lambda text: _INVISIBLE.sub("", text),
    "division.quote": lambda text: text.strip("'‘’`\"“”"),
    "division.float": lambda text: _FLOAT.sub("", text),
    "division.padding": lambda text: text.ljust(6, "0") if len(text) in {2, 4} else text,
    "division.trailing-zeros": _trailing,
}
FIXES = tuple(_STEPS)


@frozen(repr=False)
class DivisionCode:
    """One division code of 6, 9 or 12 digits (区划代码).

    Province 2, prefecture 2 and county 2 digits (GB/T 2260), township 3 (GB/T 10114), village 3
    (statistical codes). Trailing zeros beyond the level are left out.

    >>> code = DivisionCode.parse("３６２１３３").value
    >>> code, code.level, code.name(1988)
    (DivisionCode(362133), 'county', '江西省赣州地区兴国县')
    >>> [finding.sentence() for finding in code.explain()]
    ['362133 江西省赣州地区兴国县（1981—1998） 已停用，现为 360732 江西省赣州市兴国县']

    Limits: years, not days (see :func:`minzheng_core.reference.divisions.divisions`); names of
    villages are not known.
    """

    text: str

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """Apply the lossless fixes of :data:`FIXES` that are not in *skip*."""
        return applied_once(text or "", _STEPS, skip)

    @classmethod
    def parse(cls, text: str | None, skip: Collection[str] = ()) -> Parsed[DivisionCode]:
        """Read *text*; findings on its form and on the code itself as of today.

        >>> DivisionCode.parse("36073").findings[0].sentence()
        '区划代码应为 6/9/12 位，实为 5 位'
        """
        raw = text or ""
        normal = cls.normalise(raw, skip)
        if not normal.text.strip():
            return Parsed(raw, None, normal.fixes)
        fault = _form(normal.text)
        if fault:
            return Parsed(raw, None, normal.fixes, (fault,))
        value = cls(normal.text)
        return Parsed(raw, value, normal.fixes, tuple(value.explain()))

    @property
    def level(self) -> Literal["province", "prefecture", "county", "township", "village"]:
        """How far down the code goes."""
        if len(self.text) > 6:
            return "village" if len(self.text) == 12 else "township"
        if self.text.endswith("00"):
            return "province" if self.text.endswith("0000") else "prefecture"
        return "county"

    @property
    def county(self) -> str | None:
        """The first six digits, where the code reaches a county."""
        return self.text[:6] if self.level not in {"province", "prefecture"} else None

    @property
    def parent(self) -> DivisionCode | None:
        """The code of the level above, ``None`` for a province.

        >>> DivisionCode("360732100").parent, DivisionCode("360732").parent
        (DivisionCode(360732), DivisionCode(360700))
        """
        if len(self.text) > 6:
            return DivisionCode(self.text[:-3])
        above = {"county": 4, "prefecture": 2}.get(self.level)
        return DivisionCode(self.text[:above].ljust(6, "0")) if above else None

    def record(
        self, on: int | date | None = None, overlay: Overlay | None = None
    ) -> DivisionRecord | None:
        """The division in the list of *on*, else the nearest in time; the last without a day."""
        history = divisions(overlay)
        if on is None:
            records = history.records(self.text[:6])
            return records[-1] if records else None
        return history.nearest(self.text[:6], _year(on))

    def name(self, on: int | date | None = None, overlay: Overlay | None = None) -> str | None:
        """The full name in the list of *on* with that of the township; ``None`` where unknown."""
        record = self.record(on, overlay)
        above = record.full_name if record else ""
        if len(self.text) == 6:
            return above or None
        towns, code = townships(overlay), self.text[:9]
        town = next(reversed(towns.at(code)), None) if on is None else towns.on(code, _year(on))
        return above + town.name if town else None

    def current(
        self, on: int | date | None = None, overlay: Overlay | None = None
    ) -> tuple[str, ...]:
        """The county-level codes in force today for the area this code had *on* that day.

        >>> DivisionCode("440524").current(1988)
        ('440513', '440514')
        """
        record = self.record(on, overlay)
        since = record.start if record and on is None else _year(on) if on is not None else 0
        return divisions(overlay).current(self.text[:6], since) if record else ()

    def explain(
        self, on: int | date | None = None, overlay: Overlay | None = None
    ) -> list[Finding]:
        """What is to be said of the code as of *on* (a year or a day; today's list without).

        A code is in force for the whole years of its first list and of the change that ended it.
        """
        if self.text[2:4] == "00" and self.text[4:6] != "00":
            return [Finding("DV106", part="prefecture", actual=self.text)]
        if len(self.text) > 6 and (self.text[4:6] == "00" and not self._without_counties(overlay)):
            return [Finding("DV106", part="county", actual=self.text)]
        if len(self.text) == 12 and self.text[6:9] == "000":
            return [Finding("DV106", part="township", actual=self.text)]
        record = self.record(on, overlay)
        town_known = len(self.text) > 6 and bool(townships(overlay).at(self.text[:9]))
        if record is None:
            # Statistical codes of development zones stand in no list of GB/T 2260.
            return [] if town_known else [Finding("DV103", part="county", actual=self.text[:6])]
        found = self._in_time(record, on, overlay)
        if len(self.text) > 6 and not town_known:
            found.append(Finding("DV107", part="township", actual=self.text[:9]))
        return found

    def _in_time(
        self, record: DivisionRecord, on: int | date | None, overlay: Overlay | None
    ) -> list[Finding]:
        label = f"{record.code} {record.full_name}"
        if on is not None and _year(on) < record.start:
            return [Finding("DV105", part="county", expected=str(record.start), actual=label)]
        if record.end is None or (on is not None and _year(on) <= record.end):
            return []
        history = divisions(overlay)
        day = None if on is None else _year(on)
        now = history.current(record.code, record.start, day)
        names = (
            history.records(code)[-1] if day is None else history.nearest(code, day) for code in now
        )
        present = "、".join(f"{r.code} {r.full_name}" for r in names if r)
        span = f"{label}（{record.start}—{record.end}）"
        return [Finding("DV104", part="county", expected=present or None, actual=span)]

    def _without_counties(self, overlay: Overlay | None) -> bool:
        """Whether townships lie directly under this prefecture (东莞, 中山, 嘉峪关)."""
        return bool(townships(overlay).of_county(self.text[:6]))

    def mask(self, audience: Audience = "staff") -> str:
        """For staff the code; for the public no further than the county."""
        return self.text if audience == "staff" else self.text[:6]

    def show(self, lang: str = "zh") -> str:
        """The code with the last name known for it."""
        unknown = "名称不详" if lang == "zh" else "name not known"
        return f"{self.text} {self.name() or unknown}"

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"DivisionCode({self.text})"


def _form(text: str) -> Finding | None:
    stray = next((c for c in text if c not in "0123456789"), None)
    if stray is not None:
        return Finding("DV102", actual=stray)
    if len(text) not in {6, 9, 12}:
        return Finding("DV101", expected="6/9/12", actual=str(len(text)))
    return None


def _year(day: int | date) -> int:
    return day if isinstance(day, int) else day.year
