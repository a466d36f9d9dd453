"""The townships that a published list is divided by: one section for each, whatever its rows call it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.kinds import SEATS, PlaceKind, kind_by_ending
from minzheng_core.registries.place_names.lists.town_names import town_sound
from minzheng_core.registries.place_names.naming.specifics import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.place_names.lists import ListRow

OTHERS = "其他"
_DIGITS = 9


class Towns:
    """What the townships of a list are called, and which of them a row lies in.

    Two names are one township where code and name tell so: the same code, and names that are the
    same without their kind or sound the same (古龙冈镇, 古龙岗镇). It is called as its own row in the
    list does, else as most rows do, else as the national list does. A row whose township by name is
    another than the one of its code stays under the name that it gives.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> told = [{"standard_name": "古龙岗镇", "unit_code": "360732102"},
    ...         {"standard_name": "甲村", "unit_code": "360732102201", "parent_name": "古龙冈镇"},
    ...         {"standard_name": "乙村", "parent_name": "古龙冈乡"}]
    >>> rows = [ListRow(line=n, cells=cells) for n, cells in enumerate(told, 2)]
    >>> [Towns(rows).of(row) for row in rows]
    [('360732102', '古龙岗镇'), ('360732102', '古龙岗镇'), ('360732102', '古龙岗镇')]
    """

    def __init__(self, rows: Iterable[ListRow]) -> None:
        own: dict[str, str] = {}
        uncoded: dict[str, str] = {}
        alike: dict[str, str] = {}
        """Units that stand where townships do: parks, farms."""
        named: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            code = _code(row)
            if not code:
                if kind_by_ending(row.name) is PlaceKind.TOWNSHIP:
                    uncoded.setdefault(town_sound(row.name), row.name)
                continue
            named[code].update([tidy(row["parent_name"])] if row["parent_name"] else [])
            if row.code == code and row.kind not in SEATS:
                called = own if kind_by_ending(row.name) is PlaceKind.TOWNSHIP else alike
                called.setdefault(code, row.name)
        own = alike | own
        self._uncoded = uncoded
        self._titles: dict[str, str] = {}
        self._sounds: defaultdict[str, set[str]] = defaultdict(set)
        for code, names in named.items():
            national = [record.name for record in townships().at(code)]
            known = {town_sound(name) for name in (own.get(code, ""), *national) if name}
            usual = [n for n, _ in names.most_common() if not known or town_sound(n) in known]
            self._titles[code] = next((n for n in (own.get(code), *usual, *national[-1:]) if n), "")
            for sound in {*known, *map(town_sound, usual)}:
                self._sounds[sound].add(code)

    def of(self, row: ListRow) -> tuple[str, str]:
        """Code and name of the township that a row stands under; the code where it is told."""
        code, name = _code(row), tidy(row["parent_name"])
        if not code and kind_by_ending(row.name) is PlaceKind.TOWNSHIP:
            name = row.name
        if not name:
            return code, self._titles.get(code) or row.place or OTHERS
        codes = self._sounds.get(town_sound(name), set())
        if code in codes:
            return code, self._titles[code]
        if not code and len(codes) == 1:
            return min(codes), self._titles[min(codes)]
        return code, name if code else self._uncoded.get(town_sound(name), name)


def _code(row: ListRow) -> str:
    return row.township if row.township.isdecimal() and len(row.township) == _DIGITS else ""
