"""Publication of place names (出版): list, dictionary, GeoJSON, map."""

from __future__ import annotations

from minzheng_core.registries.place_names.publish.entries import (
    Published,
    dictionary_entry,
    published,
)
from minzheng_core.registries.place_names.publish.geojson import geojson
from minzheng_core.registries.place_names.publish.page import dictionary_page, list_page
from minzheng_core.registries.place_names.publish.picture import draw
from minzheng_core.registries.place_names.publish.save import PublishedFiles, publish

__all__ = [
    "Published",
    "PublishedFiles",
    "dictionary_entry",
    "dictionary_page",
    "draw",
    "geojson",
    "list_page",
    "publish",
    "published",
]
