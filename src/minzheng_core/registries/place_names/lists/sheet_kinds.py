"""What the names of a list are, where only its sheet, its title or the heading of its names says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.registries.place_names.kinds import SEATS, PlaceKind, kind_by_ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minzheng_core.reading.notes import ReadingNote
    from minzheng_core.registries.place_names.lists.edition import ListRow

_WORDS = {
    "河流": "河流 河 江河 河流水系 溪河 溪流",
    "湖泊": "湖泊 湖",
    "山": "山 山峰 山体 山岭 山脉 山岳 山名",
    "岛屿": "岛屿 岛 海岛",
    "水库": "水库 水库山塘",
    "渠道": "渠道 水渠 灌渠",
    "桥梁": "桥梁 桥 大桥",
    "隧道": "隧道",
    "街路巷": "街路巷 道路 街巷 路街巷 街路 街道巷 城市道路 城区道路 街 路 巷",
    "住宅区": "住宅区 小区 居民小区 住宅小区 居民区 居住区",
    "楼宇": "楼宇 楼盘 大楼 大型建筑物 建筑物",
    "公园": "公园",
    "旅游景点": "景点 旅游景点 景区 旅游景区",
    "纪念地": "纪念地",
    "遗址": "遗址",
    "寺庙": "寺庙",
    "学校": "学校 中小学校",
}
"""The word that is the category, and those by which a list calls such places. 村 and 街道 name several kinds."""
_CATEGORY = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_ONE = "|".join(sorted(_CATEGORY, key=len, reverse=True))
_LIST = re.compile(
    r"(?:附?[表件]?[\d一二三四五六七八九十]{1,3}[、.．:：\s-]*)?(?:[\u3400-\u9fff]{1,8}?[省市县区旗乡镇])?"
    rf"(?P<kinds>(?:{_ONE})(?:[、和及与/]?(?:{_ONE}))*)"
    "类?(?:地理实体)?(?:标准)?(?:地名|名称|名)?(?:名称|名录|一览表|统计表|登记表|汇总表|普查表|明细表|清单|目录|信息表|表)?"
    r"(?:[（(][^()（）]*[)）])?"
)
_EVERY = re.compile(_ONE)
_OWN = SEATS - {PlaceKind.VILLAGE} | {
    PlaceKind.TOWNSHIP,
    PlaceKind.COUNTY_DIVISION,
    PlaceKind.FACILITY,
    PlaceKind.PARK,
}
"""What a name is by its end, whatever the list is of: 村委会 and reservoirs among the rivers."""


def kind_of_list(words: Iterable[str]) -> str:
    """The category of all places in a list that is called so; empty where nothing or several kinds are said.

    >>> [kind_of_list([word]) for word in ("旬阳县河流名称", "3.道路街巷", "山峰（2020）", "道路、桥梁", "村")]
    ['河流', '街路巷', '山', '', '']
    """
    told = set()
    for word in words:
        found = _LIST.fullmatch(word.strip())
        told |= {_CATEGORY[one] for one in _EVERY.findall(found["kinds"])} if found else set()
    return told.pop() if len(told) == 1 else ""


def with_kind(row: ListRow, kind: str) -> ListRow:
    """The row with the category of its list where it has none of its own and its name ends as no other's."""
    if not kind or row["category"] or row["category_name"] or row["place_code"] or row.code:
        return row
    ending = kind_by_ending(row.name)
    if ending in _OWN and ending is not PlaceKind.parse(kind):
        return row
    return evolve(row, cells={**row.cells, "category_name": kind})


def kinds_taken(counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, ReadingNote]]:
    """The remarks that so many rows of a sheet got the category that it says (PL120)."""
    from minzheng_core.reading.notes import ReadingNote

    for (sheet, kind), count in counts.items():
        yield sheet, ReadingNote("PL120", count=count, values={"kind": kind})
