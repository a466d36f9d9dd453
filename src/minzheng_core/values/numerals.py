"""Chinese numerals as they are written in registers: 二〇〇三, 三十八, 廿五, 卅, 壹玖捌伍, 二00三."""

from __future__ import annotations

DIGITS: dict[str, int] = {
    **{digit: value for value, digit in enumerate("〇一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{digit: value for value, digit in enumerate("0123456789")},
    **dict(zip("○幺弌弍两参弎", (0, 1, 1, 2, 2, 3, 3), strict=True)),
}
TENS: dict[str, int] = {"廿": 20, "卄": 20, "念": 20, "卅": 30, "丗": 30, "卌": 40}
UNITS: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CHARACTERS = "".join(sorted({*DIGITS, *TENS, *UNITS} - set("0123456789")))
"""Every character but the ASCII digits that can stand in a numeral."""
_POSITIONAL = str.maketrans({c: str(value) for c, value in DIGITS.items()})


def to_digits(text: str) -> str | None:
    """The ASCII digits that a numeral stands for; ``None`` where it is none.

    A row of digits keeps its length (``〇五`` is ``05``); with 十, 百, 千, 廿, 卅 the value counts.

    >>> [to_digits(t) for t in ("一九八五", "三十八", "廿五", "十", "二00三", "〇五", "一千九百八十五")]
    ['1985', '38', '25', '10', '2003', '05', '1985']
    >>> to_digits("十年") is None
    True
    """
    digits = text.translate(_POSITIONAL)
    if digits.isascii() and digits.isdecimal():
        return digits
    if not text:
        return None
    total = pending = 0
    for c in text:
        if c in UNITS:
            total += (pending or (1 if UNITS[c] == 10 else 0)) * UNITS[c]
            pending = 0
        elif c in TENS:
            total += TENS[c]
        elif c in DIGITS:
            pending = pending * 10 + DIGITS[c]
        else:
            return None
    return str(total + pending)
