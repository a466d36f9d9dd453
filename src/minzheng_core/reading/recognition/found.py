"""Which column is which field: headings first, then content, each decision with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.reading.mapping import PERSON, ColumnMapping, base_name
from minzheng_core.reading.raw import column_letter
from minzheng_core.reading.recognition.claims import LEAST, Claim, Finder
from minzheng_core.reading.recognition.content import profile
from minzheng_core.reading.recognition.content_claims import claim_by_content
from minzheng_core.reading.recognition.earlier_acts import earlier_acts
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.number_editions import edition
from minzheng_core.reading.recognition.parties import Parties
from minzheng_core.reading.recognition.parts import find_parts, whole_headings
from minzheng_core.reading.recognition.party_words import told_by_the_others
from minzheng_core.reading.recognition.places_of_each import with_places_of_each
from minzheng_core.reading.recognition.plain_content import tell_unread
from minzheng_core.reading.recognition.under_one_heading import said_of_both
from minzheng_core.reading.recognition.whose_number import numbers_of_the_other
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.recognition.headings import FieldIndex


_SEX = {"性别", "sex", "gender", "xb", "xingbie", "男女", "夫妻", "与户主关系"}
"""Headings of a column that tells men from women."""
_STATUS, _SHOWN = "_status", 3
"""How the columns end that a result of cleaning has beside a field; so many are named."""
_INSTEAD = 0.6
"""How sure it is that a column stands for another one that the table lacks."""


@frozen
class Columns:
    """The columns of a table, recognised."""

    layout: str
    columns: tuple[ColumnMapping, ...]
    joined: tuple[tuple[int, int], ...] = ()
    """Pairs of columns (kept, other) for one field that are never filled together."""


def find_columns(
    headings: Sequence[str],
    cells: Sequence[Sequence[str | None]],
    index: FieldIndex,
    notes: NoteBook,
    first_column: int = 0,
) -> Columns:
    """Recognise the columns of a table.

    ``cells`` holds a sample of each column. ``first_column`` is the position of the first column
    in its sheet, for the letters shown.
    """
    told = with_places_of_each(told_by_the_others(headings), index)
    told = said_of_both(told, cells, single=index.single)
    read_as, cells = _with_parts_joined(told, cells)
    profiles = [profile(column) for column in cells]
    finder = Finder(read_as, profiles, index)
    claims = numbers_of_the_other(finder, finder.claims(), cells)
    claims = earlier_acts(finder, claims, cells)
    parties = Parties(finder, claims)
    layout = parties.layout()
    claims = parties.as_persons() if layout == "person" else parties.resolved()
    finder.take(claims)
    if theirs := dict.fromkeys(headings[c] for c in sorted(finder.given_to_other)):
        notes.add("IN130", headings="、".join(theirs))
    states = [name for name in headings if name.endswith(_STATUS)]
    if any(name.removesuffix(_STATUS) in index.fields for name in states):
        notes.add("IN259", headings="、".join(states[:_SHOWN]))
    claim_by_content(finder, cells, notes, persons=layout == "person")
    if layout != "person":
        _warn_of_sexes(finder, notes)
    _find_sex(finder, layout)
    tell_unread(finder, cells, notes)
    seconds = _seconds(finder, claims, cells, notes)
    _stand_in(finder, notes)
    columns = []
    for i, heading in enumerate(headings):
        claim = finder.taken.get(i)
        columns.append(
            ColumnMapping(
                index=i,
                column=column_letter(i + first_column),
                heading=heading,
                field=claim.field if claim else None,
                confidence=round(claim.score, 2) if claim else 0.0,
                reason=claim.reason if claim else "none",
            )
        )
    return Columns(layout, tuple(columns), tuple(seconds))


def _with_parts_joined(
    headings: Sequence[str], cells: Sequence[Sequence[str | None]]
) -> tuple[Sequence[str], Sequence[Sequence[str | None]]]:
    """Headings and cells as if data in parts stood in one column each."""
    found = find_parts(headings)
    columns = list(cells)
    for parts in found:
        whole = parts.joined(lambda at: pl.Series(cells[at], dtype=pl.String)).to_list()
        columns[parts.place] = whole
        for other in parts.others:
            columns[other] = [None] * len(whole)
    return whole_headings(headings, found), columns


def _find_sex(finder: Finder, layout: str) -> None:
    """In a table of one person a row, the column that tells men from women."""
    name = PERSON + "sex"
    if layout != "person" or name in finder.used:
        return
    for column, text in enumerate(finder.headings):
        said = read_heading(text).squeezed in _SEX
        seen = finder.profiles[column].shares.get(FieldKind.SEX, 0.0) >= 0.8
        if column not in finder.taken and (said or seen):
            score, reason = (0.98, "exact") if said else (0.6, "content")
            finder.take([Claim(score, column, name, reason)])
            return


def _warn_of_sexes(finder: Finder, notes: NoteBook) -> None:
    for name, column in finder.used.items():
        spec = finder.index.fields[name]
        male = finder.profiles[column].male
        if spec.kind is FieldKind.ID_NUMBER and spec.party and male is not None:
            right = male if spec.party == "husband" else 1 - male
            if right < 0.3:
                notes.add("IN169", heading=finder.headings[column])


def _stand_in(finder: Finder, notes: NoteBook) -> None:
    """Columns that a table has instead of those of another field: 现住址 is all that it says of a 户籍地."""
    for name, column in list(finder.used.items()):
        base = base_name(name.removeprefix(PERSON))
        specs = (f for f in finder.index.fields.values() if base_name(f.name) == base)
        spec = next(specs, None)
        if spec is None or spec.instead_of is None:
            continue
        wanted = name.removesuffix(base) + spec.instead_of
        if any(used.startswith(wanted) for used in finder.used):
            continue
        del finder.used[name]
        finder.used[wanted] = column
        finder.taken[column] = Claim(_INSTEAD, column, wanted, "instead")
        label = next(
            f.label.removeprefix("男方").removeprefix("女方")
            for f in finder.index.fields.values()
            if base_name(f.name) == spec.instead_of
        )
        notes.add("IN146", heading=finder.headings[column], label=label)


def _seconds(
    finder: Finder,
    claims: Sequence[Claim],
    cells: Sequence[Sequence[str | None]],
    notes: NoteBook,
) -> list[tuple[int, int]]:
    """Columns left over because another one has their field: joined where they complete each other."""
    joined = []
    best: dict[int, Claim] = {}
    for claim in sorted(claims, key=lambda c: -c.score):
        if claim.column not in finder.taken and claim.score >= LEAST:
            best.setdefault(claim.column, claim)
    for column, claim in sorted(best.items()):
        kept = finder.used.get(claim.field)
        if kept is None or claim.reason not in {"exact", "national"}:
            continue
        filled = [at for at, cell in enumerate(cells[column]) if cell is not None]
        completes = bool(filled) and all(cells[kept][at] is None for at in filled)
        spec = finder.index.fields.get(claim.field)
        older = edition(finder.headings[column]) == "old" and _is_number(claim.field)
        if completes or older:
            joined.append((kept, column))
        notes.add(
            "IN159" if completes else "IN131" if older else "IN158",
            kept=_named(finder.headings, kept, column),
            other=_named(finder.headings, column, kept),
            label=spec.label if spec else claim.field,
        )
    return joined


def _is_number(field: str) -> bool:
    return field.endswith("id_number")


def _named(headings: Sequence[str], column: int, beside: int) -> str:
    """The heading of a column; where another has the same one, with the column's letter.

    >>> _named(["姓名", "姓名", "性别"], 1, 0), _named(["姓名", "姓名", "性别"], 2, 0)
    ('姓名（B 列）', '性别')
    """
    heading = headings[column]
    return f"{heading}（{column_letter(column)} 列）" if heading == headings[beside] else heading
