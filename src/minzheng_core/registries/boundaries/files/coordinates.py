"""Coordinates that a table keeps otherwise than one axis a column: both in one cell, or degrees, minutes and seconds.

They become the two texts that are read everywhere else, so that what is wrong with them is told alike.
"""

from __future__ import annotations

from minzheng_core.values.coordinate_text import read_component
from minzheng_core.values.point_text import axes_of

BOTH = "position.both"
"""The column with both axes in one cell (坐标, 经纬度)."""
AXES = ("longitude", "latitude")
PARTS = {
    f"position.{axis}_{part}": (f"position.{axis}", mark)
    for axis in AXES
    for part, mark in (("degrees", "°"), ("minutes", "′"), ("seconds", "″"))
}
"""The columns of the parts of an angle, each with its axis and its mark."""


def one_axis_a_column(row: dict[str, str]) -> dict[str, str]:
    """*row* with its coordinates under X and Y, or longitude and latitude.

    >>> one_axis_a_column({"marker": "5253001Q", "position.both": "X=2914211.695，Y=38634885.367"})
    {'marker': '5253001Q', 'position.x': '2914211.695', 'position.y': '38634885.367'}
    >>> one_axis_a_column({"position.longitude_degrees": "115", "position.longitude_minutes": "21.0",
    ...                    "position.longitude_seconds": "03.6"})
    {'position.longitude': '115°21′03.6″'}
    """
    told = {key: value for key, value in row.items() if key != BOTH and key not in PARTS}
    for key, (axis, mark) in PARTS.items():
        if value := row.get(key):
            whole = value.removesuffix(".0") if mark != "″" else value
            told[axis] = told.get(axis, "") + (
                whole if mark in whole else _marked(row, key, whole, mark)
            )
    both = row.get(BOTH)
    known = any(told.get(f"position.{axis}") for axis in ("x", "y", *AXES))
    if both and not known:
        north, east = axes_of(both) or (both, "")
        angular = any(reading.angular for reading in read_component(north).readings)
        names = ("latitude", "longitude") if angular else ("x", "y")
        told |= {
            f"position.{name}": text
            for name, text in zip(names, (north, east), strict=True)
            if text
        }
    return told


def _marked(row: dict[str, str], key: str, text: str, mark: str) -> str:
    """A part with its mark; a decimal of degrees that stands alone is whole as it is."""
    axis = PARTS[key][0]
    alone = not any(
        row.get(other) for other, (own, _) in PARTS.items() if own == axis and other != key
    )
    return text if alone and mark == "°" else text + mark
