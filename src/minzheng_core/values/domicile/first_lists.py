"""What the first yearly lists leave out: the districts of cities before 1983."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minzheng_core.reference.divisions import DivisionRecord

DISTRICTS_SINCE = 1983
"""The first list that names the districts of cities other than Beijing, Tianjin and Shanghai."""


def districts_of_first_cities(records: list[DivisionRecord], first: int) -> list[int]:
    """The districts that cities of the first list had before the lists name any: 杭州市西湖区.

    They appear all at once, in 1983; one that took over the area of another division then is new.
    """
    heirs = {heir for record in records for heir in record.successors}
    cities = {r.code[:4]: r.name for r in records if r.level == "prefecture" and r.start == first}
    return [
        unit
        for unit, record in enumerate(records)
        if record.start == DISTRICTS_SINCE
        and record.name.endswith("区")
        and cities.get(record.code[:4]) == record.prefecture
        and (record.code, record.start) not in heirs
    ]
