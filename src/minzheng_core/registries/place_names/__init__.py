"""Place names (地名): spelling, records, rules, the county's book of place names."""

from __future__ import annotations

from minzheng_core.reference.gazetteer import Gazetteer
from minzheng_core.registries.place_names.book import REGISTRY
from minzheng_core.registries.place_names.check import check
from minzheng_core.registries.place_names.gazetteer_load import LoadedGazetteer, load_gazetteer
from minzheng_core.registries.place_names.kinds import PlaceKind, Scope
from minzheng_core.registries.place_names.place_code import PlaceCode
from minzheng_core.registries.place_names.record import PlaceName
from minzheng_core.registries.place_names.spelling import (
    CheckedSpelling,
    ReadingList,
    Speller,
    Spelling,
    check_spelling,
    parse_spelling,
    spell,
    spell_many,
)
from minzheng_core.registries.place_names.standardising import (
    Standardised,
    StandardName,
    standardise,
    standardise_many,
)

__all__ = [
    "REGISTRY",
    "CheckedSpelling",
    "Gazetteer",
    "LoadedGazetteer",
    "PlaceCode",
    "PlaceKind",
    "PlaceName",
    "ReadingList",
    "Scope",
    "Speller",
    "Spelling",
    "StandardName",
    "Standardised",
    "check",
    "check_spelling",
    "load_gazetteer",
    "parse_spelling",
    "spell",
    "spell_many",
    "standardise",
    "standardise_many",
]
