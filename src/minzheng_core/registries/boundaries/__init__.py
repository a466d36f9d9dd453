"""Boundary lines and markers (行政区域界线与界桩): records, rules, geometry, the county's boundary book."""

from __future__ import annotations

from minzheng_core.registries.boundaries import disputes, inspections, lines, markers, points, works
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

__all__ = [
    "REGISTRIES",
    "AzimuthObject",
    "BoundaryPoint",
    "Condition",
    "Dispute",
    "Inspection",
    "Line",
    "Marker",
    "Position",
    "Repair",
    "Tolerance",
    "Works",
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
