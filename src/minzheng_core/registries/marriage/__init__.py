"""Marriage registration (婚姻登记): records, rules, and the cleaning of historical archives."""

from __future__ import annotations

from minzheng_core.registries.marriage.book import REGISTRY
from minzheng_core.registries.marriage.check import check
from minzheng_core.registries.marriage.cleaning import clean
from minzheng_core.registries.marriage.linking import (
    back_fill,
    compare,
    golden,
    link,
    timelines,
)
from minzheng_core.registries.marriage.record import MarriageRecord, Party

__all__ = [
    "REGISTRY",
    "MarriageRecord",
    "Party",
    "back_fill",
    "check",
    "clean",
    "compare",
    "golden",
    "link",
    "timelines",
]
