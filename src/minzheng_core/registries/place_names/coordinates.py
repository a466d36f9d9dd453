"""Coordinates as they stand in records: decimal degrees, or degrees, minutes and seconds."""

from __future__ import annotations

import re
import unicodedata

_DEGREES = re.compile(
    r"[EWNSewns东西南北经纬]*\s*(?P<d>-?\d{1,3}(?:\.\d+)?)\s*[°度]?"
    r"(?:\s*(?P<m>\d{1,2}(?:\.\d+)?)\s*['′分])?(?:\s*(?P<s>\d{1,2}(?:\.\d+)?)\s*(?:[\"″秒]|''|′′)?)?"
    r"\s*[EWNSewns]?"
)


def degrees_of(text: str | None) -> float | None:
    """Degrees out of a written coordinate; ``None`` where it is none.

    >>> degrees_of("115.3512"), degrees_of("115°21′04.3″")
    (115.3512, 115.351194)
    >>> degrees_of("不详") is None, degrees_of("115°75′") is None
    (True, True)
    """
    plain = unicodedata.normalize("NFKC", text or "").replace("’", "'").replace("”", '"').strip()
    match = _DEGREES.fullmatch(plain)
    if match is None:
        return None
    minutes, seconds = float(match["m"] or 0), float(match["s"] or 0)
    if minutes >= 60 or seconds >= 60 or (match["s"] and not match["m"]):
        return None
    whole = float(match["d"])
    sign = -1 if plain.startswith("-") else 1
    return round(whole + sign * (minutes / 60 + seconds / 3600), 6)
