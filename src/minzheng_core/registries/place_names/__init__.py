"""Place names (地名): spelling, records, rules, the county's book of place names."""

from __future__ import annotations

from minzheng_core.registries.place_names.book import REGISTRY
from minzheng_core.registries.place_names.check import check
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

__all__ = [
    "REGISTRY",
    "CheckedSpelling",
    "PlaceCode",
    "PlaceKind",
    "PlaceName",
    "ReadingList",
    "Scope",
    "Speller",
    "Spelling",
    "check",
    "check_spelling",
    "parse_spelling",
    "spell",
    "spell_many",
]
