"""Lines and polygons that were drawn with latitude and longitude exchanged (经纬度写反)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import evolve

from minzheng_core.findings import Finding
from minzheng_core.registries.boundaries.checks.located import Located
from minzheng_core.values.point import CHINA

if TYPE_CHECKING:
    from minzheng_core.registries.boundaries.county_set import CountySet


def upright(given: CountySet) -> tuple[CountySet, list[Located]]:
    """The set with such shapes turned back, and a finding on each: nothing could be measured against them."""
    found: list[Located] = []
    shapes = list(given.shapes)
    for row, (line, shape) in enumerate(zip(given.lines, given.shapes, strict=True)):
        if is_turned(shape):
            shapes[row] = _turned(shape)
            found.append(
                _told("line", row, line.code or line.title or f"第{row + 1}行", shapes[row])
            )
    units = list(given.units)
    for row, unit in enumerate(given.units):
        if is_turned(unit.shape):
            units[row] = evolve(unit, shape=_turned(unit.shape))
            found.append(_told("unit", row, unit.label, units[row].shape))
    return (evolve(given, shapes=tuple(shapes), units=tuple(units)) if found else given), found


def is_turned(shape: Any) -> bool:
    """Whether a shape lies outside China and would lie inside with its axes exchanged.

    >>> is_turned(shapely.LineString([(26.3, 115.3), (26.3, 115.4)]))
    True
    >>> is_turned(shapely.LineString([(115.3, 26.3), (115.4, 26.3)])), is_turned(None)
    (False, False)
    """
    if shape is None or shapely.is_empty(shape):
        return False
    west, south, east, north = map(float, shapely.bounds(shape))
    if not np.isfinite([west, south, east, north]).all():
        return False
    here = CHINA.holds(south, west) or CHINA.holds(north, east)
    return not here and CHINA.holds(west, south) and CHINA.holds(east, north)


def _turned(shape: Any) -> Any:
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


def _told(kind: str, row: int, key: str, shape: Any) -> Located:
    lon, lat = shapely.get_coordinates(shape)[0]
    finding = Finding("GC107", field="shape", part="order")
    return Located(finding=finding, kind=kind, key=key, row=row, lon=float(lon), lat=float(lat))
