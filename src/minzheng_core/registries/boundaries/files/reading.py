"""Files of boundary work into one set: tables (xlsx, CSV), GeoJSON, shapefiles, GeoPackages.

Tables of markers, lines and points are told apart by their columns; a table of points with a line
and no kind gives that line its geometry, in the order of the rows.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from attrs import define, field

from minzheng_core.errors import CallError, InputError
from minzheng_core.extras import require_extra
from minzheng_core.geodesy.datums import Datum
from minzheng_core.registries.boundaries.county_set import CountySet, Unit
from minzheng_core.registries.boundaries.facts import number_in, place_of
from minzheng_core.registries.boundaries.files.aliases import UNIT_CODE, UNIT_NAME, fields, key_of
from minzheng_core.registries.boundaries.files.coordinates import one_axis_a_column
from minzheng_core.registries.boundaries.files.layers import (
    Layer,
    joined,
    read_geojson,
    read_layers,
)
from minzheng_core.registries.boundaries.record import BoundaryPoint, Line, Marker
from minzheng_core.schema import converter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from minzheng_core.geodesy.zones import Zone

__all__ = ["read_set"]

_SOURCE = "#source"
"""Where a row stood, beside its values."""
_LAYERS = (".shp", ".gpkg", ".zip")
_GEOJSON = (".geojson", ".json")


def read_set(
    files: Iterable[str | Path],
    *,
    county: str,
    datum: Datum | None = None,
    zone: Zone | None = None,
    epsg: int | None = None,
) -> CountySet:
    r"""The set that stands in some files.

    Args:
        files: xlsx, xls, ods, CSV; GeoJSON; shapefile or GeoPackage (extra ``geo``).
        county: the county's code.
        datum: what coordinates are on where a file does not say; CGCS2000 where not given.
        zone: the zone of eastings that have no prefix and state none.
        epsg: the coordinate system of layers that do not state theirs.

    Raises:
        InputError: a file that is not there or cannot be read (IN1xx), a shapefile without ``.prj``
            (BL501), a coordinate system that is not known (BL502), coordinates that are no degrees
            (BL503), no GeoJSON (BL504), nothing of boundary work in it (BL505).
        CallError: the files are on different datums (BL506).
        MissingExtra: the extra that reads such a file is not installed (IN002).

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "界桩.csv"
    ...     _ = file.write_text("界桩编号,经度,纬度\n5253001Q,115.35,26.30\n", encoding="utf-8")
    ...     given = read_set([file], county="360732")
    >>> [marker.code for marker in given.markers]
    ['5253001Q']

    Standards: field names of GB/T 17796-2009 tables (``JXDM``, ``JZBH``) are known beside Chinese
    headings. Limitations: all files are on one datum; none is turned.
    """
    made = _Collected(zone=zone)
    files = list(files)
    for given in files:
        path = Path(given)
        suffix = path.suffix.lower()
        if suffix in _LAYERS or suffix in _GEOJSON:
            if not path.exists():
                raise InputError("IN101", file=path.name)
            layers = read_geojson(path, epsg) if suffix in _GEOJSON else read_layers(path, epsg)
            for layer in layers:
                made.add_layer(layer)
        else:
            made.add_table(path)
    if made.empty:
        raise InputError("BL505", file="、".join(Path(f).name for f in files))
    return made.county_set(county, datum)


@define
class _Collected:
    """Rows of all files by what they are."""

    zone: Zone | None = None
    lines: dict[str, dict[str, str]] = field(factory=dict)
    shapes: dict[str, Any] = field(factory=dict)
    markers: list[dict[str, str]] = field(factory=list)
    points: list[dict[str, str]] = field(factory=list)
    vertices: dict[str, list[dict[str, str]]] = field(factory=lambda: defaultdict(list))
    units: list[Unit] = field(factory=list)
    datums: dict[Datum, str] = field(factory=dict)
    unread: list[str] = field(factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.lines or self.markers or self.points or self.vertices or self.units)

    def add_table(self, path: Path) -> None:
        """The rows of a workbook or text file."""
        require_extra("archive")
        from minzheng_core.reading import read_archive
        from minzheng_core.reading.mapping import mask_digits
        from minzheng_core.reading.recognition.heading import read_heading
        from minzheng_core.reading.rows.told import SOURCE_ROW

        for table in read_archive(path, fields()).tables:
            names = {c: c.replace("__", ".") for c in table.frame.columns if c in _FIELDS}
            headings = [column.heading for column in table.mapping.unmapped if column.heading]
            unknown = [text for text in headings if not read_heading(text).is_index]
            if unknown:
                self.unread.append(f"{path.name}：{'、'.join(mask_digits(h) for h in unknown)}")
            stood = " ".join(filter(None, (path.name, table.mapping.sheet)))
            for number, *cells in table.frame.select(SOURCE_ROW, *names).iter_rows():
                row = dict(zip(names.values(), cells, strict=True))
                told = {key: text.strip() for key, text in row.items() if text and text.strip()}
                self.add(told | {_SOURCE: f"{stood} 第 {number} 行"})

    def add_layer(self, layer: Layer) -> None:
        """The features of a layer of a file; a line that it draws in pieces is put together."""
        self.datums.setdefault(layer.datum, layer.name)
        drawn: dict[str, list[Any]] = defaultdict(list)
        for shape, attributes in zip(layer.shapes, layer.attributes, strict=True):
            values = {
                key: str(value).strip()
                for name, value in attributes.items()
                if value not in (None, "") and (key := key_of(name))
            }
            if shape is None and values.keys() & _OF_POINTS:
                self.add(values)
            elif shape is not None and shape.geom_type in {"Polygon", "MultiPolygon"}:
                self.units.append(_unit(shape, attributes))
            elif shape is not None and shape.geom_type == "Point":
                self.add(_with_place(_coded(values, attributes, "marker"), shape, layer.datum))
            else:
                name = self.add_line(_coded(values, attributes, "line"))
                if shape is not None:
                    drawn[name].append(shape)
        self.shapes |= {name: joined(pieces) for name, pieces in drawn.items()}

    def add(self, row: dict[str, str]) -> None:
        """A row of a table, or a point of a layer."""
        row = one_axis_a_column(row)
        if self.zone is not None:
            row.setdefault("position.zone", _zone_text(self.zone))
        if row.get("marker"):
            self.markers.append(row)
        elif row.get("point_kind") or row.get("lines"):
            self.points.append(row)
        elif any(name.startswith("position.") for name in row) and row.get("line"):
            self.vertices[row["line"]].append(row)
        elif any(name.startswith("position.") for name in row) and row.get("point"):
            self.points.append(row)
        elif row.get("line") or row.get("title"):
            self.add_line(row)

    def add_line(self, row: dict[str, str]) -> str:
        """A line that a table tells of or a layer draws; the name by which it is known."""
        name = row.get("line") or row.get("title") or f"第{len(self.lines) + 1}条"
        known = self.lines.setdefault(name, {})
        known.update(row)
        return name

    def county_set(self, county: str, datum: Datum | None) -> CountySet:
        """Everything as one set on one datum."""
        if len({*self.datums, *([datum] if datum else [])}) > 1 and not _agree(self.datums, datum):
            told = "、".join(f"{name}（{known.label}）" for known, name in self.datums.items())
            raise CallError("BL506", files=told, datum=datum.label if datum else "—")
        stated = {
            known for row in self.markers if (known := Datum.named(row.get("position.datum", "")))
        }
        alone = stated.pop() if len(stated) == 1 else None
        whole = datum or next(iter(self.datums), None) or alone or Datum.CGCS2000
        self._draw_by_vertices(whole)
        self._join_by_title()
        return CountySet(
            county=county,
            lines=tuple(_made(Line, row, "line") for row in self.lines.values()),
            shapes=tuple(self.shapes.get(name) for name in self.lines),
            markers=tuple(_made(Marker, row, "marker") for row in self.markers),
            points=tuple(_made(BoundaryPoint, row, "point") for row in self.points),
            units=tuple(self.units),
            datum=whole,
            sources={
                kind: tuple(row.get(_SOURCE, "") for row in rows)
                for kind, rows in (("marker", self.markers), ("point", self.points))
            },
            unread=tuple(self.unread),
        )

    def _draw_by_vertices(self, datum: Datum) -> None:
        """The shapes of lines through their points; a point that cannot be read stays one, and is told so."""
        for name, rows in self.vertices.items():
            self.lines.setdefault(name, {"line": name})
            places = []
            for number, row in enumerate(_in_sequence(rows), 1):
                row.setdefault("position.datum", datum.value)
                point, _ = place_of(row, "position.")
                if point is not None:
                    places.append((point.lon, point.lat))
                else:
                    self.points.append({"point": f"{name}第{number}点", **row})
            drawn = shapely.LineString(places) if len(places) > 1 else shapely.LineString()
            self.shapes.setdefault(name, drawn)

    def _join_by_title(self) -> None:
        """A line that one file knows by its title alone is that of the code with this title."""
        coded: dict[str, list[str]] = defaultdict(list)
        for name, row in self.lines.items():
            if row.get("line") and row.get("title"):
                coded[row["title"]].append(name)
        for title in [name for name, row in self.lines.items() if not row.get("line")]:
            own = coded.get(title, ())
            if len(own) == 1 and not (title in self.shapes and own[0] in self.shapes):
                self.lines[own[0]] = self.lines.pop(title) | self.lines[own[0]]
                if title in self.shapes:
                    self.shapes[own[0]] = self.shapes.pop(title)


_FIELDS = {spec.name for spec in fields()}
_OF_POINTS = {"marker", "point", "point_kind"}
"""What only a marker or another point has, so that no feature without a place is taken for a line."""


def _agree(datums: Mapping[Datum, str], datum: Datum | None) -> bool:
    every = [*datums, *([datum] if datum else [])]
    return all(one.agrees(every[0]) for one in every)


def _zone_text(zone: Zone) -> str:
    return f"{zone.width}度带{zone.number}带"


def _unit(shape: Any, attributes: Mapping[str, Any]) -> Unit:
    def first(names: Sequence[str]) -> str:
        return next((str(attributes[n]) for n in names if attributes.get(n) not in (None, "")), "")

    return Unit(code=first(UNIT_CODE), name=first(UNIT_NAME), shape=shape)


def _coded(values: dict[str, str], attributes: Mapping[str, Any], key: str) -> dict[str, str]:
    """The values of a feature whose code is only called ``code``."""
    plain = attributes.get("code") or attributes.get("CODE")
    if plain and not {"marker", "line", "point"} & set(values):
        values[key] = str(plain).strip()
    return values


def _with_place(values: dict[str, str], shape: Any, datum: Datum) -> dict[str, str]:
    """The values of a point of a layer; written coordinates are believed before drawn ones."""
    if not any(values.get(f"position.{n}") for n in ("x", "y", "longitude", "latitude")):
        values |= {"position.longitude": f"{shape.x:.9f}", "position.latitude": f"{shape.y:.9f}"}
        values.setdefault("position.datum", datum.value)
    return values


def _in_sequence(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The points of a line in the order of their sequence, where each has one."""
    numbers = [number_in(row.get("sequence")) for row in rows]
    if None in numbers:
        return rows
    return [rows[at] for at in sorted(range(len(rows)), key=lambda at: numbers[at] or 0)]


def _made(record: type, row: Mapping[str, str], own: str) -> Any:
    """A record out of a row's values; what the record has no field for is left out."""
    nested: dict[str, Any] = {}
    for key, value in row.items():
        path = "code" if key == own else "kind" if key == "point_kind" else key
        *parts, name = path.split(".")
        place = nested
        for part in parts:
            place = place.setdefault(part, {})
        place[name] = value
    if record is BoundaryPoint and "line" in nested:
        nested.setdefault("lines", nested["line"])
    if record is Marker and isinstance(nested.get("units"), str) is False:
        nested.pop("units", None)
    known = {f.name for f in record.__attrs_attrs__}  # type: ignore[attr-defined]
    return converter().structure({k: v for k, v in nested.items() if k in known}, record)
