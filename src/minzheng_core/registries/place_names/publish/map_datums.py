"""Which coordinates stand on a published map as they are, and which are brought there (坐标系)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.geodesy import gcj02
from minzheng_core.geodesy.datums import Datum

if TYPE_CHECKING:
    from collections.abc import Callable

    Move = Callable[[float, float], tuple[float, float]]

_FOR_MAPS = (Datum.CGCS2000, Datum.WGS84)


def to_map(datum: Datum | None) -> Move | str:
    """What brings latitude and longitude on *datum* to CGCS2000, or in words why nothing does.

    >>> to_map(Datum.WGS84)(26.331, 115.351), to_map(Datum.XIAN80), to_map(None)
    ((26.331, 115.351), '1980西安坐标系坐标要先转换', '没有写明坐标系')
    """
    if datum is None:
        return "没有写明坐标系"
    if datum is Datum.GCJ02:
        return gcj02.undone
    if datum not in _FOR_MAPS:
        return f"{datum.label}坐标要先转换"
    return lambda lat, lon: (lat, lon)
