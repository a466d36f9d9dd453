"""The names that a proposal is compared with: a list of a county, a province or the nation."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.reference.county_codes import renewed_code
from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.code_classes import code_of
from minzheng_core.registries.place_names.kinds import (
    PlaceKind,
    Scope,
    codes_known_by,
    kind_by_ending,
    kind_of,
)
from minzheng_core.registries.place_names.naming.sounds import sound_of
from minzheng_core.registries.place_names.naming.specifics import specific_of, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.ledger import Entry
    from minzheng_core.registries.place_names.naming.sounds import Reader, Sound


@frozen(kw_only=True)
class KnownName:
    """One name that exists: its kind, the division it lies in, by what it is known.

    ``division`` is a code of 6, 9 or 12 digits; ``area`` names the built-up area of a street or a
    building; ``place`` says in words where it is.
    """

    name: str
    kind: PlaceKind | None
    division: str = ""
    key: str = ""
    area: str = ""
    place: str = ""

    @cached_property
    def specific(self) -> str:
        """What tells it from others."""
        return specific_of(self.name, self.kind)

    def within(self, scope: Scope) -> str | None:
        """The area in which it must be the only one of its name; ``None`` where it is not known."""
        match scope:
            case Scope.NATION:
                return "CN"
            case Scope.PROVINCE:
                return self.division[:2] or None
            case Scope.COUNTY:
                # A county that became a city is one area, whichever code a list has.
                return renewed_code(self.division[:6]) if len(self.division) >= 6 else None
            case Scope.BUILT_UP_AREA:
                return self.area or None

    def __str__(self) -> str:
        where = self.place or _in_words(self.division)
        return f"{self.name}（{where}）" if where else self.name


@frozen(eq=False)
class NameIndex:
    """Known names, found by what is written and by what is heard.

    >>> village = PlaceKind.VILLAGE
    >>> index = NameIndex.of([KnownName(name="河坪村", kind=village, division="360732102")])
    >>> [str(n) for n, _ in index.sounding(sound_of("和平"))]
    ['河坪村（古龙冈镇）']
    """

    names: tuple[KnownName, ...]
    read: Reader
    _written: dict[str, list[KnownName]] = field(factory=dict, repr=False)
    _sounds: list[Sound] = field(factory=list, repr=False)
    _heard: dict[tuple[str, ...], list[tuple[KnownName, Sound]]] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, names: Iterable[KnownName], read: Reader = sound_of) -> NameIndex:
        """Index names; their sound is the one that *read* gives their specific."""
        index = cls(tuple(names), read)
        for name in index.names:
            specific = name.specific
            index._written.setdefault(specific, []).append(name)
            sound = read(specific)
            index._sounds.append(sound)
            index._heard.setdefault(sound.plain, []).append((name, sound))
        return index

    def __len__(self) -> int:
        return len(self.names)

    def heard(self) -> Iterator[tuple[KnownName, Sound]]:
        """Every name with its sound, in their order."""
        return zip(self.names, self._sounds, strict=True)

    def written(self, specific: str) -> list[KnownName]:
        """The names with this specific."""
        return self._written.get(specific, [])

    def sounding(self, sound: Sound) -> list[tuple[KnownName, Sound]]:
        """The names whose specific sounds like this, tones left aside, with their sound."""
        return self._heard.get(sound.plain, [])


def known_from_entries(entries: Iterable[Entry], county: str = "") -> list[KnownName]:
    """The living names of a book of place names; one without a code lies in the book's *county*.

    Where no category or code tells the kind, the end of the name does, as in lists.

    Names applied for, refused and abolished are no names yet, or no more.
    """
    from minzheng_core.registries.place_names.book import LIVING

    found = []
    for entry in entries:
        name = tidy(entry.values.get("standard_name"))
        if entry.state in LIVING and name:
            kind = kind_of(entry.record) or kind_by_ending(name)
            codes = codes_known_by(kind, code_of(entry, "division"), code_of(entry))
            division = next(filter(None, codes), county)
            found.append(KnownName(name=name, kind=kind, division=division, key=entry.key))
    return found


def known_from_names(
    rows: Iterable[tuple[str, str]], kind: PlaceKind | None = None
) -> list[KnownName]:
    """Known names out of pairs of name and division code; the kind by the name's ending.

    >>> known_from_names([("白石村委会", "360732107209"), ("", "")])[0].kind
    <PlaceKind.VILLAGE_COMMITTEE: 'village_committee'>
    """
    return [
        KnownName(name=tidy(name), kind=kind or kind_by_ending(name), division=code.strip())
        for name, code in rows
        if tidy(name)
    ]


@lru_cache(maxsize=4)
def listed_townships(province: str) -> tuple[KnownName, ...]:
    """The townships of a province (two digits) in force in the newest national list.

    >>> any(n.name == "长冈乡" for n in listed_townships("36"))
    True
    """
    return tuple(
        KnownName(name=t.name, kind=PlaceKind.TOWNSHIP, division=t.code, place=_county(t.county))
        for t in townships().all()
        if t.county.startswith(province) and t.end is None
    )


@lru_cache(maxsize=1)
def listed_divisions() -> tuple[KnownName, ...]:
    """The divisions at county level and above in force in the newest list."""
    return tuple(
        KnownName(name=r.name, kind=PlaceKind.COUNTY_DIVISION, division=r.code, place=r.full_name)
        for r in divisions().in_force(LAST_LIST)
    )


def listed_names(code: str) -> frozenset[str]:
    """The names of a township or a division in force under *code* in the newest national list.

    >>> listed_names("360732107")
    frozenset({'城岗镇'})
    """
    listed = listed_townships(code[:2]) if len(code) == 9 else listed_divisions()
    return frozenset(known.name for known in listed if known.division == code)


@lru_cache(maxsize=4096)
def _in_words(code: str) -> str:
    """The township or the county of a code by its name; the code where no list has it.

    >>> _in_words("360732102201"), _in_words("360732"), _in_words("999999")
    ('古龙冈镇', '兴国县', '999999')
    """
    towns = townships().at(code[:9]) if len(code) > len("360732") else ()
    if towns:
        return towns[-1].name
    whole = len(code) >= len("360732")
    record = divisions().nearest(renewed_code(code[:6]), LAST_LIST) if whole else None
    return record.name if record else code


def _county(code: str) -> str:
    record = divisions().nearest(code, LAST_LIST)
    return record.full_name if record else code
