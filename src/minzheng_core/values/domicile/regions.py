"""Names above a county that no list has in that writing: old special regions, provinces with a slip
or by their letter, parts of provinces as people call them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.values.domicile.names import GENERIC, LETTERS_OF_PROVINCES, PARTS_OF_PROVINCES
from minzheng_core.values.domicile.typos import easily_mistaken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.values.domicile.head import Head
    from minzheng_core.values.domicile.index import DomicileIndex
    from minzheng_core.values.domicile.reading import Reader

REGION_NAME = range(2, 5)
"""So many letters may stand before the kind of a special region."""
AREA = "地区"
REGION_KINDS = ("专区", AREA, "专署", "行署", "行政区", "专员公署")
NEW_AREA = "新区"
ABOVE_COUNTIES = (*REGION_KINDS, NEW_AREA)
"""Kinds of what stands above a county and is no division: 雄安新区容城县."""
_FIRST, _LETTER = "[^省市县区旗州盟乡村]", "[^省市县区旗州盟镇乡村]"
_REGION = re.compile(
    rf"{AREA}|{_FIRST}(?:{_LETTER}{{{REGION_NAME[0] - 1},{REGION_NAME[-1] - 1}}}?|[州县])"
    rf"(?:{'|'.join(ABOVE_COUNTIES)})"
)
MISSPELT_COUNTY = re.compile("[镇乡屯][^镇乡村街路市区]县")
"""After a province, what can be no township: 镇来县."""
PART_BEGINNINGS = frozenset(word[:2] for word in PARTS_OF_PROVINCES)
_LONGEST_PART = max(map(len, PARTS_OF_PROVINCES))
_KINDS_OF_PARTS = ("半岛", "山区", "老区", AREA, "一带")
_KIND_OF_PART = re.compile(rf"(?:{'|'.join(_KINDS_OF_PARTS)})?")


def region_follows(text: str, end: int, *, province: bool = False) -> bool:
    """Whether a name that ends at *end* is that of a special region and not of the county called so.

    Of a *province* nobody says so: 北京地区 is 北京.

    >>> region_follows("宁都地区兴国县", 2), region_follows("宁都兴国县", 2)
    (True, False)
    """
    if not text.startswith(REGION_KINDS, end):
        return False
    return not (province and text.startswith(AREA, end))


def county_at(index: DomicileIndex, text: str, start: int) -> bool:
    """Whether the full name of a county stands at *start*: what was read as one can be none."""
    forms = (index.forms[name] for name in index.names_at(text, start))
    return any(form.full and form.counties for form in forms)


def old_region(index: DomicileIndex, text: str, start: int) -> int:
    """Where a region (专区、地区、行政区) ends that was given up before the lists begin, or a new area
    (新区), else *start*; so is 地区 alone, after a province.

    A county must follow in full, which then tells the place.
    """
    found = _REGION.match(text, start)
    if not found or names_part(found.group()):
        return start
    return found.end() if county_at(index, text, found.end()) else start


def names_region(index: DomicileIndex, text: str, start: int) -> bool:
    """Whether a region that no list has stands at *start*, called after a place that one has: 榆次地区, 江津专区.

    It is no slip of another region, however like (榆林地区).
    """
    found = _REGION.match(text, start)
    kind = next(filter(found[0].endswith, REGION_KINDS), "") if found else ""
    return found is not None and kind != "" and found[0].removesuffix(kind) in index.forms


def lies_elsewhere(index: DomicileIndex, names: Sequence[str], last: str) -> bool:
    """Whether *last* is the full name of another place in the province of *names*, below which it never lay.

    It is what was meant then, and no slip in the name of one that did: 石家庄地区武邑县 is not 高邑县.
    Regions exchanged counties long before the lists begin, and people went on writing the old one.
    """
    if not names:
        return False
    above, form = index.forms[names[-1]], index.forms[last]
    provinces = {index.records[unit].province for unit in (*above.provinces, *above.prefectures)}
    places = (*form.prefectures, *form.counties)
    return any(not provinces.isdisjoint(index.family(unit)) for unit in places)


def is_told(reader: Reader, text: str, found: tuple[Head, int]) -> bool:
    """Whether more than its letters tells what the slip was that was *found*: its sound, or a township.

    Without that the full name of a county of another province is not believed to be one: 甘肃省固原县 is not
    镇原县, but what the one in 宁夏 was below until 1958.
    """
    head, end = found
    written, meant = head.slip or ("", "")
    alike = len(written) == len(meant) and all(
        one == other or easily_mistaken(one, other)
        for one, other in zip(written, meant, strict=True)
    )
    return alike or reader.has_town(head, text, end)


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


def are_province(index: DomicileIndex, names: Sequence[str]) -> bool:
    """Whether *names* are a province whose counties are listed, as those of 香港 are not."""
    units = index.forms[names[0]].provinces if len(names) == 1 else ()
    return any(index.records[unit].name in index.under for unit in units)


def province_alone(index: DomicileIndex, head: Head) -> Head:
    """The province that *head* is the short name of, and not the county called so as well (河南)."""
    provinces = index.forms[head.names[-1]].provinces if len(head.names) == 1 else ()
    if not 0 < len(provinces) < len(head.units):
        return head
    return evolve(head, units=provinces, answers={}, spans=None)


def names_part(text: str) -> bool:
    """Whether a part of a province and its kind stand at the beginning: 陕北地区 is not 雁北地区."""
    sizes = range(2, _LONGEST_PART + 1)
    return any(
        text[:size] in PARTS_OF_PROVINCES and text.startswith(_KINDS_OF_PARTS, size)
        for size in sizes
    )


def by_letter(reader: Reader, text: str) -> tuple[Head, int] | None:
    """A province called by its letter, where a prefecture or county of it follows: 豫鄢陵县, 川巫溪."""
    name = LETTERS_OF_PROVINCES.get(text[:1])
    if name is None:
        return None
    called = name + text[1:]
    _, names = reader.scan(called, 0, [])
    if len(names) < 2 or names[0] != name or not text.startswith(names[1], 1):
        return None
    head, end = reader.read(called)
    if head is None or head.slip or head.conflict or len(head.names) < 2 or head.names[0] != name:
        return None
    return head, end - len(name) + 1


def by_part(reader: Reader, text: str, names: list[str], end: int) -> tuple[Head, int] | None:
    """A place in a part of a province as people call it: 赣南兴国, 鲁西南巨野县, 江西赣南兴国.

    The part stands at the beginning of *text*, or after *names* that end at *end*. It tells the
    province; a place that never lay there contradicts it (赣南长汀).
    """
    above, start = (names, end) if text[end : end + 2] in PART_BEGINNINGS else ([], 0)
    index, found = reader.index, None
    if text[start : start + 2] not in PART_BEGINNINGS:
        return None
    if names and not start and index.forms[names[0]].full:
        # 黔西南布依族苗族自治州 is a prefecture, and nothing in 黔西.
        return None
    for size in range(_LONGEST_PART, 1, -1):
        # 湘西南县 is 南县 in 湘西, and nothing in 湘西南.
        word = text[start : start + size]
        if len(word) < size or word not in PARTS_OF_PROVINCES:
            continue
        province = index.records[index.forms[PARTS_OF_PROVINCES[word]].provinces[0]].name
        if above and province not in index.forms[above[0]].keys:
            return None
        kind = _KIND_OF_PART.match(text, start + size)
        found = _below(reader, above or [province], text, kind.end() if kind else start + size)
        if found:
            break
    if found is None:
        return None
    head, stop = found
    letter = None if above else by_letter(reader, text)
    if letter and (head.conflict or letter[1] >= stop):
        # 皖南陵县 is 南陵县 of 皖, and not 陵县 in 皖南.
        return None
    # Whatever the province was called in that year: 川东万县 is right before 1997 and after.
    named = head.named if above else tuple(name for name in head.named if name != province)
    return evolve(head, part=word, named=named, answers={}, spans=None), stop


def _below(reader: Reader, above: list[str], text: str, start: int) -> tuple[Head, int] | None:
    """What is named at *start* below the names *above*, all of the text if nothing follows these.

    A district that only its city tells from others is none without it (冀南新区).
    """
    if start == len(text):
        head = reader.head(above)
        return (head, start) if head else None
    stop, names = reader.scan(text, start, [*above])
    if not GENERIC.isdisjoint(names[len(above) : len(above) + 1]):
        return None
    while len(names) > len(above):
        if head := reader.head(names):
            slip = None if head.county else _slip_below(reader, names, text, stop)
            return slip or (head, stop)
        alone = reader.head(names[len(above) :])
        if alone and (stop == len(text) or alone.full or reader.has_town(alone, text, stop)):
            contrary = evolve(alone, names=tuple(names), county=True, conflict=True), stop
            return _slip_below(reader, above, text, start) or contrary
        stop = text.rfind(names.pop(), 0, stop)
    return _slip_below(reader, above, text, start)


def _slip_below(reader: Reader, above: list[str], text: str, start: int) -> tuple[Head, int] | None:
    """A county or city below the names *above* that stands misspelt at *start*: 赣南会倡县.

    A name without its kind only where the text ends with it or a township of it follows, and none
    where a new area stands (冀南新区 is not 新华区, nor 辽东湾新区 立新区).
    """
    found = reader.slip(text, above, start)
    if found is None:
        return None
    head, stop = found
    if text.endswith(ABOVE_COUNTIES, start, stop):
        return None
    return found if head.full or stop == len(text) or reader.has_town(head, text, stop) else None
