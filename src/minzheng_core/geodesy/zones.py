"""Gauss–Krüger zones (高斯—克吕格投影带): 3° and 6°, their central meridians, prefixes, EPSG codes."""

from __future__ import annotations

from functools import cache
from itertools import product

from attrs import field, frozen, validators

from minzheng_core.geodesy.datums import Datum

FALSE_EASTING = 500_000.0
"""Metres added to every easting, without the prefix."""
PREFIX = 1_000_000.0
"""A prefix counts millions of metres."""
ZONES = {3: range(24, 46), 6: range(13, 24)}
"""The numbers that lie in China; both kinds can be told apart by them."""


@frozen(order=True)
class Zone:
    """One zone: *width* 3 or 6 degrees, and its *number*, which is also the prefix of eastings.

    >>> Zone(3, 38).central_meridian, Zone(6, 20).central_meridian
    (114.0, 117.0)
    >>> Zone.at(115.351), Zone.at(115.351, width=6), Zone.of_prefix(39)
    (Zone(width=3, number=38), Zone(width=6, number=20), Zone(width=3, number=39))

    Basis: GB/T 13989-2012 (6° from 1:25 000 to 1:500 000, 3° for larger scales).
    """

    width: int = field(validator=validators.in_((3, 6)))
    number: int

    @property
    def central_meridian(self) -> float:
        """Degrees east."""
        return self.number * 3.0 if self.width == 3 else self.number * 6.0 - 3.0

    @property
    def in_china(self) -> bool:
        """Whether a Chinese map can use it."""
        return self.number in ZONES[self.width]

    @property
    def label(self) -> str:
        """Chinese words for it."""
        return f"{self.width}度带第{self.number}带（中央经线{self.central_meridian:.0f}°）"

    @classmethod
    def at(cls, lon: float, width: int = 3) -> Zone:
        """The zone in which a longitude lies; on an edge the eastern one."""
        number = int((lon + 1.5) // 3) if width == 3 else int(lon // 6) + 1
        return cls(width, number)

    @classmethod
    def of_meridian(cls, degrees: float) -> Zone:
        """The 3° zone with this central meridian.

        Raises:
            ValueError: it is not the central meridian of a zone.

        """
        if degrees % 3:
            raise ValueError(degrees)
        return cls(3, int(degrees // 3))

    @classmethod
    def of_prefix(cls, number: int) -> Zone | None:
        """The Chinese zone with that prefix: 13 to 23 is of 6°, 24 to 45 of 3°."""
        width = next((w for w, numbers in ZONES.items() if number in numbers), None)
        return cls(width, number) if width else None


_GEOGRAPHIC = {
    Datum.CGCS2000: 4490,
    Datum.WGS84: 4326,
    Datum.XIAN80: 4610,
    Datum.BEIJING54: 4214,
}
"""The EPSG codes of latitude and longitude on a datum."""
_NUMBERED = {3: range(25, 46), 6: range(13, 24)}
"""The zones that have EPSG codes."""
_FIRST = {
    # datum: 3° with prefix (zone 25), 3° without (CM 75), 6° with prefix (zone 13), 6° without
    Datum.CGCS2000: (4513, 4534, 4491, 4502),
    Datum.XIAN80: (2349, 2370, 2327, 2338),
    Datum.BEIJING54: (2401, 2422, 21413, 21453),
}


def epsg(datum: Datum, zone: Zone | None = None, *, prefix: bool = False) -> int | None:
    """The EPSG code of a datum, or of a zone on it; ``None`` where there is none.

    >>> epsg(Datum.CGCS2000, Zone(3, 38)), epsg(Datum.CGCS2000, Zone(3, 39), prefix=True)
    (4547, 4527)
    """
    if zone is None:
        return _GEOGRAPHIC.get(datum)
    numbers = _NUMBERED[zone.width]
    if datum not in _FIRST or zone.number not in numbers:
        return None
    kind = (0 if zone.width == 3 else 2) + (not prefix)
    return _FIRST[datum][kind] + zone.number - numbers.start


def from_epsg(code: int) -> tuple[Datum, Zone | None, bool] | None:
    """The datum, zone and whether eastings carry the prefix, of an EPSG code.

    >>> from_epsg(4527)
    (<Datum.CGCS2000: 'cgcs2000'>, Zone(width=3, number=39), True)
    """
    return _by_code().get(code)


@cache
def _by_code() -> dict[int, tuple[Datum, Zone | None, bool]]:
    known: dict[int, tuple[Datum, Zone | None, bool]] = {
        code: (datum, None, False) for datum, code in _GEOGRAPHIC.items()
    }
    for datum, width, prefix in product(_FIRST, _NUMBERED, (True, False)):
        for zone in (Zone(width, number) for number in _NUMBERED[width]):
            if (code := epsg(datum, zone, prefix=prefix)) is not None:
                known[code] = datum, zone, prefix
    return known
