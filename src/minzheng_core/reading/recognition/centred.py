"""Parties that stand over the middle of their columns, where the cells were not merged: 男方 above the second of 姓名, 出生, 住址.

The columns of both persons have the same headings, which tell where those of each begin. Read from its own
cell on, the word would leave the first column of its person to the other one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.headings import WHOLE_PERSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.party_words import Party


def at_their_first_columns(
    above: Sequence[str | None], below: Sequence[str | None]
) -> list[str | None]:
    """The row *above* with each party over the first of its columns, by the headings *below*.

    >>> at_their_first_columns([None, None, "男方", None, "女方"], ["编号", "姓名", "住址", "姓名", "住址"])
    [None, '男方', None, '女方', None]
    >>> at_their_first_columns([None, "男方", None, "女方", None], ["编号", "姓名", "住址", "姓名", "住址"])
    [None, '男方', None, '女方', None]
    """
    moved = list(above)
    parties = {at: party for at, text in enumerate(above) if (party := _party(text))}
    blocks = _blocks(below)
    if len(parties) != 2 or len(set(parties.values())) != 2 or blocks is None:
        return moved
    for at, (first, last) in zip(sorted(parties), blocks, strict=True):
        if first < at <= last and not any(above[first:at]):
            moved[first], moved[at] = above[at], None
    return moved


def _party(text: str | None) -> Party | None:
    """The party that a cell names, and nothing of them in particular."""
    if not text:
        return None
    heading = read_heading(text)
    return heading.party if WHOLE_PERSON.fullmatch(heading.rest) else None


def _blocks(below: Sequence[str | None]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and the last column of each person's, which have the same headings."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(below):
        if text and text.strip():
            places[read_heading(text).squeezed].append(at)
    twice = [both for both in places.values() if len(both) == 2]
    if not twice:
        return None
    first, second = ((min(at), max(at)) for at in zip(*twice, strict=True))
    return (first, second) if first[1] < second[0] else None
