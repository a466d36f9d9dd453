"""The names with coordinates as GeoJSON (RFC 7946): one point each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from minzheng_core.geodesy.datums import Datum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.place_names.publish.entries import Published


def geojson(entries: Iterable[Published]) -> str:
    """A feature collection of the entries that have a point.

    Coordinates are those of CGCS2000, which agree with the WGS 84 of RFC 7946 within centimetres; the
    collection says so (``datum``), and each point on which datum the record has it.
    """
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [*e.point]},
            "properties": {
                "standard_name": e.name,
                "roman_alphabet_spelling": e.spelling or None,
                "place_type": e.kind,
                "place_code": e["place_code"] or None,
                "unit_code": e["unit_code"] or None,
                "township": e.section,
                "recorded_datum": e["datum"] or None,
            },
        }
        for e in entries
        if e.point
    ]
    told = {
        "type": "FeatureCollection",
        "datum": Datum.CGCS2000.label,
        "features": features,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
