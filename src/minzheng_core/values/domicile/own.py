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
from minzheng_core.values.domicile.districts import DISTRICT, district_at, town_below
from minzheng_core.values.domicile.headless import FARMS, at_home, names_township
from minzheng_core.values.domicile.names import GENERIC
from minzheng_core.values.domicile.towns import EVERYWHERE, KIND_AT, TOWN_KIND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.index import DomicileIndex
    from minzheng_core.values.domicile.resolver import Resolver

_TOWN_FOLLOWS = re.compile(r"[^县市区旗州]{2,9}?(?:镇|乡|街道|公社|苏木|村|大队|社区)")
_TOWNSHIP_FOLLOWS = re.compile(r"[^县市区旗州村]{2,9}?(?:镇|乡|街道|公社|苏木)")
"""A township has none below it: what stands before is a county."""
_ZONE_FOLLOWS = re.compile(
    "[^路街道巷弄村镇乡组队栋楼]{0,10}?(?:开发区|经开区|高新区|新区|示范区|工业园区?|产业园区?|保税区|特区)(?![路街道巷弄社小村中])"
)
_VILLAGE_FOLLOWS = re.compile(r"[^县市区旗州镇乡]{1,7}?(?:村|大队|生产队|社区)")
_RURAL_FOLLOWS = re.compile(r"[^县市区旗州]{1,7}?(?:镇|乡|公社|苏木|村|大队|生产队)")
OFFICE = "公所"
"""What of a district is in a county, never in a city."""
_SEAT = "城"
_LOWER_KIND = re.compile(
    rf"{TOWN_KIND}|(?:生产)?大队|生产队|村民委员会|村委会|居民委员会|居委会|社区"
    r"|第?[0-9一二三四五六七八九十]{1,3}(?:生产|村民|居民)?[小大]?[队组社]"
)
"""No county is called so: 白山大队 is a village, 红星公社 a township, whatever city or district has the name,
and so is 红星 of 红星3队."""


def own_district(
    found: Resolver, text: str, head: Head, end: int, *, year: int, county: str | None
) -> bool:
    """Whether *text* begins with a district below the archive's own county (高兴区), and not with *head*.

    That is a single name: the slip of another, which a township of the county is not either (常营地区 of 常德地区),
    or a district of a city as well (中山区). Of such a longer name of a township of the county tells (西区街道), the
    office (区公所), or what follows: a township that the own county has, or any village after a
    district called after a township of the own county. What those of that name have counts for them.
    """
    home = found.context(county, year) if len(head.names) == 1 else None
    if home is None:
        return False
    index = found.index
    if head.slip:
        return named_as_listed(index, home, text)
    if text[end - 1] != DISTRICT or found.lies_in(head, home, year):
        return False
    longer = index.town_end(home, text) > end or KIND_AT.match(text, end) is not None
    if text.startswith(OFFICE, end) or (longer and index.town(home, text)):
        return True
    named = district_at(index, home, text) > 0
    own = bool(index.town(home, text, end))
    theirs = any(index.town(unit, text, end) for unit in head.units)
    if found.lies_in(head, found.path(home)[:2][-1], year):
        return named and own and not theirs
    rural = named and _RURAL_FOLLOWS.match(text, end) is not None
    return (own and named) or ((own or rural) and not theirs)


def named_as_listed(index: DomicileIndex, home: int, text: str) -> bool:
    """Whether *text* begins with a district or a township of *home*, in full."""
    return district_at(index, home, text) > 0 or bool(index.town(home, text))


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
    units = (unit,) if unit is not None else answer.choices
    if home is not None and district_at(found.index, home, text) > end:
        return at_home(found, text, year, home)
    if (home is None or home not in units) and (kind := _lower_kind(text, end)):
        if home is None:
            return found.settled(None, UNKNOWN, units), "", 0
        province = found.path(home)[-1]
        near = any(province in found.path(u) for u in units)
        if near and KIND_AT.match(kind) and not text.startswith(EVERYWHERE):
            # 泰和公社 may be the seat of 泰和县.
            return found.settled(None, UNKNOWN, (home, *units)), "", 0
        return at_home(found, text, year, home)
    if found.index.records[head.units[0]].level == "province":
        return None
    if home is not None and home not in units and _township_of(found, home, text, end, head.units):
        own = found.index.records[home].code[:2]
        near = any(found.index.records[u].code[:2] == own for u in units)
        if near or end == len(text):
            above = found.common((home, *units), year)
            return found.settled(above, AMBIGUOUS, (home, *units)), "", 0
        return found.settled(home, ASSUMED), "", 0
    if home is not None and _far_district(found, home, units, head.units):
        # 红星, 向阳, 东风 are brigades everywhere; of a district far away 区 is not left out.
        village = _VILLAGE_FOLLOWS.match(text, end)
        if end == len(text) or (village and not any(found.index.town(u, text, end) for u in units)):
            return found.settled(None, UNKNOWN, (home, *units) if village else units), "", 0
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


def _lower_kind(text: str, end: int) -> str:
    """What follows the name that ends at *end* and says that it is a township's or a village's; of 东方红公社 too."""
    longer = (name for name in EVERYWHERE if len(name) > end and text.startswith(name))
    found = _LOWER_KIND.match(text, len(next(longer, text[:end])))
    return found[0] if found else ""


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
    """The archive's county, where its name was mistyped into a far one's.

    Its township follows, or the letters are just those of its name, two of them exchanged (兴县国).
    """
    if home is None or len(head.names) > 1 or head.names[0] not in found.mistaken_for(home):
        return None
    index = found.index
    if (answer.division or "")[:4] == index.records[home].code[:4]:
        return None
    if (size := _exchanged(index.records[home].name, text)) > end:
        return found.settled(home, MISSPELT), index.town(home, text, size)
    town = index.town(home, text, end)
    if not town and not names_township(index, home, text, end, but=head.units):
        return None
    return found.settled(home, MISSPELT | BY_TOWNSHIP), town


def _exchanged(name: str, text: str) -> int:
    """How many letters of *text* are *name* with its last two exchanged, 0 if none are."""
    return len(name) if text.startswith(name[:-2] + name[-1] + name[-2]) else 0


def generic_alone(found: Resolver, head: Head, year: int, county: str | None) -> Answer | None:
    """The answer to a name that a district of any city may have, written without the city (东区).

    It is that of the archive's own city; else nobody knows, even if only one is called so in the lists:
    townships and parts of towns are so called everywhere. ``None`` for any other name.
    """
    if len(head.names) != 1 or head.slip or head.names[0] not in GENERIC:
        return None
    index = found.index
    units = [u for u in head.units if index.starts[u] <= year < index.ends[u]]
    if not units or (county is None and len(units) > 1):
        return None
    home = found.context(county, year)
    city = index.records[home].code[:4] if home is not None else ""
    near = [u for u in units if index.records[u].code[:4] == city]
    if len(near) == 1:
        return found.settled(near[0], ASSUMED)
    nearest = sorted(units, key=lambda u: index.records[u].code[:2] != city[:2])
    return found.settled(None, AMBIGUOUS, tuple(nearest))
