"""Markers of a set against their lines: on the line, in order, on the right side, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import evolve, frozen

from minzheng_core.findings import Finding
from minzheng_core.registries.boundaries.checks.alignment import (
    Alignment,
    align,
    disorder,
    disordered_lines,
    sides,
    swapped_pair,
)
from minzheng_core.registries.boundaries.checks.off_line import OffLine
from minzheng_core.registries.boundaries.facts import units_of
from minzheng_core.values.marker_code import STONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from minzheng_core.registries.boundaries.checks.located import Located
    from minzheng_core.registries.boundaries.checks.prepared import Prepared

Array = Any

FAR_SIDE = 200.0
"""Metres that one of two or three stones may stand from the line: across a river."""
SAME = 0.01
"""Metres within which two places are one."""
BESIDE = 30.0
"""Metres from a line at which its left side is asked for."""


@frozen(eq=False)
class Numbers:
    """The numbers of a set, each with its stones, measured against their lines."""

    rows: list[list[int]]
    places: Array
    line_of: Array
    serials: Array
    found: Alignment

    def positions(self, within: float) -> dict[tuple[int, int], float]:
        """Metres along the line by line and number, of those near their line and in order."""
        wrong: set[int] = set()
        for place in disordered_lines(self.found):
            group = self.found.groups[place][1]
            values = [float(v) for v in self.found.position[group]]
            wrong |= {int(group[i]) for i in (*disorder(values), *(swapped_pair(values) or ()))}
        near = np.flatnonzero(np.isfinite(self.found.position) & (self.found.offset <= within))
        return {
            (int(self.line_of[i]), int(self.serials[i])): float(self.found.position[i])
            for i in near
            if i not in wrong
        }


def aligned(prepared: Prepared) -> Numbers:
    """Measure the middle of the stones of every number against its line."""
    rows = [list(number) for number in prepared.numbers]
    first = np.array([number[0] for number in rows], int)
    places = np.array([_middle(prepared.places[number]) for number in rows]).reshape(-1, 2)
    line_of, serials = prepared.line_of[first], prepared.serials[first]
    return Numbers(rows, places, line_of, serials, align(places, prepared.lines, line_of, serials))


def check_markers(prepared: Prepared, numbers: Numbers) -> Iterator[Located]:
    """Every finding on markers and their lines."""
    rows, found = numbers.rows, numbers.found
    limit = np.array([_limit(prepared, number) for number in rows])
    off = np.flatnonzero(np.isfinite(found.offset) & (found.offset > limit))
    causes = OffLine(prepared, numbers, off)
    yield from causes.told()
    shifted = causes.shifts.keys()
    put_back = _put_back(prepared, numbers, causes.shifts)
    yield from _order(prepared, put_back, causes.explained - shifted, set(off.tolist()) - shifted)
    yield from _direction(prepared, found)
    placed = [number for i, number in enumerate(rows) if i not in causes.explained]
    yield from _sides(prepared, placed)
    yield from _lone_lines(prepared, [number[0] for number in rows])
    yield from _same_place(prepared, numbers)


def _middle(places: Array) -> Array:
    known = places[np.isfinite(places).all(axis=1)]
    return known.mean(axis=0) if len(known) else np.array([np.nan, np.nan])


def _limit(prepared: Prepared, number: list[int]) -> float:
    """How far the middle of the stones of a number may lie off: one tolerance, more for triples.

    A stone of a pair or a triple whose others have no place is somewhere beside the line.
    """
    base = prepared.tolerance.of_position
    places = prepared.places[number]
    placed = places[np.isfinite(places).all(axis=1)]
    code = prepared.codes[number[0]]
    stones = len(STONES.get(code.kind, ("Q",))) if code else 1
    if stones == 1:
        return base
    if stones > 2 or len(placed) < 2:
        return FAR_SIDE
    return max(base, 0.25 * float(np.hypot(*(placed[0] - placed[1]))))


def _lone_lines(prepared: Prepared, first: list[int]) -> list[Located]:
    """Markers whose line is not in the set."""
    if not prepared.given.lines:
        return []
    return [
        prepared.at_marker(row, Finding("BL313", field="line", actual=_line_of(prepared, row)))
        for row in first
        if prepared.line_of[row] < 0 and _line_of(prepared, row)
    ]


def _same_place(prepared: Prepared, numbers: Numbers) -> Iterator[Located]:
    """Markers of one line with the very same coordinates: a row was copied."""
    seen: dict[tuple[int, int, int], int] = {}
    for i in np.flatnonzero(np.isfinite(numbers.places).all(axis=1)):
        row, line = numbers.rows[i][0], int(numbers.line_of[i])
        place = int(numbers.places[i][0] / SAME), int(numbers.places[i][1] / SAME)
        other = seen.setdefault((line, *place), row)
        if other != row and line >= 0:
            found = Finding("BL329", field="position", actual=prepared.name_of(other))
            yield prepared.at_marker(row, found)


def _line_of(prepared: Prepared, row: int) -> str:
    code = prepared.codes[row]
    return prepared.given.markers[row].line or (code.line.text if code else "")


def _put_back(prepared: Prepared, numbers: Numbers, shifts: Mapping[int, Array]) -> Numbers:
    """The numbers with those that were shifted together where they belong."""
    if not shifts:
        return numbers
    places = numbers.places.copy()
    for i, vector in shifts.items():
        places[i] += vector
    found = align(places, prepared.lines, numbers.line_of, numbers.serials)
    return evolve(numbers, places=places, found=found)


def _order(
    prepared: Prepared, numbers: Numbers, explained: set[int], off: set[int]
) -> Iterator[Located]:
    """Markers out of the order of their numbers; two that exchanged their numbers are named so.

    What lies off its line for a known cause has no place in the order.
    """
    found = numbers.found
    names = [prepared.name_of(number[0]) for number in numbers.rows]
    for place in disordered_lines(found):
        group = [int(i) for i in found.groups[place][1] if int(i) not in explained]
        positions = [float(found.position[i]) for i in group]
        pair = swapped_pair(positions)
        if pair and not {group[i] for i in pair} & off:
            for i, j in (pair, pair[::-1]):
                row = numbers.rows[group[i]][0]
                yield prepared.at_marker(
                    row, Finding("BL304", field="code", actual=names[group[j]])
                )
            continue
        for i in disorder(positions):
            before = max((j for j in range(i) if positions[j] >= positions[i]), default=None)
            after = min(
                (j for j in range(i + 1, len(group)) if positions[j] <= positions[i]), default=i
            )
            other = group[before if before is not None else after]
            row = numbers.rows[group[i]][0]
            yield prepared.at_marker(row, Finding("BL302", field="code", actual=names[other]))


def _direction(prepared: Prepared, found: Alignment) -> Iterator[Located]:
    """Lines numbered neither from the west nor from the north."""
    for line, group in found.groups:
        if len(group) < 2:
            continue
        ends = shapely.get_coordinates(prepared.lines[line])[[0, -1]]
        begin, end = ends if found.forward[line] else ends[::-1]
        if begin[0] > end[0] and begin[1] < end[1]:
            yield prepared.at_line(line, Finding("BL303", field="code"), begin)


def _sides(prepared: Prepared, rows: list[list[int]]) -> Iterator[Located]:
    """Stones of a pair: on both sides of the line, the first on the side of the smaller code.

    On which side a stone stands that is no further from the line than the tolerance, nobody knows; which of the
    two stands further left is known where they are further apart than two fixes may be.
    """
    pairs = [number for number in rows if len(number) == 2 and _is_pair(prepared, number)]
    if not pairs:
        return
    stones = np.array(pairs).ravel()
    lines = prepared.line_of[stones]
    known = np.isfinite(prepared.places[stones]).all(axis=1) & shapely.is_geometry(
        prepared.lines[lines]
    )
    ways = np.full(len(stones), np.nan)
    own, places = prepared.lines[lines[known]], prepared.places[stones[known]]
    ways[known] = sides(own, places) * shapely.distance(own, shapely.points(places))
    left = {int(line): _left_is_smaller(prepared, int(line)) for line in np.unique(lines)}
    for number, both in zip(pairs, ways.reshape(-1, 2), strict=True):
        first = prepared.codes[number[0]].kind == "A"  # type: ignore[union-attr]
        further_left = both[0] - both[1] if first else both[1] - both[0]
        if not np.isfinite(both).all():
            continue
        partner = (prepared.name_of(number[1]),)
        sure = np.abs(both).min() > prepared.tolerance.of_position
        if sure and np.sign(both[0]) == np.sign(both[1]):
            yield prepared.at_marker(number[0], Finding("BL306", field="position"), others=partner)
            continue
        smaller = left.get(int(prepared.line_of[number[0]]))
        known_apart = abs(further_left) > prepared.tolerance.of_difference
        if smaller is not None and known_apart and (further_left > 0) != smaller:
            yield prepared.at_marker(number[0], Finding("BL305", field="code"), others=partner)


def _is_pair(prepared: Prepared, number: list[int]) -> bool:
    kinds = {code.kind for row in number if (code := prepared.codes[row])}
    return kinds == {"A", "B"} and prepared.line_of[number[0]] >= 0


def _left_is_smaller(prepared: Prepared, row: int) -> bool | None:
    """Whether the unit left of a line, as digitised, is that of the smaller code; by the polygons."""
    line = prepared.lines[row]
    units = [unit for unit in prepared.given.units if unit.shape is not None and unit.code]
    if line is None or len(units) < 2:
        return None
    written = units_of(prepared.given.lines[row].units)
    own = [unit for unit in units if {unit.code, unit.name} & set(written)]
    if len(own) != 2:
        return None
    smaller = min(own, key=lambda unit: unit.code)
    shape = prepared.plane.project(np.array([smaller.shape], dtype=object))[0]
    left = shapely.offset_curve(line, BESIDE)
    if shapely.is_empty(left):
        return None
    places = shapely.line_interpolate_point(left, [0.2, 0.4, 0.5, 0.6, 0.8], normalized=True)
    return bool(shapely.contains(shape, places).mean() > 0.5)
