"""Funerals and burials (殡葬): cases from death to interment, claims, terms, cross-checks."""

from __future__ import annotations

from minzheng_core.registries.funeral.book import REGISTRY
from minzheng_core.registries.funeral.check import check
from minzheng_core.registries.funeral.cleaning import clean
from minzheng_core.registries.funeral.facilities import Facility, read_facilities
from minzheng_core.registries.funeral.record import (
    Cremation,
    Death,
    Deceased,
    FuneralRecord,
    Placement,
    Storage,
    Transport,
)
from minzheng_core.registries.funeral.settings import Settings
from minzheng_core.registries.funeral.stage import Stage, stage

__all__ = [
    "REGISTRY",
    "Cremation",
    "Death",
    "Deceased",
    "Facility",
    "FuneralRecord",
    "Placement",
    "Settings",
    "Stage",
    "Storage",
    "Transport",
    "check",
    "clean",
    "read_facilities",
    "stage",
]
