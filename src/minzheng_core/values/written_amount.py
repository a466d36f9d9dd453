"""Sums and quantities as lists write them: ￥1,200元, 壹仟贰佰元整, 1.2万元, 5 天, 人民币伍拾元伍角."""

from __future__ import annotations

import re
import unicodedata

from minzheng_core.values.numerals import CHARACTERS, to_digits

_LOOSE = re.compile(r"[,，'\s¥￥]")
_BEFORE = re.compile(r"^(?:人民币|RMB|CNY|\(?大写\)?|共计|合计|计|共|约)*[:：]?", re.IGNORECASE)
_IN_DIGITS = re.compile(r"(-?\d+(?:\.\d+)?)(?:(万)(?:元|圆|块)?|[元圆块](\d)角(?:(\d)分)?)?[^\d]*")
_NUMERAL = rf"[{CHARACTERS}]+"
_IN_WORDS = re.compile(
    rf"(?P<numeral>(?![百佰千仟])(?:{_NUMERAL}[万萬])?(?:{_NUMERAL})?)(?:[元圆圓块](?:(?P<jiao>[{CHARACTERS}])角)?零?(?:(?P<fen>[{CHARACTERS}])分)?[整正]?|[^\d余多来几把约]{{0,3}})"
)


def written_amount(text: str | None) -> float | None:
    """The number that a cell of a list says, in yuan or whatever it counts; ``None`` where it says none.

    >>> [written_amount(t) for t in ("￥1,200元", "壹仟贰佰元整", "1200.00", "1.2万元", "５ 天", "人民币伍拾元伍角")]
    [1200.0, 1200.0, 1200.0, 12000.0, 5.0, 50.5]
    >>> [written_amount(t) for t in ("壹万零伍拾元整", "一百二十", "42公里", "百余元", "10-20", "")]
    [10050.0, 120.0, 42.0, None, None, None]
    """
    plain = _LOOSE.sub("", unicodedata.normalize("NFKC", text or ""))
    plain = _BEFORE.sub("", plain)
    if not plain:
        return None
    if found := _IN_DIGITS.fullmatch(plain):
        number = float(found[1])
        return number * 10_000 if found[2] else round(number + _coins(found[3], found[4]), 2)
    worded = _IN_WORDS.fullmatch(plain)
    if worded is None or not worded["numeral"]:
        return None
    head, ten_thousand, rest = worded["numeral"].replace("萬", "万").rpartition("万")
    parts = [to_digits(part) if part else "0" for part in (head, rest)]
    if None in parts or (ten_thousand and not head):
        return None
    whole = int(parts[0] or 0) * 10_000 + int(parts[1] or 0)
    return round(whole + _coins(worded["jiao"], worded["fen"]), 2)


def _coins(jiao: str | None, fen: str | None) -> float:
    tenths, hundredths = (int(to_digits(part or "0") or 0) for part in (jiao, fen))
    return tenths / 10 + hundredths / 100
