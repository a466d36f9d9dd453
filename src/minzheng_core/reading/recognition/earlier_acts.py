"""Registers of later acts: in one of divorces, 结婚日期 and 结婚证号 are those of the marriage before.

In a register of marriages the same headings are those of the act itself, and 离婚日期 is a column that
is mostly empty. So the rows decide: where hardly any row has a marriage without a later act, the act
is the later one; where most rows have no later act, its column comes last, however well its few cells
fit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.reading.recognition.claims import LEAST
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from minzheng_core.reading.recognition.claims import Claim, Finder

_LATER = re.compile("离婚|补[发领证]|换[发领证]|撤销|判决|调解|裁定|生效")
_FIRST = re.compile("结婚")
_MARRIAGE = re.compile(r"^(?!.*[离離补補撤])(?:\s*[JjＪ]\d|.*[结結])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_STEP = 0.01
"""What a claim must be less sure than another to come behind it."""
_BOTH = 0.9
"""How many of the rows with a marriage have the later act too in a register of it."""
_FEW = 0.5
"""How many of the rows of a register have a later act at most, where it is not one of later acts."""


def earlier_acts(
    finder: Finder, claims: Sequence[Claim], cells: Sequence[Sequence[str | None]]
) -> list[Claim]:
    """*claims*, those of the marriage given to the fields of the earlier act in a register of later ones, and
    those of a later act behind those of the marriage in a register of marriages.
    """
    fields = finder.index.fields
    later: dict[str, list[int]] = {}
    first: dict[str, list[int]] = {}
    open_: dict[str, list[int]] = {}
    for name in {f.earlier_of for f in fields.values() if f.earlier_of}:
        columns = [c.column for c in claims if c.field == name and c.score >= LEAST]
        headings = {column: read_heading(finder.headings[column]).squeezed for column in columns}
        later[name] = [column for column in columns if _LATER.search(headings[column])]
        first[name] = [
            column
            for column in columns
            if column not in later[name] and _FIRST.search(headings[column])
        ]
        open_[name] = [c for c in columns if c not in later[name] and c not in first[name]]
    every = [column for columns in later.values() for column in columns]
    surest = list({c.column: c for c in sorted(claims, key=lambda c: c.score)}.values())
    claimed = {c.column: c.field for c in surest if c.score >= LEAST}
    moved: dict[tuple[int, str], str] = {}
    behind: dict[int, Claim] = {}
    alone: set[int] = set()
    for earlier in fields.values():
        act = earlier.earlier_of
        if not act:
            continue
        others = later[act] or (every if _of_marriages(cells, first[act]) else [])
        if not others and fields[act].kind is FieldKind.EVENT_DATE:
            others = _of_the_act(cells, open_[act], first[act], every)
        if _of_later(_filled(cells, others), _filled(cells, first[act])):
            moved |= dict.fromkeys(((column, act) for column in first[act]), earlier.name)
        else:
            behind |= _behind([c for c in surest if c.field == act], later[act], cells)
            own = {column for column, name in claimed.items() if name == act}
            dated = fields[act].kind is FieldKind.EVENT_DATE and own.issubset(later[act])
            if dated and len(_filled(cells, own)) <= _FEW * len(
                _filled(cells, _unexplained_dates(finder, claimed))
            ):
                alone |= own
    finder.settled.update(behind)
    kept = [c for c in claims if c.column not in behind and c.column not in alone]
    kept = [evolve(c, field=moved.get((c.column, c.field), c.field)) for c in kept]
    return kept + list(behind.values())


def _of_the_act(
    cells: Sequence[Sequence[str | None]],
    columns: list[int],
    first: Sequence[int],
    later: Sequence[int],
) -> list[int]:
    """Those of *columns*, days of which the heading names no act (发证日期), where they are of an act after the marriage.

    That is so where the rows have the numbers of *later* acts, or where these days are mostly of a later year
    than those of the marriage in *first*.
    """
    if not columns or not first:
        return []
    if later and _of_later(_filled(cells, later), _filled(cells, first)):
        return columns
    pairs = [
        (int(one[0]), int(other[0]))
        for column in columns
        for marriage in first
        for a, b in zip(cells[marriage], cells[column], strict=True)
        if (one := _YEAR.search(a or "")) and (other := _YEAR.search(b or ""))
    ]
    after = sum(other > one for one, other in pairs)
    return columns if after > _FEW * len(pairs) else []


def _behind(
    claims: Sequence[Claim], later: Sequence[int], cells: Sequence[Sequence[str | None]]
) -> dict[int, Claim]:
    """The claims of the columns *later* to one field, where few rows have them, behind all others to it."""
    own = {c.column: c for c in claims if c.column not in later and c.score >= LEAST}
    if not own or len(_filled(cells, later)) > _FEW * len(_filled(cells, list(own))):
        return {}
    least = min(c.score for c in own.values()) - _STEP
    return {
        c.column: evolve(c, score=max(LEAST, min(c.score, least)))
        for c in claims
        if c.column in later
    }


def _unexplained_dates(finder: Finder, claimed: Collection[int]) -> list[int]:
    """The columns of dates of events to which no heading gives a field."""
    return [
        column
        for column, profile in enumerate(finder.profiles)
        if column not in claimed and (best := profile.best()) and best[0] is FieldKind.EVENT_DATE
    ]


def _of_marriages(cells: Sequence[Sequence[str | None]], columns: Sequence[int]) -> bool:
    """Whether the numbers in *columns* are those of marriages: 结婚证号 may head a later act's, too."""
    numbers = [cell for column in columns for cell in cells[column] if cell]
    married = sum(_MARRIAGE.search(number) is not None for number in numbers)
    return married >= _BOTH * len(numbers) > 0


def _filled(cells: Sequence[Sequence[str | None]], columns: Iterable[int]) -> set[int]:
    """The rows of the sample in which one of *columns* is filled."""
    return {row for c in columns for row, cell in enumerate(cells[c]) if cell is not None}


def _of_later(later: set[int], first: set[int]) -> bool:
    return bool(first) and len(first & later) >= _BOTH * len(first)
