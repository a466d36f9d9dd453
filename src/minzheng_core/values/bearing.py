"""Directions: azimuths in degrees, and the sixteen points in which courses are described (方位).

A course is described from true north, an azimuth object by its grid azimuth (坐标方位角); the two differ
by the convergence of meridians (:attr:`minzheng_core.values.point.Point.convergence`).

Reference: GB/T 17796-2009 (行政区域界线测绘规范).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Parsed
from minzheng_core.values.coordinate_text import Form, read_component
from minzheng_core.values.point import dms

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FAULTS", "Bearing", "Compass", "directions_in"]

FAULTS = ("BL115",)
_NAMES = (
    "北", "北偏东北", "东北", "东偏东北", "东", "东偏东南", "东南", "南偏东南",
    "南", "南偏西南", "西南", "西偏西南", "西", "西偏西北", "西北", "北偏西北",
)  # fmt: skip
_OTHER = {
    "东北偏北": 1, "东北偏东": 3, "东南偏东": 5, "东南偏南": 7,
    "西南偏南": 9, "西南偏西": 11, "西北偏西": 13, "西北偏北": 15,
    "北东": 2, "南东": 6, "南西": 10, "北西": 14,
}  # fmt: skip
_WORDS = {name: i for i, name in enumerate(_NAMES)} | _OTHER
_ONE = "|".join(sorted(_WORDS, key=len, reverse=True))
_MOVE = re.compile(f"(?:向|往|朝|折|转)(?:正|偏)?({_ONE})(?![偏北南东西])")


class Compass(IntEnum):
    """One of the sixteen points, each 22.5° wide, from north clockwise.

    >>> Compass.of(11.24).zh, Compass.of(11.25).zh, Compass.of(348.75).zh
    ('北', '北偏东北', '北')
    >>> Compass.named("南偏西南").middle, Compass.of(225).away(Compass.of(300))
    (202.5, 3)
    """

    N, NNE, NE, ENE, E, ESE, SE, SSE, S, SSW, SW, WSW, W, WNW, NW, NNW = range(16)

    @classmethod
    def of(cls, degrees: float) -> Compass:
        """The point in whose sector an azimuth lies."""
        return cls(int((degrees % 360 + 11.25) // 22.5) % 16)

    @classmethod
    def named(cls, text: str) -> Compass | None:
        """The point with that Chinese name or those letters."""
        name = text.strip()
        found = _WORDS.get(name.removeprefix("正"))
        return cls.__members__.get(name.upper()) if found is None else cls(found)

    @property
    def zh(self) -> str:
        """The Chinese name."""
        return _NAMES[self]

    @property
    def letters(self) -> str:
        """The English letters."""
        return self.name

    @property
    def middle(self) -> float:
        """Degrees of the middle of its sector."""
        return self * 22.5

    def away(self, other: Compass) -> int:
        """How many sectors lie between, 0 to 8."""
        steps = abs(self - other)
        return min(steps, 16 - steps)


@frozen
class Bearing:
    """An azimuth from north clockwise, in degrees from 0 up to 360.

    >>> b = Bearing.parse("227°10′").value
    >>> b, b.compass.zh, Bearing.parse("380").findings[0].code
    (Bearing(degrees=227.16666666666666), '西南', 'BL115')
    """

    degrees: float

    @classmethod
    def parse(cls, text: str | None) -> Parsed[Bearing]:
        """Read an azimuth in degrees, minutes and seconds or as a decimal."""
        return _parsed(text)

    @property
    def compass(self) -> Compass:
        """The point of the compass in whose sector it lies."""
        return Compass.of(self.degrees)

    def mask(self, audience: Audience = "staff") -> str:
        """Directions hide nothing."""
        del audience
        return str(self)

    def show(self, lang: str = "zh") -> str:
        """Degrees and minutes with the point of the compass."""
        point = self.compass.zh if lang == "zh" else self.compass.letters
        return f"{dms(self.degrees, 0)} {point}"

    def __str__(self) -> str:
        return dms(self.degrees, 0)


def directions_in(text: str) -> Iterator[Compass]:
    """The directions in which a description says that a line goes, in order.

    >>> [p.zh for p in directions_in("从165号界桩起，边界线沿山脊向东，转西南至公路，折向北偏东北")]
    ['东', '西南', '北偏东北']
    """
    for match in _MOVE.finditer(text):
        yield Compass(_WORDS[match[1]])


@lru_cache(maxsize=1 << 14)
def _parsed(text: str | None) -> Parsed[Bearing]:
    """Kept, since a set asks for each azimuth twice and few are different."""
    raw = text or ""
    if not raw.strip():
        return Parsed(raw, None)
    if point := Compass.named(raw):
        return Parsed(raw, Bearing(point.middle))
    seen = read_component(raw)
    plain = next((r for r in seen.readings if r.form in {Form.DMS, Form.DEGREES}), None)
    value = plain.value if plain else _beyond(raw)
    if value is None or not 0 <= value <= 360:
        return Parsed(raw, None, seen.fixes, (Finding("BL115", actual=raw[:24]),))
    return Parsed(raw, Bearing(value % 360), seen.fixes)


def _beyond(text: str) -> float | None:
    """A plain number above 180, which is no longitude but may be an azimuth."""
    match = re.fullmatch(r"\s*(\d{1,3}(?:\.\d+)?)\s*°?\s*", text)
    return float(match[1]) if match else None
