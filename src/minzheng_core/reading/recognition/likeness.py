"""How alike two names of a datum are: one inside the other, or one typing slip apart.

A Chinese heading says what it is with its last words (常住户口所在地 is a 户口所在地, 姓名拼音 is no
姓名) and whose or which with its first (父亲姓名 is not the spouse's 姓名).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from minzheng_core.extras import require
from minzheng_core.reading.recognition.party_words import names_third_person
from minzheng_core.values.names.keys import syllables

Reason = Literal[
    "national",
    "exact",
    "initials",
    "pinyin",
    "contained",
    "typo",
    "content",
    "party-only",
    "mapping",
    "none",
]

_OTHER_DATUM = re.compile(
    "经办|承办|办理人|审批|审核|复核|批准人|录入|打印|归档|立卷|申请|制表|填表|统计|残疾|退伍|军官|毕业|准生|"
    "原|旧|前|曾|变更|有效|户口簿|户口本|修改|更新|创建|create|update|old"
)
"""Words that make a heading something else's datum."""
_LOOK_ALIKE = str.maketrans("曰入已巳士末戸戶", "日人己己土未户户")
"""Characters that a hand takes for one another, each with the one it is compared as."""
_BOTH_ENDS = re.compile("生卒")
"""Of a life: neither of its days alone."""
_ONE_OF_TWO = re.compile("[或及和与]")
"""In what a heading leaves out of a name: it is one of two data, 工作单位 of 工作单位或住址."""
_TAILS = re.compile(
    "(?:号码|号|码|名称|全称|全名|日期|时间|年月日|年月|信息|情况|一栏|详细|详址|详细地址|地址|编号|[或及和]?(?:年龄|年[令岁]|岁数?)|no|number|code|date)"
)
"""Words that may follow a name without changing what it means."""


def likeness(heading: str, name: str, *, whose: bool) -> tuple[float, Reason]:
    """How surely *heading* means *name*, both squeezed and without party: 0 … 0.9, and why.

    ``whose`` says that the heading named a party, so that a short name suffices.

    >>> likeness("常住户口所在地", "户口所在地", whose=True)[1]
    'contained'
    >>> likeness("父亲姓名", "姓名", whose=True), likeness("姓名拼音", "姓名", whose=True)
    ((0.0, 'none'), (0.0, 'none'))
    >>> likeness("身分证", "身份证", whose=True)[1]
    'typo'
    """
    if _BOTH_ENDS.search(heading):
        return 0.0, "none"
    shorter, longer = sorted((heading, name), key=len)
    if len(shorter) < (4 if shorter.isascii() else 2):
        return 0.0, "none"
    if len(_characters(shorter) - _characters(longer)) > 1:
        return 0.0, "none"  # neither contained nor a slip away, as most pairs are
    coverage = len(shorter) / len(longer)
    if shorter in longer and shorter != longer:
        before, _, after = longer.partition(shorter)
        if longer == name:
            # An abbreviated heading: 户口所在 for 户口所在地.
            left_out = before + after
            fits = len(shorter) > 2 and coverage >= 0.5 and not of_others(left_out)
            fits = fits and _ONE_OF_TWO.search(left_out) is None
            return (0.5 + 0.3 * coverage, "contained") if fits else (0.0, "none")
        least = 0.3 if whose or len(shorter) > 2 else 0.6
        if coverage >= least and not of_others(before) and (not after or _TAILS.fullmatch(after)):
            return 0.65 + 0.25 * coverage, "contained"
        return 0.0, "none"
    return _typo(heading, name)


def of_others(words: str) -> bool:
    """Whether *words* of a heading make it somebody else's or something else's datum.

    >>> of_others("介绍人"), of_others("原"), of_others("当事人")
    (True, True, False)
    """
    return names_third_person(words) or _OTHER_DATUM.search(words) is not None


def sounds_alike(heading: str, name: str) -> bool:
    """Whether one of two texts a character apart can be a slip for the other: in sound, in shape, one more or less.

    >>> sounds_alike("身分证号", "身份证号"), sounds_alike("出库时间", "出生时间"), sounds_alike("火化期", "火化日期")
    (True, False, True)
    """
    if len(heading) != len(name):
        return True
    seen, meant = (text.translate(_LOOK_ALIKE) for text in (heading, name))
    return syllables(seen) == syllables(meant)


@lru_cache(maxsize=20_000)
def _characters(text: str) -> frozenset[str]:
    return frozenset(text)


@lru_cache(maxsize=50_000)
def _typo(heading: str, name: str) -> tuple[float, Reason]:
    length = min(len(heading), len(name))
    if length < (6 if name.isascii() else 3) or (of_others(heading) and not of_others(name)):
        return 0.0, "none"
    distance = require("rapidfuzz.distance", "archive").OSA.distance(heading, name, score_cutoff=1)
    if distance != 1:
        return 0.0, "none"
    if length == 3 or len(heading) != len(name):
        # Of three characters one wrong is too much, unless it sounds the same: 身分证.
        if len(heading) == len(name) and syllables(heading) != syllables(name):
            return 0.0, "none"
        return (0.75, "typo") if length > 3 or len(heading) == len(name) else (0.0, "none")
    return 0.82, "typo"
