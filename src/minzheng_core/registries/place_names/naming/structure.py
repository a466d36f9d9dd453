"""Specific and generic of a name (条例第九条：地名由专名和通名两部分组成)."""

from __future__ import annotations

import re

from minzheng_core.findings import Finding
from minzheng_core.registries.place_names.kinds import PlaceKind
from minzheng_core.registries.place_names.naming.specifics import without_committee
from minzheng_core.registries.place_names.spelling.numerals import is_day, ordinal_before_generic

GENERICS: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.COUNTY_DIVISION: ("省", "自治区", "市", "地区", "自治州", "盟", "县", "自治县", "区", "旗", "自治旗", "林区", "特区", "新区"),
    PlaceKind.TOWNSHIP: ("镇", "乡", "街道", "街道办事处", "苏木", "区公所", "地区"),
    PlaceKind.VILLAGE: ("村", "嘎查"),
    PlaceKind.COMMUNITY: ("社区",),
    PlaceKind.VILLAGE_COMMITTEE: ("村民委员会", "村委会", "嘎查村民委员会"),
    PlaceKind.COMMUNITY_COMMITTEE: ("居民委员会", "居委会"),
    PlaceKind.STREET: ("街", "路", "巷", "大道", "大街", "胡同", "弄", "里", "道", "条", "坊", "环路", "小路", "桥", "公路", "街区"),
}  # fmt: skip
"""The generics of kinds that have a closed set; other kinds are not asked for one."""
ALL_GENERICS = frozenset(generic for generics in GENERICS.values() for generic in generics) | {
    "山", "河", "江", "湖", "海", "岛", "峰", "岭", "溪", "桥", "站", "水库", "广场", "公园", "小区", "大厦",
    "花园", "公寓", "大楼", "花苑", "家园", "城", "苑", "中心", "村村委会", "村村民委员会", "社区居委会", "社区居民委员会",
}  # fmt: skip
"""Generics of all kinds, as far as words that must be a specific are followed by them."""
_DOUBLED = re.compile(
    "(村|社区|镇|乡|街道|县|市|区|路|街|巷|大道|胡同|山|河|湖|桥|居委会|村委会|村民委员会|居民委员会"
    "|嘎查|苏木|大街|大桥|铁路|公路|隧道|水库|广场|公园|小区|大厦|大楼|公寓|花园|花苑|家园)\\1+$"
)
_COMMITTEE_TWICE = re.compile("(?:村民委员会|村委会|居民委员会|居委会)$")
_ONE_AND_VILLAGE = re.compile(".村村")
"""杨村村 is the village of 杨村: a specific of one character keeps its generic."""
_STREETS = re.compile("(?:(?<![铁公马])路(?:街|大道|大街)|大道(?:路|街|大街)|街路|巷路|路路)$")
"""Generics of streets that follow one another; 铁路街 runs along a railway."""
_EMPTY = frozenset({"", "第", "新", "老"})
"""What alone is no specific."""
_SHOWN = 20
"""Characters of a name that a finding quotes."""
_NUMBER = re.compile("[0-9０-９〇零一二三四五六七八九十百千万]+")


def structure_findings(name: str, kind: PlaceKind | None) -> list[Finding]:
    """What is to be said of the parts of a name.

    >>> [str(f) for f in structure_findings("和平", PlaceKind.VILLAGE)]
    ['[PN201] 没有通名，村（行政村）的通名应为：村、嘎查']
    >>> [f.code for f in structure_findings("和平路路", PlaceKind.STREET)]
    ['PN202']
    >>> structure_findings("东村村民委员会", PlaceKind.VILLAGE_COMMITTEE)
    []
    >>> structure_findings("杨村村", PlaceKind.VILLAGE)
    []
    >>> [f.code for f in structure_findings("三路", PlaceKind.STREET)], structure_findings("三八路", PlaceKind.STREET)
    (['PN204'], [])
    >>> [str(f) for f in structure_findings("公园", None)]
    ['[PN203] “公园”没有专名']
    """
    if not name:
        return []
    found = []
    doubled = _doubled(name) or (kind is PlaceKind.STREET and _STREETS.search(name))
    if doubled:
        found.append(_finding("PN202", actual=doubled[0]))
    endings = GENERICS.get(kind, ()) if kind else ()
    generic = max((g for g in endings if name.endswith(g)), key=len, default=None)
    if endings and generic is None:
        label = kind.label if kind else ""
        found.append(_finding("PN201", expected=f"{label}的通名应为：{'、'.join(endings)}"))
    specific = name.removesuffix(generic) if generic else name
    if (generic and specific in _EMPTY) or name in ALL_GENERICS:
        found.append(_finding("PN203", actual=name))
    elif _NUMBER.fullmatch(specific) and ordinal_before_generic(specific) and not is_day(specific):
        found.append(_finding("PN204", actual=specific))
    return found


def _doubled(name: str) -> re.Match[str] | None:
    """The generics that stand twice at the end of a name, or of what a committee is the one of.

    石浒村村委会 is the committee of 石浒村, and 杨村村村委会 that of 杨村村.
    """
    area = without_committee(name)
    found = _DOUBLED.search(name) or (
        (_DOUBLED.search(area) or _COMMITTEE_TWICE.search(area)) if area != name else None
    )
    return None if found and _ONE_AND_VILLAGE.fullmatch(area) else found


def _finding(code: str, expected: str | None = None, actual: str | None = None) -> Finding:
    shown = actual if actual is None or len(actual) <= _SHOWN else f"{actual[:_SHOWN]}…"
    return Finding(code, field="standard_name", expected=expected, actual=shown)
