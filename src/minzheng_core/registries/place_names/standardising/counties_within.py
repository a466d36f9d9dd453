"""The counties of a prefecture or province that one slip makes of what is written: candidates, where
several are as likely.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.standardising.standard_name import (
    at_division,
    division_on,
    level_of,
)
from minzheng_core.values.domicile.answer import Reason
from minzheng_core.values.domicile.names import (
    PARTS_OF_PROVINCES,
    former_county_names,
    old_names,
)
from minzheng_core.values.domicile.resolver import resolver

if TYPE_CHECKING:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.standard_name import StandardName

COUNTY_WRITTEN = r"^[\u3400-\u9fff]{1,8}?[县市区旗]"
"""What may be a misspelt county at the beginning of what follows a province; for both engines."""
PART_WRITTEN = (
    rf"^(?:{'|'.join(PARTS_OF_PROVINCES)})(?:地区|山区)?[\u3400-\u9fff]{{1,8}}?[县市区旗]"
)
"""The same after a part of a province as people call it."""
_SHORTEST = 3
_KIND_OF_PART = re.compile(r"(?:地区|山区)?")
_MOST = 12
"""More of them tell nothing."""


def counties_within(
    names: tuple[str, ...], rest: str, year: int, overlay: Overlay | None
) -> tuple[str, tuple[StandardName, ...]]:
    """What *rest* begins with, and the counties and cities below *names* that it may be in *year*.

    Those that are read or drawn alike come first, last those for which the exchanged letter is a word
    that tells (东, 西). Nothing where so much is unlike that too many fit; without *names* only what is alike.
    """
    if not re.match(COUNTY_WRITTEN, rest):
        return "", ()
    found = resolver(overlay)
    reader, index = found.reader, found.index
    units: dict[int, None] = {}
    written = ""
    slips = sorted(reader.scope(list(names)).near(rest), key=lambda s: (s.weak, not s.alike))
    for slip in slips:
        form = index.forms[slip.name]
        telling = slip.alike or (names and len(slip.name) >= _SHORTEST)
        whole = form.full or slip.name in old_names() or slip.name in former_county_names()
        head = reader.head([*names, slip.name]) if whole and telling else None
        if head is not None:
            written = written or rest[: slip.size]
            units.update(dict.fromkeys(v for u in head.units for v in index.carry(u, year).units))
    codes = dict.fromkeys(index.records[unit].code for unit in units)
    if len(codes) > _MOST:
        return "", ()
    return written, tuple(
        at_division(division_on(code, year, overlay), level_of(code), Reason.MISSPELT.value)
        for code in codes
    )


def in_part(text: str) -> tuple[str, str]:
    """The province of which a part as people call it stands at the beginning, and what follows.

    >>> in_part("陕北廷川县"), in_part("陕西廷川县")
    (('陕西', '廷川县'), ('', ''))
    """
    for size in (3, 2):
        if province := PARTS_OF_PROVINCES.get(text[:size]):
            kind = _KIND_OF_PART.match(text, size)
            return province, text[kind.end() if kind else size :]
    return "", ""
