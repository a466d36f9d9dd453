"""Which counties touch, and how long their shared edge is, as far as it was measured (相邻县).

A plain fact for checking a register's list of neighbours; lengths are of web-map accuracy. A county
that is not listed is not judged.
"""

from __future__ import annotations

from functools import cache

from minzheng_core.reference.tables import rows


@cache
def county_neighbours(county: str) -> dict[str, float]:
    """The neighbours of a county, clockwise from its north-west, with the kilometres that they share.

    >>> list(county_neighbours("360732")), county_neighbours("999999")
    (['360826', '360803', '360825', '360730', '360731', '360704', '360828'], {})
    """
    return {
        neighbour: float(kilometres)
        for own, neighbour, kilometres, *_ in rows("county_neighbours.csv")
        if own == county
    }
