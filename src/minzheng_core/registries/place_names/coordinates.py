"""Where a record says that a place is: its two cells read together (地名坐标).

The cells are read as those of boundary points are (:mod:`minzheng_core.values.point_text`), so that
degrees in any spelling, packed ones and metres of a zone mean the same in every register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.geodesy.datums import Datum
from minzheng_core.values.coordinate_text import read_component
from minzheng_core.values.point_text import Frame, axes_of, read_point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.values.base import Parsed
    from minzheng_core.values.point import Point


def position_of(
    longitude: str | None, latitude: str | None, datum: Datum | None = None
) -> Parsed[Point]:
    """The point that two cells mean, on *datum* (CGCS2000 where none is told).

    >>> found = position_of("115°22′12″", "26.35").value
    >>> round(found.lon, 6), round(found.lat, 6)
    (115.37, 26.35)
    >>> [f.code for f in position_of("26.35", "115.37").findings], position_of("不详", "26.35").value
    (['GC107'], None)
    """
    return read_point(latitude, longitude, Frame(datum=datum or Datum.CGCS2000))


def in_two_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row with longitude and latitude apart that stand in one, of their own or of either.

    What cannot be parted stays whole, in the cell of the longitude, to be told as unreadable.

    >>> in_two_cells({"coordinates": "115.55,26.60"}), in_two_cells({"latitude": "北纬26°36′ 东经115°33′"})
    ({'longitude': '115.55', 'latitude': '26.60'}, {'latitude': '26°36′', 'longitude': '115°33′'})
    >>> in_two_cells({"coordinates": "村部东侧"}), in_two_cells({"longitude": "115°33′ 20″"})
    ({'longitude': '村部东侧'}, {'longitude': '115°33′ 20″'})
    """
    told = dict(cells)
    both = told.pop("coordinates", "")
    apart = [told[name] for name in ("longitude", "latitude") if told.get(name)]
    if len(apart) == 2 or not (both or apart):
        return told
    text = apart[0] if apart else both
    north, east = axes_of(text) or ("", "")
    found = position_of(east, north).value if north and east else None
    if found is None:
        return told if apart else told | {"longitude": both}
    return told | {"longitude": east, "latitude": north}


def unreadable(*cells: str | None) -> str | None:
    """The first cell that holds something and is no coordinate.

    >>> unreadable("115.37", None), unreadable("115°75′", "26.35"), unreadable("村部东侧")
    (None, '115°75′', '村部东侧')
    """
    return next((c for c in cells if c and c.strip() and not read_component(c).readings), None)
