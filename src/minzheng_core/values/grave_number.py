"""Where ashes lie: the number of a grave or niche (墓穴、格位编号).

There is no national code; the local practice is zone, row, number (A区03排12号). Different hands
write it differently, so that it is compared in one form: ``A-03-012``.
"""

from __future__ import annotations

import re
import unicodedata

_PART = re.compile(r"[A-Z]+|[\u4e00-\u9fff]+|\d+")
_WORDS = "区排号位穴格层室座园墓架列行组面第编"
_WIDTHS = (2, 3)


def grave_number(text: str | None) -> str | None:
    """The number of a grave or niche in the form in which it is compared; ``None`` for a blank.

    The last number has three digits, those before two; words of counting are left out, names of
    places are kept.

    >>> grave_number("A区03排12号"), grave_number("ａ－3－12"), grave_number("福寿园3排7号")
    ('A-03-012', 'A-03-012', '福寿-03-007')
    """
    plain = unicodedata.normalize("NFKC", text or "").upper()
    parts = [part.strip(_WORDS) for part in _PART.findall(plain)]
    parts = [part for part in parts if part]
    numbers = [place for place, part in enumerate(parts) if part.isdecimal()]
    for place in numbers:
        width = _WIDTHS[place == numbers[-1]]
        parts[place] = str(int(parts[place])).zfill(width)
    return "-".join(parts) or None
