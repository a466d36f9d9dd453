"""Columns whose headings say nothing, recognised by what stands in them."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from minzheng_core.reading.recognition.claims import GUESSED, Claim, Finder
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.likeness import of_others
from minzheng_core.reading.recognition.plain_content import claim_plain_days, claim_plain_names
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.recognition.party_words import Party
    from minzheng_core.schema import FieldSpec

_GENERIC = re.compile(
    r"|列\d*|字段\d+|f\d+|col(umn)?\d*|unnamed\d*|field\d+|未命名\d*|[a-z]{1,2}|\d{1,3}",
    re.IGNORECASE,
)
_OF_THE_ACT = re.compile("登记|结婚|成婚|完婚|领证|办证|发证|marri|regist")
_OF_A_HOUSEHOLD = re.compile("户口|户籍|迁")
_DOCUMENT = re.compile("证件(?:号码?|编号)")
_COUPLE = 2
_STRONG = {FieldKind.ID_NUMBER, FieldKind.CERTIFICATE_NUMBER}


def claim_by_content(
    finder: Finder,
    cells: Sequence[Sequence[str | None]],
    notes: NoteBook,
    *,
    persons: bool = False,
) -> None:
    """Columns whose headings say nothing: by what stands in them.

    Of a table of *persons*, one a row, only the certificate numbers; who a number or a date is of,
    its columns do not tell.

    A heading that names the other party, or somebody or something else, is believed; one that says
    something unknown is noted where numbers below it are read for what they look like.
    """
    before = set(finder.taken)
    _claim_columns(finder, persons=persons)
    if not persons:
        claim_plain_names(finder, cells)
        claim_plain_days(finder, cells)
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
    free = _free_columns(finder, persons=persons)
    for column in free.pop(FieldKind.ID_NUMBER, []):
        _claim_number(finder, column)
    owners = _owners(finder)
    _claim_homes(finder, free, owners)
    for kind, columns in free.items():
        left = columns
        if kind is FieldKind.EVENT_DATE:
            left = _birth_dates(finder, columns, owners)
            left.sort(key=lambda column: -(finder.profiles[column].year or 0))
        _claim_kind(finder, kind, left, owners)
    if not (persons or finder.index.single):
        _claim_day(finder, owners)
        _claim_document(finder)


def _claim_homes(
    finder: Finder, free: dict[FieldKind, list[int]], owners: list[tuple[int, Party | None]]
) -> None:
    """Two columns of places, each as far behind the number of a person as the other: where these live, and no office.

    A column in which everybody lives in one township looks like that of the office.
    """
    kinds = (FieldKind.OFFICE, FieldKind.DOMICILE)
    places = sorted(column for kind in kinds for column in free.get(kind, []))
    if len(owners) != _COUPLE or len(places) != _COUPLE:
        return
    apart = {place - owner for place, (owner, _) in zip(places, owners, strict=True)}
    fields = {spec.party: spec.name for spec in _open_fields(finder, FieldKind.DOMICILE)}
    if len(apart) != 1 or min(apart) <= 0 or not all(party in fields for _, party in owners):
        return
    for place, (_, party) in zip(places, owners, strict=True):
        finder.take([Claim(GUESSED, place, fields[party], "content")])
    for kind in kinds:
        free.pop(kind, None)


def _claim_day(finder: Finder, owners: list[tuple[int, Party | None]]) -> None:
    """The day of the act under a heading not known (何年何月何日登记), where it is the only one left.

    Without it nothing of the archive could be dated; no other column may have been claimed for a day.
    """
    fields = finder.index.fields
    days = [s for s in fields.values() if s.kind is FieldKind.EVENT_DATE and s.party is None]
    if not days or any(spec.name in finder.used for spec in days):
        return
    columns = []
    for column, text in enumerate(finder.headings):
        said = read_heading(text).rest
        of_it = _OF_THE_ACT.search(said) and not _OF_A_HOUSEHOLD.search(said)
        best = finder.profiles[column].best()
        if of_it and best and best[0] is FieldKind.EVENT_DATE and column not in finder.taken:
            columns.append(column)
    left = _birth_dates(finder, columns, owners)
    if len(left) == 1 and _may_be(finder.headings[left[0]], days[0], single=False):
        _claim(finder, left[0], days[0].name)


def _claim_document(finder: Finder) -> None:
    """The number of the certificate under 证件号 that says of neither spouse, where no number of a person stands there.

    In a register without another column of such numbers it is the document that both got: 88001.
    """
    fields = _open_fields(finder, FieldKind.CERTIFICATE_NUMBER)
    own = [spec for spec in fields if spec.party is None and spec.earlier_of is None]
    columns = [
        column
        for column, text in enumerate(finder.headings)
        if _DOCUMENT.fullmatch(read_heading(text).squeezed)
        and column not in finder.taken
        and finder.profiles[column].shares
        and not finder.profiles[column].fits(FieldKind.ID_NUMBER)
        and finder.profiles[column].best() is None
    ]
    if own and len(columns) == 1:
        finder.take([Claim(GUESSED, columns[0], own[0].name, "content")])


def _free_columns(finder: Finder, *, persons: bool) -> dict[FieldKind, list[int]]:
    """The columns that no heading has claimed, by what stands in them."""
    free: dict[FieldKind, list[int]] = defaultdict(list)
    for column, text in enumerate(finder.headings):
        if column in finder.taken or column in finder.settled:
            continue
        if (best := finder.profiles[column].best()) is None:
            continue
        kind = best[0]
        if persons and kind is not FieldKind.CERTIFICATE_NUMBER:
            continue
        if kind in _STRONG or _says_nothing(text):
            free[kind].append(column)
    return free


def _open_fields(finder: Finder, kind: FieldKind) -> list[FieldSpec]:
    """The fields of a kind that no column has yet."""
    fields = finder.index.fields.values()
    return [spec for spec in fields if spec.kind is kind and spec.name not in finder.used]


def _claim_number(finder: Finder, column: int) -> None:
    """A column of identity numbers is that of the first person without one whose sex digits fit."""
    single = finder.index.single
    fields = [
        spec
        for spec in _open_fields(finder, FieldKind.ID_NUMBER)
        if (spec.party or single) and _may_be(finder.headings[column], spec, single=single)
    ]
    male = finder.profiles[column].male
    if male is not None and not 0.3 < male < 0.7 and not single:
        party = "husband" if male >= 0.7 else "wife"
        fields = [spec for spec in fields if spec.party == party]
    if fields:
        _claim(finder, column, fields[0].name)


def _owners(finder: Finder) -> list[tuple[int, Party | None]]:
    """The columns of identity numbers and whose they are, from left to right."""
    specs = (
        (column, finder.index.fields.get(name))  # a table of persons has fields of its own
        for name, column in finder.used.items()
    )
    return sorted(
        (column, spec.party)
        for column, spec in specs
        if spec and spec.kind is FieldKind.ID_NUMBER and (spec.party or finder.index.single)
    )


def _claim_kind(
    finder: Finder, kind: FieldKind, columns: list[int], owners: list[tuple[int, Party | None]]
) -> None:
    """Columns of one kind: the first that may be the field of the act, else one for each person."""
    fields = _open_fields(finder, kind)
    of_the_act = next((spec for spec in fields if spec.party is None), None)
    if of_the_act is not None:
        single = finder.index.single
        fit = (c for c in columns if _may_be(finder.headings[c], of_the_act, single=single))
        for column in islice(fit, 1):
            _claim(finder, column, of_the_act.name)
    elif len(columns) == len(owners):
        for column, (_, party) in zip(columns, owners, strict=True):
            own = next((spec for spec in fields if spec.party == party), None)
            if own is not None:
                _claim(finder, column, own.name)


def _birth_dates(
    finder: Finder, columns: list[int], owners: list[tuple[int, Party | None]]
) -> list[int]:
    """Give birth dates to the person whose numbers hold them; return the other columns."""
    left = []
    for column in columns:
        dates = finder.profiles[column].dates
        for owner, party in owners:
            births = finder.profiles[owner].births
            own = [
                spec for spec in _open_fields(finder, FieldKind.BIRTH_DATE) if spec.party == party
            ]
            if dates and own and sum(d in births for d in dates) * 2 >= len(dates):
                _claim(finder, column, own[0].name)
                break
        else:
            left.append(column)
    return left


def _claim(finder: Finder, column: int, name: str) -> None:
    share = (finder.profiles[column].best() or (None, 0.0))[1]
    finder.take([Claim(0.6 * share, column, name, "content")])
