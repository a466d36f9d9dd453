"""What the records of boundary work say, as facts for their rules."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.findings import Finding
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.zones import Zone
from minzheng_core.schema.record import texts_of
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.point import CHINA, Extent, Point
from minzheng_core.values.point_text import Frame, read_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from minzheng_core.values.base import Parsed

_SPLIT = re.compile("[、，,;；/\\s]+")
_BETWEEN_UNITS = re.compile("[-－—–─]+|(?<=[省市县区旗乡镇])[和与及]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?(?!\d)")
"""A year, which the month and the day may follow without a break."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LENGTH = re.compile(r"[±约]?\s*(-?\d+(?:\.\d+)?)\s*(km|cm|mm|m|千米|公里|厘米|毫米|米)?")
_METRES = {
    "km": 1000.0, "千米": 1000.0, "公里": 1000.0, "m": 1.0, "米": 1.0, "cm": 0.01, "厘米": 0.01,
    "mm": 0.001, "毫米": 0.001,
}  # fmt: skip
KILOMETRE = 1000.0

ROUGH = 50.0
"""Metres by which the two ways of writing a place may differ: seconds without decimals are 31 m."""


def parts_of(text: str | None) -> tuple[str, ...]:
    """The entries of a list in one cell.

    >>> parts_of("兴国县、泰和县；赣县区")
    ('兴国县', '泰和县', '赣县区')
    """
    return tuple(dict.fromkeys(word for word in _SPLIT.split(text or "") if word))


def units_of(text: str | None) -> tuple[str, ...]:
    """The units that a text names, as tables write them together.

    >>> units_of("兴国县—泰和县"), units_of("兴国县和泰和县"), units_of("兴国县、赣县区")
    (('兴国县', '泰和县'), ('兴国县', '泰和县'), ('兴国县', '赣县区'))
    """
    return parts_of(_BETWEEN_UNITS.sub("、", text or ""))


def years_in(text: str | None) -> list[int]:
    """The years that a text names, sorted.

    >>> years_in("2003年、2009年、2014年（第三轮）"), years_in("20190512、202406")
    ([2003, 2009, 2014], [2019, 2024])
    """
    return sorted({int(year) for year in _YEAR.findall(unicodedata.normalize("NFKC", text or ""))})


def number_in(text: str | None) -> float | None:
    """The number at the beginning of a text, whatever unit follows it.

    >>> number_in("51.894 km"), number_in("1：50000"), number_in("约")
    (51.894, 1.0, None)
    """
    match = _NUMBER.match(unicodedata.normalize("NFKC", text or "").replace(",", "").strip())
    return float(match[0]) if match else None


def length_in(text: str | None, unit: float = 1.0) -> float | None:
    """The length at the beginning of a text in metres, by the unit behind it, else in *unit* metres.

    >>> length_in("35.20"), length_in("约0.35 km"), length_in("±5cm"), length_in("不远")
    (35.2, 350.0, 0.05, None)
    >>> [length_in(text, KILOMETRE) for text in ("51.894", "51894米", "51.894 km")]
    [51894.0, 51894.0, 51894.0]
    """
    plain = unicodedata.normalize("NFKC", text or "").replace(",", "").strip().lower()
    match = _LENGTH.match(plain)
    return float(match[1]) * _METRES.get(match[2], unit) if match else None


def moment_of(text: str | None) -> datetime | None:
    """A day and an hour as written; ``None`` where the hour is missing.

    >>> moment_of("2026-05-01 08:00"), moment_of("2026-05-01")
    (datetime.datetime(2026, 5, 1, 8, 0), None)
    """
    plain = unicodedata.normalize("NFKC", text or "").strip()
    plain = re.sub("[年月/.]", "-", plain.replace("日", " ").replace("时", ":").replace("分", ""))
    match = re.fullmatch(
        r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{1,2})?(?::\d{1,2})?", plain
    )
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None


def zone_of(text: str | None) -> Zone | None:
    """The zone that a table names by its number or its central meridian.

    >>> zone_of("123°"), zone_of("39带"), zone_of("6度带20带"), zone_of("中央经线117")
    (Zone(width=3, number=41), Zone(width=3, number=39), Zone(width=6, number=20), Zone(width=3, number=39))
    """
    plain = unicodedata.normalize("NFKC", text or "")
    six = re.search("(?<![0-9])6[度°]|六度", plain)
    plain = re.sub("(?<![0-9])[36三六][度°]带?(?:第)?", "", plain)
    match = re.search(r"\d{2,3}", plain)
    if match is None:
        return None
    number = int(match[0])
    if number >= 70:
        if six:
            return Zone(6, (number + 3) // 6) if number % 6 == 3 else None
        return Zone.of_meridian(number) if number % 3 == 0 else None
    return Zone(6, number) if six else Zone.of_prefix(number)


def place_of(
    values: Mapping[str, str], prefix: str, extent: Extent = CHINA
) -> tuple[Point | None, list[Finding]]:
    """The point of a record's position and what is wrong with it.

    X and Y are believed before longitude and latitude; where both are written they must agree.
    """
    point, findings = _place(tuple(values.get(prefix + name) for name in _PLACE), extent)
    return point, [attrs.evolve(finding, field=prefix + name) for name, finding in findings]


_NEAR = 0.5
"""Degrees around a point in which only one zone has its X and Y."""
_PLACE = ("datum", "zone", "x", "y", "latitude", "longitude")


@lru_cache(maxsize=1 << 15)
def _place(
    written: tuple[str | None, ...], extent: Extent
) -> tuple[Point | None, tuple[tuple[str, Finding], ...]]:
    """The point, and each finding with its field; kept, since a set asks for each place several times."""
    datum, zone, x, y, latitude, longitude = written
    if not (x or y or latitude or longitude):
        return None, ()
    frame = Frame(
        datum=Datum.named(datum or "") or Datum.CGCS2000, zone=zone_of(zone), extent=extent
    )
    grid = read_point(x, y, frame)
    angles = read_point(latitude, longitude, frame)
    if angles.value and any(finding.code == "GC108" for finding in grid.findings):
        # The angles beside an easting without a prefix tell its zone.
        lat, lon = angles.value.lat, angles.value.lon
        near = Extent(lat, lon, lat, lon).wider(_NEAR)
        grid = read_point(x, y, attrs.evolve(frame, extent=near))
    findings = [*_with_field(grid, "x", "y"), *_with_field(angles, "latitude", "longitude")]
    if grid.value and angles.value:
        apart = grid.value.distance(angles.value)
        if apart > ROUGH:
            findings.append(("x", Finding("BL125", actual=metres(apart))))
    return grid.value or angles.value, tuple(findings)


def _with_field(parsed: Parsed[Point], north: str, east: str) -> Iterable[tuple[str, Finding]]:
    for finding in parsed.findings:
        yield east if finding.part in {"zone", "east"} else north, finding


def strange_datum(text: str | None) -> str | None:
    """What is written for a datum, where it is none that is known.

    >>> strange_datum("某市独立坐标系"), strange_datum("西安80"), strange_datum(None)
    ('某市独立坐标系', None, None)
    """
    return text if text and Datum.named(text) is None else None


def metres(value: float) -> str:
    """A length in metres as findings show it; the unit stands in their sentence.

    >>> metres(3.3999), metres(299_200.4)
    ('3.40', '299200')
    """
    return f"{value:.2f}" if value < 1000 else f"{value:.0f}"


def facts_of(
    record: Any, *, on: date, days: Iterable[str] = ()
) -> tuple[dict[str, Any], list[Finding]]:
    """Texts by path, with first and last day of *days*."""
    facts: dict[str, Any] = {path: text for path, text in texts_of(record) if text}
    findings: list[Finding] = []
    for path in days:
        day = PartialDate.parse(facts.get(path), on=on)
        findings += [attrs.evolve(f, field=path) for f in day.findings]
        facts[f"{path}.lo"] = day.value.lo if day.value else None
        facts[f"{path}.hi"] = day.value.hi if day.value else None
    return facts, findings


def absent(wanted: str | None, there: str | None) -> str | None:
    """Which of the units in *wanted* do not stand in *there*; ``None`` where none is missing.

    A unit is known by its name or code; where the units are not known, two must be there.

    >>> absent("兴国县、泰和县", "兴国县"), absent("兴国县、泰和县", "泰和县、兴国县"), absent(None, "兴国县")
    ('泰和县', None, '相邻方')
    """
    present = units_of(there)
    units = units_of(wanted)
    if not units:
        return None if len(present) > 1 else "相邻方"
    missing = [u for u in units if not any(u in p or p in u for p in present)]
    return "、".join(missing) or None


def out_of_order(facts: Mapping[str, Any], steps: Iterable[tuple[str, str]]) -> str | None:
    """The first two steps whose days contradict their order, in words.

    *steps* are paths of days with their labels, in the order in which they must happen.
    """
    known = [
        (label, facts[f"{path}.lo"], facts[f"{path}.hi"])
        for path, label in steps
        if facts.get(f"{path}.lo")
    ]
    for i, (label, _, hi) in enumerate(known):
        for earlier, lo, _ in known[:i]:
            if hi < lo:
                return f"{label}（{hi}）早于{earlier}（{lo}）"
    return None
