"""Divisions and villages cut into words: specific, names of peoples, generic (1984-1, GB/T 2260)."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Literal

from minzheng_core.reference.divisions import DivisionRecord, divisions
from minzheng_core.reference.place_spelling import (
    MinoritySpelling,
    PlaceGeneric,
    minority_spellings,
    minority_towns,
    place_generics,
)
from minzheng_core.reference.township_names import stem as town_stem
from minzheng_core.registries.place_names.spelling.pieces import (
    Cut,
    Piece,
    generic_at_end,
    of_generic,
    peoples_at_end,
)
from minzheng_core.registries.place_names.spelling.result import Role
from minzheng_core.values.domicile.names import stem

if TYPE_CHECKING:
    from collections.abc import Mapping

Villages = Literal["split", "joined"]
"""How the area of a village committee is written: 长冈村 as Changgang Cun or as Changgangcun."""

_DIVISION = frozenset({"division"})
_ISLANDS = frozenset({"natural"})
"""Divisions that have no other generic: 西沙群岛."""
_VILLAGE = frozenset({"village"})
JOINED = frozenset({"城区", "郊区", "矿区", "新区", "市辖区"})
"""Common nouns that are whole names of districts, written as one word (GB/T 2260)."""
_NEEDS_TWO = frozenset({"矿区", "新区", "特区", "地区", "农场", "林场", "牧场", "街道"})
"""Generics that are so only after a specific of two characters."""
_NEW = "新"
"""Joins the generic of a town that a county has become: 川沙新镇 is 川沙 + 新镇."""
FORESTS = "林区"
"""The generic of 神农架林区 alone; 碑林区 and 万柏林区 end in 区."""
LONG = 5
"""Characters of a specific that are seldom one word."""
_AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")
_OF_PEOPLES = frozenset({"乡", "镇", "区", "县", "苏木", "村", "办事处", *_AUTONOMOUS})
BEHIND_A_TOWN = (
    "^.{2,6}?(?:[镇乡]|街道|苏木|(?:[农林牧茶渔]|垦殖|原种|良种)场)"
    "(?:[^村居社嘎委]|[村居社委][^民委区员会]){2,}(?:村|社区|嘎查|委员会|村委会|居委会)"
    "(?:村民委员会|居民委员会|村委会|居委会)?$"
)
"""A village behind the township that it lies in, which may be two names or one; for both engines."""
ORGANISATIONS = ("村民委员会", "村委会", "居民委员会", "居委会", "管理委员会", "管委会", "委员会")
_BEHIND_A_TOWN = re.compile(BEHIND_A_TOWN)


@cache
def _minorities() -> dict[str, list[MinoritySpelling]]:
    found: dict[str, list[MinoritySpelling]] = {}
    for row in minority_spellings():
        found.setdefault(row.stem[0], []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: -len(row.stem))
    return found


@cache
def minority_stems() -> frozenset[str]:
    """How names with a tabled spelling begin: two digits of the place or none, two characters of the name."""
    tabled = {
        region[:2] + row.stem[:2] for row in minority_spellings() for region in (*row.regions, "")
    }
    return frozenset(tabled | {county[:2] + town[:2] for county, town in minority_towns()})


def minority(name: str, region: str) -> MinoritySpelling | None:
    """The tabled spelling with which *name* begins, if it lies where that holds.

    A division that is nowhere in the province of *region* is the one of that name elsewhere.

    >>> minority("拉萨市", "").letters, minority("拉萨路", "310101")
    ('Lhasa', None)
    >>> minority("拉萨市", "360732").letters
    'Lhasa'
    """
    if region and whole_division(name) and region[:2] not in division_names()[name]:
        region = ""
    for row in _minorities().get(name[:1], ()):
        if not name.startswith(row.stem):
            continue
        rest = name[len(row.stem) :]
        there = not region or not row.regions or region.startswith(row.regions)
        if there and rest in row.generics:
            return row
        placed = there and region and len(row.stem) > 1 and row.letters
        if placed and rest in place_generics() and _may_be(row.stem, region):
            return row
    return None


def tabled_specific(specific: str, region: str) -> str:
    """The tabled letters of a whole specific, as of 哈尔滨 in 哈尔滨站; empty where it has none there.

    One of two characters counts only in the prefecture that has the division so called (巴林 is also a town
    elsewhere), as far as its place is known; where nothing is, if divisions are so called in that area alone.

    >>> tabled_specific("日喀则", ""), tabled_specific("昌都", "540321"), tabled_specific("昌都", "36")
    ('Xigazê', 'Qamdo', '')
    >>> tabled_specific("尼木", "54"), tabled_specific("尼木", "540425")
    ('Nyêmo', '')
    """
    for row in _minorities().get(specific[:1], ()):
        if row.stem != specific or not row.letters:
            continue
        if region:
            there = not row.regions or region.startswith(row.regions)
            there &= len(specific) > 2 or _in_prefecture(specific, region)
        else:
            provinces = _provinces_of_bare().get(specific, frozenset())
            areas = {area[:2] for area in row.regions}
            # 羌塘 is tabled by itself and no division's name: there is no other.
            there = len(specific) > 2 or (provinces <= areas if provinces else "" in row.generics)
        if there:
            return row.letters
    return ""


def _in_prefecture(stem: str, region: str) -> bool:
    """Whether a division called *stem* lies in the prefecture of *region*; in its province if that is all."""
    return any(code.startswith(region[:4]) for code in _prefectures_of_bare()[stem])


def _may_be(stem: str, region: str) -> bool:
    """Whether a name in *region* that begins with a tabled *stem* is likely named after that division.

    One of two characters is, in its prefecture; where no division is so called, anywhere in the area.
    """
    known = _prefectures_of_bare()[stem]
    return len(stem) > 2 or not known or _in_prefecture(stem, region)


def tabled_near(specific: str, region: str) -> bool:
    """Whether a division in the province of *region* has this specific and a tabled spelling.

    >>> tabled_near("尼木", "540425"), tabled_near("江达", "430100")
    (True, False)
    """
    rows = (row for row in _minorities().get(specific[:1], ()) if _spells(row, specific))
    return any(code.startswith(region[:2]) for row in rows for code in row.regions if region)


def tabled_anywhere(specific: str) -> bool:
    """Whether a table spells this specific otherwise than by its characters, wherever it lies.

    >>> tabled_anywhere("昌都"), tabled_anywhere("兴国")
    (True, False)
    """
    return any(_spells(row, specific) for row in _minorities().get(specific[:1], ()))


def _spells(row: MinoritySpelling, specific: str) -> bool:
    """Whether a row is about *specific*, and not as a name in Chinese among those of another language."""
    return row.stem == specific and bool(row.letters) and row.language != "Han"


def whole_division(name: str) -> bool:
    """Whether *name* is a division at county level or above, at any time since 1981."""
    return name in division_names()


@cache
def division_names(last: int = 9999) -> Mapping[str, frozenset[str]]:
    """Every division at county level and above since 1981, with the provinces that have had it.

    *last* is the year after which new ones are left out.
    """
    found: dict[str, set[str]] = {}
    for record in divisions().all():
        if record.start <= last:
            found.setdefault(record.name, set()).add(record.code[:2])
    return {name: frozenset(provinces) for name, provinces in found.items()}


def division_place(name: str, inside: str = "") -> str:
    """The code of the division *name* inside the area of a code, as far as all so called share it.

    One that exists today counts before those of the past. Empty where there is none.

    >>> division_place("兴国县"), division_place("朝阳区"), division_place("朝阳区", "11")
    ('360732', '', '110105')
    """
    records = [r for r in _records_of_names().get(name, ()) if r.code.startswith(inside)]
    lasting = [r for r in records if r.end is None]
    codes = {r.code for r in lasting or records}
    shared = next((n for n in (6, 4, 2) if len({code[:n] for code in codes}) == 1), 0)
    found = next(iter(codes), "")[:shared]
    while found.endswith("00"):
        found = found[:-2]
    return found


@cache
def _records_of_names() -> Mapping[str, list[DivisionRecord]]:
    found: defaultdict[str, list[DivisionRecord]] = defaultdict(list)
    for record in divisions().all():
        found[record.name].append(record)
    return found


SPELLED = 2013
"""The last year whose divisions GB/T 2260 was known to spell when the tables were made."""


def spelled_division(name: str, region: str) -> bool:
    """Whether the national standard spells the division *name*, or the one so called there without generic.

    A county that has become a city or district since keeps its spelling: 湟中区 is spelled as 湟中县 was.

    >>> spelled_division("喀什", "653101"), spelled_division("霍尔果斯市", ""), spelled_division("青龙", "54")
    (True, False, False)
    >>> spelled_division("湟中区", "630106"), spelled_division("湟中区", "")
    (True, True)
    """
    if whole_division(name):
        if name in division_names(SPELLED):
            return True
        generic = generic_at_end(name, _DIVISION, least=2)
        region = region or min(division_names()[name])
        name = name.removesuffix(generic.name) if generic else ""
    provinces = _provinces_of_bare(SPELLED).get(name, frozenset())
    return bool(provinces) and (not region or region[:2] in provinces)


@cache
def bare_divisions() -> frozenset[str]:
    """Names of divisions without their generics, of two characters or more (河南, 浦东)."""
    return frozenset(_provinces_of_bare())


@cache
def above_without_generic() -> Mapping[str, frozenset[str]]:
    """Provinces and prefectures as people call them (广西), with the provinces that have had one called so."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in divisions().all():
        bare = stem(record.name)
        if record.level != "county" and len(bare) > 1 and bare not in division_names():
            found[bare].add(record.code[:2])
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _provinces_of_bare(last: int = 9999) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, provinces in division_names(last).items():
        generic = generic_at_end(name, _DIVISION, least=2)
        if generic is not None:
            found.setdefault(name.removesuffix(generic.name), set()).update(provinces)
    return {name: frozenset(provinces) for name, provinces in found.items()}


@cache
def _prefectures_of_bare() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for record in divisions().all():
        generic = generic_at_end(record.name, _DIVISION, least=2)
        if generic is not None:
            found[record.name.removesuffix(generic.name)].add(record.code[:4])
    return defaultdict(frozenset, {name: frozenset(codes) for name, codes in found.items()})


def province_named(note: str) -> str:
    """The province, as two digits of a code, of the division that *note* names; empty if open.

    >>> province_named("北京"), province_named("兴国县"), province_named("朝阳区"), province_named("旧称")
    ('11', '36', '', '')
    """
    provinces = division_names().get(note) or _provinces_of_bare().get(note, frozenset())
    return next(iter(provinces)) if len(provinces) == 1 else ""


def cut_division(name: str, region: str = "") -> Cut:
    """A division: 三都水族自治县 → 三都 / 水族 / 自治县; 兴国县工业园 → 兴国 / 县 / 工业园 (item 17)."""
    if name in JOINED:
        return Cut((Piece(0, len(name), Role.GENERIC),))
    generic = generic_at_end(name, _DIVISION)
    if generic and generic.name in _NEEDS_TWO:
        generic = generic_at_end(name, _DIVISION, least=2)
    if generic and generic.name == FORESTS and name != f"神农架{FORESTS}":
        generic = place_generics()["区"]
    if (people := peoples_at_end(name, short=False)) and people[0].start == 0:
        return Cut(tuple(people))
    tabled = minority(name, region)
    if tabled:
        return _of_table(name, tabled, generic.name if generic else "")
    if town := _town(name, region):
        cut = _of_table(name, town, generic.name if generic else "")
        return Cut(cut.pieces, (("PS112", f"{town.stem} {town.letters}"),))
    if generic is None and whole_division(name):
        generic = generic_at_end(name, _ISLANDS)
    if generic and generic.name == "镇" and name[:-2] in bare_divisions() and name[-2] == _NEW:
        generic = PlaceGeneric(_NEW + "镇", (("xīn", "zhèn"),), _DIVISION)
    if generic is None:
        return Cut((Piece(0, len(name), Role.SPECIFIC),))
    stem = name.removesuffix(generic.name)
    if len(generic.name) > 1 and whole_division(stem):
        return Cut((*cut_division(stem, region).pieces, *of_generic(generic, len(name))))
    head = generic.name.removeprefix("民族")
    short = generic.name in _AUTONOMOUS or head != generic.name
    peoples = peoples_at_end(stem, short=short) if head in _OF_PEOPLES else []
    words = _specific(stem, peoples)
    long = bool(words) and words[0].stop >= LONG and not whole_division(name)
    doubts = (("PS104", stem[: words[0].stop]),) if long else ()
    return Cut((*words, *peoples, *of_generic(generic, len(name))), doubts)


def _specific(stem: str, peoples: list[Piece]) -> tuple[Piece, ...]:
    stop = peoples[0].start if peoples else len(stem)
    return (Piece(0, stop, Role.SPECIFIC),) if stop else ()


@cache
def _towns() -> dict[str, list[str]]:
    """The counties in which an open gazetteer has a township, by its name without the kind."""
    counties = defaultdict(list)
    for county, name in minority_towns():
        counties[name].append(county)
    return counties


def _town(name: str, region: str) -> MinoritySpelling | None:
    """How an open gazetteer writes a township of *region*, if it knows just one so called there."""
    own = town_stem(name)
    match [county for county in _towns().get(own, ()) if county.startswith(region)]:
        case [county] if region or len(own) > len("江达"):
            letters, number = minority_towns()[county, own]
            source = f"GeoNames {number}"
            return MinoritySpelling(own, letters, "", (), (county,), "", "unsure", source)
    return None


def _of_table(name: str, row: MinoritySpelling, generic: str) -> Cut:
    """A name of a minority language: its letters, then whatever follows as usual."""
    length = len(row.stem)
    first = Piece(0, length, Role.SPECIFIC, letters=row.letters, native=row.native)
    rest = name[length:]
    doubts = (("PS106", row.native),) if row.native else ()
    if not rest:
        return Cut((first,), doubts)
    short = generic in _AUTONOMOUS or generic.startswith("民族")
    found = generic_at_end(rest, _DIVISION, least=0)
    tail = rest.removesuffix(found.name) if found else rest
    peoples = peoples_at_end(tail, short=short)
    middle = peoples[0].start if peoples else len(tail)
    pieces = [first]
    if middle:
        pieces.append(Piece(length, length + middle, Role.MODIFIER if found else Role.SPECIFIC))
    pieces += [Piece(length + p.start, length + p.stop, p.role, letters=p.letters) for p in peoples]
    if found:
        pieces += of_generic(found, len(name))
    return Cut(tuple(pieces), doubts)


def cut_village(name: str, villages: Villages = "split") -> Cut:
    """A village or community, and its committee: 长冈村村民委员会 → 长冈村 / 村民 / 委员会.

    The rule texts speak of natural villages (joined) and of organisations (item 17); how the area
    of a committee is written is *villages*, which the county decides.
    """
    organisation = next((o for o in ORGANISATIONS if name.endswith(o) and len(name) > len(o)), "")
    area = name.removesuffix(organisation)
    if organisation == "委员会" and not area.endswith(("村", "社区", "嘎查", "居民")):
        organisation, area = "", name
    pieces: list[Piece] = []
    generic = generic_at_end(area, _VILLAGE)
    stem = area.removesuffix(generic.name) if generic else area
    peoples = peoples_at_end(stem, short=False) if generic or organisation else []
    joined = (
        generic is not None and len(generic.name) == 1 and (villages == "joined" or organisation)
    )
    if not peoples and (generic is None or joined):
        pieces.append(Piece(0, len(area), Role.SPECIFIC))
    else:
        pieces += [*_specific(stem, peoples), *peoples]
        pieces += of_generic(generic, len(area)) if generic else []
    if organisation:
        ending = generic_at_end(organisation, frozenset({"committee"}), least=0)
        pieces += of_generic(ending, len(name)) if ending else []
    doubts = (("PS104", name),) if _BEHIND_A_TOWN.search(name) else ()
    return Cut(tuple(pieces), doubts)
