"""What is left to judgement where the caller does not say: the kind of place, a foreign sound."""

from __future__ import annotations

from minzheng_core.reference.place_spelling import place_generics
from minzheng_core.registries.place_names.spelling.divisions import (
    bare_divisions,
    minority,
    whole_division,
)
from minzheng_core.registries.place_names.spelling.features import bare_townships, whole_township
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.pieces import generic_at_end, peoples_at_end

_COMMITTEES = ("委员会", "村委会", "居委会", "社区", "嘎查")
_CITIES = ("市", "州")
_TOWNSHIPS = ("镇", "乡")
_BANNERS = ("旗", "盟")
"""Every one is listed; what else ends so is a village of the bannermen (西二旗) or something else."""
_PARTS = ("场", "处", "店", "会", "部", "行", "社", "所")
"""Endings of institutions that in short names are oftener part of a settlement's (周口店)."""
_SHORT = 4
_FEATURES = frozenset("山峰峡湖江河海岛")
"""Endings of natural features by which they go also where a township has taken the name."""
_ORDER = (
    ("street", Kind.STREET),
    ("institution", Kind.INSTITUTION),
    ("facility", Kind.FACILITY),
    ("building", Kind.BUILDING),
    ("sight", Kind.SIGHT),
    ("natural", Kind.NATURAL),
)

MINORITY_REGIONS = ("15", "54", "65", "63", "5132", "5133", "5334", "6230", "6229")
"""Where names of townships and villages are mostly or often of a minority language."""
TIBET = "54"
SHARE = 0.75
"""The share of characters of transcriptions from which a name is taken for one."""
FOREIGN = frozenset(
    "阿埃艾爱敖奥巴拜班贝比毕波勃博布察达丹当德登迪迭丁东都杜多朵额恩尔嘎噶盖冈格贡古果哈海罕浩赫呼胡霍吉加甲贾江喀卡开康柯科可克库宽"
    "昆拉来赖兰朗勒雷里力利列林仑伦罗洛玛麦曼芒茂梅门蒙米莫姆木牧拿那纳娜乃南囊尼宁牛努诺帕潘皮普其齐奇恰切青穷琼曲群然让热日如若萨赛"
    "桑森沙什石斯苏索塔台泰特提铁通图吐托陀瓦旺温翁乌吾西希锡夏雄许牙雅亚羊央依伊宜英尤玉约则泽扎札哲珠卓孜宗卜嫩淖诺鄂岱嘉措错色绒"
)


def kind_of(name: str) -> tuple[Kind, bool]:
    """The kind that a name most likely is of, and whether that is beyond doubt.

    >>> kind_of("兴国县"), kind_of("盩厔县"), kind_of("西二旗")
    ((<Kind.DIVISION: 'division'>, True), (<Kind.DIVISION: 'division'>, False), (<Kind.SETTLEMENT: 'settlement'>, False))
    """
    people = peoples_at_end(name, short=False)
    if people and people[0].start == 0:
        return Kind.DIVISION, True
    if whole_division(name) or whole_township(name) or minority(name, ""):
        return Kind.DIVISION, True
    if name.endswith(_COMMITTEES):
        return Kind.VILLAGE, True
    if name.endswith("村"):
        return (Kind.VILLAGE if len(name) > 2 else Kind.SETTLEMENT), False
    if name.endswith((*_CITIES, *_BANNERS)) or (name.endswith(_TOWNSHIPS) and len(name) < 3):
        return Kind.SETTLEMENT, False
    division = generic_at_end(name, frozenset({"division"}))
    best = max(
        (g for g in place_generics() if len(g) < len(name) and name.endswith(g)),
        key=len,
        default="",
    )
    if division and len(division.name) >= len(best):
        return Kind.DIVISION, len(division.name) > 1
    if not best:
        return Kind.SETTLEMENT, True
    part = best in _PARTS and len(name) <= _SHORT
    if part or (best not in _FEATURES and _of_division(name)):
        return Kind.SETTLEMENT, False
    classes = place_generics()[best].classes
    return next((kind for word, kind in _ORDER if word in classes), Kind.SETTLEMENT), False


def _of_division(name: str) -> bool:
    """Whether it is the name of a division or township without its generic (海淀, 虎门)."""
    return name in bare_divisions() or name in bare_townships()


def sounds_foreign(stem: str, region: str) -> bool:
    """Whether a specific is likely the Chinese writing of a name in a minority language.

    >>> sounds_foreign("阿克塔木", "653122"), sounds_foreign("长冈", "360732")
    (True, False)
    """
    if not stem:
        return False
    if region.startswith(TIBET):
        return True
    share = sum(char in FOREIGN for char in stem) / len(stem)
    if region:
        return region.startswith(MINORITY_REGIONS) and len(stem) > 2 and share >= SHARE
    return len(stem) > 3 and share == 1
