"""Sensitive values as a screen may show them, whatever their field (遮盖)."""

from __future__ import annotations

import re
from typing import Any

from minzheng_core.values.ids.id_number import IdNumber

_DATE = re.compile(r"(\d{4})\D.*|(\d{4})")
_LONGEST_NAME, _SHORTEST_NUMBER = 4, 15
STARS = "＊＊"


def masked(value: Any) -> str:
    """A sensitive value with what points at the person taken out.

    >>> masked("362133196208150010"), masked("张三丰"), masked("1962-08-15")
    ('362133********0010', '张＊＊', '1962-＊＊')
    >>> masked("江西省兴国县潋江镇3号"), masked(None)
    ('＊＊', '')

    Numbers show as :meth:`IdNumber.mask` shows them to the staff, short words their first
    character, dates their year, anything longer nothing at all.
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    if sum(character.isdecimal() for character in text) >= 8 and not _DATE.fullmatch(text):
        number = IdNumber.parse(text).value
        return number.mask("staff") if number and len(str(number)) >= _SHORTEST_NUMBER else STARS
    if date := _DATE.fullmatch(text):
        return f"{date[1] or date[2]}-{STARS}"
    short = len(text) <= _LONGEST_NAME or "·" in text
    return f"{text[0]}{STARS}" if short and not text[0].isdecimal() else STARS
