"""One written coordinate, and everything it can mean (坐标的写法).

Old tables write ``115°21′03.6″``, ``115-21-03.6``, ``115 21 03.6``, ``1152103.6`` (packed), ``115.21036``
(degrees, minutes and seconds packed as a decimal), ``115.351``, ``115.351°``, ``东经104°57′``, ``X=2914211.695``,
``38634885.367`` (with the prefix of the zone), kilometres, commas, full-width digits. A text can have
several readings; which one holds is decided with its partner (:mod:`~minzheng_core.values.point_text`).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from attrs import evolve, field, frozen

from minzheng_core.findings import Finding
from minzheng_core.values.base import Fix

__all__ = ["FIXES", "Component", "Form", "Reading", "read_component", "without_words"]

FIXES = (
    "point.fullwidth",
    "point.marks",
    "point.label",
    "point.thousands",
    "point.sixty-seconds",
)


class Form(StrEnum):
    """How a coordinate is written."""

    DMS = "dms"
    """Degrees, minutes, seconds in any spelling."""
    DEGREES = "degrees"
    """Degrees as a decimal."""
    PACKED = "packed"
    """``1152103.6``: degrees, minutes, seconds without marks."""
    PACKED_DECIMAL = "packed-decimal"
    """``115.21036``: the same behind a decimal point."""
    METRES = "metres"
    KILOMETRES = "kilometres"


@frozen
class Reading:
    """One meaning of a text: degrees or metres, and what is to be said of it."""

    form: Form
    value: float
    findings: tuple[Finding, ...] = ()

    @property
    def angular(self) -> bool:
        """Whether it is in degrees."""
        return self.form not in {Form.METRES, Form.KILOMETRES}


@frozen
class Component:
    """A coordinate as written: its readings, the likeliest first, and the axis that it names."""

    raw: str
    readings: tuple[Reading, ...] = ()
    axis: str = ""
    """``north`` (纬度, X, 纵坐标), ``east`` (经度, Y, 横坐标), or empty."""
    fixes: tuple[Fix, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = ()


_MARKS = (
    (re.compile("[°º˚度]"), "°"),
    (re.compile("''|′′|[″”“〞＂秒]|’’"), '"'),
    (re.compile("[′’‘＇`分]"), "'"),
    (re.compile("[‐-―−－～~]"), "-"),
)
_LABELS = (
    (
        re.compile(
            r"东经|经度|\blon(gitude)?\b|横坐标|(?<![A-Za-z])[EY](?![A-Za-z])", re.IGNORECASE
        ),
        "east",
    ),
    (
        re.compile(
            r"北纬|纬度|\blat(itude)?\b|纵坐标|(?<![A-Za-z])[NX](?![A-Za-z])", re.IGNORECASE
        ),
        "north",
    ),
)
_EDGES = re.compile(r"^[\s=:;,]+|(?<![\s=:;,])[\s=:;,]+$")
_UNIT = re.compile(r"(?<!\s)\s*(km|千米|公里|m|米)\s*$", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_DMS = re.compile(r"(\d{1,3})°\s*(?:(\d{1,2}(?:\.\d+)?)\s*'?\s*(?:(\d{1,2}(?:\.\d*)?)\s*\"?)?)?")
_DECIMAL = re.compile(r"([+-]?\d{1,3}\.\d+)\s*°")
"""Degrees as a decimal with their sign, which leaves no other meaning."""
_SPACED = re.compile(r"(\d{1,3})([-\s:])\s*(\d{1,2})(?:\2\s*(\d{1,2}(?:\.\d*)?))?")
_PACKED = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d*)?)")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?")
_DEGREES = re.compile(r"(\d{1,3})\.(\d{2})(\d{2})(\d*)")


def read_component(text: str | None) -> Component:
    """Every meaning of one written coordinate.

    >>> [round(r.value, 6) for r in read_component("115-21-03.6").readings]
    [115.351]
    >>> [(r.form.value, round(r.value, 5)) for r in read_component("115.21036").readings]
    [('degrees', 115.21036), ('packed-decimal', 115.351)]
    >>> [(r.form.value, r.value) for r in read_component("东经115.351度").readings]
    [('degrees', 115.351)]
    >>> read_component("115°75′").findings[0].code
    'GC102'
    """
    raw = text or ""
    plain, axis, fixes = _plain(raw)
    if not plain:
        return Component(raw, axis=axis, fixes=fixes)
    if (match := _DMS.fullmatch(plain)) or (match := _SPACED.fullmatch(plain)):
        parts = match.groups() if len(match.groups()) == 3 else (match[1], match[3], match[4])
        return _angle(Component(raw, axis=axis, fixes=fixes), parts)
    if (match := _DECIMAL.fullmatch(plain)) and abs(float(match[1])) <= 180:
        reading = Reading(Form.DEGREES, float(match[1]))
        return Component(raw, (reading,), axis, fixes)
    unit = _UNIT.search(plain)
    number = plain[: unit.start()] if unit else plain
    if _NUMBER.fullmatch(number):
        kilo = unit is not None and unit[1].lower() not in {"m", "米"}
        readings = _numeric(number, kilo=kilo, metres=bool(unit))
        if readings:
            return Component(raw, readings, axis, fixes)
    finding = Finding("GC101", actual=raw)
    return Component(raw, axis=axis, fixes=fixes, findings=(finding,))


def without_words(text: str) -> str:
    """A written coordinate without the word or letter for its axis, else as it is.

    >>> without_words("X=2914211.695"), without_words("北纬26°19′51.6″")
    ('2914211.695', '26°19′51.6″')
    """
    bare = text
    for pattern, _ in _LABELS:
        if pattern.search(bare):
            bare = pattern.sub("", bare)
            break
    return _EDGES.sub("", bare.replace("\uff1a", ":").replace("\uff1d", "="))


def _plain(raw: str) -> tuple[str, str, tuple[Fix, ...]]:
    """The text in plain signs, the axis it names, and what was done to it."""
    if raw.isascii() and _NUMBER.fullmatch(raw):
        return raw, "", ()
    fixes: list[Fix] = []
    text = raw

    def step(name: str, after: str) -> str:
        if after != text:
            fixes.append(Fix(name, text, after))
        return after

    marked = text
    for pattern, sign in _MARKS:
        marked = pattern.sub(sign, marked)
    text = step("point.marks", marked)
    text = step("point.fullwidth", unicodedata.normalize("NFKC", text))
    text = " ".join(text.split())
    axis, bare = "", text
    for pattern, name in _LABELS:
        if pattern.search(bare):
            axis, bare = name, pattern.sub("", bare)
            break
    text = step("point.label", _EDGES.sub("", bare))
    if _THOUSANDS.fullmatch(_UNIT.sub("", text)):
        text = step("point.thousands", text.replace(",", ""))
    return text, axis, tuple(fixes)


def _angle(seen: Component, parts: tuple[str | None, ...]) -> Component:
    degrees, minutes, seconds = (None if p is None else float(p) for p in parts)
    findings: list[Finding] = []
    if (minutes or 0) >= 60 or (seconds or 0) > 60:
        part = "minutes" if (minutes or 0) >= 60 else "seconds"
        wrong = parts[1] if part == "minutes" else parts[2]
        return evolve(seen, findings=(Finding("GC102", part=part, actual=wrong),))
    if seconds == 60:
        findings.append(Finding("GC103", part="seconds"))
        fix = Fix("point.sixty-seconds", seen.raw, seen.raw)
        seen = evolve(seen, fixes=(*seen.fixes, fix))
    if seconds is None and "." not in (parts[1] or ""):
        findings.append(Finding("GC104", part="seconds"))
    value = (degrees or 0) + (minutes or 0) / 60 + (seconds or 0) / 3600
    return evolve(seen, readings=(Reading(Form.DMS, value, tuple(findings)),))


def _numeric(number: str, *, kilo: bool, metres: bool) -> tuple[Reading, ...]:
    value = float(number)
    if kilo:
        return (Reading(Form.KILOMETRES, value * 1000),)
    found: list[Reading] = []
    if abs(value) <= 180 and not metres:
        found.append(Reading(Form.DEGREES, value))
        match = _DEGREES.fullmatch(number)
        if match and int(match[2]) < 60 and int(match[3]) < 60:
            seconds = float(f"{match[3]}.{match[4] or '0'}")
            found.append(
                Reading(
                    Form.PACKED_DECIMAL,
                    int(match[1]) + int(match[2]) / 60 + seconds / 3600,
                    (Finding("GC106"),),
                )
            )
        return tuple(found)
    whole = number.partition(".")[0]
    if len(whole) in {6, 7, 8}:
        found.append(Reading(Form.METRES, value))
    match = _PACKED.fullmatch(number) if len(whole) in {6, 7} and not metres else None
    if match and int(match[2]) < 60 and float(match[3]) < 60:
        degrees = int(match[1]) + int(match[2]) / 60 + float(match[3]) / 3600
        if degrees <= 180:
            found.append(Reading(Form.PACKED, degrees))
    if not found and 180 < value < 100_000:
        found.append(Reading(Form.KILOMETRES, value * 1000, (Finding("GC111"),)))
    return tuple(found)
