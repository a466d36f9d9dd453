"""Two written coordinates to one point: which is which, in which zone, and what went wrong.

Every repair that is more than a way of writing is a finding with its likely cause; where the
evidence leaves two answers there is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.findings import Finding
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.krueger import inverse
from minzheng_core.geodesy.zones import PREFIX, ZONES, Zone
from minzheng_core.values.base import Parsed
from minzheng_core.values.coordinate_text import Form, Reading, read_component, without_words
from minzheng_core.values.point import CHINA, Extent, Point

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FAULTS", "Frame", "axes_of", "parse_point", "read_point"]

FAULTS = (
    "GC101", "GC102", "GC103", "GC104", "GC105", "GC106", "GC107", "GC108", "GC109", "GC110",
    "GC111", "GC112", "GC113",
)  # fmt: skip

_NORTHINGS = (332_000.0, 6_000_000.0)
_EASTINGS = (100_000.0, 900_000.0)
_SEPARATE = re.compile(
    r"(?=[EYNX]\s*[=:])|(?=东经|北纬|经度|纬度|纵坐标|横坐标)|[;\uff1b\u3001]|,(?=\s)|,(?=\D)"
    r"|\uff0c|(?<=[\"″'′])\s+(?=\d)|(?<=[EN])\s+(?=\d)"
)


_WRAPPED = re.compile(r"^[(\uff08\[【](.*)[)\uff09\]】]$")


@frozen(kw_only=True)
class Frame:
    """What is known of a table's coordinates before a cell is read.

    Attributes:
        datum: the datum that the table states.
        zone: the zone that it states, where Y comes without a prefix.
        extent: where its points can lie; the whole of China where nothing is known.
        packed: decimals are degrees, minutes and seconds packed (``115.21036``).

    """

    datum: Datum = Datum.CGCS2000
    zone: Zone | None = None
    extent: Extent = CHINA
    packed: bool = False

    @property
    def local(self) -> bool:
        """Whether the extent is narrow enough to choose between zones."""
        return self.extent.east - self.extent.west < 3.0


@frozen
class _Candidate:
    point: Point | None
    findings: tuple[Finding, ...]
    cost: int


def read_point(
    north: str | None,
    east: str | None,
    frame: Frame = Frame(),
) -> Parsed[Point]:
    """A point from two cells: latitude or X (纵坐标), and longitude or Y (横坐标).

    >>> XINGGUO = Frame(extent=Extent(26.0, 115.0, 26.7, 115.9))
    >>> found = read_point("634885.367", "2914211.695", XINGGUO)
    >>> found.value.show(), [finding.code for finding in found.findings]
    ('X=2914211.695 Y=38634885.367', ['GC107', 'GC109'])
    >>> wrong = read_point("2914211.695", "634885.367", Frame(zone=Zone(3, 39), extent=XINGGUO.extent))
    >>> print(wrong.findings[0])
    [GC110] 经度差 3.000°：写的是3度带第39带（中央经线117°），应为3度带第38带（中央经线114°）

    Limits: a number of six digits can be an easting or a packed latitude; its partner and the extent
    decide.
    """
    raw = f"{north or ''} {east or ''}".strip()
    first, second = read_component(north), read_component(east)
    fixes = (*first.fixes, *second.fixes)
    faults = (*first.findings, *second.findings)
    if not first.raw.strip() and not second.raw.strip():
        return Parsed(raw, None)
    if not faults and not (first.readings and second.readings):
        part = "east" if first.readings else "north"
        return Parsed(raw, None, fixes, (Finding("GC105", part=part),))
    if faults:
        return Parsed(raw, None, fixes, faults)
    turned = (first.axis, second.axis) == ("east", "north")
    pair = (second.readings, first.readings) if turned else (first.readings, second.readings)
    best = min(_candidates(*pair, frame), key=lambda c: c.cost, default=None)
    if best is None:
        shown = "、".join(side.raw.strip()[:24] for side in (first, second))
        return Parsed(raw, None, fixes, (Finding("GC112", actual=shown),))
    return Parsed(raw, best.point, fixes, best.findings)


def parse_point(text: str | None, frame: Frame = Frame()) -> Parsed[Point]:
    """A point from one text that holds both coordinates.

    >>> parse_point("东经115°21′03.6″，北纬26°19′51.6″").value.show()
    '东经115°21′03.60″ 北纬26°19′51.60″'
    >>> parse_point("X=2914211.695 Y=38634885.367").value.zone.number
    38
    """
    raw = text or ""
    if not raw.strip():
        return Parsed(raw, None)
    parts = _parted(raw)
    if parts is None:
        return Parsed(raw, None, (), (Finding("GC101", actual=raw[:24]),))
    first, second = parts
    named = read_component(first).axis, read_component(second).axis
    if named[0] == "east" or named[1] == "north":
        first, second = second, first
    found = read_point(first, second, frame)
    if not any(named) and found.value and found.value.zone is None:
        # Without words either order is a custom, not a fault.
        stated = tuple(f for f in found.findings if f.code != "GC107")
        return evolve(found, raw=raw, findings=stated)
    return evolve(found, raw=raw)


def _parted(raw: str) -> tuple[str, str] | None:
    """The two coordinates that stand in one text; ``None`` where there are not two."""
    plain = _WRAPPED.sub(r"\1", raw.strip())
    parts = [part.strip(" ,;\uff0c\uff1b") for part in _SEPARATE.split(plain) if part]
    parts = [part for part in parts if part]
    if len(parts) != 2:
        parts = plain.replace("\uff0c", ",").split(",") if plain.count(",") == 1 else plain.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None


def axes_of(text: str) -> tuple[str, str] | None:
    """The north and the east coordinate as they are written in one text, without the words for them.

    Angles without words stand in either order; which is which, their size tells.

    >>> axes_of("X=2914211.695 Y=38634885.367"), axes_of("115.351，26.331"), axes_of("不详")
    (('2914211.695', '38634885.367'), ('26.331', '115.351'), None)
    """
    parts = _parted(text)
    if parts is None:
        return None
    named = [read_component(part).axis for part in parts]
    first, second = parts
    if named[0] == "east" or named[1] == "north":
        first, second = second, first
    elif not any(named):
        found = read_point(first, second)
        if found.value and found.value.zone is None and "GC107" in {f.code for f in found.findings}:
            first, second = second, first
    return without_words(first), without_words(second)


def _candidates(
    norths: tuple[Reading, ...], easts: tuple[Reading, ...], frame: Frame
) -> Iterator[_Candidate]:
    """Every point that the readings can mean, with the cost of believing it."""
    for a in norths:
        for b in easts:
            if a.angular != b.angular:
                continue
            shared = (*a.findings, *b.findings)
            cost = _cost(a, frame) + _cost(b, frame)
            if (a.form is Form.PACKED_DECIMAL) != (b.form is Form.PACKED_DECIMAL) and frame.local:
                cost += 2
            shared = tuple(dict.fromkeys(shared))
            for swapped in (False, True):
                n, e = (b.value, a.value) if swapped else (a.value, b.value)
                extra = (Finding("GC107", part="order"),) if swapped else ()
                make = _angular if a.angular else _metric
                for made in make(n, e, frame):
                    yield _Candidate(
                        made.point, (*extra, *shared, *made.findings),
                        made.cost + cost + (6 if swapped else 0),
                    )  # fmt: skip


def _cost(reading: Reading, frame: Frame) -> int:
    if reading.form is Form.PACKED_DECIMAL:
        return 0 if frame.packed else 5
    if reading.form is Form.DEGREES and frame.packed:
        return 5
    return 1 if reading.form is Form.PACKED else 0


def _angular(lat: float, lon: float, frame: Frame) -> Iterator[_Candidate]:
    if not CHINA.holds(lat, lon):
        return
    outside = not frame.extent.holds(lat, lon)
    found = (Finding("GC113", part="extent"),) if outside else ()
    yield _Candidate(Point.geographic(lat, lon, frame.datum), found, 20 if outside else 0)


def _metric(x: float, y: float, frame: Frame) -> Iterator[_Candidate]:
    if not _NORTHINGS[0] <= x <= _NORTHINGS[1]:
        return
    prefix = int(y // PREFIX) if y >= 1e7 else 0
    east = y - prefix * PREFIX
    if not _EASTINGS[0] <= east <= _EASTINGS[1]:
        return
    written = Zone.of_prefix(prefix) if prefix else None
    if prefix and written is None:
        return
    stated = written or frame.zone
    # The meridian of a zone only turns the point: one inversion does for all of them.
    lat, away = inverse(x, east, 0.0, frame.datum.ellipsoid)

    def inside(zone: Zone) -> bool:
        return frame.extent.holds(lat, zone.central_meridian + away)

    fitting = [zone for zone in _near(frame, stated) if inside(zone)]
    if stated is None:
        if frame.local and len(fitting) == 1:
            point = Point(north=x, east=east, zone=fitting[0], datum=frame.datum)
            yield _Candidate(point, (Finding("GC109", part="zone", actual=fitting[0].label),), 0)
        else:
            yield _Candidate(None, (Finding("GC108", part="zone"),), 30)
        return
    point = Point(north=x, east=east, zone=stated, datum=frame.datum)
    if inside(stated):
        yield _Candidate(point, (), 0)
        return
    if frame.local and len(fitting) == 1 and fitting[0] != stated:
        turned = fitting[0].central_meridian - stated.central_meridian
        found = Finding(
            "GC110", part="zone", expected=fitting[0].label, actual=stated.label
        ) if abs(turned) == 3 else Finding("GC113", part="extent")  # fmt: skip
        yield _Candidate(point, (found,), 10)
        return
    yield _Candidate(point, (Finding("GC113", part="extent"),), 20)


@lru_cache(maxsize=256)
def _near(frame: Frame, stated: Zone | None) -> tuple[Zone, ...]:
    """The zones in which a point of the extent may be written: of the width stated, or of 3°."""
    width = stated.width if stated else 3
    first, last = Zone.at(frame.extent.west, width), Zone.at(frame.extent.east, width)
    numbers = range(first.number - 1, last.number + 2)
    return tuple(Zone(width, number) for number in numbers if number in ZONES[width])
