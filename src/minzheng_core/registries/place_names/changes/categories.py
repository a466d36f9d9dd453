"""The category of a division whose new name says that it became one of another kind (乡改镇, 村改居)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reference.place_categories import place_categories
from minzheng_core.registries.place_names.kinds import SEATS, PlaceKind, kind_by_ending, kind_of

if TYPE_CHECKING:
    from minzheng_core.registries.place_names.record import PlaceName

_WORDS = ("民族乡", "街道", "镇", "乡", "苏木", "自治县", "自治旗", "县", "市", "区", "旗")
"""Kinds of divisions that are the end of their names, the longer ones first."""
_CODES = {
    PlaceKind.VILLAGE: "21610",
    PlaceKind.COMMUNITY: "21620",
    PlaceKind.VILLAGE_COMMITTEE: "27610",
    PlaceKind.COMMUNITY_COMMITTEE: "27620",
}


def new_category(record: PlaceName, name: str) -> dict[str, str]:
    """The category of a record under its new name, where the names tell that it is another.

    Only a category that said the same as the old name is replaced. Standards: GB/T 18521-2001.

    >>> from minzheng_core.registries.place_names import PlaceName
    >>> new_category(PlaceName(standard_name="上岭乡", category_name="乡"), "上岭镇")
    {'category_name': '镇'}
    >>> new_category(PlaceName(standard_name="和顺村", category="21610"), "和顺社区")
    {'category': '21620'}
    """
    told, old = record.category_name or "", record.standard_name or ""
    if told in _WORDS and old.endswith(told):
        word = next((word for word in _WORDS if name.endswith(word)), told)
        return {"category_name": word} if word != told else {}
    kind = kind_by_ending(name)
    if kind not in _CODES or kind_of(record) not in SEATS or kind_by_ending(old) is kind:
        return {}
    after = {"category": _CODES[kind]} if record.category in _CODES.values() else {}
    category = place_categories().at(_CODES[kind])
    named = place_categories().named(told)
    if category and named and named.code in _CODES.values():
        after["category_name"] = category.name
    return after
