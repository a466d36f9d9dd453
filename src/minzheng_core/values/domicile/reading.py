"""Which divisions the head of a domicile names, whatever the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.values.domicile.again import full_at, written_again
from minzheng_core.values.domicile.around_names import (
    AUTONOMOUS_WITHIN,
    CITY_SIDES,
    COUNTY_FOLLOWS,
    FILLERS,
    NEVER,
    PEOPLES_TAIL,
    SELDOM,
    TOWN_BEGINS,
)
from minzheng_core.values.domicile.believing import believable
from minzheng_core.values.domicile.head import Head
from minzheng_core.values.domicile.names import GENERIC, former_county_names, old_names
from minzheng_core.values.domicile.regions import (
    MISSPELT_COUNTY,
    NEW_AREA,
    are_province,
    by_letter,
    by_part,
    county_at,
    is_told,
    lies_elsewhere,
    names_part,
    names_region,
    old_region,
    province_alone,
    province_slip,
    region_follows,
)
from minzheng_core.values.domicile.towns import EVERYWHERE
from minzheng_core.values.domicile.typos import Preference, Slip, Spellings, like_kinds, preference

if TYPE_CHECKING:
    from minzheng_core.values.domicile.index import DomicileIndex, Form

_BEGINNING = 5
_AREA_SUFFIX = frozenset("县市区旗州盟省")


class Reader:
    """Reads the administrative head of texts; what was read once is remembered by its letters."""

    def __init__(self, index: DomicileIndex) -> None:
        self.index = index
        self._chains: dict[tuple[str, ...], Head | None] = {}
        self._final: dict[str, Head] = {}
        self._final_sizes: dict[str, tuple[int, ...]] = {}
        self._spellings: dict[frozenset[str], Spellings] = {}

    def read(self, text: str) -> tuple[Head | None, int]:
        """The head of *text*, and where it ends."""
        for size in self._final_sizes.get(text[:_BEGINNING], ()):
            head = self._final.get(text[:size]) if size <= len(text) else None
            if head is not None and not (
                full_at(self.index, text, size) or region_follows(text, size)
            ):
                return head, size
        end, names = self.scan(text, 0, [])
        if names:
            head = self.head(names)
            if head is not None and head.county and head.full and text.endswith(names[-1], 0, end):
                self._keep_final(text[:end], head)
            if head is not None and (again := written_again(self, text, head, end)):
                return again
            if head is not None and (
                end == len(text)
                or not (head.county or self.index.forms[names[-1]].keys)
                or (head.county and not self._doubtful(head, text, end))
            ):
                return head, end
        return self._closely(text, names, end)

    def _doubtful(self, head: Head, text: str, end: int) -> bool:
        """Whether a county may be the beginning of a damaged name above another county."""
        if county_at(self.index, text, end):
            return True
        if not head.full and "自治" in text[end : end + AUTONOMOUS_WITHIN]:
            return True
        if not head.full and self._kind_misspelt(head.names[-1], text, end):
            return True
        short = not head.full and len(head.names) == 1
        return (short or head.names[-1] in self.index.extended) and (
            COUNTY_FOLLOWS.match(text, end) is not None
        )

    def _kind_misspelt(self, name: str, text: str, end: int) -> bool:
        """Whether what is like the kind of a county follows its short *name*, and then a township of it."""
        return text[end : end + 1] in like_kinds() and any(
            self.index.town(unit, text, end + 1) for unit in self.index.forms[name].counties
        )

    def _keep_final(self, written: str, head: Head) -> None:
        """Remember a head that no following letters can change: the quick way for the next text."""
        name = head.names[-1]
        if (
            written in self._final
            or len(written) < _BEGINNING
            or self.index.forms[name].keys
            or name in self.index.extended
        ):
            return
        self._final[written] = head
        sizes = {len(written), *self._final_sizes.get(written[:_BEGINNING], ())}
        self._final_sizes[written[:_BEGINNING]] = tuple(sorted(sizes, reverse=True))

    def scan(self, text: str, end: int, names: list[str]) -> tuple[int, list[str]]:
        """Take the longest known name, and again below it, until a county or an unknown word."""
        forms, names_at = self.index.forms, self.index.names_at
        pos, total = end, len(text)
        while pos < total:
            if names and text[pos] in CITY_SIDES and (name := self.in_city(text, pos, names[-1])):
                end = pos - 1 + len(name)
                names.append(name)
                break
            for name in names_at(text, pos):
                form = forms[name]
                if self._stands_alone(text, pos + len(name), form, first=not names) and (
                    form.counties or form.prefectures or not names
                ):
                    break
            else:
                filler = FILLERS.match(text, pos) if names else None
                after = filler.end() if filler else old_region(self.index, text, pos)
                if after == pos:
                    break
                pos = after
                continue
            names.append(name)
            end = pos = pos + len(name)
            if (
                not form.full
                and "自治" in text[pos : pos + 16]
                and not (form.keys and county_at(self.index, text, pos))
            ):
                tail = PEOPLES_TAIL.match(text, pos)
                end = pos = tail.end() if tail else pos
            if not form.keys or len(names) > 4:
                break
        return end, names

    def in_city(self, text: str, pos: int, city: str) -> str:
        """The district of a *city* whose own 市 is left out: 济南市中区 is 济南市市中区."""
        if text[pos - 1] != "市" or self._under(text, pos, city):
            return ""
        return self._under(text, pos - 1, city)

    def _under(self, text: str, start: int, above: str) -> str:
        """The full name at *start* of a county that has ever stood under *above*, else empty."""
        forms, family = self.index.forms, self.index.family
        keys = forms[above].keys
        for name in self.index.names_at(text, start):
            form = forms[name]
            if form.full and any(not keys.isdisjoint(family(u)) for u in form.counties):
                return name
        return ""

    def _stands_alone(self, text: str, end: int, form: Form, *, first: bool) -> bool:
        """Whether a name that ends here is one, and not part of a longer word."""
        if form.full:
            return text[end - 1] != "县" or not region_follows(text, end)
        if form.ended and text.startswith(NEW_AREA, end):
            # 湘江新区 is far from what once was 湘江区; 光明新区 became 光明区.
            return False
        following = text[end : end + 1]
        if first and form.provinces and MISSPELT_COUNTY.match(text, end):
            return True
        if following not in NEVER and following not in SELDOM:
            return not region_follows(text, end, province=first and bool(form.provinces))
        if self.index.names_at(text, end):
            return True
        if following in SELDOM and TOWN_BEGINS.match(text, end) is not None:
            return True
        seldom = following in SELDOM
        return any(
            self.index.town(unit, text, end)
            or (seldom and self.index.town_without_kind(unit, text, end) > end)
            for unit in form.counties
        )

    def head(self, names: list[str]) -> Head | None:
        """What the last of *names* can mean under the others; ``None`` if nothing."""
        key = tuple(names)
        if key not in self._chains:
            self._chains[key] = self._new_head(names)
        return self._chains[key]

    def _new_head(self, names: list[str]) -> Head | None:
        index = self.index
        form = index.forms[names[-1]]
        parents = [index.forms[name] for name in names[:-1]]
        above = [parent.keys for parent in parents]
        if parents and parents[-1] is form and form.full:
            above.pop()
        # A short name is none below a province of before the lists: 江苏金山桥 is not 上海市金山县.
        below_them = (*form.counties, *form.prefectures) if above else ()
        families = {u: index.family(u, before=form.full) for u in below_them}
        counties = [u for u in form.counties if not any(k.isdisjoint(families[u]) for k in above)]
        # Under a prefecture, or after the same short name (吉安吉安), only a county can stand.
        below = any(p.prefectures and not p.provinces and p is not form for p in parents) or (
            bool(parents) and parents[-1] is form and not form.full
        )
        higher = (
            []
            if below and counties
            else [u for u in form.prefectures if not any(k.isdisjoint(families[u]) for k in above)]
        )
        if not above:
            higher += form.provinces
        units = (*higher, *counties)
        if not units:
            return None
        named = tuple(name for name in names[:-1] if index.forms[name].full)
        return Head(tuple(names), units, not higher, form.full, named=named)

    def _closely(self, text: str, names: list[str], end: int) -> tuple[Head | None, int]:
        """The rare cases: names that do not fit each other, and slips of the pen."""
        index = self.index
        if called := by_part(self, text, names, end):
            return called
        while names:
            head = self.head(names)
            if head is not None:
                if end == len(text) or (
                    head.full
                    and not head.county
                    and index.forms[names[-1]].counties
                    and not COUNTY_FOLLOWS.match(text, end)
                ):
                    # A city that was also a county (儋州市): a village may follow at once.
                    return head, end
                slip = None if head.county else self.slip(text, names, end)
                whole = self._town_follows(head, text, end)
                if not whole and (not head.full or head.county or names[-1] in index.extended):
                    # The name may be the sound beginning of a damaged longer one: 岳阳弟区. Not where
                    # a township of it follows: 达县渡市镇.
                    start = text.rfind(names[-1], 0, end)
                    longer = self.slip(text, names[:-1], start, beyond=len(names[-1]))
                    slip = longer or slip
                if slip is None and COUNTY_FOLLOWS.match(text, end):
                    head = province_alone(self.index, head)
                return slip or (head, end)
            last = names.pop()
            start = text.rfind(last, 0, end)
            full = index.forms[last].full and last not in GENERIC
            if full and not self._township_at(text, names, start):
                slip = None if lies_elsewhere(index, names, last) else self.slip(text, names, start)
                if slip and (not are_province(index, names) or is_told(self, text, slip)):
                    return slip
                return self.conflict((*names, last)), end
            elif once := self._once_below(names, last, text, end):
                return Head((*names, last), once, county=True, full=False), end
            elif end == len(text) and are_province(index, names) and (alone := self.head([last])):
                # 江西长汀, and nothing else is said.
                units = alone.units
                return self.slip(text, names, start) or (
                    Head((*names, last), units, county=True, full=False, conflict=True),
                    end,
                )
            end = start
        letter = by_letter(self, text)
        if letter and letter[0].county and letter[0].full:
            # 甘宁县 is sound: 宁县 of 甘肃, and not 甘孜.
            return letter
        slip = None if names_part(text) else self.slip(text, [], 0)
        return slip or province_slip(self, text) or (None, 0)

    def conflict(self, names: tuple[str, ...]) -> Head:
        """What the last of *names* means by itself: a full one, and it does not lie below the others."""
        form = self.index.forms[names[-1]]
        return Head(names, (*form.prefectures, *form.counties), True, True, conflict=True)

    def _once_below(self, names: list[str], last: str, text: str, end: int) -> tuple[int, ...]:
        """The counties of a short name that were below the province of *names* before the lists begin.

        A township of theirs must follow and tell so: 安徽盱眙马坝公社, but 江苏金山桥 is not 上海市金山县.
        """
        index = self.index
        if end == len(text) or not are_province(index, names):
            return ()
        above = index.forms[names[0]].keys
        units = (u for u in index.forms[last].counties if not above.isdisjoint(index.family(u)))
        return tuple(u for u in units if index.town(u, text, end))

    def _township_at(self, text: str, names: list[str], start: int) -> bool:
        """Whether a township of what *names* mean stands at *start* (中山市东区街道)."""
        head = self.head(names) if names else None
        return head is not None and any(self.index.town(u, text, start) for u in head.units)

    def slip(
        self, text: str, names: list[str], start: int, *, beyond: int = 0
    ) -> tuple[Head, int] | None:
        """The one name that stands misspelt at *start* of *text*, if there is just one.

        With *beyond* only a longer name counts: one that a sound one follows, or a county in full.
        """
        if start >= len(text):
            return None
        # A sound name begins with its own letters: 府谷 is no filler and 谷.
        start = self._after_filler(text, start) if names and not beyond else start
        if names_region(self.index, text, start):
            return None
        found: list[tuple[tuple[bool, bool, bool], Head, int, Slip]] = []
        for slip in self.scope(names).near(text, start):
            if slip.size < beyond:
                continue
            end, chain = start + slip.size, [*names, slip.name]
            if self.index.forms[slip.name].keys:
                end, chain = self.scan(text, end, chain)
            head = self.head(chain)
            while head is None and len(chain) > len(names) + 1:
                end = text.rfind(chain.pop(), 0, end)
                head = self.head(chain)
            if head is None:
                continue
            deeper = len(chain) > len(names) + 1 and head.county
            more = slip.size - beyond
            longer = (
                head.county
                and slip.name[-1] in _AREA_SUFFIX
                and (more > 1 or (more == 1 and self.has_town(head, text, end)))
            )
            if (deeper or longer or not beyond) and believable(
                self, slip, head, text=text, end=end, names=names, deeper=deeper
            ):
                alike = slip.alike and (slip.twice or len(slip.name) > 2)
                found.append(((deeper, not slip.weak, alike), head, end, slip))
        if not found:
            return None
        best = max(rank for rank, *_ in found)
        last = [one for one in found if one[0] == best]
        if len(found) > 1:
            # What the township says goes before how alike the names are.
            told = [one for one in found if self.has_town(one[1], text, one[2])]
            last = [one for one in told if one[0][0] == best[0]] or last
            if len(last) > 1 and len({self._place(head) for _, head, *_ in last}) > 1:
                return None
        _, head, end, slip = max(last, key=lambda one: self._preferred(one[1], one[3]))
        return head.misspelt(text[start : start + slip.size], slip.name), end

    def _preferred(self, head: Head, slip: Slip) -> Preference:
        index, name, unit = self.index, slip.name, min(head.units)
        full, number = index.forms[name].full, index.numbers[name]
        return preference(name, slip.size, full=full, unit=unit, number=number)

    def _place(self, head: Head) -> tuple[int, ...]:
        """What the head means today, so that two forms of one place count as one."""
        return self.index.today(head.units)

    @staticmethod
    def _after_filler(text: str, start: int) -> int:
        filler = FILLERS.match(text, start)
        return filler.end() if filler else start

    def has_town(self, head: Head, text: str, end: int) -> bool:
        """Whether a township stands at *end* that the county of *head* has and few others."""
        return head.county and self._town_follows(head, text, end)

    def _town_follows(self, head: Head, text: str, end: int) -> bool:
        """The same of whatever *head* can mean."""
        return not text.startswith(EVERYWHERE, end) and any(
            self.index.town(u, text, end) for u in head.units
        )

    def scope(self, names: list[str]) -> Spellings:
        """The names that can stand below *names*, prepared for slips."""
        index = self.index
        keys: frozenset[str] = index.forms[names[-1]].keys if names else frozenset()
        known = self._spellings.get(keys)
        if known is None:
            if keys:
                units = sorted({u for key in keys for u in index.below(key)})
                forms = [f for u in units for f in index.forms_of(u)]
            else:
                older = old_names() | former_county_names()
                forms = [text for text, form in index.forms.items() if form.full or text in older]
            known = self._spellings[keys] = Spellings(forms, only_alike=former_county_names())
        return known
