"""The words by which a row of its own names a place, 潋江镇 between the records: the heading of those below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.content import begins_like_a_name
from minzheng_core.reading.rows.footers import is_footer
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection

_PLACE = re.compile(
    r"\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})?[)）]?[、.．]?\s*(([\u3400-\u9fff]{1,12})"
    "(?:[乡鄉镇鎮村]|街道|公社|大队|大隊|社区|农场|林场|村委会|居委会|办事处|区公所|民政所|登记处))"
    r"\s*[:：]?\s*"
)
_SHORT = 3
"""Characters of a name that may end like a place: 李小村."""
_ITS_OWN = {FieldKind.DOMICILE, FieldKind.OFFICE}
"""Columns in which a place is a datum, though the only one of its record."""


_ADDRESS = re.compile(r"\s*[\u3400-\u9fff]{2,12}\s*[:：]?\s*")
_VILLAGE = re.compile(r"[\u3400-\u9fff]{1,12}(?:村|社区|村委会|居委会|村民委员会|居民委员会)")


def lists_village(text: str, kind: FieldKind | None, kinds: Collection[FieldKind | None]) -> bool:
    """Whether a lone cell is a village of a list of places: in a column of *kind*, beside those of *kinds*.

    Where nobody is named the places are what is listed, and what has no other item is one more of them.

    >>> text, name = FieldKind.TEXT, FieldKind.PERSON_NAME
    >>> lists_village("西关村", text, [text, None]), lists_village("西关村", text, [text, name])
    (True, False)
    """
    listed = kind is FieldKind.TEXT and FieldKind.PERSON_NAME not in kinds
    return listed and _VILLAGE.fullmatch(text.strip()) is not None


def heads_addresses(text: str) -> bool:
    """Whether a lone cell in a column of villages or the like is one that heads those of the rows below.

    >>> heads_addresses("大桥盐场"), heads_addresses("小计"), heads_addresses("共 5 对")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(text) is not None and not is_footer({0: text}, (None,))


def is_place_heading(text: str, kind: FieldKind | None) -> bool:
    """Whether a cell that stands alone in its row, in a column of *kind*, says nothing but a place.

    >>> is_place_heading("一、潋江公社：", None), is_place_heading("潋江镇", FieldKind.PERSON_NAME)
    (True, True)
    >>> is_place_heading("潋江镇", FieldKind.DOMICILE), is_place_heading("李小村", FieldKind.PERSON_NAME)
    (False, False)
    """
    match = None if kind in _ITS_OWN else _PLACE.fullmatch(text)
    return match is not None and not _may_be_name(match[1], kind)


def place_or_name(text: str, kind: FieldKind | None) -> str | None:
    """The name of the place, without its kind, in a cell that may also be the name of a person.

    >>> place_or_name("蒋巷镇", FieldKind.PERSON_NAME), place_or_name("潋江镇", FieldKind.PERSON_NAME)
    ('蒋巷', None)
    """
    match = _PLACE.fullmatch(text)
    found = match is not None and _may_be_name(match[1], kind) and len(match[2]) > 1
    return match[2] if match and found else None


def _may_be_name(place: str, kind: FieldKind | None) -> bool:
    return kind is FieldKind.PERSON_NAME and len(place) <= _SHORT and begins_like_a_name(place)
