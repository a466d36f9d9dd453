"""What people wrote to the standard name and code of the day and of today (地名标准化): one text, many texts."""

from __future__ import annotations

from minzheng_core.registries.place_names.standardising.many_texts import standardise_many
from minzheng_core.registries.place_names.standardising.one_text import standardise
from minzheng_core.registries.place_names.standardising.standard_name import (
    Standardised,
    StandardName,
    Why,
)

__all__ = ["StandardName", "Standardised", "Why", "standardise", "standardise_many"]
