"""Whole numbers as registers write them: with their unit (20年, 1996年度), in words (二十年), 单穴 and 双穴."""

from __future__ import annotations

import re
import unicodedata

from minzheng_core.values.numerals import CHARACTERS, to_digits

_UNIT = "年度?|周年|卷|件|号|份|人|位|具|个|穴|格"
_WRITTEN = re.compile(rf"(?:第|共)?0*(\d{{1,9}}|[{CHARACTERS}]{{1,9}})(?:\.0+)?(?:{_UNIT})?整?")
_HOLDS = {"单": 1, "双": 2, "三": 3}
_GRAVE = re.compile("([单双三])(?:人)?[穴墓位格葬]")


def whole_number(text: str | None) -> int | None:
    """The number that a cell says, with or without its unit; ``None`` where it says none or more than one.

    >>> [whole_number(text) for text in ("20", "20年", "二十年", "１９９６年度", "第3卷", "双穴", "20.0")]
    [20, 20, 20, 1996, 3, 2, 20]
    >>> [whole_number(text) for text in ("永久", "20.5", "20-30", "", None)]
    [None, None, None, None, None]
    """
    words = "".join(unicodedata.normalize("NFKC", text or "").split())
    if grave := _GRAVE.fullmatch(words):
        return _HOLDS[grave[1]]
    found = _WRITTEN.fullmatch(words)
    digits = to_digits(found[1]) if found else None
    return int(digits) if digits else None
