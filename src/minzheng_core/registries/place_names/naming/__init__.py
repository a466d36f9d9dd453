"""Naming checks (命名审查): a proposed name judged by the Regulations, existing names apart."""

from __future__ import annotations

from minzheng_core.registries.place_names.naming.duplicates import (
    Conflict,
    Likeness,
    existing_conflicts,
    existing_findings,
)
from minzheng_core.registries.place_names.naming.known import (
    KnownName,
    NameIndex,
    known_from_entries,
    known_from_names,
)
from minzheng_core.registries.place_names.naming.proposal import (
    NamingSettings,
    Replaced,
    Site,
    SizeRule,
)
from minzheng_core.registries.place_names.naming.propose import propose, review
from minzheng_core.registries.place_names.naming.sounds import Sound, sound_of

__all__ = [
    "Conflict",
    "KnownName",
    "Likeness",
    "NameIndex",
    "NamingSettings",
    "Replaced",
    "Site",
    "SizeRule",
    "Sound",
    "existing_conflicts",
    "existing_findings",
    "known_from_entries",
    "known_from_names",
    "propose",
    "review",
    "sound_of",
]
