"""Layers of GeoJSON, shapefiles and GeoPackages, in degrees, with the datum that they state."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from attrs import field, frozen

from minzheng_core.errors import InputError, json_fault
from minzheng_core.extras import require
from minzheng_core.geodesy.datums import Datum
from minzheng_core.geodesy.krueger import inverse
from minzheng_core.geodesy.zones import PREFIX, Zone, from_epsg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Array = Any


@frozen(kw_only=True, eq=False)
class Layer:
    """Features of one layer: shapes in degrees (longitude, latitude) and their attributes."""

    name: str
    datum: Datum
    shapes: list[Any] = field(repr=False)
    attributes: list[dict[str, Any]] = field(repr=False)


@frozen
class _System:
    """A coordinate system as far as layers need it."""

    datum: Datum
    zone: Zone | None = None
    prefix: bool = False
    transformer: Any = None

    def to_degrees(self, xy: Array) -> Array:
        """East and north, or other coordinates, to longitude and latitude."""
        if self.transformer is not None:
            return np.column_stack(self.transformer.transform(xy[:, 0], xy[:, 1]))
        if self.zone is None:
            return xy
        east = xy[:, 0] - (self.zone.number * PREFIX if self.prefix else 0.0)
        lat, lon = inverse(xy[:, 1], east, self.zone.central_meridian, self.datum.ellipsoid, np)
        return np.column_stack([lon, lat])


def read_geojson(path: Path, epsg: int | None = None) -> list[Layer]:
    """The features of a GeoJSON file; degrees unless an older file names another system.

    Raises:
        InputError: no GeoJSON (BL504), coordinates that are no degrees (BL503), a system that is not
            known (BL502).

    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = content["features"] if content["type"] == "FeatureCollection" else [content]
        shapes = [
            shapely.from_geojson(json.dumps(f["geometry"])) if f.get("geometry") else None
            for f in features
        ]
        attributes = [dict(f.get("properties") or {}) for f in features]
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        raise InputError("BL504", file=path.name, where=json_fault(error)) from error
    except PermissionError as error:
        raise InputError("IN104", file=path.name) from error
    except OSError as error:
        raise InputError("IN118", file=path.name, reason=error.strerror or "I/O") from error
    system = _named_system(content.get("crs"), path.name, epsg)
    kept = [i for i, a in enumerate(attributes) if a.get("layer") != "finding"]
    return [
        _layer(
            path.name, path.stem, system, [shapes[i] for i in kept], [attributes[i] for i in kept]
        )
    ]


def read_layers(path: Path, epsg: int | None = None) -> list[Layer]:
    """The layers of a shapefile or GeoPackage; pyogrio reads them (extra ``geo``).

    Raises:
        InputError: a layer without coordinate system, as a shapefile without its ``.prj`` is (BL501),
            a system that is not known (BL502), a file that cannot be read (IN104).

    """
    pyogrio = require("pyogrio", "geo")
    raw = require("pyogrio.raw", "geo")
    found = []
    try:
        names = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        for name in names:
            meta, _, geometry, columns = _read(raw, path, name)
            given = int(epsg) if epsg else meta["crs"]
            if given is None:
                raise InputError("BL501", file=path.name, layer=name)
            shapes = list(shapely.from_wkb(geometry))
            rows = zip(*columns, strict=True) if len(columns) else ([] for _ in shapes)
            attributes = [dict(zip(meta["fields"], row, strict=True)) for row in rows]
            found.append(_layer(path.name, name, _system_of(given, path.name), shapes, attributes))
    except pyogrio.errors.DataSourceError as error:
        raise InputError("BL507", file=path.name) from error
    return found


def _read(raw: Any, path: Path, layer: str) -> Any:
    """One layer; attributes of old shapefiles are in GBK where nothing says otherwise."""
    old = path.suffix.lower() == ".shp" and not path.with_suffix(".cpg").exists()
    for encoding in ("UTF-8", "GB18030") if old else (None,):
        try:
            return raw.read(path, layer=layer, encoding=encoding, force_2d=True)
        except UnicodeDecodeError:
            continue
    return raw.read(path, layer=layer, encoding="ISO-8859-1", force_2d=True)


def _named_system(crs: Any, file: str, epsg: int | None) -> _System:
    if epsg:
        return _system_of(epsg, file)
    if not crs:
        return _System(Datum.CGCS2000)
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if "CRS84" in name:
        return _System(Datum.WGS84)
    digits = name.rpartition(":")[2]
    if not digits.isdecimal():
        raise InputError("BL502", file=file, system=name or "crs")
    return _system_of(int(digits), file)


def _system_of(given: Any, file: str) -> _System:
    """A system by its EPSG code, else by what the library for systems makes of its description."""
    code = int(given) if str(given).isdecimal() else _epsg_of(given)
    known = from_epsg(code) if code else None
    if known is not None:
        return _System(*known)
    pyproj = require("pyproj", "geo")
    try:
        crs = pyproj.CRS.from_user_input(code or given)
        datum = Datum.named(crs.name)
        if datum not in {None, Datum.CGCS2000, Datum.WGS84}:
            if crs.is_geographic:
                return _System(datum)
            target = crs.geodetic_crs
        else:
            datum, target = Datum.WGS84, 4326
        transformer = pyproj.Transformer.from_crs(crs, target, always_xy=True, allow_ballpark=False)
    except pyproj.exceptions.ProjError as error:
        raise InputError("BL502", file=file, system=str(code or given)[:60]) from error
    return _System(datum, transformer=transformer)


def _epsg_of(text: str) -> int | None:
    tail = str(text).rpartition(":")[2]
    if str(text).upper().startswith("EPSG:") and tail.isdecimal():
        return int(tail)
    pyproj = require("pyproj", "geo")
    try:
        found = pyproj.CRS.from_user_input(text).to_epsg(min_confidence=60)
    except pyproj.exceptions.ProjError:
        return None
    return int(found) if found else None


def _layer(
    file: str, name: str, system: _System, shapes: list[Any], attributes: list[dict[str, Any]]
) -> Layer:
    array = np.empty(len(shapes), dtype=object)
    for i, shape in enumerate(shapes):
        there = shape is not None and not shape.is_empty
        array[i] = _single(shapely.force_2d(shape)) if there else None
    turned = shapely.transform(array, system.to_degrees)
    bounds = shapely.bounds(turned)
    known = np.isfinite(bounds).all(axis=1) if len(bounds) else np.zeros(0, bool)
    if known.any() and np.abs(bounds[known]).max() > 180:
        raise InputError("BL503", file=file)
    return Layer(name=name, datum=system.datum, shapes=list(turned), attributes=attributes)


def joined(pieces: Sequence[Any]) -> Any:
    """The pieces of a line as one line where they meet, else all of them; a piece given twice counts once.

    What is no line cannot be put together: then the last holds.

    >>> pieces = [shapely.LineString([(0, 0), (1, 0)]), shapely.LineString([(2, 0), (1, 0)])]
    >>> joined(pieces).wkt
    'LINESTRING (0 0, 1 0, 2 0)'
    """
    parts = shapely.get_parts(pieces)
    if len(parts) < 2 or (shapely.get_type_id(parts) != shapely.GeometryType.LINESTRING).any():
        return pieces[-1]
    _, first = np.unique(shapely.to_wkb(shapely.normalize(parts)), return_index=True)
    whole = shapely.multilinestrings(parts[np.sort(first)])
    merged = shapely.line_merge(whole)
    return merged if merged.geom_type == "LineString" else whole


def _single(shape: Any) -> Any:
    """A collection of one part as that part; lines of several parts merged where they meet."""
    if shape.geom_type == "MultiLineString":
        return joined([shape])
    if shape.geom_type in {"MultiPoint", "MultiPolygon"} and shapely.get_num_geometries(shape) == 1:
        return shapely.get_geometry(shape, 0)
    return shape
