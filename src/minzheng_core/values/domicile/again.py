"""A division in full behind a place: it, or what it lies in, again (赣州市江西省赣州市兴国县, 兴国县赣州市长冈乡),
or what lies in the region that the place was the seat of (建阳市邵武县).

Columns of divisions and one of whole addresses were joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.domicile.names import stem
from minzheng_core.values.domicile.regions import AREA
from minzheng_core.values.domicile.towns import KIND_AT

if TYPE_CHECKING:
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.index import DomicileIndex
    from minzheng_core.values.domicile.reading import Reader


_LONGEST = 200
"""So many letters at most are read again; no address is longer."""


def full_at(index: DomicileIndex, text: str, start: int) -> bool:
    """Whether the full name of any division stands at *start*."""
    return any(index.forms[name].full for name in index.names_at(text, start))


def written_again(reader: Reader, text: str, head: Head, end: int) -> tuple[Head, int] | None:
    """What is meant where the place of *head*, or what it lies in, is written again at *end*, and its end."""
    if not full_at(reader.index, text, end):
        return None
    if head.county:
        stop = end
        while (after := _after_county(reader, text, head, stop)) > stop:
            stop = after
        return (head, stop) if stop > end else _region_meant(reader, text, head, end)
    if len(text) > end + _LONGEST:
        return None
    inner, size = reader.read(text[end:])
    if inner is None or inner.conflict or inner.slip:
        return None
    keys, family = reader.index.forms[head.names[-1]].keys, reader.index.family
    within = any(not keys.isdisjoint(family(unit)) for unit in inner.units)
    return (inner, end + size) if within or text.startswith(text[:end], end) else None


def _after_county(reader: Reader, text: str, head: Head, end: int) -> int:
    """Where the county of *head* ends that is written again at *end*, or what it lies in; else *end*.

    A township may be called as its county is (城区城区街道, 青县青县农场).
    """
    index = reader.index
    stop, names = reader.scan(text, end, [])
    below = reader.head(names) if names else None
    if below is None or not below.full or KIND_AT.match(text, stop):
        return end
    if any(index.town_end(unit, text, end) >= stop for unit in head.units):
        return end
    if below.county:
        return end if set(below.units).isdisjoint(head.units) else stop
    above = frozenset().union(*map(index.keys, below.units))
    return stop if all(index.family(unit) & above for unit in head.units) else end


def _region_meant(reader: Reader, text: str, head: Head, end: int) -> tuple[Head, int] | None:
    """A county of the region that the city of *head* was the seat of, and the city for the region: 建阳市邵武县."""
    index, city = reader.index, head.names[-1]
    region = stem(city) + AREA
    if city[-1] != "市" or region not in index.forms:
        return None
    stop, names = reader.scan(text, end, [*head.names[:-1], region])
    meant = reader.head(names)
    if meant is None or not (meant.county and meant.full) or names[-1] == region:
        return None
    return meant.misspelt(city, region), stop
