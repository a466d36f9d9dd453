"""Tables with one person per row: the husband's and the wife's rows are joined to one record.

Two neighbouring rows are a couple where their sexes differ and what concerns the marriage —
certificate number, dates, office — says the same in both, however it is written, or is written only
once. Where all of it agrees, a written sex that equals the sex of the other row's number does not keep
them apart: the number may be wrong. Remarks concern one person only, keep nobody apart and are told one
after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.columns import certificates, dates
from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.content import sex_of_number
from minzheng_core.reading.recognition.party_words import party_of_sex
from minzheng_core.reading.rows.told import SOURCE_ROW, TOLD
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

SECOND_ROW = "source_row_2"
_NEARLY_ALL, _SEVERAL = 0.8, 3
"""Share of the rows whose sex is written, and columns of a person, where a row with neither is none."""
_COUPLE = 2
_TELLING_SEX = (f"{PERSON}sex", f"{PERSON}id_number")


def pair_persons(frame: pl.DataFrame, fields: Sequence[FieldSpec], notes: NoteBook) -> pl.DataFrame:
    """One row per couple: ``husband_…`` and ``wife_…`` instead of ``person_…``, the rows' numbers in
    ``source_row`` and ``source_row_2`` (null for a person without a partner's row).
    """
    told = _rows(_of_the_act(frame, fields))
    first, second = _pairs(told, _bare(frame, told))
    husband: list[int | None] = []
    wife: list[int | None] = []
    for a, b in zip(first, second, strict=True):
        woman_first = _wife_first(told[a], None if b is None else told[b])
        husband.append(b if woman_first else a)
        wife.append(a if woman_first else b)
    untold = [
        a
        for a, b in zip(first, second, strict=True)
        if b is not None and told[a].sex is None and told[b].sex is None
    ]
    if untold:
        notes.add("IN258", rows=_taken(frame, untold)[SOURCE_ROW].to_list())
    return _joined(frame, fields, notes, (first, second), (husband, wife))


def joined_rows(
    frame: pl.DataFrame,
    fields: Sequence[FieldSpec],
    notes: NoteBook,
    *,
    husbands: Sequence[int | None],
    wives: Sequence[int | None],
) -> pl.DataFrame:
    """One row per couple of the rows at these positions; one of the two may be missing.

    ``source_row`` is the husband's, where there is one.
    """
    first = [b if a is None else a for a, b in zip(husbands, wives, strict=True)]
    second = [None if a is None else b for a, b in zip(husbands, wives, strict=True)]
    return _joined(frame, fields, notes, (first, second), (husbands, wives))


def _joined(
    frame: pl.DataFrame,
    fields: Sequence[FieldSpec],
    notes: NoteBook,
    rows: tuple[Sequence[int | None], Sequence[int | None]],
    parties: tuple[Sequence[int | None], Sequence[int | None]],
) -> pl.DataFrame:
    """The rows at the first and the second positions of *rows* as one, each party's columns from its own."""
    first, second = rows
    names = {f.name for f in fields}
    known = {PERSON + base_name(name) for name in names} | {f"{PERSON}sex"}
    persons = [c for c in frame.columns if c in known]
    shared = [c for c in frame.columns if c in names]
    extras = [c for c in frame.columns if c not in {SOURCE_ROW, *persons, *shared}]
    alone = [a for a, b in zip(first, second, strict=True) if b is None]
    one, two = _taken(frame, first), _taken(frame, second)
    columns = [one[SOURCE_ROW], two[SOURCE_ROW].alias(SECOND_ROW)]
    for party, places in zip(("husband", "wife"), parties, strict=True):
        own = _taken(frame, places)
        columns += [
            own[c].alias(f"{party}_{c.removeprefix(PERSON)}")
            for c in persons
            if f"{party}_{c.removeprefix(PERSON)}" in names
        ]
    differing: set[int] = set()
    said = _said(frame, fields)
    remarks = {f.name for f in fields if f.kind is FieldKind.TEXT and f.sensitive}
    for c in shared:
        if c in remarks:
            columns.append(_one_after_the_other(one[c], two[c]))
            continue
        columns.append(one[c].fill_null(two[c]))
        differs = (one[c] != two[c]).fill_null(value=False)
        if differs.any() and c in said:
            differs &= (_taken(said, first)[c] != _taken(said, second)[c]).fill_null(value=False)
        differing.update(one[SOURCE_ROW].filter(differs).to_list())
    for c in extras:
        columns.append(one[c].fill_null(two[c]))
        if c not in TOLD and (one[c] != two[c]).fill_null(value=False).any():
            second_title = f"{c}（第二行）"
            while second_title in extras:
                second_title += "（另）"
            columns.append(two[c].alias(second_title))
    if alone:
        notes.add("IN167", rows=_taken(frame, alone)[SOURCE_ROW].to_list())
    if len(alone) < len(first):
        notes.add("IN168", count=len(first) - len(alone))
    if differing:
        notes.add("IN174", rows=sorted(differing))
    return pl.DataFrame(columns)


def _one_after_the_other(one: pl.Series, two: pl.Series) -> pl.Series:
    """What both texts say, once where they say the same."""
    both = pl.when(one == two).then(one).otherwise(pl.concat_str(one, two, separator="；"))
    return pl.select(pl.coalesce(both, one, two).alias(one.name)).to_series()


def _sexes(frame: pl.DataFrame) -> list[tuple[str | None, bool]]:
    """The party of each row by the sex column, else by the sex digit of the number; whether it is written."""
    said, numbers = (_cells(frame, name) for name in _TELLING_SEX)
    written = map(party_of_sex, said)
    return [
        (party or sex_of_number(number), party is not None)
        for party, number in zip(written, numbers, strict=True)
    ]


def _cells(frame: pl.DataFrame, name: str) -> list[str | None]:
    """The cells of a column, empty ones where the table has none of that name."""
    return frame[name].to_list() if name in frame.columns else [None] * frame.height


@frozen
class _Row:
    """What decides whether a row belongs to its neighbour."""

    sex: str | None
    sex_is_written: bool
    certificate: str | None
    act: tuple[str | None, ...]


def _bare(frame: pl.DataFrame, rows: Sequence[_Row]) -> set[int]:
    """Positions of rows with one cell of a person, and no sex where nearly all others have theirs written: remarks, 转下页."""
    written = sum(row.sex_is_written for row in rows)
    persons = [c for c in frame.columns if c.startswith(PERSON)]
    if written < _NEARLY_ALL * len(rows) or len(persons) < _SEVERAL:
        return set()
    filled = frame.select(pl.sum_horizontal(pl.col(c).is_not_null() for c in persons)).to_series()
    return {
        at
        for at, (count, row) in enumerate(zip(filled, rows, strict=True))
        if count < 2 and row.sex is None
    }


def _pairs(rows: Sequence[_Row], bare: Collection[int]) -> tuple[list[int], list[int | None]]:
    """Positions of first and second rows; ``None`` where a row stays alone, as those do that are *bare*."""
    first: list[int] = []
    second: list[int | None] = []
    persons = [at for at in range(len(rows)) if at not in bare]
    place = 0
    while place < len(persons):
        one, *others = persons[place : place + 2]
        joined = bool(others) and _belong(rows[one], rows[others[0]])
        first.append(one)
        second.append(others[0] if joined else None)
        place += 2 if joined else 1
    pairs = sorted(
        [*zip(first, second, strict=True), *((at, None) for at in bare)], key=lambda pair: pair[0]
    )
    return [one for one, _ in pairs], [other for _, other in pairs]


def _belong(one: _Row, two: _Row) -> bool:
    """Whether the second row is the spouse of the first."""
    told = any(a is not None for a in one.act)
    once = told and all(b is None for b in two.act)
    alike = one.sex is not None and one.sex == two.sex
    doubtful = one.sex_is_written != two.sex_is_written
    if alike and not (doubtful and (once or (told and one.act == two.act))):
        return False
    if one.certificate is not None and two.certificate is not None:
        return one.certificate == two.certificate
    if once:
        return True
    both = [
        (a, b) for a, b in zip(one.act, two.act, strict=True) if a is not None and b is not None
    ]
    if both:
        return all(a == b for a, b in both)
    if any(b is not None for b in two.act):
        return False
    return one.sex is not None and two.sex is not None


def _wife_first(one: _Row, two: _Row | None) -> bool:
    """Whether the first row is the wife's: by the sex that is written, else by the number."""
    if two is not None and (one.sex is None or two.sex_is_written > one.sex_is_written):
        return two.sex == "husband"
    return one.sex == "wife"


def _of_the_act(frame: pl.DataFrame, fields: Sequence[FieldSpec]) -> pl.DataFrame:
    """The columns that tell whether two rows are of one act, and those that tell of the person's sex."""
    plain = {f.name for f in fields if f.kind is FieldKind.TEXT}
    names = {f.name for f in fields} - plain
    columns = [c for c in frame.columns if c in names or c in _TELLING_SEX]
    # What all rows say alike, as an office that the title told, says of no two that they belong together.
    columns = [c for c in columns if c in _TELLING_SEX or not _says_one_thing(frame[c])]
    of_the_act = pl.DataFrame([frame[c] for c in columns])
    return of_the_act.with_columns(_said(of_the_act, fields).get_columns())


def _says_one_thing(cells: pl.Series) -> bool:
    return len(cells) > _COUPLE and not cells.null_count() and cells.n_unique() == 1


def _said(frame: pl.DataFrame, fields: Sequence[FieldSpec]) -> pl.DataFrame:
    """The dates and certificate numbers of the act as what they say: 62.4.4 is 1962年4月4日."""
    readers = {
        FieldKind.EVENT_DATE: lambda cells: dates.parse(cells)["text"],
        FieldKind.CERTIFICATE_NUMBER: lambda cells: certificates.parse(cells)["text"],
    }
    return pl.DataFrame(
        [
            readers[f.kind](frame[f.name]).cast(pl.String).fill_null(frame[f.name]).alias(f.name)
            for f in fields
            if f.kind in readers and f.name in frame.columns
        ]
    )


def _rows(frame: pl.DataFrame) -> list[_Row]:
    acts = frame.select(pl.exclude(_TELLING_SEX)).rows() or [()] * frame.height
    return [
        _Row(sex, is_written, certificate, act)
        for (sex, is_written), certificate, act in zip(
            _sexes(frame), _cells(frame, "certificate_number"), acts, strict=True
        )
    ]


def _taken(frame: pl.DataFrame, rows: Sequence[int | None]) -> pl.DataFrame:
    """The rows at these positions, a row of nulls for each ``None``."""
    index = pl.Series(rows, dtype=pl.UInt32)
    return pl.DataFrame([frame[c].gather(index) for c in frame.columns])
