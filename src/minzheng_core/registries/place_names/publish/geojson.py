"""The names with coordinates as GeoJSON (RFC 7946): the outline on record, else one point."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from minzheng_core.geodesy.datums import Datum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.place_names.publish.entries import Published


def geojson(entries: Iterable[Published]) -> str:
    """A feature collection of the entries that have an outline or a point.

    One that has both has the outline as its geometry and the point as ``point``.

    Coordinates are those of CGCS2000, which agree with the WGS 84 of RFC 7946 within centimetres; the
    collection says so (``datum``), and each point on which datum the record has it.
    """
    features = [
        {
            "type": "Feature",
            "geometry": e.outline.shape or {"type": "Point", "coordinates": [*(e.point or ())]},
            "properties": {
                "standard_name": e.name,
                "roman_alphabet_spelling": e.spelling or None,
                "place_type": e.kind,
                "place_code": e["place_code"] or None,
                "unit_code": e["unit_code"] or None,
                "township": e.section,
                "recorded_datum": e["datum"] or None,
                **({"point": [*e.point]} if e.point and e.outline.shape else {}),
            },
        }
        for e in entries
        if e.point or e.outline.shape
    ]
    told = {
        "type": "FeatureCollection",
        "datum": Datum.CGCS2000.label,
        "features": features,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
