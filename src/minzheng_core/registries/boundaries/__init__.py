"""Boundary lines and markers (行政区域界线与界桩): records, rules, geometry, the county's boundary book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core._later import later
from minzheng_core.registries.boundaries import disputes, inspections, lines, markers, points, works
from minzheng_core.registries.boundaries.county_set import CountySet, Unit
from minzheng_core.registries.boundaries.record import (
    AzimuthObject,
    BoundaryPoint,
    Condition,
    Dispute,
    Inspection,
    Line,
    Marker,
    Position,
    Repair,
    Works,
)
from minzheng_core.registries.boundaries.tolerance import Tolerance

if TYPE_CHECKING:
    from minzheng_core.registries.boundaries.checks.comparing import compare_tables, remeasured
    from minzheng_core.registries.boundaries.checks.set_check import check_neighbours, check_set
    from minzheng_core.registries.boundaries.files.reading import read_set

__all__ = [
    "REGISTRIES",
    "AzimuthObject",
    "BoundaryPoint",
    "Condition",
    "CountySet",
    "Dispute",
    "Inspection",
    "Line",
    "Marker",
    "Position",
    "Repair",
    "Tolerance",
    "Unit",
    "Works",
    "check_neighbours",
    "check_set",
    "compare_tables",
    "read_set",
    "remeasured",
]

REGISTRIES = (
    lines.REGISTRY,
    markers.REGISTRY,
    points.REGISTRY,
    inspections.REGISTRY,
    disputes.REGISTRY,
    works.REGISTRY,
)
"""The six registers of boundary work; each opens as a book of its own."""

_LATER = {
    "check_neighbours": "checks.set_check",
    "check_set": "checks.set_check",
    "compare_tables": "checks.comparing",
    "read_set": "files.reading",
    "remeasured": "checks.comparing",
}
"""What needs geometry or files is loaded when it is used."""


__getattr__ = later(__name__, _LATER)
