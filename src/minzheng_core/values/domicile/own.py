"""Names that may be the archive's own: a far county's that is its county mistyped, or its township."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.domicile.answer import (
    AMBIGUOUS,
    ASSUMED,
    BY_TOWNSHIP,
    INSTITUTION,
    MISSPELT,
    UNKNOWN,
)
from minzheng_core.values.domicile.districts import town_below
from minzheng_core.values.domicile.headless import FARMS, at_home, names_township
from minzheng_core.values.domicile.towns import KIND_AT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.resolver import Resolver

_TOWN_FOLLOWS = re.compile(r"[^县市区旗州]{2,9}?(?:镇|乡|街道|公社|苏木|村|大队|社区)")
_TOWNSHIP_FOLLOWS = re.compile(r"[^县市区旗州村]{2,9}?(?:镇|乡|街道|公社|苏木)")
"""A township has none below it: what stands before is a county."""
_ZONE_FOLLOWS = re.compile(
    "[^路街道巷弄村镇乡组队栋楼]{0,10}?(?:开发区|经开区|高新区|新区|示范区|工业园区?|产业园区?|保税区|特区)(?![路街道巷弄社小村中])"
)
_SEAT = "城"
_VILLAGE_KIND = re.compile(
    r"(?:生产)?大队|生产队|村民委员会|村委会|居民委员会|居委会|社区|第?[0-9一二三四五六七八九十]{1,3}(?:生产)?[小大]?[队组社]"
)
"""No county is called so: 白山大队 is a village, whatever city has the name, and so is 红星 of 红星3队."""


def bare_name(
    found: Resolver,
    text: str,
    head: Head,
    end: int,
    *,
    answer: Answer,
    year: int,
    county: str | None,
) -> tuple[Answer, str, int] | None:
    """What a short name alone is the beginning of: a township, a road, a farm; else ``None``."""
    home, unit = found.context(county, year), answer.unit
    if home is not None and (town := found.index.town(home, text)):
        return found.settled(home, ASSUMED), town, 0
    if found.index.records[head.units[0]].level == "province":
        return None
    units = (unit,) if unit is not None else answer.choices
    if _VILLAGE_KIND.match(text, end):
        if home is None:
            return found.settled(None, UNKNOWN, units), "", 0
        return at_home(found, text, year, home)
    if home is not None and home not in units and KIND_AT.match(text, end):
        # A county is not called 公社: 运河公社 is a township, of 运河区 only if that is near or has one.
        own = found.index.records[home].code[:2]
        if not any(
            found.index.records[u].code[:2] == own or found.index.town(u, text) for u in units
        ):
            return at_home(found, text, year, home)
    if home is not None and home not in units and _township_of(found, home, text, end, head.units):
        own = found.index.records[home].code[:2]
        near = any(found.index.records[u].code[:2] == own for u in units)
        if near or end == len(text):
            above = found.common((home, *units), year)
            return found.settled(above, AMBIGUOUS, (home, *units)), "", 0
        return found.settled(home, ASSUMED), "", 0
    if home is not None and end == len(text) and _far_district(found, home, units, head.units):
        # 红星, 向阳, 东风 are brigades everywhere; of a district far away 区 is not left out.
        return found.settled(None, UNKNOWN, units), "", 0
    if answer.level == 1 or end == len(text) or _TOWN_FOLLOWS.match(text, end):
        return None
    if text[end - 1 :] == "县" + _SEAT:
        return None
    if (answer.level == 2 or home is None) and _ZONE_FOLLOWS.match(text, end):
        # Of a county elsewhere only where no county is the archive's own: 兴隆工业园 may be anywhere.
        return None
    if unit is not None and (unit == home or names_township(found.index, unit, text, end)):
        return None
    if unit is not None and town_below(found.index, unit, text, end)[0]:
        return None
    return found.settled(None, INSTITUTION if FARMS.match(text) else UNKNOWN, units), "", 0


def _far_district(found: Resolver, home: int, units: Sequence[int], named: Sequence[int]) -> bool:
    """Whether what is *named* are districts of cities, and all *units* meant lie in provinces other than that of *home*."""
    records = found.index.records
    own = records[home].code[:2]
    return all(records[u].name.endswith("区") for u in named) and all(
        records[u].code[:2] != own for u in units
    )


def _township_of(found: Resolver, home: int, text: str, end: int, others: Sequence[int]) -> bool:
    """Whether *text* may begin with a township of *home* rather than with one of *others* that ends at *end*."""
    return (
        names_township(found.index, home, text)
        and not _TOWNSHIP_FOLLOWS.match(text, end)
        and all(found.index.town_without_kind(u, text, end) == end for u in others)
    )


def own_meant(
    found: Resolver, text: str, head: Head, end: int, *, answer: Answer, home: int | None
) -> tuple[Answer, str] | None:
    """The archive's county, where its name was mistyped into a far one's and its township follows."""
    if home is None or len(head.names) > 1 or head.names[0] not in found.mistaken_for(home):
        return None
    if (answer.division or "")[:4] == found.index.records[home].code[:4]:
        return None
    town = found.index.town(home, text, end)
    if not town and not names_township(found.index, home, text, end, but=head.units):
        return None
    return found.settled(home, MISSPELT | BY_TOWNSHIP), town
