"""Ellipsoids and datums (椭球与坐标系): what a pair of coordinates is measured on.

References: GB 22021-2008 (CGCS2000); CH/T 2014-2016 on changing to it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

from attrs import frozen


@frozen(slots=False)
class Ellipsoid:
    """An ellipsoid of revolution by semi-major axis in metres and inverse flattening.

    >>> round(CGCS2000_ELLIPSOID.b, 4)
    6356752.3141
    """

    name: str
    a: float
    inverse_flattening: float

    @cached_property
    def f(self) -> float:
        """The flattening."""
        return 1 / self.inverse_flattening

    @cached_property
    def b(self) -> float:
        """The semi-minor axis in metres."""
        return self.a * (1 - self.f)

    @cached_property
    def n(self) -> float:
        """The third flattening."""
        return self.f / (2 - self.f)

    @cached_property
    def e2(self) -> float:
        """The square of the first eccentricity."""
        return self.f * (2 - self.f)


CGCS2000_ELLIPSOID = Ellipsoid("CGCS2000", 6_378_137.0, 298.257222101)
WGS84_ELLIPSOID = Ellipsoid("WGS 84", 6_378_137.0, 298.257223563)
KRASSOVSKY = Ellipsoid("Krassowsky 1940", 6_378_245.0, 298.3)
IAG1975 = Ellipsoid("IAG 1975", 6_378_140.0, 298.257)


class Datum(StrEnum):
    """A datum (坐标系).

    Between the national datums lie tens of metres to more than a hundred; the official parameters
    are not public, so nothing here turns one into another without parameters that the caller gives
    (:mod:`~minzheng_core.geodesy.helmert`). CGCS2000 and WGS 84 agree within centimetres and are
    taken as one. GCJ-02 is no datum but a displacement of web maps
    (:mod:`~minzheng_core.geodesy.gcj02`).

    >>> Datum("xian80").label, Datum.CGCS2000.agrees(Datum.WGS84)
    ('1980西安坐标系', True)
    """

    CGCS2000 = "cgcs2000"
    WGS84 = "wgs84"
    XIAN80 = "xian80"
    BEIJING54 = "beijing54"
    GCJ02 = "gcj02"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _LABELS[self]

    @property
    def ellipsoid(self) -> Ellipsoid:
        """The ellipsoid it stands on."""
        return _ELLIPSOIDS[self]

    def agrees(self, other: Datum) -> bool:
        """Whether coordinates of both may stand side by side."""
        return self is other or {self, other} == {Datum.CGCS2000, Datum.WGS84}

    @classmethod
    def named(cls, text: str) -> Datum | None:
        """The datum that a table, a map or a file calls so; ``None`` where it is not known.

        The independent system of a city (相对独立的平面坐标系统) is none of the national datums,
        whatever its name says: 西安市独立坐标系 is not 1980西安坐标系. A code of EPSG is that of its datum.

        >>> Datum.named("西安80"), Datum.named("国家2000"), Datum.named("西安市独立坐标系")
        (<Datum.XIAN80: 'xian80'>, <Datum.CGCS2000: 'cgcs2000'>, None)
        >>> Datum.named("EPSG:4547"), Datum.named("1954年北京坐标系")
        (<Datum.CGCS2000: 'cgcs2000'>, <Datum.BEIJING54: 'beijing54'>)
        """
        from minzheng_core.geodesy.zones import from_epsg  # zones stand on datums

        plain = "".join(ch for ch in text.casefold() if ch.isalnum())
        code = _EPSG.search(plain)
        known = from_epsg(int(code[2])) if code else None
        if known or (code and code[1]):
            return known[0] if known else None
        if any(word in plain for word in _LOCAL):
            return None
        return next((datum for word, datum in _WORDS if re.search(word, plain)), None)


_LABELS = {
    Datum.CGCS2000: "2000国家大地坐标系",
    Datum.WGS84: "WGS 84",
    Datum.XIAN80: "1980西安坐标系",
    Datum.BEIJING54: "1954年北京坐标系",
    Datum.GCJ02: "GCJ-02（网络地图）",
}
_ELLIPSOIDS = {
    Datum.CGCS2000: CGCS2000_ELLIPSOID,
    Datum.WGS84: WGS84_ELLIPSOID,
    Datum.XIAN80: IAG1975,
    Datum.BEIJING54: KRASSOVSKY,
    Datum.GCJ02: CGCS2000_ELLIPSOID,
}
_LOCAL = ("独立", "地方坐标")
"""What the name of a local coordinate system says of itself."""
_EPSG = re.compile("(epsg|^)([0-9]{4,5})$")
_WORDS = (
    ("gcj", Datum.GCJ02), ("火星", Datum.GCJ02), ("高德", Datum.GCJ02),
    ("cgcs", Datum.CGCS2000), ("china2000", Datum.CGCS2000), ("chinageodetic", Datum.CGCS2000),
    ("西安", Datum.XIAN80), ("xian", Datum.XIAN80),
    ("北京", Datum.BEIJING54), ("beijing", Datum.BEIJING54),
    ("wgs", Datum.WGS84), ("(?<![0-9])2000(?![0-9])", Datum.CGCS2000),
    ("(?<![0-9])(?:19)?80(?![0-9])", Datum.XIAN80), ("(?<![0-9])(?:19)?54(?![0-9])", Datum.BEIJING54),
)  # fmt: skip
