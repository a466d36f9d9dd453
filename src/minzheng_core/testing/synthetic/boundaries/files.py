"""A synthetic county written as files: markers and points as tables, lines and units as GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from minzheng_core.extras import require_extra
from minzheng_core.registries.boundaries.files.aliases import national_name
from minzheng_core.schema.record import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from minzheng_core.registries.boundaries.county_set import CountySet

MARKERS, POINTS, LINES, UNITS = "界桩.xlsx", "三交点.csv", "界线.geojson", "政区.geojson"


def write_county(county: CountySet, folder: Path) -> list[Path]:
    """Write a county into a folder: national-style column names, as bureaus exchange them.

    Raises:
        MissingExtra: the extra ``archive`` is not installed (IN002).

    """
    require_extra("archive")
    folder.mkdir(parents=True, exist_ok=True)
    _table(county.markers, "marker").write_excel(folder / MARKERS, worksheet="界桩")
    points = _table(county.points, "point")
    points.write_csv(folder / POINTS, include_bom=True)
    lines = [
        (
            shape,
            {
                national_name("line" if path == "code" else path): text
                for path, text in texts_of(line)
            },
        )
        for line, shape in zip(county.lines, county.shapes, strict=True)
    ]
    _layer(lines, folder / LINES)
    _layer([(u.shape, {"code": u.code, "name": u.name}) for u in county.units], folder / UNITS)
    return [folder / name for name in (MARKERS, POINTS, LINES, UNITS)]


def _table(records: Iterable[Any], own: str) -> Any:
    import polars as pl

    rows = []
    for record in records:
        named = {}
        for path, text in texts_of(record):
            key = (
                own
                if path == "code"
                else "point_kind"
                if (own, path) == ("point", "kind")
                else path
            )
            named[national_name(key)] = text
        rows.append(named)
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pl.DataFrame(
        [{n: row.get(n) for n in names} for row in rows], schema=dict.fromkeys(names, pl.String)
    )


def _layer(features: Iterable[tuple[Any, dict[str, Any]]], path: Path) -> None:
    made = [
        {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": values}
        for shape, values in features
    ]
    text = json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
