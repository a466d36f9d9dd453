"""Development zones and the like, which are no divisions: what a text says of them is left over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.findings import Finding

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from minzheng_core.registries.place_names.standardising.standard_name import StandardName

ZONE = "PG115"
_DIVISIONS = ("province", "prefecture", "county")
_KINDS = (
    "开发区|高新园?区|经开区|(?:工业|产业|科技|物流|农业)园区?|(?:集聚|集中|功能|示范|合作|试验|实验|保税|综保|自贸|度假|港)区"
    "|风?景名?胜?区|新区|管委会|管理委员会"
)
_AHEAD = r"[^\W\d_号路街道巷弄村镇乡组队栋楼]{0,12}?"
_AFTER = "路街道巷弄社小村中"
_ZONE = re.compile(f"^({_AHEAD}(?:{_KINDS})(?:管委会|管理委员会)?)(?:[^{_AFTER}]|$)")


def zone_named(rest: str) -> str:
    """The zone with which *rest* begins, what follows the lowest division of a text; empty if none.

    >>> zone_named("经济技术开发区金岭路"), zone_named("洪门工业园"), zone_named("新区路12号"), zone_named("平川大道")
    ('经济技术开发区', '洪门工业园', '', '')
    """
    found = _ZONE.match(rest)
    return found[1] if found else ""


def of_zone(best: StandardName, rest: str) -> list[Finding]:
    """What is to be said where *best* is a division and the *rest* of the text names a zone.

    A zone may take in townships of several counties, so the county in the text need not be its own.
    """
    zone = zone_named(rest) if best.level in _DIVISIONS else ""
    return [Finding(ZONE, part="division", actual=zone, expected=best.name)] if zone else []


def zones_named(rests: pl.Series) -> NDArray[np.bool_]:
    """Whether each of *rests* begins with a zone."""
    named: NDArray[np.bool_] = rests.str.contains(_ZONE.pattern).fill_null(value=False).to_numpy()
    return named
