"""A heading over two columns, one of each party, whose second cell was left empty: 结婚人, (empty), 年龄, (empty)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.content import profile
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.content import Profile

_OF_A_PERSON = frozenset(
    (FieldKind.PERSON_NAME, FieldKind.ID_NUMBER, FieldKind.AGE, FieldKind.SEX, FieldKind.ETHNICITY)
)
_OF_PERSONS = frozenset((FieldKind.PERSON_NAME, FieldKind.ID_NUMBER))

_MOSTLY = 0.8


def said_of_both(
    headings: Sequence[str], cells: Sequence[Sequence[str | None]], *, single: bool
) -> list[str]:
    """*headings* with the one before it for each that is empty, where both columns hold the like of two persons.

    Only where persons are among what is so told: elsewhere an empty heading says nothing.

    >>> names, others = ["张三", "李小红", "王大力"], ["赵花", "钱秀英", "孙兰"]
    >>> said_of_both(["结婚人", "", "证号"], [names, others, ["1", "2", "3"]], single=False)
    ['结婚人', '结婚人', '证号']
    """
    told = list(headings)
    pairs = [
        at
        for at in range(1, len(told))
        if not told[at] and told[at - 1] and read_heading(told[at - 1]).party is None
    ]
    if single or not pairs:
        return told
    profiles = [profile(column) for column in cells]
    if sum(seen.shares.get(FieldKind.SEX, 0.0) >= _MOSTLY for seen in profiles) == 1:
        return told  # one person a row
    kinds = [_kind(seen) for seen in profiles]
    alike = {at: kind for at in pairs if (kind := kinds[at - 1]) and kind is kinds[at]}
    if _OF_PERSONS.isdisjoint(alike.values()):
        return told
    for at in alike:
        told[at] = told[at - 1]
    return told


def _kind(seen: Profile) -> FieldKind | None:
    """What of a person a column holds."""
    best = seen.best()
    return best[0] if best and best[0] in _OF_A_PERSON else None
