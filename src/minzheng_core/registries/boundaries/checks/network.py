"""The lines of a county as a ring: ends that meet in three-way points, lengths, points of three tables.

References: 《行政区域界线界桩管理办法》(民政部令第36号, 2008) 第五条 for the agreement on a three-way point;
GB/T 17796-2009.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from minzheng_core.findings import Finding
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.registries.boundaries.checks.located import Located
from minzheng_core.registries.boundaries.checks.plane import geodesic_lengths
from minzheng_core.registries.boundaries.checks.prepared import place_of_point
from minzheng_core.registries.boundaries.facts import (
    KILOMETRE,
    length_in,
    metres,
    parts_of,
    units_of,
)
from minzheng_core.registries.boundaries.points import is_three_way

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from minzheng_core.registries.boundaries.checks.prepared import Prepared

Array = Any

LOOSE = 1000.0
"""Metres within which two open ends are taken for the same three-way point, badly joined."""
_BELOW = re.compile("[乡镇村]|街道")
"""What the level of a line inside the county says."""


def check_network(prepared: Prepared) -> Iterator[Located]:
    """Ends, ring, three-way points and lengths of a county's lines."""
    yield from _ring(prepared)
    yield from _three_way_points(prepared)
    yield from _same_point(prepared)
    yield from _lengths(prepared)


def _ends(prepared: Prepared) -> tuple[Array, Array]:
    """The ends of the lines of the county's ring that have a shape, and the line of each."""
    rows = [
        i
        for i in _of_the_ring(prepared)
        if (line := prepared.lines[i]) is not None
        and not shapely.is_empty(line)
        and not shapely.is_closed(line)
    ]
    ends = [shapely.get_coordinates(prepared.lines[i])[[0, -1]] for i in rows]
    return np.array(ends).reshape(-1, 2), np.repeat(rows, 2).astype(int)


def _of_the_ring(prepared: Prepared) -> list[int]:
    """The lines between the county and its neighbours, not those of townships or of two neighbours.

    Where no line names the county among its units, only their levels tell.
    """
    given = prepared.given
    county = divisions().nearest(given.county, LAST_LIST)
    name = county.name if county else given.county
    units = {
        row: units_of(line.units)
        for row, line in enumerate(given.lines)
        if not _BELOW.search(line.level or "")
    }
    own = {
        row
        for row, written in units.items()
        for unit in written
        if unit == given.county or unit.endswith(name) or name.startswith(unit)
    }
    return [row for row, written in units.items() if row in own or not (own and written)]


def clusters_of(ends: Array, within: float) -> Array:
    """Numbers of the groups of ends that lie within a distance of each other.

    >>> clusters_of(np.array([(0.0, 0.0), (100.0, 0.0), (0.0, 1.0)]), 5.0).tolist()
    [0, 1, 0]
    """
    group = np.arange(len(ends))
    if len(ends):
        points = shapely.points(ends)
        first, second = shapely.STRtree(points).query(points, predicate="dwithin", distance=within)
        for a, b in zip(first, second, strict=True):
            low, high = sorted((group[a], group[b]))
            group[group == high] = low
    return np.unique(group, return_inverse=True)[1]


def _ring(prepared: Prepared) -> Iterator[Located]:
    """Whether the lines chain into closed rings; ends that nearly meet are named with the gap."""
    ends, line = _ends(prepared)
    if len(ends) < 4:
        return
    joined = yield from _loose_ends(prepared, ends, line)
    meeting = np.bincount(joined)
    for number in np.flatnonzero(meeting > 2):
        meet = np.flatnonzero(joined == number)
        names = tuple(prepared.line_name(int(line[k])) for k in meet)
        yield prepared.at_line(
            int(line[meet[0]]), Finding("BL309", field="shape", actual=str(len(meet))),
            ends[meet[0]], others=names[1:],
        )  # fmt: skip
    parts = _parts(joined, line)
    if parts > 1 and (meeting == 1).any():  # an exclave is a closed ring of its own
        yield Located(finding=Finding("BL310", field="shape", actual=str(parts)), kind="set")


def _loose_ends(prepared: Prepared, ends: Array, line: Array) -> Generator[Located, None, Array]:
    """Ends that meet no other.

    Returns the group of each end that lies in one place with it, or was meant to.
    """
    tolerance = prepared.tolerance.of_position
    joined = clusters_of(ends, tolerance)
    done: set[int] = set()
    for i in np.flatnonzero(np.bincount(joined)[joined] == 1):
        if i in done:
            continue
        apart = np.hypot(*(ends - ends[i]).T)
        apart[line == line[i]] = np.inf
        j = int(np.argmin(apart))
        if apart[j] <= LOOSE:
            done |= {int(i), j}
            joined[joined == joined[i]] = joined[j]
            yield prepared.at_line(
                int(line[i]),
                Finding("BL307", field="shape", expected=metres(tolerance), actual=metres(apart[j])),
                ends[i], others=(prepared.line_name(int(line[j])),),
            )  # fmt: skip
        else:
            yield prepared.at_line(int(line[i]), Finding("BL308", field="shape"), ends[i])
    return joined


def _parts(joined: Array, line: Array) -> int:
    """In how many pieces the lines hang together."""
    piece: dict[int, set[int]] = {int(row): {int(row)} for row in np.unique(line)}
    for number in np.unique(joined):
        rows = {int(row) for row in line[joined == number]}
        whole = set().union(*(piece[row] for row in rows))
        for row in whole:
            piece[row] = whole
    return len({min(rows) for rows in piece.values()})


def _three_way_points(prepared: Prepared) -> Iterator[Located]:
    """Recorded three-way points against the ends of the lines that they name."""
    tolerance = prepared.tolerance.of_position
    for number, point in enumerate(prepared.given.points):
        if not is_three_way(point.kind):
            continue
        place = place_of_point(point, prepared)
        if place is None:
            continue
        for name in parts_of(point.lines):
            row = prepared.line_row(name)
            line = None if row is None else prepared.lines[row]
            if line is None or shapely.is_empty(line):
                continue
            apart = float(np.hypot(*(shapely.get_coordinates(line)[[0, -1]] - place).T).min())
            if apart > tolerance:
                yield Located(
                    finding=Finding(
                        "BL311", field="position", expected=metres(tolerance), actual=metres(apart)
                    ),
                    kind="point", key=point.code or "", row=number, others=(name,),
                    **prepared.where(place),
                )  # fmt: skip


def _same_point(prepared: Prepared) -> Iterator[Located]:
    """One three-way point in the tables of several lines: its places must be one.

    Three units may meet twice, as a county with two neighbours meets them: what is far away, where lines end,
    is another point.
    """
    groups: dict[frozenset[str], list[tuple[int, Array]]] = defaultdict(list)
    points = prepared.given.points
    for number, point in enumerate(points):
        units = frozenset(units_of(point.units)) or frozenset({point.code or ""})
        place = place_of_point(point, prepared) if is_three_way(point.kind) else None
        if place is not None and units != frozenset({""}):
            groups[units].append((number, place))
    limit, (ends, _) = prepared.tolerance.of_difference, _ends(prepared)
    for members in groups.values():
        for at, (row, place) in enumerate(members):
            before = [(float(np.hypot(*(place - other))), first) for first, other in members[:at]]
            apart, first = min(before, default=(0.0, row))
            own = apart > LOOSE and (np.hypot(*(ends - place).T) <= LOOSE).any()
            if apart > limit and not own:
                yield Located(
                    finding=Finding(
                        "BL317", field="position", expected=metres(limit), actual=metres(apart)
                    ),
                    kind="point", key=points[row].code or "", row=row,
                    others=tuple(t for t in (points[first].code,) if t), **prepared.where(place),
                )  # fmt: skip


def _lengths(prepared: Prepared) -> Iterator[Located]:
    """Stated lengths against geodesic ones."""
    there = [i for i, line in enumerate(prepared.lines) if line is not None]
    shapes = np.array([prepared.given.shapes[i] for i in there], dtype=object)
    measured = geodesic_lengths(shapes, prepared.given.datum) if there else []
    for row, length in zip(there, measured, strict=True):
        stated = length_in(prepared.given.lines[row].length, KILOMETRE)
        if stated is None or stated <= 0:
            continue
        if abs(stated - length) > prepared.tolerance.of_length(float(length)):
            yield prepared.at_line(
                row,
                Finding(
                    "BL319", field="length", expected=f"{length / 1000:.3f}",
                    actual=f"{stated / 1000:.3f}",
                ),
            )  # fmt: skip
