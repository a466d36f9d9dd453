"""Whose a number is that stands behind the columns of another person: 寄存人、关系、身份证号.

In a register of one person a record such a heading names the person of the record. Behind the columns of whoever
had the funeral done the number is that one's, unless it holds what the rows say of the person's birth, age or sex.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.schema import FieldKind
from minzheng_core.values.age import Age
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.ids.id_number import IdNumber

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.reading.recognition.claims import Claim, Finder

_HOW_TO_REACH = re.compile("电话|手机|联系方式|联系号码")
"""What may stand between a person and the number, and names nobody."""
_OF_EITHER = {FieldKind.SEX, FieldKind.AGE}
"""What may stand there and be of one or the other."""
_LOOKED_AT = 200
"""Numbers that are compared with what the rows say of the person."""
_NEAR = 2
"""Years by which an age may be counted otherwise."""
_OWN_BIRTHS, _OWN_SEXES = 0.5, 0.9
"""Shares of them that agree where they are the person's own: two persons are of one sex by chance."""
_FEW = 5
"""Fewer sexes tell nothing."""

_Row = dict[FieldKind, str | None]


def numbers_of_the_other(
    finder: Finder, claims: Sequence[Claim], cells: Sequence[Sequence[str | None]]
) -> list[Claim]:
    """*claims*, those of the person's number given to the other one where it stands behind that one's columns.

    A sex and an age between them are the other one's, too, and no field.
    """
    index = finder.index
    if not index.single:
        return list(claims)
    surest: dict[int, Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.score):
        surest[claim.column] = claim
    kept: list[Claim] = []
    theirs: set[int] = set()
    for claim in claims:
        other = index.of_the_other(claim.field)
        is_number = index.fields[claim.field].kind is FieldKind.ID_NUMBER
        if other is not None and is_number and not finder.names_the_person(claim.column):
            between = _behind_another(finder, surest, claim.column)
            if between is not None:
                said = {at: c for at, c in surest.items() if at not in between}
                if not _are_own(cells[claim.column], _rows_of_the_person(finder, said, cells)):
                    theirs |= between
                    finder.given_to_other.append(claim.column)
                    claim = evolve(claim, field=other)
        kept.append(claim)
    return [claim for claim in kept if claim.column not in theirs]


def _behind_another(finder: Finder, surest: Mapping[int, Claim], column: int) -> set[int] | None:
    """The columns between that one and the name or the relation of another person before it; ``None`` where others
    stand there.
    """
    index = finder.index
    between: set[int] = set()
    for before in range(column - 1, -1, -1):
        claim = surest.get(before)
        if claim is not None and index.is_of_the_other(claim.field):
            return between
        bare = claim is not None and index.fields[claim.field].kind in _OF_EITHER
        if bare and not finder.names_the_person(before):
            between.add(before)
        elif not _HOW_TO_REACH.search(finder.headings[before]):
            break
    return None


def _rows_of_the_person(
    finder: Finder, surest: Mapping[int, Claim], cells: Sequence[Sequence[str | None]]
) -> list[_Row]:
    """What each row says of the person's birth, age and sex, and of the day of the act."""
    columns: dict[FieldKind, Sequence[str | None]] = {}
    for column, claim in sorted(surest.items(), reverse=True):
        kind = finder.index.fields[claim.field].kind
        if kind is FieldKind.EVENT_DATE or claim.field in finder.index.own_fields:
            columns[kind] = cells[column]
    return [
        dict(zip(columns, row, strict=True))
        for row in islice(zip(*columns.values(), strict=True), _LOOKED_AT)
    ]


def _are_own(numbers: Sequence[str | None], rows: Sequence[_Row]) -> bool:
    """Whether the numbers have the births that the rows say of the person or, where these say none, the sexes."""
    births: list[bool] = []
    sexes: list[bool] = []
    for text, row in zip(numbers, rows, strict=False):
        number = IdNumber.parse(text).value
        if number is None or number.birth is None:
            continue
        if years := _years_of_birth(row):
            births.append(number.birth.year in years)
        if (sex := row.get(FieldKind.SEX)) and number.sex:
            sexes.append(number.sex in sex)
    if births:
        return sum(births) >= _OWN_BIRTHS * len(births)
    return len(sexes) >= _FEW and sum(sexes) >= _OWN_SEXES * len(sexes)


def _years_of_birth(row: _Row) -> range | None:
    """The years in which the person may have been born, by the birth date or by the age on the day of the act."""
    if born := PartialDate.parse(row.get(FieldKind.BIRTH_DATE)).value:
        return range(born.lo.year, born.hi.year + 1)
    act = PartialDate.parse(row.get(FieldKind.EVENT_DATE)).value
    age = Age.parse(row.get(FieldKind.AGE)).value
    if act is None or age is None:
        return None
    year = act.lo.year - age.value
    return range(year - _NEAR, year + _NEAR + 1)
