"""Coordinates as they stand in records: decimal degrees, or degrees, minutes and seconds."""

from __future__ import annotations

import re
import unicodedata

CHINA = (73.0, 136.0, 3.0, 54.0)
"""West, east, south and north of land and seas of China, in degrees."""
DATUMS = {
    "CGCS2000": (
        "cgcs2000",
        "2000国家大地坐标系",
        "国家大地坐标系",
        "2000",
        "坐标系2000",
        "epsg:4490",
    ),
    "WGS84": ("wgs84", "wgs-84", "gps", "epsg:4326"),
    "GCJ-02": ("gcj02", "gcj-02", "火星坐标", "高德", "腾讯"),
    "西安1980": ("西安80", "西安1980", "1980西安坐标系", "xian80"),
    "北京1954": ("北京54", "北京1954", "1954北京坐标系", "beijing54"),
}
"""Datums by the names they are written with."""
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


def datum_of(text: str | None) -> str | None:
    """The datum that a text names; ``None`` where it names none that is known.

    >>> datum_of("2000国家大地坐标系"), datum_of("gps"), datum_of("独立坐标系")
    ('CGCS2000', 'WGS84', None)
    """
    plain = "".join(unicodedata.normalize("NFKC", text or "").lower().split())
    return next(
        (name for name, words in DATUMS.items() if plain == name.lower() or plain in words), None
    )


def in_china(longitude: float, latitude: float) -> bool:
    """Whether a point can lie in China.

    >>> in_china(115.35, 26.33), in_china(26.33, 115.35)
    (True, False)
    """
    west, east, south, north = CHINA
    return west <= longitude <= east and south <= latitude <= north
