"""Columns whose headings say nothing, recognised by what stands in them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.claims import Claim, Finder
from minzheng_core.reading.recognition.headings import read_heading
from minzheng_core.reading.recognition.likeness import of_others
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.recognition.party_words import Party
    from minzheng_core.schema import FieldSpec

_GENERIC = re.compile(
    r"|列\d*|字段\d+|f\d+|col(umn)?\d*|unnamed\d*|field\d+|未命名\d*|[a-z]{1,2}|\d{1,3}",
    re.IGNORECASE,
)
_STRONG = {FieldKind.ID_NUMBER, FieldKind.CERTIFICATE_NUMBER}


def claim_by_content(finder: Finder, notes: NoteBook, *, persons: bool = False) -> None:
    """Columns whose headings say nothing: by what stands in them.

    Of a table of *persons*, one a row, only the certificate numbers; who a number or a date is of, its
    columns do not tell.

    A heading that names the other party, or somebody or something else, is believed; one that says
    something unknown is noted where numbers below it are read for what they look like.
    """
    before = set(finder.taken)
    _claim_columns(finder, persons=persons)
    for column in sorted(finder.taken.keys() - before):
        if not _says_nothing(text := finder.headings[column]):
            label = finder.index.fields[finder.taken[column].field].label
            notes.add("IN179", heading=text, label=label)


def _says_nothing(heading: str) -> bool:
    """Whether *heading* leaves open what stands below it; one that numbers the rows (No.) does not."""
    said = read_heading(heading)
    return _GENERIC.fullmatch(said.squeezed) is not None and not said.is_index


def _may_be(heading: str, spec: FieldSpec, *, single: bool) -> bool:
    """Whether *heading* leaves it open that its column holds the datum of *spec*."""
    said = read_heading(heading)
    words = said.rest if single else said.rest.replace("申请人", "")
    return said.party in {None, spec.party} and not of_others(words)


def _claim_columns(finder: Finder, *, persons: bool) -> None:
    fields = finder.index.fields.values()
    free: dict[FieldKind, list[int]] = defaultdict(list)
    for column, text in enumerate(finder.headings):
        if column in finder.taken or column in finder.settled:
            continue
        if (best := finder.profiles[column].best()) is None:
            continue
        if persons and best[0] is not FieldKind.CERTIFICATE_NUMBER:
            continue
        if best[0] in _STRONG or _says_nothing(text):
            free[best[0]].append(column)
    owners: list[tuple[int, Party | None]] = []
    for column in free.pop(FieldKind.ID_NUMBER, []):
        male = finder.profiles[column].male
        open_fields = [
            f
            for f in fields
            if f.kind is FieldKind.ID_NUMBER
            and (f.party or finder.index.single)
            and f.name not in finder.used
            and _may_be(finder.headings[column], f, single=finder.index.single)
        ]
        if male is not None and not 0.3 < male < 0.7 and not finder.index.single:
            open_fields = [
                f for f in open_fields if f.party == ("husband" if male >= 0.7 else "wife")
            ]
        if open_fields:
            _claim(finder, column, open_fields[0].name)
    for name, column in finder.used.items():
        spec = finder.index.fields.get(name)  # a table of persons has fields of its own
        if spec and spec.kind is FieldKind.ID_NUMBER and (spec.party or finder.index.single):
            owners.append((column, spec.party))
    owners.sort()
    for kind, columns in free.items():
        if kind is FieldKind.EVENT_DATE:
            columns = _birth_dates(finder, columns, owners)
        single = [
            f.name
            for f in fields
            if f.kind is kind and f.party is None and f.name not in finder.used
        ]
        if single:
            if kind is FieldKind.EVENT_DATE:
                columns = sorted(columns, key=lambda c: -(finder.profiles[c].year or 0))
            spec = finder.index.fields[single[0]]
            open_columns = (
                c for c in columns if _may_be(finder.headings[c], spec, single=finder.index.single)
            )
            for column in islice(open_columns, 1):
                _claim(finder, column, spec.name)
            continue
        for column, (_, party) in zip(columns, owners, strict=False):
            names = [
                f.name
                for f in fields
                if f.kind is kind and f.party == party and f.name not in finder.used
            ]
            if len(columns) == len(owners) and names:
                _claim(finder, column, names[0])


def _birth_dates(
    finder: Finder, columns: list[int], owners: list[tuple[int, Party | None]]
) -> list[int]:
    """Give birth dates to the person whose numbers hold them; return the other columns."""
    left = []
    for column in columns:
        dates = finder.profiles[column].dates
        for owner, party in owners:
            births = finder.profiles[owner].births
            names = [
                f.name
                for f in finder.index.fields.values()
                if f.kind is FieldKind.BIRTH_DATE and f.party == party and f.name not in finder.used
            ]
            if dates and names and sum(d in births for d in dates) * 2 >= len(dates):
                _claim(finder, column, names[0])
                break
        else:
            left.append(column)
    return left


def _claim(finder: Finder, column: int, name: str) -> None:
    share = (finder.profiles[column].best() or (None, 0.0))[1]
    finder.take([Claim(0.6 * share, column, name, "content")])
