"""What is written where a date is not known: words, signs, and days that systems fill in."""

from __future__ import annotations

import re

from minzheng_core.values.placeholders import says_nothing

_WORDS = "年份不详 日期不详 时间不详 年月不详 年月日不详 出生日期不详 年月日 年月 n.a nat"
_DAYS = (
    "0000-00-00 0000/00/00 0000.00.00 0000-0-0 0000/0/0 0000年00月00日 0000年0月0日 00000000 "
    "0001-01-01 1753-01-01 1899-12-30 1899-12-31 1899/12/30 1899/12/31 1900-01-00 1900/1/0 "
    "9999-12-31 9999/12/31 99991231 9999年12月31日"
)
NO_DAYS = frozenset(f"{_WORDS} {_DAYS}".split())
"""Words for it, and days that no register means."""
_NO_SIGN = re.compile(r"[-—–_/\\|.。、,?*×xX□〇○0#\s()]+")


def says_no_date(text: str) -> bool:
    """Whether *text*, in small letters, stands where a date is not known.

    >>> [says_no_date(text) for text in ("年份不详", "0000-00-00", "null", "--", "1985")]
    [True, True, True, True, False]
    """
    return text in NO_DAYS or _NO_SIGN.fullmatch(text) is not None or says_nothing(text)
