"""The county that a call or a command is for: its code, or its name as people write it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from minzheng_core.errors import CallError, require_text
from minzheng_core.reference.county_codes import require_county
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.values.domicile.names import stem

if TYPE_CHECKING:
    from minzheng_core.reference.divisions import DivisionRecord


def county_code(county: str) -> str:
    """The code of *county*: a code of any period as it is, a name of today's counties looked up.

    A name is the full or the short one, with or without the province and the city. A city without
    counties (东莞市) stands for one.

    Args:
        county: six digits or a name.

    Returns:
        Six digits.

    Raises:
        CallError: no such county (IN203), several counties of today have the name (IN252), or it is
            no text (IN218).

    >>> county_code("362133"), county_code("兴国县"), county_code("江西兴国"), county_code("东莞")
    ('362133', '360732', '360732', '441900')

    Basis: GB/T 2260 in the yearly lists of 1981 on.

    Limitations: a former name is not looked up; its code is taken.
    """
    require_text(county, "县代码")
    text = (county or "").strip()
    named = counties_named(text)
    if len(named) > 1:
        places = "、".join(f"{place.code}（{place.full_name}）" for place in named)
        raise CallError("IN252", county=text, number=len(named), places=places)
    code = named[0].code if named else text
    require_county(code)
    return code


@lru_cache(maxsize=256)
def counties_named(text: str) -> tuple[DivisionRecord, ...]:
    """The counties of today that *text* names.

    >>> [place.code for place in counties_named("江西兴国")], len(counties_named("朝阳区"))
    (['360732'], 2)
    """
    if text.isascii():
        return ()
    return tuple(
        place
        for place in divisions().in_force(LAST_LIST)
        if divisions().registers(place.code) and _names(text, place)
    )


def _names(text: str, place: DivisionRecord) -> bool:
    """Whether *text* is a name of *place*, short or full, with or without those above it."""
    own = [name for name in (place.name, stem(place.name)) if text.endswith(name)]
    if not own or len(text) < 2:
        return False
    above = [("", name, stem(name)) for name in (place.province, place.prefecture)]
    return any("".join(parts) == text for parts in product(*above, own))
