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

ZONE, NOT_READ = "PG115", "PG117"
_DIVISIONS = ("province", "prefecture", "county")
_KINDS = (
    "开发区|高新园?区|经开区|(?:工业|产业|科技|物流|农业)园区?|(?:集聚|集中|功能|示范|合作|试验|实验|保税|综保|自贸|度假|港)区"
    "|风?景名?胜?区|新区|管委会|管理委员会"
)
_AHEAD = r"[^\W\d_号路街道巷弄村镇乡组队栋楼]{0,12}?"
_AFTER = "路街道巷弄社小村中"
_ZONE = re.compile(f"^({_AHEAD}(?:{_KINDS})(?:管委会|管理委员会)?)(?:[^{_AFTER}]|$)")


_WORD = r"^[\u3400-\u9fff]{2,8}$"
_ADDRESS = "[村组号路街道巷弄屯队楼栋室园院厂社里苑寨庄坊店]$"
"""How what needs no township ends: villages, streets and houses."""


def zone_named(rest: str) -> str:
    """The zone with which *rest* begins, what follows the lowest division of a text; empty if none.

    >>> zone_named("经济技术开发区金岭路"), zone_named("洪门工业园"), zone_named("新区路12号"), zone_named("平川大道")
    ('经济技术开发区', '洪门工业园', '', '')
    """
    found = _ZONE.match(rest)
    return found[1] if found else ""


def of_rest(best: StandardName, rest: str, *, said: bool = False) -> list[Finding]:
    """What is to be said where *best* is a division and the *rest* of the text is left over.

    A zone may take in townships of several counties, so the county in the text need not be its own.
    A word that names no village, street or house is told, unless something was *said* of it.
    """
    if best.level not in _DIVISIONS:
        return []
    if zone := zone_named(rest):
        return [Finding(ZONE, part="division", actual=zone, expected=best.name)]
    if not said and re.search(_WORD, rest) and not re.search(_ADDRESS, rest):
        return [Finding(NOT_READ, part="division", actual=rest, expected=best.name)]
    return []


def zones_named(rests: pl.Series) -> NDArray[np.bool_]:
    """Whether each of *rests* begins with a zone."""
    named: NDArray[np.bool_] = rests.str.contains(_ZONE.pattern).fill_null(value=False).to_numpy()
    return named


def words_left(rests: pl.Series) -> NDArray[np.bool_]:
    """Whether each of *rests* is a word that names no village, street or house."""
    left = rests.str.contains(_WORD) & ~rests.str.contains(_ADDRESS)
    words: NDArray[np.bool_] = left.fill_null(value=False).to_numpy()
    return words
