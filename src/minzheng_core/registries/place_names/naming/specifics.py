"""The part of a name that tells it from others: without committee words and generic (专名)."""

from __future__ import annotations

import re
import unicodedata

from minzheng_core.reference.township_names import stem
from minzheng_core.registries.place_names.kinds import SEATS, PlaceKind

_COMMITTEE = re.compile(
    "(?:村民委员会|村委会|社区居民委员会|社区居委会|居民委员会|居委会|家属委员会|家委会|管理委员会)$"
)
_AREA = re.compile("(?:社区|村|嘎查)$")
_COUNTY = re.compile(
    "(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|县|区|旗|州|盟)$"
)
_BLANKS = re.compile(r"\s+")


def tidy(name: str | None) -> str:
    """A name in its composed form without blanks; compatibility forms become the usual ones.

    >>> tidy(" 白 石村 "), tidy("⻄安")
    ('白石村', '西安')
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name or "").translate(_RADICALS))


_RADICALS = str.maketrans({"⻄": "西", "⻓": "长", "⻘": "青", "⻢": "马", "⻰": "龙", "⻅": "见"})


def without_committee(name: str) -> str:
    """A name without the words of its committee.

    >>> without_committee("东村村民委员会"), without_committee("背街居委会"), without_committee("白石村")
    ('东村', '背街', '白石村')
    """
    return _COMMITTEE.sub("", name) or name


def specific_of(name: str | None, kind: PlaceKind | None = None) -> str:
    """The specific of a name, as duplicates and homophones are judged by it.

    One character alone is no specific: 东村 keeps its generic.

    >>> [specific_of(n, PlaceKind.VILLAGE) for n in ("和平村", "复兴社区", "白石村村委会", "东村村委会")]
    ['和平', '复兴', '白石', '东村']
    >>> specific_of("古龙岗镇", PlaceKind.TOWNSHIP), specific_of("潋江大道", PlaceKind.STREET)
    ('古龙岗', '潋江大道')
    """
    whole = tidy(name)
    if kind in SEATS:
        bare = _AREA.sub("", without_committee(whole))
        return bare if len(bare) > 1 else without_committee(whole)
    if kind is PlaceKind.TOWNSHIP:
        return stem(whole)
    if kind is PlaceKind.COUNTY_DIVISION:
        bare = _COUNTY.sub("", whole)
        return bare if len(bare) > 1 else whole
    return whole
