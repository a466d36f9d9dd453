"""The code of a place name: 20 digits that never change (地名代码).

Six digits of the division at county level or above, three of the township, five of the category,
six of the serial number (《国家地名数据库代码编制规则》, 民地办发〔2010〕1号; GB/T 2260, GB/T 10114,
GB/T 18521). The divisions in a code are those of the day it was given: it identifies the name and
says nothing of where the place belongs today.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.errors import CallError, require_text
from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.place_categories import place_categories
from minzheng_core.values.base import Audience, Normalised, Parsed
from minzheng_core.values.writing import applied_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from minzheng_core.values.writing import Steps

FAULTS = ("PN111", "PN112", "PN113", "PN114", "PN118")
_PARTS = re.compile(r"([0-9]{6})([0-9]{3})([0-9]{5})([0-9]{6})")
_BETWEEN = re.compile(r"[\s\-—_.·'‘’]+")
_STEPS: Steps = {
    "place-code.fullwidth": lambda text: unicodedata.normalize("NFKC", text),
    "place-code.separators": lambda text: _BETWEEN.sub("", text),
}
FIXES = tuple(_STEPS)
LAST_SERIAL = 999_999


@frozen
class PlaceCode:
    """One 20-digit code of a place name (地名代码).

    >>> code = PlaceCode.parse("330381 001 22100 000001").value
    >>> code.county, code.township, code.category, code.serial
    ('330381', '330381001', '22100', 1)
    >>> PlaceCode.build("360732217", "21610", 7)
    PlaceCode(text='36073221721610000007')
    >>> [finding.sentence() for finding in PlaceCode.parse("3607322172161000007").findings]
    ['地名代码应为 20 位，实为 19 位']
    """

    text: str

    @classmethod
    def build(cls, division: str, category: str, serial: int) -> PlaceCode:
        """The code of a name in a division (6 or 9 digits), of a category of five digits.

        Raises:
            CallError: a part of the wrong length, or a serial below 1 or above 999999 (PN191); a
                division or category that is no text (IN218).

        """
        require_text(division, "政区代码")
        require_text(category, "类别代码")
        if not (division and category and isinstance(serial, int)):
            raise CallError(
                "PN191", division=division or "", category=category or "", serial=serial
            )
        place = division.ljust(9, "0") if len(division) == 6 else division
        text = f"{place}{category}{serial:06d}"
        if not 1 <= serial <= LAST_SERIAL or len(place) != 9 or not _PARTS.fullmatch(text):
            raise CallError("PN191", division=division, category=category, serial=serial)
        return cls(text)

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """Apply the lossless fixes of :data:`FIXES` that are not in *skip*."""
        return applied_once(text or "", _STEPS, skip)

    @classmethod
    def parse(cls, text: str | None, skip: Collection[str] = ()) -> Parsed[PlaceCode]:
        """Read *text*; findings on its form and on its parts.

        Raises:
            CallError: *text* is no text (IN218): a code of 20 digits kept as a number has lost some.

        """
        require_text(text, "地名代码")
        raw = text or ""
        normal = cls.normalise(raw, skip)
        if not normal.text:
            return Parsed(raw, None, normal.fixes)
        stray = next((c for c in normal.text if c not in "0123456789"), None)
        if stray is not None:
            return Parsed(raw, None, normal.fixes, (Finding("PN112", actual=stray),))
        if len(normal.text) != 20:
            return Parsed(
                raw, None, normal.fixes,
                (Finding("PN111", expected="20", actual=str(len(normal.text))),),
            )  # fmt: skip
        value = cls(normal.text)
        return Parsed(raw, value, normal.fixes, tuple(value.explain()))

    @property
    def county(self) -> str:
        """The division at county level or above in which the code was given."""
        return self.text[:6]

    @property
    def township(self) -> str | None:
        """The township in which the code was given; ``None`` where the code names none (``000``)."""
        return None if self.text[6:9] == "000" else self.text[:9]

    @property
    def category(self) -> str:
        """The category, five digits."""
        return self.text[9:14]

    @property
    def serial(self) -> int:
        """The serial number within division and category."""
        return int(self.text[14:])

    def explain(self) -> list[Finding]:
        """What is to be said of the code itself: a division that never was, an unknown category, a serial of zero."""
        found = []
        if self.county not in divisions():
            found.append(Finding("PN118", part="division", actual=self.county))
        if place_categories().at(self.category) is None:
            found.append(Finding("PN113", part="category", actual=self.category))
        if self.serial == 0:
            found.append(Finding("PN114", part="serial", actual=self.text[14:]))
        return found

    def mask(self, audience: Audience = "staff") -> str:
        """The whole code for everybody: it points at no person."""
        del audience
        return self.text

    def show(self, lang: str = "zh") -> str:
        """The code in its four parts."""
        del lang
        return " ".join((self.text[:6], self.text[6:9], self.text[9:14], self.text[14:]))

    def __str__(self) -> str:
        return self.text


def next_code(division: str, category: str, taken: Iterable[str | None]) -> PlaceCode:
    """The code with the next serial number after those *taken* in this division and category.

    >>> next_code("360732217", "21610", ["36073221721610000007", None]).serial
    8

    Raises:
        CallError: a part of the wrong length, or no number is left (PN191).

    """
    first = PlaceCode.build(division, category, 1).text[:14]
    serials = (
        int(text[14:]) for text in taken if text and text.startswith(first) and len(text) == 20
    )
    return PlaceCode.build(division, category, max(serials, default=0) + 1)
