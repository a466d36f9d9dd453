"""Numbers in names: spelled out as a rule, Arabic digits for codes and ordinals of streets.

1984 rules, items 6, 7 and 16. Whether 三 in 三环路 counts or belongs to a word as in 三八路 cannot
be told from the characters; two digits without 十 between them are dates or words, longer ones are listed.
"""

from __future__ import annotations

import re

from minzheng_core.values.numerals import to_digits

_HAN = "〇零一二三四五六七八九十百廿卅"
_LAST = re.compile(rf"(?P<ordinal>第?)(?P<number>[{_HAN}]+|[A-Z]?[0-9]+(?:[.][0-9]+)?)$")
_SINGLE = frozenset("〇零一二三四五六七八九")
_LEXICAL = frozenset(
    {"九一八", "一二九", "一二一", "一二八", "三一五", "四一二", "三一八"}
    | {"五二〇", "七三一", "八二三", "八一五", "百", "千"}
)
"""Days of history and words that do not count streets."""
_DATED = re.compile("[一二三四五六七八九][廿卅]")
"""A month and a day after it: nobody counts so (五卅)."""
_DAYS = frozenset(
    {"八一", "五一", "五四", "三八", "七一", "二七", "九三", "六一", "五七", "三一", "九八"}
)
_SIDES = "东西南北中新老大小上下前后"
_HUNDREDS = re.compile("[百千].")
_DAY = re.compile("[二三四五六七八九](?:[一二][一二三四五六七八九]|三一)")
_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NOT_COUNTING = ("双", "上下", "三坊")
"""With these before it a numeral is part of a word: 上下九, 三坊七巷."""
_WORDS = frozenset({"丈八", "王八", "初八", "张三"})
"""Specifics that are words though they end in a numeral: 丈八路."""
_ENDS_IN_NUMBER = ("东四", "西四", "东三", "西三", "张三", "初八", "丈八")
"""Specifics that themselves end in a numeral: 东四十条 is the tenth lane of 东四."""


def ordinal_before_generic(stem: str) -> tuple[int, str] | None:
    """Where the ordinal begins that ends *stem*, and how it is written; ``None`` if there is none.

    >>> ordinal_before_generic("经五"), ordinal_before_generic("第九"), ordinal_before_generic("三八")
    ((1, '5'), (0, 'Dì-9'), None)
    >>> ordinal_before_generic("东四十二"), ordinal_before_generic("天宁寺西里一")
    ((2, '12'), (5, '1'))
    """
    match = _LAST.search(stem)
    if match is None or stem in _WORDS:
        return None
    start, number = match.start(), match["number"]
    for known in _ENDS_IN_NUMBER:
        if stem.startswith(known) and len(stem) > len(known) > start:
            start = len(known)
            number = stem[start:]
    digits = number if number.isascii() else to_digits(number)
    word = _is_word(number) or stem[:start].endswith(_NOT_COUNTING)
    if digits is None or (word and not match["ordinal"]):
        return None
    return start, f"Dì-{digits}" if match["ordinal"] else digits


def may_count(stem: str) -> bool:
    """Whether the two figures that end a specific may be a word and an ordinal after it: 丈八 / 6, of 丈八六.

    Not a day after a word (新八一): that is how streets are called.

    >>> may_count("文八六"), may_count("新八一"), may_count("八六"), may_count("东三四")
    (True, False, False, False)
    """
    before, pair = stem[:-2], stem[-2:]
    pairs = len(pair) > 1 and _SINGLE.issuperset(pair)
    return pairs and bool(before) and pair not in _DAYS and before[-1] not in _SIDES + _HAN


def code_in_figures(stem: str) -> str | None:
    """A code of three figures or more that are read one by one, in Arabic digits; ``None`` if it is none.

    >>> code_in_figures("五四三"), code_in_figures("597.9"), code_in_figures("五四"), code_in_figures("一百零八")
    ('543', '597.9', None, None)
    """
    digits = stem.translate(_FIGURES)
    return digits if re.fullmatch("[0-9]{3,}(?:[.][0-9]+)?", digits) else None


def is_day(number: str) -> bool:
    """Whether three figures are a month and a day after it, as streets are called by: 八一七, 六二三.

    Not in January, whose days (一二九) are as well higher numbers; those of history are listed.

    >>> is_day("八一七"), is_day("二一九"), is_day("七〇一"), is_day("一二")
    (True, True, False, False)
    """
    return _DAY.fullmatch(number) is not None


def _is_word(number: str) -> bool:
    """Whether a number is a day or a word: 三八, 五四, 九三 are not how one counts to 38, 54 or 93.

    Nobody counts 百一 either.
    """
    dated = _DATED.search(number) is not None or _HUNDREDS.match(number) is not None
    return number in _LEXICAL or dated or (len(number) == 2 and _SINGLE.issuperset(number))


def codes(text: str) -> list[tuple[int, int]]:
    """Start and end of the runs of Arabic digits and Latin capitals in *text*, a decimal point with them.

    >>> codes("1203高地"), codes("597.9高地")
    ([(0, 4)], [(0, 5)])
    """
    return [match.span() for match in re.finditer(r"[0-9A-Z]+(?:\.[0-9]+)?", text)]
