"""Columns of the parts of an address, 村组, that stand once for each person: behind the name of each, or before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minzheng_core.reading.mapping import base_name
from minzheng_core.reading.recognition.heading import read_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.headings import FieldIndex
    from minzheng_core.reading.recognition.party_words import Party

WHOLE = "domicile"
OF_BOTH = re.compile(
    "^(?:家庭)?(?:(?:男女|夫妻|结婚)?(?:共同|双方)|男女|夫妻|夫妇|[两俩二]人)的?(?=..)"
)
"""What says that a datum is of both: 共同住址, 夫妻双方住址."""
_EXACT, _LEAST = 0.95, 0.6
_WORDS: dict[Party, str] = {"husband": "男方", "wife": "女方"}


def part_of_address(heading: str, index: FieldIndex) -> str | None:
    """The datum that a *heading* names to the letter, where it is a domicile or a part of one."""
    named = datum_of(heading, index)
    return named if named and named.startswith(WHOLE) else None


def datum_of(heading: str, index: FieldIndex) -> str | None:
    """The datum of a person that a *heading* names to the letter, whose ever it is."""
    heading = OF_BOTH.sub("", heading)
    if not heading:
        return None
    hers = heading if read_heading(heading).party else f"女方{heading}"
    found = [index.fields[m.field] for m in index.matches(hers)[:1] if m.score >= _EXACT]
    bases = [base_name(spec.name) for spec in found if spec.party]
    return next((base for base in bases if base.startswith(WHOLE)), next(iter(bases), None))


def names_of_parties(headings: Sequence[str], index: FieldIndex) -> dict[Party, int]:
    """The first column of names of each party that the headings name."""
    names: dict[Party, int] = {}
    for at, text in enumerate(headings):
        party = read_heading(text).party
        matches = index.matches(text) if party and party not in names else ()
        if party and any(m.field == f"{party}_name" and m.score >= _LEAST for m in matches):
            names[party] = at
    return names


def with_places_of_each(headings: Sequence[str], index: FieldIndex) -> list[str]:
    """*headings* with the party before a part of an address that stands twice, once in each person's columns.

    So does a word that is short for a datum of whose columns it stands in only: 男 岁 女 岁.
    """
    told = list(headings)
    names = names_of_parties(headings, index)
    if index.single or len(names) < 2:
        return told
    (first, start), (second, middle) = sorted(names.items(), key=lambda name: name[1])
    for text in dict.fromkeys(headings):
        places = [at for at, heading in enumerate(headings) if heading == text]
        if len(places) != 2 or read_heading(text).party or read_heading(text).position:
            continue
        one, two = places
        of_each = start < one < middle < two or one < start < two < middle
        if of_each and (
            part_of_address(text, index) not in {None, WHOLE} or _is_short(text, index)
        ):
            told[one], told[two] = f"{_WORDS[first]}{text}", f"{_WORDS[second]}{text}"
    return told


def _is_short(heading: str, index: FieldIndex) -> bool:
    """Whether a *heading* names a datum only where somebody is said before it: 岁."""
    return not index.matches(heading) and datum_of(heading, index) is not None
