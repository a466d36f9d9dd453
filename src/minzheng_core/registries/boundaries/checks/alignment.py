"""Markers against their lines, all in one pass: how far off, how far along, in order or not.

Position along a line is linear referencing on the plane; a line may be digitised in either
direction, numbering follows the law: from west to east or from north to south (GB/T 17796-2009).
"""

from __future__ import annotations

from itertools import pairwise, starmap
from operator import lt
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = Any

__all__ = ["Alignment", "align", "disorder", "disordered_lines", "sides", "swapped_pair"]


@frozen(eq=False)
class Alignment:
    """Per marker: metres off its line, metres along it in the direction of the numbers, and more.

    ``offset`` and ``position`` are NaN where there is no place or no line. ``forward`` says per line
    whether it was digitised in the direction of the numbers; ``groups`` are the places of each
    line's markers sorted by number, with the line.
    """

    offset: Array
    position: Array
    forward: Array
    groups: tuple[tuple[int, Array], ...]


def align(points: Array, lines: Array, line_of: Array, serials: Array) -> Alignment:
    """Measure every marker against its own line.

    Args:
        points: places on the plane, shape (n, 2); NaN where unknown.
        lines: LineStrings on the plane, ``None`` where there is no geometry; shape (m,).
        line_of: per marker the position of its line in *lines*, -1 where unknown; shape (n,).
        serials: per marker its number; shape (n,).

    >>> line = shapely.LineString([(0, 0), (1000, 0), (1000, 1000), (2000, 1000)])
    >>> places = np.array([(5, 1), (700, -2), (1002, 400), (1500, 1030), (1000.5, 850)], float)
    >>> found = align(places, np.array([line]), np.zeros(5, int), np.arange(1, 6))
    >>> [round(float(v)) for v in found.position], [round(float(v)) for v in found.offset]
    ([5, 700, 1400, 2500, 1850], [1, 2, 2, 30, 0])
    """
    count = len(points)
    offset, position = (np.full(count, np.nan) for _ in range(2))
    there = np.append(shapely.is_geometry(lines) & ~shapely.is_empty(lines), False)
    usable = there[np.where(line_of >= 0, line_of, -1)] & np.isfinite(points).all(axis=1)
    where = np.flatnonzero(usable)
    # One line after the other: the pass stays in the caches.
    where = where[np.lexsort((serials[where], line_of[where]))]
    own = lines[line_of[where]]
    places = shapely.points(points[where])
    along = shapely.line_locate_point(own, places)
    offset[where] = shapely.distance(own, places)
    starts = np.flatnonzero(np.diff(line_of[where], prepend=-1)) if len(where) else where
    ahead = np.ones(len(lines), dtype=bool)
    if len(where):
        ahead[line_of[where[starts]]] = _directions(lines[line_of[where[starts]]], along, starts)
    lengths = shapely.length(own)
    ways = ahead[line_of[where]]
    position[where] = np.where(ways, along, lengths - along)
    groups = tuple(
        (int(line_of[group[0]]), group)
        for group in (np.split(where, starts[1:]) if len(where) else ())
    )
    return Alignment(offset, position, ahead, groups)


def _directions(lines: Array, along: Array, starts: Array) -> Array:
    """Whether each line was digitised in the direction of its numbers.

    The law says which end is the first; only where the numbers clearly run the other way (their
    correlation with the position is below -0.5) is the other end taken.
    """
    first = shapely.get_coordinates(shapely.get_point(lines, 0))
    last = shapely.get_coordinates(shapely.get_point(lines, -1))
    across, down = last[:, 0] - first[:, 0], first[:, 1] - last[:, 1]
    lawful = np.where(np.abs(across) >= np.abs(down), across >= 0, down >= 0)
    sizes = np.diff(np.append(starts, len(along)))
    rank = np.arange(len(along)) - np.repeat(starts + (sizes - 1) / 2, sizes)
    off = along - np.repeat(np.add.reduceat(along, starts) / sizes, sizes)
    both = np.add.reduceat(rank * off, starts)
    spread = np.sqrt(np.add.reduceat(rank * rank, starts) * np.add.reduceat(off * off, starts))
    lean = both / np.maximum(spread, 1e-12) * np.where(lawful, 1.0, -1.0)
    return np.where(lean < -0.5, ~lawful, lawful)


def sides(lines: Array, points: Array, along: Array | None = None) -> Array:
    """Left (+1) or right (-1) of a line as digitised, at the place nearest to each point.

    >>> line = shapely.LineString([(0, 0), (10, 0)])
    >>> sides(np.array([line, line]), np.array([(5.0, 2.0), (5.0, -2.0)])).tolist()
    [1.0, -1.0]
    """
    if along is None:
        along = shapely.line_locate_point(lines, shapely.points(points))
    ends = shapely.length(lines)
    step = np.minimum(1.0, ends / 2)
    before = shapely.get_coordinates(
        shapely.line_interpolate_point(lines, np.maximum(along - step, 0))
    )
    after = shapely.get_coordinates(
        shapely.line_interpolate_point(lines, np.minimum(along + step, ends))
    )
    way, off = after - before, points - before
    return np.sign(way[:, 0] * off[:, 1] - way[:, 1] * off[:, 0])


def disordered_lines(found: Alignment) -> list[int]:
    """The places in ``groups`` of lines whose positions do not increase with the numbers."""
    if not found.groups:
        return []
    flat = np.concatenate([group for _, group in found.groups])
    sizes = np.array([len(group) for _, group in found.groups])
    group_of = np.repeat(np.arange(len(sizes)), sizes)
    values = found.position[flat]
    wrong = (np.diff(values) <= 0) & (np.diff(group_of) == 0)
    return [int(g) for g in np.unique(group_of[:-1][wrong])]


def disorder(positions: Sequence[float]) -> list[int]:
    """The fewest places that, taken out, leave the rest increasing; the later of equals.

    >>> disorder([5, 700, 1400, 2500, 1850]), disorder([1, 9, 2, 3])
    ([4], [1])
    """
    count = len(positions)
    longest = [1] * count
    for i in range(count - 1, -1, -1):
        later = (longest[j] for j in range(i + 1, count) if positions[j] > positions[i])
        longest[i] = 1 + max(later, default=0)
    kept: list[int] = []
    wanted = max(longest, default=0)
    for i in range(count):
        if longest[i] == wanted and (not kept or positions[i] > positions[kept[-1]]):
            kept.append(i)
            wanted -= 1
    return sorted(set(range(count)) - set(kept))


def swapped_pair(positions: Sequence[float]) -> tuple[int, int] | None:
    """Two places whose exchange alone puts everything in order, if there is one such pair only.

    >>> swapped_pair([1, 4, 3, 2, 5]), swapped_pair([1, 9, 2, 3])
    ((1, 3), None)
    """
    found = []
    values = list(positions)
    wrong = disorder(values)
    for i in wrong:
        for j in range(len(values)):
            if i == j or (j in wrong and j < i):
                continue
            values[i], values[j] = values[j], values[i]
            if all(starmap(lt, pairwise(values))):
                found.append((min(i, j), max(i, j)))
            values[i], values[j] = values[j], values[i]
    return found[0] if len(set(found)) == 1 else None
