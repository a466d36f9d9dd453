"""The townships of two editions of a list: which is which, renamed or with another code."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.kinds import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from minzheng_core.registries.place_names.lists.edition import Edition, ListRow

DIVISIONS = frozenset({PlaceKind.TOWNSHIP, PlaceKind.COUNTY_DIVISION})
_COUNTY_DIGITS = 6
_ENOUGH = 3
"""So many villages tell that a township only changed its name."""


def towns_of(
    old: Edition, new: Edition, called: Mapping[str, str], now: Callable[[str], str]
) -> Callable[[ListRow], str]:
    """How the township of a row is told: by code where both lists have codes, else by name.

    *called*: the names of townships that only changed these, and the names that they have now.
    *now* says how the newer list writes a code.
    """
    if _coded(old, new):
        renumbered = _renumbered(old, new, now)
        return lambda row: renumbered.get(code := now(row.township), code)
    return lambda row: called.get(name := now(row.town_name), name)


def _coded(old: Edition, new: Edition) -> bool:
    """Whether both lists tell most townships by code."""
    return all(
        sum(row.township.isdecimal() for row in edition) * 2 > len(edition)
        for edition in (old, new)
    )


def renamed_by_villages(old: Edition, new: Edition) -> dict[str, str]:
    """The townships that no list calls by code and that changed their names, by the older to the newer.

    All villages of one, three at least, lie in one that the older list does not know, and that has
    none from elsewhere.
    """
    gone, come = (
        {row.town_name for row in one} - {row.town_name for row in other}
        for one, other in ((old, new), (new, old))
    )
    if not gone or not come or _coded(old, new):
        return {}
    before, after = _villages(old), _villages(new)
    went: defaultdict[str, Counter[str]] = defaultdict(Counter)
    came: defaultdict[str, set[str]] = defaultdict(set)
    for village in before.keys() & after.keys():
        went[before[village]][after[village]] += 1
        came[after[village]].add(before[village])
    return {
        town: heir
        for town, heirs in went.items()
        for heir, villages in heirs.items()
        if town in gone and heir in come and len(heirs) == len(came[heir]) == 1
        if villages >= _ENOUGH
    }


def _villages(edition: Edition) -> dict[str, str]:
    """The villages that are called so once, with the names of their townships."""
    rows = [row for row in edition if row.kind not in DIVISIONS and row.town_name]
    often = Counter(row.specific for row in rows)
    return {row.specific: row.town_name for row in rows if often[row.specific] == 1}


def _renumbered(old: Edition, new: Edition, now: Callable[[str], str]) -> dict[str, str]:
    """The codes of townships that only the older list has, and those that the newer one has for them.

    Such a township (乡改镇) is known by its name without its kind, where only one on each side has it.
    One whose code nobody knows, since the national list has no township of that name any more, stands
    by its name.
    """
    names = [_names(edition, now) for edition in (old, new)]
    gone, come = (
        {name: code for code, name in own.items() if name and code not in other}
        for own, other in (names, reversed(names))
    )
    often = Counter(name for own in names for name in own.values())
    alone = {name for name in gone.keys() & come.keys() if often[name] == len(names)}
    return {gone[name]: come[name] for name in alone}


def _names(edition: Edition, now: Callable[[str], str]) -> dict[str, str]:
    """What most rows call each township, without its kind."""
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in edition:
        if row.township:
            own = row.kind is PlaceKind.TOWNSHIP
            told[now(row.township)][row.specific if own else row.town_name] += 1
    return {code: names.most_common(1)[0][0] for code, names in told.items()}


def places_of(rows: Iterable[ListRow | None]) -> Callable[[ListRow], str]:
    """What to call the place that a row lies in: by its name where one of *rows* has its code.

    >>> from minzheng_core.registries.place_names.lists import ListRow
    >>> town = ListRow(line=1, cells={"standard_name": "崇贤镇", "unit_code": "360732109"})
    >>> village = ListRow(line=2, cells={"standard_name": "崇贤村", "division": "360732109"})
    >>> places_of([town, village])(village)
    '崇贤镇'
    """
    known = {row.code: row.name for row in rows if row and row.kind in DIVISIONS and row.code}
    return lambda row: known.get(row.place, row.place)


def renamed_towns(
    found: Iterable[tuple[ListRow, ListRow, str, bool]], town: Callable[[ListRow], str]
) -> frozenset[str]:
    """The townships, by code, that all their rows call by one other name than before."""
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for old, new, *_ in found:
        if town(old) == town(new):
            names[town(old)].append((old.town_name, new.town_name))
    return frozenset(code for code, seen in names.items() if len(seen) > 1 and len(set(seen)) == 1)


def towns_differ(old: ListRow, new: ListRow, now: Callable[[str], str]) -> bool:
    """Whether both name a township and not the same; the names above it may be written or not.

    A township lies in a county: where only one list says in which, or the county is called otherwise
    since it got another code, nothing differs.
    """
    if old.kind is PlaceKind.TOWNSHIP and new.kind is PlaceKind.TOWNSHIP:
        told = old["parent_name"] and new["parent_name"]
        if not told or lies_in(old) != now(lies_in(old)) == lies_in(new):
            return False
    first, second = now(old.town_name), new.town_name
    return bool(first and second) and not (first.endswith(second) or second.endswith(first))


def lies_in(row: ListRow) -> str:
    """The county that a township lies in, by its own code."""
    return row.code[:_COUNTY_DIGITS] if row.code.isdecimal() else ""
