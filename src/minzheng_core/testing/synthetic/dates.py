"""Dates and ages as clerks wrote them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.testing.synthetic.draws import Ints, spelled
from minzheng_core.testing.synthetic.lunar import lunar_date
from minzheng_core.testing.synthetic.numerals import NUMERALS, chinese_number, chinese_year

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

FULLWIDTH = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")


def _shorthand(number: int) -> str:
    """Write 1-31 with 廿 and 卅."""
    tens, ones = divmod(number, 10)
    if tens < 2:
        return chinese_number(number)
    return ("廿", "卅")[tens - 2] + (NUMERALS[ones - 1] if ones else "")


def _lunar(y: int, m: int, d: int) -> str:
    year, month, day, leap = lunar_date(date(y, m, d))
    month_word = {1: "正", 11: "冬", 12: "腊"}.get(month, chinese_number(month))
    day_word = f"初{NUMERALS[day - 1]}" if day <= 10 else ("二十" if day == 20 else _shorthand(day))
    return f"农历{chinese_year(year)}年{'闰' if leap else ''}{month_word}月{day_word}"


def _minguo(y: int, m: int, d: int) -> str:
    return f"民国{chinese_number(y - 1911)}年{chinese_number(m)}月{chinese_number(d)}日"


FORMS: dict[str, Callable[[int, int, int], str]] = {
    "iso": lambda y, m, d: f"{y}-{m:02d}-{d:02d}",
    "dots": lambda y, m, d: f"{y}.{m}.{d}",
    "dots_padded": lambda y, m, d: f"{y}.{m:02d}.{d:02d}",
    "slashes": lambda y, m, d: f"{y}/{m}/{d}",
    "chinese_digits": lambda y, m, d: f"{y}年{m}月{d}日",
    "compact": lambda y, m, d: f"{y}{m:02d}{d:02d}",
    "timestamp": lambda y, m, d: f"{y}-{m:02d}-{d:02d} 00:00:00",
    "dashes": lambda y, m, d: f"{y}-{m}-{d}",
    "chinese": lambda y, m, d: f"{chinese_year(y)}年{chinese_number(m)}月{chinese_number(d)}日",
    "chinese_old": lambda y, m, d: (
        f"{chinese_year(y)}年{'元' if m == 1 else chinese_number(m)}月{_shorthand(d)}日"
    ),
    "two_digit_year": lambda y, m, d: f"{y % 100:02d}.{m}.{d}",
    "two_digit_year_chinese": lambda y, m, d: f"{y % 100:02d}年{m}月{d}日",
    "short_chinese": lambda y, m, d: (
        f"{chinese_year(y)[2:]}年{'元' if m == 1 else chinese_number(m)}月{chinese_number(d)}日"
    ),
    "serial": lambda y, m, d: str((date(y, m, d) - date(1899, 12, 30)).days),
    "fullwidth": lambda y, m, d: f"{y}.{m}.{d}".translate(FULLWIDTH),
    "era_word": lambda y, m, d: f"公元{y}年{m}月{d}日",
    "spaced": lambda y, m, d: f"{y} {m} {d}",
    "no_day": lambda y, m, _: f"{y}年{m}月",
    "no_day_dots": lambda y, m, _: f"{y}.{m}",
    "year_only": lambda y, _m, _d: f"{y}年",
    "minguo": _minguo,
    "lunar": _lunar,
    "missing": lambda _y, _m, _d: "",
}
NAMES = tuple(FORMS)
PRECISION = {"no_day": 7, "no_day_dots": 7, "year_only": 4, "missing": 0}


@cache
def form_number(name: str) -> int:
    """Return the position of a written form."""
    return NAMES.index(name)


def date_texts(ymd: Ints, form: Ints) -> pl.Series:
    """Write every YYYYMMDD in its form."""
    table = tuple(FORMS.values())
    return spelled(
        lambda when, how: table[how](when // 10000, when // 100 % 100, when % 100), ymd, form
    )


def iso_texts(ymd: Ints, form: Ints) -> pl.Series:
    """Return what the written form leaves knowable, in ISO form shortened to its precision."""
    lengths = np.array([PRECISION.get(name, 10) for name in NAMES])
    return spelled(
        lambda when, length: f"{when // 10000}-{when // 100 % 100:02d}-{when % 100:02d}"[:length],
        ymd,
        lengths[form],
    )


def age_texts(birth: Ints, day: Ints, form: Ints) -> pl.Series:
    """Write the age on *day* (both YYYYMMDD): full years, 虚岁, with or without the word."""
    full = day // 10000 - birth // 10000 - (day % 10000 < birth % 10000)
    nominal = day // 10000 - birth // 10000 + 1

    def age(years: int, reckoned: int, how: int) -> str:
        return (str(years), f"{years}岁", f"虚岁{reckoned}", f"{reckoned}虚岁", f"{years}周岁", "")[
            how
        ]

    return spelled(age, full, nominal, form)
