"""Levels between a province and a county that no list has: 赣南行政公署, a name not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.domicile.index import domicile_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.index import DomicileIndex

_COUNTY = 3
_LETTER = r"[^\W\d_县市区旗镇乡村路街道巷弄号组队局厂司院校厅部处]"
_CORPS = r"生产建设兵团(?:第?[〇零一二三四五六七八九十\d]{1,3}师)?"
_UNLISTED = (
    rf"(?:{_LETTER}{{1,6}}?(?:行政公署|专员公署|行政区|公署|行署|专署|专区|地区)?|地区|{_CORPS})"
)
BETWEEN = rf"^{_UNLISTED}.{{1,12}}[县市区旗]"
"""What may be a region that no list has, and a county below it; for Python's and Rust's engines."""
_MAY_BE = re.compile(BETWEEN)
_NAMED = re.compile(rf"{_UNLISTED}$")
_LETTERS = re.compile(f"{_LETTER}{{0,6}}")
"""Any beginning of this may be the name of a region without its kind."""
_ENDS_REGION = "区署团师"
_LONGEST = 12
_NEW_AREA = "新区"
"""Once a district of 唐山, elsewhere what is no division: 雄安新区."""


def over_region(
    value: Domicile, on: int, county: str | None, overlay: Overlay | None
) -> tuple[Domicile, str] | None:
    """The county that stands in full below a region that no list has, and what is written of that."""
    rest = value.rest
    if value.division is None or not _MAY_BE.match(rest):
        return None
    if value.level == _COUNTY:
        return None
    above = "".join(value.names)
    for place in counties_in(rest, domicile_index(overlay)):
        below = rest[place:]
        found = Domicile.parse(above + below, on=on, county=county, overlay=overlay).value
        if found is None or found.division is None or found.level != _COUNTY or found.candidates:
            continue
        if found.division[:2] == value.division[:2] and found.how is not Reason.MISSPELT:
            return found, rest[:place]
    return None


def counties_in(rest: str, index: DomicileIndex) -> Iterator[int]:
    """Where a county stands in full in *rest* below what may be a region."""
    letters = _LETTERS.match(rest)
    plain = letters.end() if letters else 0
    for place in range(1, min(_LONGEST, len(rest))):
        if place > plain and rest[place - 1] not in _ENDS_REGION:
            continue
        for name in index.names_at(rest, place):
            form = index.forms[name]
            if form.full and form.counties and name != _NEW_AREA:
                if place <= plain or _NAMED.match(rest[:place]):
                    yield place
                break
