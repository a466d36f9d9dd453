"""Years named by the cycle of sixty (干支纪年): ``甲午年八月十九``, ``一九五四年（甲午）八月十九``.

A name comes back every sixty years, so it alone leaves a choice of years; whoever counts years so
counts the months of the traditional calendar.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_NAME = re.compile(
    r"[(〔\[]?\s*(?:岁次|岁在|太岁)?\s*"
    f"([{_STEMS}已巳戍戌])([{_BRANCHES}己已戍戊])"
    r"\s*[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年?\s*[)〕\]]?"
)
_STEM_TYPED = str.maketrans("已巳戍戌", "己己戊戊")
"""Look-alikes of 己 and 戊 where a stem must stand."""
_BRANCH_TYPED = str.maketrans("己已戍戊", "巳巳戌戌")
FIRST, LAST = 1850, 2100
"""The years of the lunar table."""


class Named(NamedTuple):
    """A text with the name of a year: the name, what stands before it and what stands behind."""

    name: str
    before: str
    after: str


def named_year(text: str) -> Named | None:
    """The name of a year in a text, spelt right; ``None`` where there is none.

    >>> named_year("甲午年八月十九")
    Named(name='甲午', before='', after='八月十九')
    >>> named_year("1959年(已亥)三月")
    Named(name='己亥', before='1959年', after='三月')
    """
    for match in _NAME.finditer(text):
        name = match[1].translate(_STEM_TYPED) + match[2].translate(_BRANCH_TYPED)
        if _place(name) is not None:
            return Named(name, text[: match.start()], text[match.end() :])
    return None


def years_named(name: str) -> tuple[int, ...]:
    """The years of that name in the lunar table.

    >>> years_named("甲午")
    (1894, 1954, 2014, 2074)
    """
    place = _place(name)
    return () if place is None else tuple(range(FIRST + (place - FIRST + 4) % 60, LAST + 1, 60))


def name_of(year: int) -> str:
    """The name of a year of the traditional calendar.

    >>> name_of(1984)
    '甲子'
    """
    return _STEMS[(year - 4) % 10] + _BRANCHES[(year - 4) % 12]


def _place(name: str) -> int | None:
    """The place of a name among the sixty; half of all pairs are none."""
    stem, branch = _STEMS.find(name[0]), _BRANCHES.find(name[1])
    return None if (stem - branch) % 2 else (stem * 6 - branch * 5) % 60
