"""Districts between a county and its townships (区、区公所), which no list has: 兴国县高兴区老营盘公社.

Counties had them until about 2001, first by numbers, then called after the township of their seat.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_core.values.domicile.index import DomicileIndex

DISTRICT = "区"
LONGEST_DISTRICT = 6
"""So many letters may stand before the end of a district's name."""
_NUMBERED = re.compile(r"(?:第?[〇零一二三四五六七八九十\d]{1,3}|城[关郊厢区]?|近郊)(?=区)")
_OFFICE_OF = r"区(?:公所|工委|委|人民政府|政府)?"
_OFFICE = re.compile(_OFFICE_OF)
_OTHER = re.compile(
    rf"[^县市区旗镇乡]{{1,2}}[^县市区旗镇乡发园新业社小景范验管林矿库港]{_OFFICE_OF}"
)
"""No zones, estates or areas of other kinds: 开发区, 风景区, 小区."""
_TOWNSHIP = re.compile(r"[^县市区旗镇乡]{1,7}?(?:镇|乡|街道|公社|苏木|管理区)")


def district_at(index: DomicileIndex, unit: int, text: str, start: int = 0) -> int:
    """Where a district of the county *unit* ends that stands at *start*, else *start*.

    It is called after one of its townships, or has a number.
    """
    numbered = _NUMBERED.match(text, start)
    end = numbered.end() if numbered else index.town_without_kind(unit, text, start)
    office = _OFFICE.match(text, end) if end > start else None
    return office.end() if office else start


def after_district(index: DomicileIndex, unit: int, text: str, start: int) -> int:
    """The same where a township follows; where none does, *start*.

    Whatever else a district is called, a known township of the county tells it (城冈区鼎龙公社, of 城岗).
    """
    end = district_at(index, unit, text, start)
    if end > start:
        return end if _TOWNSHIP.match(text, end) else start
    other = _OTHER.match(text, start)
    return other.end() if other and index.town(unit, text, other.end()) else start


def town_below(index: DomicileIndex, unit: int, text: str, start: int) -> tuple[str, int]:
    """The township of *unit* at *start*, perhaps below a district, empty for none; and where it begins."""
    town = index.town(unit, text, start)
    below = start if town else after_district(index, unit, text, start)
    return (index.town(unit, text, below) if below > start else town), below
