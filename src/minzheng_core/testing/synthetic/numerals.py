"""Numbers in Chinese characters."""

from __future__ import annotations

NUMERALS = "一二三四五六七八九十"


def chinese_year(year: int) -> str:
    """Write a year digit by digit: 一九九二."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def chinese_number(number: int) -> str:
    """Write a number below ten thousand: 一百零五.

    >>> chinese_number(7), chinese_number(12), chinese_number(105), chinese_number(1230)
    ('七', '十二', '一百零五', '一千二百三十')
    """
    digits = "零" + NUMERALS[:9]
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return out[1:] if 10 <= number < 20 else out
