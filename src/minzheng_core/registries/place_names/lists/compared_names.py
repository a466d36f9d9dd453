"""Rows of two lists that may be one place though it is called otherwise: by its former names, by a slip."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from minzheng_core.registries.place_names.former_names import read_former_names
from minzheng_core.registries.place_names.lists.compared_keys import grouped
from minzheng_core.registries.place_names.lists.compared_towns import DIVISIONS
from minzheng_core.registries.place_names.naming.specifics import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from minzheng_core.registries.place_names.lists.edition import ListRow
    from minzheng_core.registries.place_names.naming.sounds import Reader

    Town = Callable[[ListRow], str]
    Likely = tuple[ListRow, ListRow, str]

_FORMER = "历史名称里有这个名称"


def called_before(olds: Sequence[ListRow], news: Sequence[ListRow], town: Town) -> Iterator[Likely]:
    """The rows of which the former names of one tell the name of the other, in the same township.

    A list of last year has the older name; so it is where a book was renamed and the list is entered again.
    """

    def key(row: ListRow) -> tuple[str, ...] | None:
        place = "/" if row.kind in DIVISIONS else town(row)
        return (place, str(row.kind), row.name) if place else None

    for rows, others in ((olds, news), (news, olds)):
        called = grouped(rows, key)
        for other in others:
            if not (other["former_names"] and (now := key(other))):
                continue
            for name in dict.fromkeys(n.name for n in read_former_names(other["former_names"])[0]):
                for row in called.get((*now[:2], tidy(name)), ()):
                    yield (row, other, _FORMER) if rows is olds else (other, row, _FORMER)


def former_names_differ(one: str, other: str) -> bool:
    """Whether two cells tell other former names; where one has no days for a name, these do not differ.

    >>> former_names_differ("旬阳县", "旬阳县（—2021-02-20）"), former_names_differ("旬阳县", "洵阳县")
    (False, True)
    >>> former_names_differ("旬阳县（—2020）", "旬阳县（—2021-02-20）"), former_names_differ("老名（？）", "老名")
    (True, True)
    """
    if one == other:
        return False
    (first, odd), (second, strange) = read_former_names(one), read_former_names(other)
    if odd or strange or [tidy(n.name) for n in first] != [tidy(n.name) for n in second]:
        return True
    told = [[(n.since, n.until, n.document) for n in names] for names in (first, second)]
    return any(a != b and any(a) and any(b) for a, b in zip(*told, strict=True))


def nearly_called(
    olds: Sequence[ListRow], news: Sequence[ListRow], town: Town, read: Reader
) -> Iterator[Likely]:
    """The rows of one township whose names sound alike or differ in one character."""
    shaped: dict[tuple[str, ...], list[ListRow]] = defaultdict(list)
    for new in news:
        for shape in _shapes(new, town(new), read):
            shaped[shape].append(new)
    for old in olds:
        for new in _once(shaped.get(shape, ()) for shape in _shapes(old, town(old), read)):
            if why := _looks_like(old, new, read):
                yield old, new, why


def _shapes(row: ListRow, town: str, read: Reader) -> Iterator[tuple[str, ...]]:
    """What two names of one township share where they may be one: the sound, or all characters but one."""
    if town:
        name = row.specific
        yield (town, "", *read(name).plain)
        yield from ((town, name[:place], name[place + 1 :]) for place in range(len(name)))


def _once(groups: Iterable[Iterable[ListRow]]) -> Iterable[ListRow]:
    """The rows of several groups, each once, by their line."""
    found = {id(row): row for rows in groups for row in rows}
    return sorted(found.values(), key=lambda row: row.line)


def _looks_like(old: ListRow, new: ListRow, read: Reader) -> str:
    """Why two names of one township may be one; empty where they are not alike."""
    first, second = old.specific, new.specific
    if old.kind and new.kind and new.kind not in old.kind.rivals:
        return ""
    if read(first).plain == read(second).plain:
        return "同一乡镇里读音相同"
    if (
        len(first) == len(second) > 1
        and sum(a != b for a, b in zip(first, second, strict=True)) == 1
    ):
        return "同一乡镇里只差一个字"
    return ""
