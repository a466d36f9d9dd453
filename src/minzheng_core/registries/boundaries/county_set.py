"""A county's set of boundary records with their geometry: what is checked together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.geodesy.datums import Datum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.registries.boundaries.record import BoundaryPoint, Line, Marker


@frozen(kw_only=True)
class Unit:
    """One unit (政区) with its polygon in degrees; the code or the name may be empty.

    >>> Unit(code="360732").label
    '360732'
    """

    code: str = ""
    name: str = ""
    shape: Any = field(default=None, repr=False)

    @property
    def label(self) -> str:
        """What it is called in findings."""
        return self.name or self.code or "未命名"


@frozen(kw_only=True)
class CountySet:
    """Lines, markers, points and polygons that are checked together (一县界线成果).

    ``shapes`` are the lines' geometries in degrees (longitude, latitude) on *datum*, one per line of
    ``lines``, ``None`` where there is none.

    Raises:
        ValueError: there are not as many shapes as lines.

    >>> from minzheng_core.registries.boundaries import Line
    >>> given = CountySet(county="360732", lines=(Line(code="5253"),), shapes=(None,))
    >>> given.datum.value
    'cgcs2000'
    """

    county: str
    lines: tuple[Line, ...] = ()
    shapes: tuple[Any, ...] = field(default=(), repr=False)
    markers: tuple[Marker, ...] = ()
    points: tuple[BoundaryPoint, ...] = ()
    units: tuple[Unit, ...] = ()
    datum: Datum = Datum.CGCS2000
    sources: Mapping[str, Sequence[str]] = field(factory=dict, eq=False, repr=False)
    """Where its markers and points stood (file, sheet and row), by ``marker`` and ``point``; empty for those of layers."""
    unread: tuple[str, ...] = field(default=(), eq=False, repr=False)
    """What stood in its tables under headings nobody knew, one text a file."""

    def __attrs_post_init__(self) -> None:
        if len(self.shapes) != len(self.lines):
            message = f"{len(self.lines)} lines have {len(self.shapes)} shapes"
            raise ValueError(message)

    def source(self, kind: str, row: int | None) -> str:
        """Where the record of a *kind* in place *row* stood; empty where that is not known.

        >>> CountySet(county="360732", sources={"marker": ("界桩.xlsx 第 5 行",)}).source("marker", 0)
        '界桩.xlsx 第 5 行'
        """
        known = self.sources.get(kind, ())
        return known[row] if row is not None and row < len(known) else ""
