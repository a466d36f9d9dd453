"""Names of divisions that do not lie below each other, and what they may mean all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.domicile.answer import CONTRADICTORY, EARLIER, MISSPELT
from minzheng_core.values.domicile.index import FIRST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.values.domicile.answer import Answer
    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.index import DomicileIndex
    from minzheng_core.values.domicile.resolver import Resolver

_REGIONS = ("地区", "专区")


def contradictory(found: Resolver, head: Head, year: int, county: str | None) -> Answer:
    """The answer to a *head* whose last name does not lie below those before it.

    None, with what the last name can mean left open; but the archive's own county where one slip
    makes that name of its, and of the years before the lists the county itself.
    """
    faults = MISSPELT if head.slip else 0
    home = found.context(county, year)
    if home is not None and _is_own_mistyped(found, head, home):
        return found.settled(home, faults | MISSPELT)
    carried = (found.index.carry(unit, year).units for unit in head.units)
    meant = dict.fromkeys(unit for units in carried for unit in units)
    once = _once_under(found.index, head, meant, year)
    if len(once) == 1:
        return found.settled(once[0], faults | EARLIER)
    return found.settled(None, faults | CONTRADICTORY, tuple(meant))


def _is_own_mistyped(found: Resolver, head: Head, home: int) -> bool:
    """Whether the own county's name is mistyped below its own province into a far one's: 江西省兴县."""
    *above, last = head.names
    if len(above) != 1 or last not in found.mistaken_for(home):
        return False
    province = found.index.forms[found.index.records[home].province]
    return found.index.forms[above[0]].keys == province.keys


def _once_under(index: DomicileIndex, head: Head, meant: Iterable[int], year: int) -> list[int]:
    """Those of the counties *meant* that may have lain in the region named before the lists begin.

    Until then regions exchanged counties time and again (邵阳地区双峰县); cities had few of their own.
    """
    if year > FIRST_YEAR or len(head.names) < 2 or not head.names[-2].endswith(_REGIONS):
        return []
    provinces = {index.records[unit].province for unit in index.forms[head.names[-2]].prefectures}
    return [unit for unit in meant if index.records[unit].province in provinces]
