"""Names above a county that no list has in that writing: old special regions, provinces with a slip
or by their letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.values.domicile.names import LETTERS_OF_PROVINCES

if TYPE_CHECKING:
    from minzheng_core.values.domicile.reading import Head, Reader

REGION_NAME = range(2, 5)
"""So many letters may stand before the kind of a special region."""
REGION_KINDS = ("专区", "专署", "行署", "行政区")
_REGION = re.compile(
    rf"[^省市县区旗州盟镇乡村]{{{REGION_NAME[0]},{REGION_NAME[-1]}}}?(?:{'|'.join(REGION_KINDS)})"
)


def region_follows(text: str, end: int) -> bool:
    """Whether a name that ends at *end* is that of a special region and not of the county called so.

    >>> region_follows("宁都专区兴国县", 2), region_follows("宁都兴国县", 2)
    (True, False)
    """
    return text.startswith(REGION_KINDS, end)


def old_region(reader: Reader, text: str, start: int) -> int:
    """Where a special region (专区、行政区) ends that was given up before the lists begin, else *start*.

    A county must follow in full, which then tells the place.
    """
    found = _REGION.match(text, start)
    return found.end() if found and reader.county_at(text, found.end()) else start


def province_slip(reader: Reader, text: str) -> tuple[Head, int] | None:
    """A province's short name with one wrong letter, where a county of it follows: 析疆莎车县."""
    forms = reader.index.forms
    found = []
    by_letter = reader.index.short_provinces
    alike = {name: None for spot in enumerate(text[:3]) for name in by_letter.get(spot, ())}
    for name in alike:
        written = text[: len(name)]
        if len(written) < len(name) or sum(map(str.__ne__, written, name)) != 1:
            continue
        end, chain = reader.scan(text, len(name), [name])
        head = reader.head(chain) if len(chain) > 1 and forms[chain[-1]].full else None
        if head is not None and head.county:
            found.append((head.misspelt(written, name), end))
    return found[0] if len(found) == 1 else None


def by_letter(reader: Reader, text: str) -> tuple[Head, int] | None:
    """A province called by its letter, where a prefecture or county of it follows: 豫鄢陵县, 川巫溪."""
    name = LETTERS_OF_PROVINCES.get(text[:1])
    if name is None:
        return None
    called = name + text[1:]
    _, names = reader.scan(called, 0, [])
    if len(names) < 2 or names[0] != name:
        return None
    head, end = reader.read(called)
    if head is None or head.slip or head.conflict or len(head.names) < 2 or head.names[0] != name:
        return None
    return head, end - len(name) + 1
