"""What stands on the cards of a sheet, label by label, and where one card ends and the next begins.

A card ends where the order of its labels begins again. Two labels of one field on the same card
(登记日期 above, 发证日期 at its foot) begin none: the other data of a card stand once around both.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrs import evolve, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@frozen
class Entry:
    """One label with its value, ``None`` where nothing is filled in."""

    row: int
    name: str
    """The field; the words of the label themselves where they name none."""
    words: str
    value: str | None
    of_field: bool = True


@frozen
class Card:
    """The values of one card by their names, and the row where it begins."""

    row: int
    values: dict[str, str | None]


def cards_of(entries: Sequence[Entry], order: dict[str, int]) -> list[Card]:
    """The cards that *entries* are of; *order* is that in which their names were first met.

    >>> two = [Entry(r, n, n, v) for r, n, v in ((1, "名", "甲"), (2, "日", "3"), (4, "名", "乙"), (5, "日", None))]
    >>> [(card.row, card.values) for card in cards_of(two, {})]
    [(1, {'名': '甲', '日': '3'}), (4, {'名': '乙', '日': None})]
    """
    second = _second_wordings(entries)
    found: list[Card] = []
    last = -1
    for entry in entries:
        if (entry.name, entry.words) in second:
            entry = evolve(entry, name=entry.words, of_field=False)
        rank = order.setdefault(entry.name, len(order))
        again = bool(found) and entry.name in found[-1].values
        if entry.of_field:
            # Where the first labels of a card were left out, a jump to the front tells.
            anew = (again and rank <= last) or (rank < last and 2 * (last - rank) > len(order))
        else:
            anew = again and rank == 0
        if not found or anew:
            found.append(Card(entry.row, {}))
        if entry.of_field or anew or rank == 0:
            last = rank
        values = found[-1].values
        if entry.of_field or not values.get(entry.name):
            values[entry.name] = entry.value
        elif entry.value:
            values[entry.name] = f"{values[entry.name]}；{entry.value}"
    return found


def _second_wordings(entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """The labels that stand on a card beside another one of the same field, with that field."""
    said: dict[str, dict[str, None]] = {}
    for entry in entries:
        if entry.of_field:
            said.setdefault(entry.name, {})[entry.words] = None
    found: set[tuple[str, str]] = set()
    for name, wordings in said.items():
        for one, other in itertools.combinations(wordings, 2):
            if (name, one) not in found and _on_one_card(entries, name, one, other):
                found.add((name, other))
    return found


def _on_one_card(entries: Sequence[Entry], name: str, one: str, other: str) -> bool:
    """Whether both wordings stand on the same cards: no other datum stands both behind the one and behind the other."""
    behind: dict[str, set[str]] = {one: set(), other: set()}
    for words, names in _stretches(entries, name, one, other):
        behind[words] |= names
    return not behind[one] & behind[other]


def _stretches(
    entries: Sequence[Entry], name: str, one: str, other: str
) -> Iterator[tuple[str, set[str]]]:
    """What stands between one wording and the other, each with the wording that it stands behind.

    What stands before the first of all goes with what stands behind the last: each ends at the edge of a card.
    """
    places = [
        at
        for at, e in enumerate(entries)
        if e.name == name and e.of_field and e.words in {one, other}
    ]
    for begin, end in itertools.pairwise(places):
        if entries[begin].words != entries[end].words:
            yield entries[begin].words, _names(entries[begin + 1 : end])
    if entries[places[0]].words != entries[places[-1]].words:
        yield entries[places[-1]].words, _names(entries[places[-1] + 1 :])
        yield entries[places[-1]].words, _names(entries[: places[0]])


def _names(entries: Iterable[Entry]) -> set[str]:
    return {entry.name for entry in entries if entry.of_field}
