"""Days named by a feast: ``85年元旦``, ``一九八五年国庆节``, ``85年春节`` (a day of the lunar calendar)."""

from __future__ import annotations

import re

_SOLAR = {
    "元旦": "1月1日",
    "三八(?:国际)?妇女|三八|妇女": "3月8日",
    "五一(?:国际)?劳动|国际劳动|劳动|五一": "5月1日",
    "五四青年|青年|五四": "5月4日",
    "六一(?:国际)?儿童|国际儿童|儿童|六一": "6月1日",
    "七一建党|建党|七一": "7月1日",
    "八一建军|建军|八一": "8月1日",
    "十一国庆|国庆": "10月1日",
}
_LUNAR = {
    "春节|农历新年": "正月初一",
    "元宵": "正月十五",
    "端午|端阳": "五月初五",
    "七夕": "七月初七",
    "中秋": "八月十五",
    "重阳": "九月初九",
}
"""除夕 is none of them: that of a year may be its last day or the one before its first."""
_DAYS = tuple(
    (re.compile(names), kind, day)
    for kind, days in (("", _SOLAR), ("农历", _LUNAR))
    for names, day in days.items()
)
FEAST = f"(?:{'|'.join(_SOLAR | _LUNAR)})(?:佳?节|日)?(?:当天|那天)?"
"""The name of such a day, as a pattern."""
_IN_A_YEAR = re.compile(rf"(?P<year>.*[^\s.、·,年])(?:年|[.、·,\s])[\s.、·,]*(?P<feast>{FEAST})")
_YEAR_AND = re.compile(r"(?P<year>\d{4}|\d{2})(?P<feast>[^\d\s五三六七八十].*)")


def day_of_feast(text: str) -> str:
    """*text* with the month and the day of the feast that it names in a year; any other as it is.

    >>> [day_of_feast(t) for t in ("85年元旦", "一九八五年国庆节", "1985春节", "85年国庆前", "85年除夕")]
    ['85年1月1日', '一九八五年10月1日', '农历1985年正月初一', '85年国庆前', '85年除夕']
    """
    found = _IN_A_YEAR.fullmatch(text)
    if found is None:
        found = _YEAR_AND.fullmatch(text)
        if found is None or not re.fullmatch(FEAST, found["feast"]):
            return text
    return next(
        f"{kind}{found['year']}年{day}" for names, kind, day in _DAYS if names.match(found["feast"])
    )
