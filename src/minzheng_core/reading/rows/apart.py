"""Husbands in one table and wives in another: their rows are joined by a number that both tables have.

Which number that is (of the certificate, the volume or the line) is decided by the rows: each value
stands only once in either table, and nearly all values of one table stand in the other. Where there is
no such number, the tables stay apart.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.party_words import Party, find_party
from minzheng_core.reading.rows.couples import joined_rows
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minzheng_core.reading.mapping import SheetMapping
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.schema import FieldSpec

_KEYS = (
    ("certificate_number",),
    ("certificate_number", "registration_date"),
    ("archive_year", "volume_number"),
    ("volume_number",),
)
_MOST = 0.9
"""Share of the rows of the shorter table that a number has to join."""
_SAME = (FieldKind.EVENT_DATE, FieldKind.CERTIFICATE_NUMBER)
"""What cannot differ in the two rows of one couple."""


@frozen
class OneParty:
    """A table of husbands or of wives, and what its name says beside that."""

    party: Party
    file: str
    rest: str


def one_party(mapping: SheetMapping) -> OneParty | None:
    """Whose table it is, by its columns or, where these name nobody, by its name.

    None where it is of both, or of nobody in particular.
    """
    named, rest = find_party(mapping.sheet.casefold())
    parties = {
        party
        for field in mapping.fields
        for party in ("husband", "wife")
        if field.startswith(f"{party}_")
    }
    if mapping.layout == "person":
        if named is None or f"{PERSON}sex" in mapping.fields:
            return None
        return OneParty(named, mapping.file, rest)
    if len(parties) != 1:
        return None
    party: Party = "husband" if "husband" in parties else "wife"
    return OneParty(party, mapping.file, rest) if named in {None, party} else None


def couples_apart(mappings: Sequence[SheetMapping]) -> Iterator[tuple[int, int]]:
    """Positions of the tables of husbands and of wives that belong together by their names.

    A name must be that of one table of each; two tables of one file may have any, where they are
    all.
    """
    found = {at: one for at, one in enumerate(map(one_party, mappings)) if one is not None}
    of_file: dict[str, list[int]] = {}
    for at, one in found.items():
        of_file.setdefault(one.file, []).append(at)
    for places in of_file.values():
        for a, b in combinations(places, 2):
            pair = {found[a].party: a, found[b].party: b}
            alike = [at for at in places if found[at].rest == found[a].rest]
            same = found[a].rest == found[b].rest and len(alike) == 2
            if len(pair) == 2 and (same or len(places) == 2):
                yield pair["husband"], pair["wife"]


def joined_tables(
    husbands: pl.DataFrame,
    wives: pl.DataFrame,
    fields: Sequence[FieldSpec],
    notes: tuple[NoteBook, NoteBook],
    sheet: str,
) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """The couples with the husbands that have no wife's row, and the wives that have no husband's.

    None where no number joins the tables. *notes* are those of either, *sheet* the name of the
    wives'.
    """
    names = {f.name for f in fields}
    one, two = (_of_persons(frame, names) for frame in (husbands, wives))
    found, key = _matched(one, two, fields)
    if not found:
        return None
    stacked = pl.concat([one, two], how="diagonal")
    wife_of = {a: one.height + b for a, b in found}
    all_husbands: list[int | None] = list(range(one.height))
    joined = joined_rows(
        stacked,
        fields,
        notes[0],
        husbands=all_husbands,
        wives=[wife_of.get(a) for a in range(one.height)],
    )
    notes[0].add("IN189", sheet=sheet, key=key)
    taken = set(wife_of.values())
    left: list[int | None] = [b for b in range(one.height, stacked.height) if b not in taken]
    alone = joined_rows(stacked, fields, notes[1], husbands=[None] * len(left), wives=left)
    return joined, alone


def _of_persons(frame: pl.DataFrame, names: set[str]) -> pl.DataFrame:
    """The columns of one party as those of one person."""
    parties = [c for c in frame.columns if c in names and base_name(c) != c]
    return frame.rename({c: PERSON + base_name(c) for c in parties})


def _matched(
    one: pl.DataFrame, two: pl.DataFrame, fields: Sequence[FieldSpec]
) -> tuple[list[tuple[int, int]], str]:
    """Positions of the rows of both that belong together, and the words for the number that tells."""
    known = {f.name: f for f in fields}
    both = [c for c in one.columns if c in two.columns]
    lines = [(c,) for c in both if c not in known and read_heading(c).is_index]
    same = [c for c in both if c in known and known[c].kind in _SAME]
    for key in (*_KEYS, *lines):
        if not set(key) <= set(both):
            continue
        left, right = (_numbers(frame, key) for frame in (one, two))
        found = left.join(right, on="key", how="inner", suffix="_2").select("at", "at_2")
        for c in same:
            a, b = one[c].gather(found["at"]), two[c].gather(found["at_2"])
            found = found.filter((a == b).fill_null(value=True))
        if found.height >= _MOST * min(one.height, two.height) > 0:
            words = "、".join(known[c].label if c in known else c for c in key)
            return found.sort("at").rows(), words
    return [], ""


def _numbers(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The rows with a number that stands there but once."""
    text = pl.concat_str([pl.col(c).str.strip_chars() for c in key], separator="\0")
    numbers = frame.select(key=text).with_row_index("at").drop_nulls("key")
    return numbers.filter(pl.col("key").is_unique())
