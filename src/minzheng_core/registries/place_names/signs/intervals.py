"""How often a sign is patrolled, as lists write it: a number of months, or a word for one."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(
    r"(?:每|每隔)?([0-9]+|[一二两三四五六九十]|十二)(个月|月|个季度|季度|年)?(?:一次|1次)?"
)
_WORDS = {
    "每月": 1,
    "月": 1,
    "每季": 3,
    "每季度": 3,
    "季度": 3,
    "半年": 6,
    "每半年": 6,
    "每年": 12,
    "年": 12,
}
_DIGITS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "九": 9,
    "十": 10,
    "十二": 12,
}
_MONTHS = {"年": 12, "季度": 3, "个季度": 3}


def months_of(text: str | None) -> int | None:
    """The months between two patrols; ``None`` where a text says no number of them.

    >>> [months_of(word) for word in ("12", "６个月", "每季度一次", "半年", "两年", "0", "不定期", None)]
    [12, 6, 3, 6, 24, None, None, None]
    """
    word = unicodedata.normalize("NFKC", text or "").strip().replace(" ", "")
    if (months := _WORDS.get(re.sub("(?:一次|1次)$", "", word))) is not None:
        return months
    found = _NUMBER.fullmatch(word)
    if not found:
        return None
    number = _DIGITS.get(found[1]) or int(found[1])
    return number * _MONTHS.get(found[2] or "", 1) or None
