"""Domiciles that a register keeps in several columns: province to group, and what these columns are called."""

from __future__ import annotations

import re

_Level = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LEVELS: tuple[_Level, ...] = (
    ("province", "省", _words("省 省份 省区 省市区"), ("REG_SJ",)),
    ("prefecture", "市", _words("市 地区 地市 市州 州市 地级市"), ("REG_DS",)),
    ("county", "县", _words("县 区县 县区 县市 市县 县市区 区 旗 旗县"), ("REG_QX",)),
    (
        "township",
        "乡镇",
        _words(
            "乡镇 镇乡 乡 镇 公社 人民公社 街道 乡镇街道 乡镇场 公社乡镇 乡镇公社 区乡 区乡镇 区社 区公社 "
            "苏木 苏木乡镇 乡镇苏木 苏木镇"
        ),
        ("REG_JX",),
    ),
    (
        "village",
        "村",
        _words(
            "村 行政村 村委会 村居 居村 村居委会 村社区 社区 大队 生产大队 大队村 村大队 居委会 村组 村屯 村社 村队 大队生产队 队别 村名 村庄 大队名称 自然村 屯 嘎查 "
            "住村 居住村 现住村 所住村 所在村 住大队 所在大队"
        ),
        (),
    ),
    (
        "group",
        "组",
        _words("组 村民小组 居民小组 小组 生产队 生产小队 小队 社"),
        (),
    ),
)
"""Columns of systems and registers that keep a domicile in parts; the detail follows in ``REG_DETAIL``."""
UNITS = {
    "township": _words("人民公社 公社"),
    "village": _words("生产大队 大队 村委会 居委会 社区 行政村 村"),
    "group": _words("村民小组 居民小组 小组 组 生产小队 生产队 小队 社"),
}
"""Headings that say what the names below them are names of, so that 红星 is 红星大队; 乡镇 leaves it open."""
PLACES = _words(
    "户口所在 户口所在地 户籍 户口 户籍所在 户籍地 户籍所在地 户籍地址 户口地址 "
    "住址 家庭住址 地址 住所 籍贯 所在"
)
"""Words that stand before the level in a heading: 户籍所在地 of 户籍所在地乡镇."""

_RUN = re.compile(
    f"(?:{'|'.join(PLACES)})?"
    "(省份?)?(地区|专区|[市州盟])?(县市区?|[区市旗]县|县区?|[区旗])?"
    "(乡镇|镇乡|人民公社|公社|苏木|街道|[乡镇社])?"
    "(生产大队|大队|行政村|嘎查|社区|[居村]委会|村民?|队)?(村?民?小组|生产小?队|小队|浩特|[组队屯社])?"
)
_SINGLE = frozenset(name for _, _, names, _ in LEVELS for name in names)


def names_levels(heading: str) -> bool:
    """Whether *heading* names two levels or more, one below the other, and so the whole of a domicile.

    >>> [names_levels(text) for text in ("公社大队生产队", "所在苏木嘎查", "县乡村", "社队")]
    [True, True, True, True]
    >>> [names_levels(text) for text in ("乡镇", "公社", "村组", "登记机关")]
    [False, False, False, False]
    """
    found = _RUN.fullmatch(heading)
    levels = [level for level in found.groups() if level] if found else []
    whole = "".join(levels)
    return len(levels) > 1 and whole not in _SINGLE
