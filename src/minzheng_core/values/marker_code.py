"""Codes of boundary lines and markers (界线代码、界桩号).

A marker's number counts along its line from west to east or north to south, from 001; a letter
tells how many stones share it. The complete code is the line's code, three digits, one letter.

Reference: GB/T 17796-2009. The code rule of county and township lines is not public: it is a
setting (:class:`LinePattern`), only the four digits of provincial lines are built in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Audience, Fix, Normalised, Parsed
from minzheng_core.values.writing import applied_once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from minzheng_core.values.writing import Steps

__all__ = [
    "FAULTS", "FIXES", "PROVINCIAL", "STONES", "LineCode", "LinePattern", "MarkerCode",
    "check_marker_codes",
]  # fmt: skip

FAULTS = ("BL101", "BL102", "BL103", "BL104", "BL105", "BL106", "BL109")

STONES = {"Q": ("Q",), "A": ("A", "B"), "B": ("A", "B"),
          "C": ("C", "D", "E"), "D": ("C", "D", "E"), "E": ("C", "D", "E")}  # fmt: skip
"""The letters of all stones that share a number, by the letter of one of them."""

_STEPS: Steps = {
    "marker.fullwidth": lambda text: unicodedata.normalize("NFKC", text),
    "marker.words": lambda text: re.sub("界桩|编号|号|^No\\.?", "", text),
    "marker.whitespace": lambda text: "".join(text.split()),
    "marker.hyphens": lambda text: re.sub("[-‐-―_·.]", "", text),
    "marker.case": str.upper,
}
FIXES = tuple(_STEPS)
_INTERNATIONAL = re.compile(r"\d+(?:/\d+)?\(\d+\)|\d+/\d+")
_FORM = re.compile(r"(.*?)(\d{3})([A-Z]?)")


@frozen(kw_only=True)
class LinePattern:
    """How the lines of one level are coded: the whole code as a regular expression.

    Where ``unit`` is given, a code is two codes of units of so many digits, the smaller first.
    """

    level: str
    pattern: str
    unit: int = 0

    def units(self, code: str) -> tuple[str, str] | None:
        """The codes of the two units, where the pattern is made of them."""
        return (code[: self.unit], code[self.unit :]) if self.unit else None


PROVINCIAL = LinePattern(level="省级", pattern=r"[1-8]\d[1-8]\d", unit=2)
"""Two province codes of two digits, the smaller first (5253)."""


@frozen
class LineCode:
    """The code of a line and the pattern that it fits.

    >>> code = LineCode.parse("5253").value
    >>> code.units, LineCode.parse("5352").findings[0].code, LineCode.parse("9").findings[0].code
    (('52', '53'), 'BL105', 'BL106')
    """

    text: str
    pattern: LinePattern | None = field(default=None, repr=False)

    @classmethod
    def parse(
        cls, text: str | None, patterns: Sequence[LinePattern] = (PROVINCIAL,)
    ) -> Parsed[LineCode]:
        """Read the code of a line; *patterns* are the levels that the county knows."""
        raw = text or ""
        plain = "".join(unicodedata.normalize("NFKC", raw).upper().split())
        fixes = (Fix("marker.fullwidth", raw, plain),) if plain != raw else ()
        if not plain:
            return Parsed(raw, None)
        value = cls(plain, next((p for p in patterns if re.fullmatch(p.pattern, plain)), None))
        return Parsed(raw, value, fixes, tuple(value.explain()))

    @property
    def units(self) -> tuple[str, str] | None:
        """The two units, smaller code first as written, where the pattern tells them."""
        return self.pattern.units(self.text) if self.pattern else None

    def explain(self) -> list[Finding]:
        """What is to be said of it: no known pattern, the larger unit first."""
        if self.pattern is None:
            return [Finding("BL106", actual=self.text)]
        units = self.units
        if units and units[0] > units[1]:
            return [Finding("BL105", expected=units[1] + units[0], actual=self.text)]
        return []

    def mask(self, audience: Audience = "staff") -> str:
        """Codes of lines are public."""
        del audience
        return self.text

    def show(self, lang: str = "zh") -> str:
        """The code with its level."""
        level = self.pattern.level if self.pattern and lang == "zh" else ""
        return f"{level}界线 {self.text}" if level else self.text

    def __str__(self) -> str:
        return self.text


@frozen
class MarkerCode:
    """One stone: the code of its line, its number, and the letter of its kind.

    >>> code = MarkerCode.parse("5253165Q").value
    >>> code.line.text, code.serial, code.kind, str(code)
    ('5253', 165, 'Q', '5253165Q')
    >>> MarkerCode.parse("1253165").findings[0].code
    'BL103'
    >>> MarkerCode.parse("944/1(2)").value is None
    True
    """

    line: LineCode
    serial: int
    kind: str = ""
    """``Q`` a single stone; ``A`` or ``B`` of two, ``C``, ``D`` or ``E`` of three; empty if not written."""

    @classmethod
    def normalise(cls, text: str | None, skip: Collection[str] = ()) -> Normalised:
        """Apply the lossless fixes of :data:`FIXES` that are not in *skip*."""
        return applied_once(text or "", _STEPS, skip)

    @classmethod
    def parse(
        cls,
        text: str | None,
        patterns: Sequence[LinePattern] = (PROVINCIAL,),
        *,
        line: str | None = None,
        skip: Collection[str] = (),
    ) -> Parsed[MarkerCode]:
        """Read a marker's code; *line* is the line's code where the cell holds only the number.

        >>> str(MarkerCode.parse("7", line="5253").value)
        '5253007'
        """
        raw = text or ""
        if not raw.strip():
            return Parsed(raw, None)
        if _INTERNATIONAL.fullmatch("".join(unicodedata.normalize("NFKC", raw).split())):
            return Parsed(raw, None, (), (Finding("BL102", actual=raw.strip()),))
        normal = cls.normalise(raw, skip)
        plain = normal.text
        short = re.fullmatch(r"(\d{1,3})([A-Z]?)", plain)
        if short and line:
            plain = f"{line}{int(short[1]):03d}{short[2]}"
        match = _FORM.fullmatch(plain)
        if match is None or not match[1]:
            return Parsed(raw, None, normal.fixes, (Finding("BL101", actual=raw.strip()[:24]),))
        code = LineCode.parse(match[1], patterns).value
        assert code is not None  # noqa: S101 - match[1] is not empty
        value = cls(code, int(match[2]), match[3])
        return Parsed(raw, value, normal.fixes, tuple(value.explain()))

    @property
    def number(self) -> str:
        """Line and serial, which the stones of a pair or triple share."""
        return f"{self.line}{self.serial:03d}"

    @property
    def partners(self) -> tuple[str, ...]:
        """The codes of the other stones with this number.

        >>> MarkerCode.parse("5253008C").value.partners
        ('5253008D', '5253008E')
        """
        letters = STONES.get(self.kind, ())
        return tuple(f"{self.number}{letter}" for letter in letters if letter != self.kind)

    @property
    def unit(self) -> str | None:
        """The unit on whose side the stone of a pair stands (A: the smaller code)."""
        units = self.line.units
        if not units or self.kind not in {"A", "B"}:
            return None
        return min(units) if self.kind == "A" else max(units)

    def explain(self) -> list[Finding]:
        """What is to be said of the code by itself."""
        found = self.line.explain()
        if self.serial == 0:
            found.append(Finding("BL104", part="serial", expected="001", actual="000"))
        if not self.kind:
            found.append(Finding("BL103", part="kind"))
        elif self.kind not in STONES:
            found.append(Finding("BL109", part="kind", actual=self.kind))
        return found

    def mask(self, audience: Audience = "staff") -> str:
        """Codes of markers are carved in stone."""
        del audience
        return str(self)

    def show(self, lang: str = "zh") -> str:
        """The code, in words."""
        return f"{self}号界桩" if lang == "zh" else f"marker {self}"

    def __str__(self) -> str:
        return f"{self.number}{self.kind}"


def check_marker_codes(codes: Iterable[MarkerCode | None]) -> list[tuple[int, Finding]]:
    """What the codes of a set say about each other: doubles, partners missing, mixed kinds, gaps.

    Returns pairs of a position in *codes* and a finding. Of markers without a letter only doubles
    are judged.

    >>> codes = [MarkerCode.parse(t).value for t in ("5253001A", "5253002C", "5253002D")]
    >>> [(place, finding.code, finding.expected) for place, finding in check_marker_codes(codes)]
    [(0, 'BL107', '5253001B'), (1, 'BL107', '5253002E')]
    """
    places: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    lines: dict[str, dict[int, int]] = defaultdict(dict)
    for place, code in enumerate(codes):
        if code is not None:
            places[str(code)].append(place)
            numbers[code.number].setdefault(code.kind, place)
            lines[code.line.text].setdefault(code.serial, place)
    found = [
        (place, Finding("BL108", actual=text)) for text, own in places.items() for place in own[1:]
    ]
    for number, kinds in numbers.items():
        families = {STONES[kind] for kind in kinds if kind in STONES}
        if len(families) > 1:
            written = "、".join(sorted(kinds))
            found.append((max(kinds.values()), Finding("BL111", actual=f"{number}（{written}）")))
        for letters in families:
            missing = [letter for letter in letters if letter not in kinds]
            first = min(kinds[letter] for letter in letters if letter in kinds)
            found += [
                (first, Finding("BL107", part="kind", expected=f"{number}{letter}"))
                for letter in missing
            ]
    for line, serials in lines.items():
        known = sorted(serials)
        for before, after in zip([0, *known], known, strict=False):
            if after - before > 1:
                span = f"{before + 1:03d}" + (f"—{after - 1:03d}" if after - before > 2 else "")
                found.append((serials[after], Finding("BL110", expected=f"{line}{span}")))
    return sorted(found, key=lambda pair: (pair[0], pair[1].code))
