"""How often a sign is patrolled, as lists write it: a number of months, or a word for one."""

from __future__ import annotations

import re
import unicodedata

from minzheng_core.values.numerals import to_digits

_NUMBER = re.compile(
    r"(?:每|每隔)?([0-9]+|[一二两三四五六七八九十]{1,3})(个月|月|个季度|季度|年)?(?:一次|1次)?"
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
_MONTHS = {"年": 12, "季度": 3, "个季度": 3}


def months_of(text: str | None) -> int | None:
    """The months between two patrols; ``None`` where a text says no number of them.

    >>> [months_of(word) for word in ("12", "６个月", "每季度一次", "半年", "两年", "十八个月")]
    [12, 6, 3, 6, 24, 18]
    >>> months_of("0"), months_of("不定期"), months_of(None)
    (None, None, None)
    """
    word = unicodedata.normalize("NFKC", text or "").strip().replace(" ", "")
    if (months := _WORDS.get(re.sub("(?:一次|1次)$", "", word))) is not None:
        return months
    found = _NUMBER.fullmatch(word)
    if not found:
        return None
    number = to_digits(found[1])
    return int(number) * _MONTHS.get(found[2] or "", 1) or None if number else None
