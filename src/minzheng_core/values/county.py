"""The county that a call or a command is for: its code, or its name as people write it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from minzheng_core.errors import CallError, require_text
from minzheng_core.reference.county_codes import renewed_code, require_county
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.values.domicile.names import stem

if TYPE_CHECKING:
    from minzheng_core.reference.divisions import DivisionRecord


def county_code(county: str) -> str:
    """The code of *county*: a code of any period as it is, a name looked up, first among today's counties.

    A name is the full or the short one, with or without the province and the city. A city without
    counties (东莞市) stands for one. The full name of a county that is no more (遵义县) gives the code
    of what it became (:func:`former_county` says what that is), else the last that it had.

    Args:
        county: six digits or a name.

    Returns:
        Six digits.

    Raises:
        CallError: no such county (IN203), several counties have the name (IN252), or it is no text
            (IN218).

    >>> county_code("362133"), county_code("兴国县"), county_code("江西兴国"), county_code("东莞")
    ('362133', '360732', '360732', '441900')
    >>> county_code("江津县"), county_code("遵义县")
    ('500116', '520321')

    Basis: GB/T 2260 in the yearly lists of 1981 on.

    Limitations: the name of a county that was no more in 1981 is not looked up; neither is one that
    a city of today has (赣州市), which may be meant.
    """
    require_text(county, "县代码")
    text = (county or "").strip()
    named = counties_named(text)
    if len(named) > 1:
        places = "、".join(f"{place.code}（{place.full_name}）" for place in named)
        raise CallError("IN252", county=text, number=len(named), places=places)
    code = _code_of(named[0]) if named else text
    require_county(code)
    return code


def _code_of(place: DivisionRecord) -> str:
    """The code of *place*; of a county that only became another unit since, that of today."""
    return place.code if place.end is None else renewed_code(place.code)


def former_county(text: str) -> tuple[DivisionRecord, tuple[DivisionRecord, ...]] | None:
    """The county of former days that *text* names, and today's on its area; ``None`` where it names none.

    >>> before, now = former_county("遵义县")
    >>> before.code, before.end, [place.full_name for place in now]
    ('520321', 2016, ['贵州省遵义市红花岗区', '贵州省遵义市汇川区', '贵州省遵义市播州区'])
    >>> former_county("兴国县"), former_county("没有这个县")
    (None, None)
    """
    named = counties_named(text.strip())
    if len(named) != 1 or named[0].end is None:
        return None
    before = named[0]
    known = divisions()
    found = (known.at(code, LAST_LIST) for code in known.current(before.code, before.start))
    return before, tuple(place for place in found if place is not None)


@lru_cache(maxsize=256)
def counties_named(text: str) -> tuple[DivisionRecord, ...]:
    """The counties that *text* names: those of today, where there are none those of former days.

    >>> [place.code for place in counties_named("江西兴国")], len(counties_named("朝阳区"))
    (['360732'], 2)
    >>> [place.full_name for place in counties_named("南市区")]
    ['河北省保定市南市区', '上海市南市区']
    """
    if text.isascii():
        return ()
    known = divisions()
    today = known.in_force(LAST_LIST)
    if now := tuple(p for p in today if known.registers(p.code) and _names(text, p)):
        return now
    if any(p.level == "prefecture" and _names(text, p) for p in today):
        return ()
    return _former(text)


def _former(text: str) -> tuple[DivisionRecord, ...]:
    """The counties of former days that *text* names in full; of those that became the same, the last."""
    known = divisions()
    named = [
        place
        for place in known.all()
        if place.level == "county" and text.endswith(place.name) and _names(text, place)
    ]
    kept: list[DivisionRecord] = []
    became: set[str] = set()
    for place in sorted(named, key=lambda place: -place.start):
        now = known.current(place.code, place.start)
        if became.isdisjoint(now):
            kept.append(place)
        became.update(now)
    return tuple(sorted(kept, key=lambda place: place.code))


def _names(text: str, place: DivisionRecord) -> bool:
    """Whether *text* is a name of *place*, short or full, with or without those above it."""
    own = [name for name in (place.name, stem(place.name)) if text.endswith(name)]
    if not own or len(text) < 2:
        return False
    above = [("", name, stem(name)) for name in (place.province, place.prefecture)]
    return any("".join(parts) == text for parts in product(*above, own))
