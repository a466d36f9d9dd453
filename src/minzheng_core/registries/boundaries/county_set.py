"""A county's set of boundary records with their geometry, and what a check says of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.findings import Finding, Severity
from minzheng_core.geodesy.datums import Datum

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from minzheng_core.registries.boundaries.record import BoundaryPoint, Line, Marker


@frozen(kw_only=True)
class Unit:
    """One unit (政区) with its polygon in degrees; the code or the name may be empty."""

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
    """

    county: str
    lines: tuple[Line, ...] = ()
    shapes: tuple[Any, ...] = field(default=(), repr=False)
    markers: tuple[Marker, ...] = ()
    points: tuple[BoundaryPoint, ...] = ()
    units: tuple[Unit, ...] = ()
    datum: Datum = Datum.CGCS2000

    def __attrs_post_init__(self) -> None:
        if len(self.shapes) != len(self.lines):
            message = f"{len(self.lines)} lines have {len(self.shapes)} shapes"
            raise ValueError(message)


@frozen(kw_only=True)
class Located:
    """A finding with what it is on and where.

    ``kind`` is ``line``, ``marker``, ``point``, ``unit`` or ``set``; ``key`` its code or name, ``row``
    its place in the set. ``lon`` and ``lat`` are degrees, ``shape`` is a polygon or line of the fault
    itself in degrees; ``others`` are what else it concerns (the neighbour, the partner, the markers
    nearby that explain it).
    """

    finding: Finding
    kind: str
    key: str = ""
    row: int | None = None
    lon: float | None = None
    lat: float | None = None
    shape: Any = field(default=None, repr=False, eq=False)
    others: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """The strength of the evidence."""
        return self.finding.severity

    def sentence(self, lang: str = "zh") -> str:
        """Subject and verdict, with what else it concerns."""
        more = "、".join(self.others)
        said = self.finding.sentence(lang)
        told = f"（涉及：{more}）" if lang == "zh" else f" (concerns: {more})"
        return f"{said}{told if more else ''}"


KINDS = {"line": "界线", "marker": "界桩", "point": "边界点", "unit": "政区", "set": "全县"}
"""Chinese words for what a finding is on."""


@frozen(kw_only=True)
class SetReport:
    """Everything that was found in a county's set (核查报告)."""

    of: CountySet = field(repr=False)
    found: tuple[Located, ...]

    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        tally = Counter(str(item.severity) for item in self.found)
        return {str(level): tally.get(str(level), 0) for level in Severity}

    def codes(self) -> dict[str, int]:
        """How many findings of each code."""
        return dict(sorted(Counter(item.finding.code for item in self.found).items()))

    @property
    def sound(self) -> bool:
        """Whether nothing of severity error or suspect was found."""
        return all(item.severity is Severity.NOTICE for item in self.found)

    def frame(self) -> pl.DataFrame:
        """The findings as a table; the extra ``archive`` is needed."""
        from minzheng_core.registries.boundaries.outputs import frame_of

        return frame_of(self)

    def to_geojson(self) -> dict[str, Any]:
        """Lines, markers and findings as a GeoJSON mapping."""
        from minzheng_core.registries.boundaries.outputs import geojson_of

        return geojson_of(self)

    def save(self, directory: str | Path) -> Mapping[str, Path]:
        """Write report (HTML with the map), workbook, CSV and GeoJSON into a folder.

        Raises:
            OutputError: the folder cannot be written (IN302 to IN304).
            MissingExtra: the extra ``archive`` is not installed (IN002).

        """
        from minzheng_core.registries.boundaries.outputs import save

        return save(self, directory)
