"""The township and the village that follow the county in a text (乡镇、村)."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.reference.gazetteer import NO_TOWNSHIP, Gazetteer, Village
from minzheng_core.reference.township_names import stem
from minzheng_core.reference.townships import TODAY, townships
from minzheng_core.values.domicile.index import domicile_index
from minzheng_core.values.domicile.local_names import (
    KIND_FOLLOWS,
    UNREADABLE,
    Likeness,
    fold,
    is_syllable,
    letters_in,
    likeness,
    may_be_spelt,
    readable,
    village_stem,
)
from minzheng_core.values.domicile.towns import (
    MARKET,
    STREET_AHEAD,
    TOWN_OF_PEOPLES_WRITTEN,
    TownTable,
    is_of_sort,
    is_seldom,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.reference.overlay import Overlay

_LONGEST = 12
SOUND_WRITINGS = {Likeness.EXACT, Likeness.KIND, Likeness.VARIANT}
"""Writings that are no slips of the pen."""
TOWN_READ = 24
"""So many characters of a text are looked at for a township."""
_MARKET = re.compile(MARKET)
_TOWN_WRITTEN = re.compile(TOWN_OF_PEOPLES_WRITTEN)
_VILLAGE_WRITTEN = re.compile(rf"(?P<stem>.{{1,8}}?)(?P<kind>{KIND_FOLLOWS.pattern})")
_VILLAGE_ENDS = re.compile(
    r"$|[\d０-９一二三四五六七八九十第]*(?:组|队|号|社|屯|街|路|巷|片|小组)|[\d第（(]"
)
"""What may follow a village that is written without any kind."""
_STREET_AHEAD = re.compile(STREET_AHEAD)


@frozen
class Choice:
    """A township or village that a text may mean: its code and name, and how they are alike."""

    code: str
    name: str
    how: Likeness
    township: str = ""
    """The code of its township, of a village."""


@frozen
class Local:
    """What a text says below the county; several choices where it cannot be told which."""

    towns: tuple[Choice, ...] = ()
    villages: tuple[Choice, ...] = ()
    written: str = ""
    """What stands for the township where its writing is not that of any."""
    rest: str = field(default="", repr=False)
    """What is left; one sign stands in it for each character that is none."""
    said: str = field(default="", repr=False)
    """What stands for the village; without any in :attr:`villages`, one that no list has."""
    begun: tuple[Choice, ...] = ()
    """Where no township or village is found: those that the text begins with, without their kind."""


class LocalPlaces:
    """The townships and villages of one county, by the codes that it has had."""

    def __init__(
        self, codes: tuple[str, ...], overlay: Overlay | None, gazetteer: Gazetteer | None
    ) -> None:
        self._codes = codes
        self._overlay = overlay
        self._gazetteer = gazetteer
        self._table = TownTable(codes, overlay)

    @cached_property
    def _towns(self) -> tuple[tuple[str, str, str], ...]:
        """Code, name and stem of each township, those of the gazetteer last."""
        known = townships(self._overlay)
        found = {(c, name): None for code in self._codes for c, name, _ in known.names_of(code)}
        if self._gazetteer is not None:
            listed = {code for code, _ in found}
            for county in self._codes:
                more = self._gazetteer.townships(county).items()
                found |= {(code, name): None for code, name in more if code not in listed}
        return tuple((code, name, stem(name)) for code, name in found if name)

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        """The stem of each township, the shapes of its characters made one."""
        return tuple(fold(own) for _, _, own in self._towns)

    @cached_property
    def _ends(self) -> tuple[tuple[str, str], ...]:
        """The first and the last character of each of them."""
        return tuple((own[0], own[-1]) for own in self._folded)

    @cached_property
    def _villages(self) -> dict[str, list[Village]]:
        """The villages by stem, their shapes of characters made one."""
        found: dict[str, list[Village]] = {}
        for county in self._codes if self._gazetteer is not None else ():
            for village in self._gazetteer.villages(county) if self._gazetteer else ():
                found.setdefault(fold(_stem(village)), []).append(village)
        return found

    @cached_property
    def _every(self) -> list[Village]:
        return [village for villages in self._villages.values() for village in villages]

    @cached_property
    def _below(self) -> dict[str, list[Village]]:
        found: dict[str, list[Village]] = {}
        for village in self._every:
            found.setdefault(village.township, []).append(village)
        return found

    def read(self, text: str, township: str = "") -> Local:
        """What *text*, which follows the county, says; *township* is what was found there already."""
        letters, text = letters_in(text), readable(text)
        code, end = self._table.match(text, 0) if township else ("", 0)
        if township and code == township:
            towns: tuple[Choice, ...] = (Choice(township, text[:end], Likeness.EXACT),)
            written = ""
        else:
            towns, end, written = self._near(text[:TOWN_READ], letters)
            if township and {choice.code for choice in towns} != {township}:
                towns, end, written = (Choice(township, "", Likeness.EXACT),), 0, ""
        if self._gazetteer is None:
            begun = () if towns or written else self._begun(text)
            return Local(towns, (), written, text[end:], begun=begun)
        villages, size, said = self._village(text[end:], towns, letters)
        open_ = not (towns or written) and (not villages or _VILLAGE_WRITTEN.match(text, size))
        if open_ and (short := self._short(text)):
            stop = len(stem(short[0].name))
            below, length, writing = self._village(text[stop:], short)
            if stop + length > size:
                towns, villages, end, size, said = short, below, stop, length, writing
        begun = () if towns or written or villages else self._begun(text)
        return Local(towns, villages, written, text[end + size :], said, begun)

    def _begun(self, text: str) -> tuple[Choice, ...]:
        """The townships that *text* begins with and goes on, without their kind: 高兴 in 高兴合富村."""
        found = [
            (len(own), Choice(code, name, Likeness.KIND))
            for code, name, own in self._towns
            if 1 < len(own) < len(text)
            and text.startswith(own)
            and not _STREET_AHEAD.match(text, len(own))
        ]
        longest = max((size for size, _ in found), default=0)
        return tuple(dict.fromkeys(choice for size, choice in found if size == longest))

    def village(self, text: str, township: str = "") -> Choice | None:
        """The one village that *text* names without any slip, where it says that it is."""
        local = self.read(text, township)
        if len(local.villages) != 1 or len(local.towns) > 1 or (local.written and not local.towns):
            return None
        choice = local.villages[0]
        of = {code for town in local.towns for code in self._codes_of(town.code)}
        there = not of or choice.township in of or choice.township.endswith(NO_TOWNSHIP)
        alike = all(c.how in SOUND_WRITINGS for c in (choice, *local.towns))
        return choice if there and alike else None

    def _short(self, text: str) -> tuple[Choice, ...]:
        """The township without its kind before one of its villages, if there is one: 兴国潋江背街.

        A town and the township that became it are one: the one that the gazetteer has the village in.
        """
        found: dict[tuple[Choice, ...], list[Choice]] = {}
        for code, name, own in self._towns:
            if len(own) > 1 and text.startswith(own):
                town = Choice(code, name, Likeness.KIND)
                homes = self._codes_of(code)
                named = self._village(text[len(own) :], (town,))[0]
                villages = tuple(
                    v for v in named if v.township in homes or v.township.endswith(NO_TOWNSHIP)
                )
                if villages:
                    found.setdefault(villages, []).append(town)
        if len(found) != 1:
            return ()
        ((villages, towns),) = found.items()
        of = {village.township for village in villages}
        return tuple(town for town in towns if town.code in of)[:1] or tuple(towns[:1])

    def _near(self, text: str, letters: str) -> tuple[tuple[Choice, ...], int, str]:
        """The townships that a writing may mean which is none, where it ends, and the writing."""
        whole = self._whole(text) or self._whole(_MARKET.sub("", text))
        if whole:
            return _best(whole), len(text), text
        match = _TOWN_WRITTEN.match(text)
        if match is None:
            return (), 0, ""
        written, kind = match["stem"], match["kind"]
        found = []
        folded = fold(written)
        first, last = folded[0], folded[-1]
        for (code, name, own), (begins, ends) in zip(self._towns, self._ends, strict=True):
            # One slip leaves the first or the last character as it is; two may have changed places.
            how = likeness(written, own) if begins == first or ends == last else None
            if begins == last and ends == first and how is None and folded[::-1] == fold(own):
                how = Likeness.SLIP
            if how is not None:
                same = how is Likeness.EXACT and written + kind != name
                found.append(Choice(code, name, Likeness.KIND if same else how))
        towns = _of_sort(_best(_spelt(found, written, letters)), kind)
        if not towns:
            return (), 0, match[0]
        if towns[0].how is Likeness.SLIP and not self._may_slip(match[0], written):
            return (), 0, match[0]
        return towns, match.end(), match[0]

    def _whole(self, text: str) -> list[Choice]:
        """The townships whose name without its kind *text* is, in any shape of its characters."""
        folded = fold(text)
        return [
            Choice(code, name, Likeness.KIND if text == own else Likeness.VARIANT)
            for (code, name, own), shape in zip(self._towns, self._folded, strict=True)
            if folded == shape
        ]

    def _may_slip(self, name: str, written: str) -> bool:
        """Whether a writing may be a slip: it is no name that townships elsewhere have."""
        return len(written) > 1 and not townships(self._overlay).has_name(name)

    def _village(
        self, text: str, towns: tuple[Choice, ...], letters: str = ""
    ) -> tuple[tuple[Choice, ...], int, str]:
        """The villages that *text* may begin with, how long what stands for them is, else the writing."""
        if not text or self._gazetteer is None:
            return (), 0, ""
        of = {code for town in towns for code in self._codes_of(town.code)}
        for size in range(min(len(text), _LONGEST), 0, -1):
            named = self._villages.get(fold(text[:size]), ())
            kind = KIND_FOLLOWS.match(text, size)
            if named and (kind or _VILLAGE_ENDS.match(text, size)):
                end = kind.end() if kind else size
                choices = [self._choice(village, text[:end], text[:size]) for village in named]
                choices.sort(key=lambda choice: _of_other_kind(choice.name, text[size:end]))
                within = [
                    c for c in choices if c.township in of or c.township.endswith(NO_TOWNSHIP)
                ]
                pool = within if of and within else choices
                return _told_apart(pool, text[size:end]), end, text[:end]
        match = _VILLAGE_WRITTEN.match(text)
        if match is None:
            return (), 0, ""
        villages = self._villages_like(match["stem"], of, letters)
        return villages, match.end() if villages else 0, match[0]

    def _villages_like(self, written: str, of: set[str], letters: str) -> tuple[Choice, ...]:
        """The villages of the townships *of* that a writing may mean; without any, of the county.

        In the whole county a slip might mean too many.
        """
        pool = [v for code in of for v in self._below.get(code, ())] if of else self._every
        found = []
        for village in pool:
            how = likeness(written, _stem(village))
            if how is not None and (of or how is not Likeness.SLIP):
                found.append(Choice(village.code, village.name, how, village.township))
        return _best(_spelt(found, written, letters))

    def _codes_of(self, town: str) -> set[str]:
        """A township by all the codes that a gazetteer may have for it."""
        return {town, *(r.code for r in townships(self._overlay).carry(town, TODAY))}

    @staticmethod
    def _choice(village: Village, written: str, bare: str) -> Choice:
        own = _stem(village)
        how = (
            Likeness.EXACT
            if written == village.name
            else Likeness.KIND
            if village_stem(bare) == own
            else Likeness.VARIANT
        )
        return Choice(village.code, village.name, how, village.township)


def _told_apart(choices: list[Choice], kind: str) -> tuple[Choice, ...]:
    """The best of villages of one name, with those in other townships that are of the same sort.

    Lists write 村 and 村委会 as they please: that tells no village from another.
    """
    best = _best(choices)
    if len(best) != 1 or best[0].how is not Likeness.EXACT:
        return best
    rivals = [
        c
        for c in choices
        if c.how is Likeness.KIND
        and c.township != best[0].township
        and not _of_other_kind(c.name, kind)
    ]
    return (*best, *rivals)


def _of_other_kind(name: str, kind: str) -> bool:
    """Whether a *kind* is written that is not of the village's sort: 村 of a neighbourhood (居委会)."""
    written, own = (re.search("居|社区", part) is not None for part in (kind, name))
    return bool(kind) and written is not own


def _stem(village: Village) -> str:
    """The name without its kind as a text would have it: full width and dirt undone."""
    return village_stem(readable(unicodedata.normalize("NFKC", village.name)))


def _of_sort(choices: tuple[Choice, ...], kind: str) -> tuple[Choice, ...]:
    """Of several townships those that the *kind* that is written may be said of, if any; the likeliest first."""
    own = tuple(c for c in choices if is_of_sort(c.name, kind))
    return tuple(sorted(own, key=lambda c: is_seldom(c.name, kind))) or choices


def _spelt(choices: list[Choice], written: str, letters: str) -> list[Choice]:
    """Of those where one character is not readable, the ones that its *letters* spell.

    A syllable that none of them has means another place; other letters say nothing.
    """
    place = written.find(UNREADABLE)
    if not letters or place < 0:
        return choices
    spelt = [c for c in choices if may_be_spelt(letters, c.name[place : place + 1])]
    return spelt if spelt or is_syllable(letters) else choices


def _best(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Those that are most alike; exact ones and those of another kind count as one."""
    ranked = sorted(choices, key=lambda choice: choice.how.rank)
    if not ranked:
        return ()
    best = max(ranked[0].how.rank, Likeness.KIND.rank)
    alike = [c for c in ranked if c.how.rank <= best]
    exact = [c for c in alike if c.how is Likeness.EXACT]
    return tuple(dict.fromkeys(exact if len(exact) == 1 else alike))


@lru_cache(maxsize=8192)
def local_places(
    codes: tuple[str, ...], overlay: Overlay | None = None, gazetteer: Gazetteer | None = None
) -> LocalPlaces:
    """The shared places of one county, by all its codes."""
    return LocalPlaces(codes, overlay, gazetteer)


def places_of(
    division: str, year: int, overlay: Overlay | None, gazetteer: Gazetteer | None
) -> LocalPlaces | None:
    """The townships and villages of a county, or of a city without counties; else ``None``."""
    index = domicile_index(overlay)
    begun = [u for u in index.by_code.get(division, ()) if index.starts[u] <= year]
    if not begun:
        return None
    unit = begun[-1]
    if index.records[unit].level != "county" and year >= index.lowest_until[unit]:
        return None
    return local_places(index.town_codes(unit), overlay, gazetteer)


def town_written(codes: tuple[str, ...], overlay: Overlay | None, rest: str) -> str:
    """The code of the one township of *codes* that *rest* begins with or is, in another writing.

    Without a kind (高兴), as its market (高兴圩), in another shape (长岗乡 for 长冈乡, 古龙岗 for 古龙冈镇);
    empty where that is none or several, or would be a slip.

    >>> codes = ("360732",)
    >>> [town_written(codes, None, rest) for rest in ("高兴", "高兴圩", "长岗公社", "古龙岗", "高兴合富")]
    ['360732104', '360732104', '360732217', '360732102', '']
    """
    if readable(rest) != rest:
        return ""
    towns = local_places(codes, overlay).read(rest).towns
    found = {town.code for town in towns if town.how.rank <= Likeness.VARIANT.rank}
    return found.pop() if len(found) == 1 else ""
