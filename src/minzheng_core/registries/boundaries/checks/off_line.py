"""Markers that lie off their lines, each told by its cause (偏离界线的原因).

The causes are tried one after the other; what one explains the next does not look at. The arithmetic of
each is in :mod:`.causes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import define, field

from minzheng_core.findings import Finding, Severity
from minzheng_core.geodesy import gcj02
from minzheng_core.registries.boundaries.checks.causes import (
    LEAST_SHIFTED,
    common_shift,
    nearest_other,
    of_web_maps,
    undone_web_map,
)
from minzheng_core.registries.boundaries.facts import metres
from minzheng_core.values.coordinate_text import Form, read_component

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.registries.boundaries.checks.located import Located
    from minzheng_core.registries.boundaries.checks.marker_checks import Numbers
    from minzheng_core.registries.boundaries.checks.prepared import Prepared

Array = Any

NEAR_END = 200.0
"""Metres from an end of its line within which a marker may lie on another, which meets it there."""


@define(eq=False)
class OffLine:
    """The numbers of a set that lie *off* their lines, and what is known of why."""

    prepared: Prepared
    numbers: Numbers
    off: Array
    explained: set[int] = field(factory=set, init=False)
    """Those whose cause is known."""
    shifts: dict[int, Array] = field(factory=dict, init=False)
    """What brings those back that were shifted with others of their line."""
    _of_line: dict[int, Array] = field(factory=dict, init=False)
    """The same by line."""

    def told(self) -> Iterator[Located]:
        """A finding on each, or on its line."""
        if not len(self.off):
            return
        yield from self._shifted()
        yield from self._shifted_alike()
        self.explained |= self.shifts.keys()
        yield from self._of_web_maps()
        yield from self._packed()
        yield from self._of_another_line()

    @property
    def _tolerance(self) -> float:
        return self.prepared.tolerance.of_position

    def _left(self) -> tuple[Array, Array]:
        """Those not explained yet, and what brings back the others of their line: a fault may come on top of that."""
        left = np.array([i for i in self.off if i not in self.explained], int)
        lines = self.numbers.line_of[left]
        on_top = np.array([self._of_line.get(int(line), (0.0, 0.0)) for line in lines])
        return left, on_top.reshape(-1, 2)

    def _shifted(self) -> Iterator[Located]:
        """Lines whose markers are displaced together: another datum."""
        places, line_of = self.numbers.places, self.numbers.line_of
        for line in np.unique(line_of[self.off]):
            own = np.flatnonzero((line_of == line) & np.isfinite(places).all(axis=1))
            few = (line_of[self.off] == line).sum() < LEAST_SHIFTED
            if few or self.prepared.lines[line] is None:
                continue
            shift = common_shift(places[own], self.prepared.lines[line_of[own]], self._tolerance)
            if shift is not None:
                vector, explained = shift
                yield self._put_back(int(line), own[explained], vector)

    def _shifted_alike(self) -> Iterator[Located]:
        """Lines too straight to show a shift by themselves, which that of the other lines explains."""
        places, line_of = self.numbers.places, self.numbers.line_of
        vectors = np.array(list(self._of_line.values())).reshape(-1, 2)
        if len(vectors) < 2 or np.ptp(vectors, axis=0).max() > 2 * self._tolerance:
            return
        vector = vectors.mean(axis=0)
        for line in np.unique(line_of[self.off]):
            if int(line) in self._of_line or self.prepared.lines[line] is None:
                continue
            own = self.off[line_of[self.off] == line]
            moved = shapely.points(places[own] + vector)
            if (shapely.distance(self.prepared.lines[line], moved) <= self._tolerance).all():
                yield self._put_back(int(line), own, vector)

    def _put_back(self, line: int, own: Array, vector: Array) -> Located:
        """The finding on a line whose markers one shift brings back, which is kept."""
        self.shifts |= dict.fromkeys(map(int, own), vector)
        self._of_line[line] = vector
        named = tuple(self.prepared.name_of(self.numbers.rows[i][0]) for i in own)
        shown = f"X {-vector[1]:+.0f}, Y {-vector[0]:+.0f}"
        finding = Finding("GC115", field="position.datum", actual=shown)
        return self.prepared.at_line(line, finding, self.numbers.places[own[0]], others=named)

    def _of_web_maps(self) -> Iterator[Located]:
        """Those that come onto their lines once the displacement of web maps is undone."""
        left, on_top = self._left()
        places = self.numbers.places[left]
        lines, plane = self.prepared.lines[self.numbers.line_of[left]], self.prepared.plane
        nearer = undone_web_map(places, lines, plane, self._tolerance)
        on_line = undone_web_map(places + on_top, lines, plane, self._tolerance)
        web, sure = of_web_maps(np.fmax(nearer, on_line))
        for i in left[web]:
            apart = metres(self._displacement(self.numbers.places[i]))
            level = None if sure else Severity.SUSPECT
            yield self._explained(i, Finding("GC114", field="position", actual=apart, level=level))

    def _displacement(self, place: Array) -> float:
        """By how many metres web maps displace a place."""
        plane = self.prepared.plane
        lon, lat = plane.to_degrees(place[:1], place[1:])
        back = gcj02.undone(lat, lon, np)
        east, north = plane.to_plane(back[1], back[0])
        return float(np.hypot(east[0] - place[0], north[0] - place[1]))

    def _packed(self) -> Iterator[Located]:
        """Those whose degrees, read as packed degrees, minutes and seconds, put them on their lines."""
        for i, shift in zip(*self._left(), strict=True):
            place = self._unpacked(int(i))
            if place is None:
                continue
            line = self.prepared.lines[self.numbers.line_of[i]]
            apart = shapely.distance(line, shapely.points([place, place + shift]))
            if (apart <= self._tolerance).any():
                yield self._explained(i, Finding("GC106", field="position"))

    def _unpacked(self, i: int) -> Array | None:
        """The place that the coordinates of a number mean as packed degrees, minutes and seconds."""
        position = self.prepared.given.markers[self.numbers.rows[i][0]].position
        found = []
        for text in (position.longitude, position.latitude):
            readings = read_component(text).readings
            found.append(next((r.value for r in readings if r.form is Form.PACKED_DECIMAL), None))
        lon, lat = found
        if lon is None or lat is None:
            return None
        east, north = self.prepared.plane.to_plane(np.array([lon]), np.array([lat]))
        return np.array([east[0], north[0]])

    def _of_another_line(self) -> Iterator[Located]:
        """Those that lie on another line; of the rest nothing is known but how far off they are."""
        prepared, numbers = self.prepared, self.numbers
        left, _ = self._left()
        lines = numbers.line_of[left]
        other = nearest_other(numbers.places[left], prepared.lines, lines, self._tolerance)
        for i, own, line in zip(left, lines, other, strict=True):
            if line >= 0 and not self._near_end(i, int(own)):
                said = Finding(
                    "BL312", field="line", expected=prepared.line_name(int(line)),
                    actual=prepared.line_name(int(own)),
                )  # fmt: skip
                yield self._explained(i, said)
            else:
                offset = metres(numbers.found.offset[i])
                said = Finding(
                    "BL301", field="position", expected=metres(self._tolerance), actual=offset
                )
                yield self._said(i, said)

    def _near_end(self, i: int, line: int) -> bool:
        """Whether a number is near an end of its line, where other lines meet it."""
        ends = shapely.boundary(self.prepared.lines[line])
        return bool(shapely.distance(ends, shapely.Point(self.numbers.places[i])) < NEAR_END)

    def _explained(self, i: int, finding: Finding) -> Located:
        self.explained.add(int(i))
        return self._said(i, finding)

    def _said(self, i: int, finding: Finding) -> Located:
        """A finding on the first stone of a number, with its partners."""
        first, *others = self.numbers.rows[i]
        partners = tuple(self.prepared.name_of(row) for row in others)
        return self.prepared.at_marker(first, finding, others=partners)
