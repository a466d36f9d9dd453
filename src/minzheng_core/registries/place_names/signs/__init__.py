"""Signs of place names (地名标志): what they show, their patrol, defects and repairs."""

from __future__ import annotations

from minzheng_core.registries.place_names.signs.book import REGISTRY
from minzheng_core.registries.place_names.signs.entering import EnteredSigns, enter_signs
from minzheng_core.registries.place_names.signs.patrol import defect_counts, patrol_tasks
from minzheng_core.registries.place_names.signs.record import PlaceSign
from minzheng_core.registries.place_names.signs.rules import check_sign, compare_with_name

__all__ = [
    "REGISTRY",
    "EnteredSigns",
    "PlaceSign",
    "check_sign",
    "compare_with_name",
    "defect_counts",
    "enter_signs",
    "patrol_tasks",
]
