"""Tables with one person a row: husband's and wife's rows joined to one record.

Two neighbouring rows are a couple where their sexes do not agree and what concerns the marriage —
certificate number, dates, office — is the same in both or written only once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from minzheng_core.extras import require
from minzheng_core.reading.body import SOURCE_ROW
from minzheng_core.reading.content import sex_of_number
from minzheng_core.reading.mapping import PERSON
from minzheng_core.reading.party_words import party_of_sex

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

SECOND_ROW = "source_row_2"


def pair_persons(frame: pl.DataFrame, fields: Sequence[FieldSpec], notes: NoteBook) -> pl.DataFrame:
    """One row per couple: ``husband_…`` and ``wife_…`` instead of ``person_…``, the rows' numbers in
    ``source_row`` and ``source_row_2`` (null for a person without a partner's row).
    """
    polars = require("polars", "archive")
    names = {f.name for f in fields}
    persons = [c for c in frame.columns if c.startswith(PERSON)]
    shared = [c for c in frame.columns if c in names]
    extras = [c for c in frame.columns if c not in {SOURCE_ROW, *persons, *shared}]
    sexes = _sexes(frame)
    first, second = _pairs(_rows(frame, sexes, shared))
    husband, wife, alone = [], [], []
    for a, b in zip(first, second, strict=True):
        if b is None:
            alone.append(a)
        woman_first = sexes[a] == "wife" or (
            b is not None and sexes[a] is None and sexes[b] == "husband"
        )
        husband.append(b if woman_first else a)
        wife.append(a if woman_first else b)
    one, two = _taken(frame, first), _taken(frame, second)
    columns = [one[SOURCE_ROW], two[SOURCE_ROW].alias(SECOND_ROW)]
    for party, rows in (("husband", _taken(frame, husband)), ("wife", _taken(frame, wife))):
        columns += [
            rows[c].alias(f"{party}_{c.removeprefix(PERSON)}")
            for c in persons
            if f"{party}_{c.removeprefix(PERSON)}" in names
        ]
    differing: set[int] = set()
    for c in shared:
        columns.append(one[c].fill_null(two[c]))
        differs = (one[c] != two[c]).fill_null(value=False)
        differing.update(one[SOURCE_ROW].filter(differs).to_list())
    for c in extras:
        columns.append(one[c].fill_null(two[c]))
        if (one[c] != two[c]).fill_null(value=False).any():
            columns.append(two[c].alias(f"{c}（第二行）"))
    if alone:
        notes.add("IN167", rows=_taken(frame, alone)[SOURCE_ROW].to_list())
    if len(alone) < len(first):
        notes.add("IN168", count=len(first) - len(alone))
    if differing:
        notes.add("IN174", rows=sorted(differing))
    joined: pl.DataFrame = polars.DataFrame(columns)
    return joined


def _sexes(frame: pl.DataFrame) -> list[str | None]:
    """The party of each row, by the sex column, else by the sex digit of the number."""
    said = (
        frame[PERSON + "sex"].to_list()
        if PERSON + "sex" in frame.columns
        else [None] * frame.height
    )
    numbers = (
        frame[PERSON + "id_number"].to_list()
        if PERSON + "id_number" in frame.columns
        else [None] * frame.height
    )
    return [party_of_sex(s) or sex_of_number(n) for s, n in zip(said, numbers, strict=True)]


@frozen
class _Row:
    """What decides whether a row belongs to its neighbour."""

    sex: str | None
    certificate: str | None
    act: tuple[str | None, ...]


def _pairs(rows: Sequence[_Row]) -> tuple[list[int], list[int | None]]:
    """Positions of first and second rows; ``None`` where a row stays alone."""
    first: list[int] = []
    second: list[int | None] = []
    at = 0
    while at < len(rows):
        joined = at + 1 < len(rows) and _belong(rows[at], rows[at + 1])
        first.append(at)
        second.append(at + 1 if joined else None)
        at += 2 if joined else 1
    return first, second


def _belong(one: _Row, two: _Row) -> bool:
    """Whether the second row is the spouse of the first."""
    if one.sex is not None and one.sex == two.sex:
        return False
    if one.certificate is not None and two.certificate is not None:
        return one.certificate == two.certificate
    if any(a is not None for a in one.act) and all(b is None for b in two.act):
        return True
    both = [
        (a, b) for a, b in zip(one.act, two.act, strict=True) if a is not None and b is not None
    ]
    if both:
        return all(a == b for a, b in both)
    if any(b is not None for b in two.act):
        return False
    return one.sex is not None and two.sex is not None


def _rows(frame: pl.DataFrame, sexes: Sequence[str | None], shared: Sequence[str]) -> list[_Row]:
    def column(names: Sequence[str]) -> list[tuple[str | None, ...]]:
        if not names:
            return [()] * frame.height
        return list(zip(*(frame[c].to_list() for c in names), strict=True))

    certificates = column([c for c in shared if c == "certificate_number"] or [])
    return [
        _Row(sex, certificate[0] if certificate else None, act)
        for sex, certificate, act in zip(sexes, certificates, column(shared), strict=True)
    ]


def _taken(frame: pl.DataFrame, rows: Sequence[int | None]) -> pl.DataFrame:
    """The rows at these positions, a row of nulls for each ``None``."""
    polars = require("polars", "archive")
    index = polars.Series(rows, dtype=polars.UInt32)
    taken: pl.DataFrame = polars.DataFrame([frame[c].gather(index) for c in frame.columns])
    return taken
