"""The described course of a line against its geometry, leg by leg (边界线走向说明).

A description gives directions in sixteen points from true north, section by section between markers:
“从1号界桩起，边界线沿山脊向东，转西南至2号界桩”. As many legs as it names are cut from the geometry in the
way that fits best; each is judged by the sector in which it runs.

Reference: GB/T 17796-2009.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import frozen

from minzheng_core.findings import Finding
from minzheng_core.values.bearing import Compass, directions_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from minzheng_core.registries.boundaries.checks.located import Located
    from minzheng_core.registries.boundaries.checks.prepared import Prepared

Array = Any

_MARK = re.compile(r"(?:第)?([0-9０-９]+)号?(?:[（(]?[ABCDEQ、]*[)）]?)?(?:号)?界桩")
_SHORT = 4
"""Digits of a number that is no whole code."""
MOST_VERTICES = 48
"""A section is simplified until it has no more, so that its legs can be sought."""
ACROSS = 2
"""So many sectors away a leg contradicts its description; one away is a matter of drawing."""


CONTRADICTS = 33.75
"""Degrees from the middle of a sector at which the second next one begins."""


@frozen
class Section:
    """A part of a description: from one number to another (0 for the ends), and its directions."""

    begin: int
    end: int
    directions: tuple[Compass, ...]


def sections_of(text: str) -> list[Section]:
    """The sections of a description between the markers that it names.

    >>> [(s.begin, s.end, [d.zh for d in s.directions])
    ...  for s in sections_of("从1号界桩起，边界线向东，转西南至2号界桩；再向南至3号界桩。")]
    [(1, 2, ['东', '西南']), (2, 3, ['南'])]
    >>> [(s.begin, s.end) for s in sections_of("从5253001Q号界桩起，向东至5253002A号界桩，转南。")]
    [(1, 2), (2, 0)]
    """
    marks = [(_serial(match[1]), match.start(), match.end()) for match in _MARK.finditer(text)]
    bounds = [(0, 0, 0), *marks, (0, len(text), len(text))]
    found = []
    for (first, _, begin), (second, end, _) in pairwise(bounds):
        directions = tuple(directions_in(text[begin:end]))
        if directions:
            found.append(Section(first, second, directions))
    return found


def _serial(digits: str) -> int:
    """The number of a marker, of which a whole code is the last three digits."""
    return int(digits[-3:] if len(digits) > _SHORT else digits)


def joined(sections: Sequence[Section], known: Collection[int]) -> Iterator[Section]:
    """The sections, those before and behind a marker whose place is not *known* made one.

    >>> two = sections_of("从1号界桩起，边界线向东，转西南至2号界桩；再向南至3号界桩。")
    >>> [(s.begin, s.end, [d.zh for d in s.directions]) for s in joined(two, {1, 3})]
    [(1, 3, ['东', '西南', '南'])]
    """
    open_end: Section | None = None
    for section in sections:
        whole = section
        if open_end is not None and open_end.end == section.begin:
            again = open_end.directions[-1] == section.directions[0]
            directions = open_end.directions + section.directions[again:]
            whole = Section(open_end.begin, section.end, directions)
        open_end = whole if whole.end and whole.end not in known else None
        if open_end is None:
            yield whole


def legs_that_fit(vertices: Array, stated: Sequence[Compass], azimuths: Array) -> list[float]:
    """The azimuths of as many legs as are stated, cut where they fit best.

    Args:
        vertices: the section's vertices on the plane, shape (n, 2).
        stated: the directions, one per leg.
        azimuths: true azimuths in degrees from each vertex to each, shape (n, n).

    """
    count, legs = len(vertices), len(stated)
    if legs >= count:
        return [float(azimuths[i, i + 1]) for i in range(count - 1)]
    steps = np.hypot(*np.diff(vertices, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    lengths = along[None, :] - along[:, None]
    middles = np.array([point.middle for point in stated])[:, None, None]
    off = np.abs((azimuths - middles + 180) % 360 - 180)
    # First as few contradictions as can be, then the least deviation.
    contradicts = np.where(off > CONTRADICTS, 1e9 * along[-1], 0.0)
    wrong = np.where(lengths < 0.03 * along[-1], np.inf, off * off * lengths + contradicts)
    best = np.full((legs + 1, count), np.inf)
    came = np.zeros((legs + 1, count), int)
    best[0, 0] = 0.0
    for leg in range(legs):
        costs = best[leg][:, None] + wrong[leg]
        came[leg + 1] = costs.argmin(axis=0)
        best[leg + 1] = np.take_along_axis(costs, came[leg + 1][None, :], axis=0)[0]
    ends = [count - 1]
    for leg in range(legs, 0, -1):
        ends.append(int(came[leg, ends[-1]]))
    ends.reverse()
    return [float(azimuths[a, b]) for a, b in pairwise(ends)]


def thinned(line: Any) -> Array:
    """The vertices of a line, simplified to at most :data:`MOST_VERTICES`."""
    tolerance = float(shapely.length(line)) / 500
    vertices = shapely.get_coordinates(line)
    while len(vertices) > MOST_VERTICES:
        vertices = shapely.get_coordinates(shapely.simplify(line, tolerance))
        tolerance *= 1.6
    return vertices


def check_courses(
    prepared: Prepared, positions: Mapping[tuple[int, int], float], ahead: Array
) -> Iterator[Located]:
    """Each described section against the line's geometry.

    *positions* are metres along a line in the direction of its numbers by line and number, *ahead*
    says which lines are digitised in that direction.
    """
    described: list[tuple[int, Section, Array]] = []
    for row, line in enumerate(prepared.given.lines):
        shape = prepared.lines[row]
        if not line.course or shape is None or shapely.is_empty(shape):
            continue
        whole = shape if ahead[row] else shapely.reverse(shape)
        total = float(shapely.length(whole))
        known = {number for of, number in positions if of == row}
        for section in joined(sections_of(line.course), known):
            begin = positions.get((row, section.begin)) if section.begin else 0.0
            end = positions.get((row, section.end)) if section.end else total
            if begin is None or end is None or abs(end - begin) < 1.0:
                continue
            described.append((row, section, thinned(_between(whole, begin, end))))
    if not described:
        return
    places = np.concatenate([vertices for *_, vertices in described])
    degrees = np.column_stack(prepared.plane.to_degrees(*places.T))
    until = 0
    for row, section, vertices in described:
        begin, until = until, until + len(vertices)
        azimuths = prepared.plane.azimuths(*degrees[begin:until].T)
        yield from _judged(prepared, row, section, vertices, azimuths)


def _judged(
    prepared: Prepared, row: int, section: Section, vertices: Array, azimuths: Array
) -> Iterator[Located]:
    legs = legs_that_fit(vertices, section.directions, azimuths)
    wrong = [
        (number, stated, Compass.of(azimuth))
        for number, (stated, azimuth) in enumerate(zip(section.directions, legs, strict=False), 1)
        if Compass.of(azimuth).away(stated) >= ACROSS
    ]
    where = f"{section.begin or '起点'}—{section.end or '终点'}"
    for number, stated, found in wrong:
        more = f"第{number}段" if len(section.directions) > 1 else ""
        yield prepared.at_line(
            row,
            Finding(
                "BL320", field="course", part=f"{where}{more}", expected=found.zh, actual=stated.zh
            ),
            vertices[len(vertices) // 2],
            others=(f"{where}{more}",),
        )
    if len(legs) < len(section.directions):
        yield prepared.at_line(
            row,
            Finding("BL325", field="course", expected=str(len(legs)), actual=str(len(section.directions))),
            vertices[0], others=(where,),
        )  # fmt: skip


def _between(line: Any, begin: float, end: float) -> Any:
    """The part of a line between two positions, in that direction."""
    vertices = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(vertices, axis=0).T))])
    first, last = sorted((begin, end))
    inside = vertices[(along > first) & (along < last)]
    ends = shapely.get_coordinates(shapely.line_interpolate_point(line, [first, last]))
    part = np.vstack([ends[:1], inside, ends[1:]])
    return shapely.linestrings(part if begin <= end else part[::-1])
