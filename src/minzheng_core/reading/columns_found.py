"""Which column is which field: headings first, then content, each decision with its reason."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from minzheng_core.reading.content import Profile, profile
from minzheng_core.reading.headings import FieldIndex, Match, read_heading
from minzheng_core.reading.mapping import PERSON, ColumnMapping, base_name
from minzheng_core.reading.raw import column_letter
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.notes import NoteBook
    from minzheng_core.reading.party_words import Party

LEAST = 0.55
"""Confidence below which a heading is not taken for a field."""
_GENERIC = re.compile(
    r"|列\d*|字段\d+|f\d+|col(umn)?\d*|unnamed\d*|field\d+|未命名\d*|[a-z]{1,2}|\d{1,3}",
    re.IGNORECASE,
)
_STRONG = {FieldKind.ID_NUMBER, FieldKind.CERTIFICATE_NUMBER}


@frozen
class Columns:
    """The columns of a table, recognised."""

    layout: str
    columns: tuple[ColumnMapping, ...]
    joined: tuple[tuple[int, int], ...] = ()
    """Pairs of columns (kept, other) for one field that are never filled together."""


@frozen
class _Claim:
    score: float
    column: int
    field: str
    reason: str
    order: float = 0.0


@define
class _Finder:
    headings: Sequence[str]
    profiles: Sequence[Profile]
    index: FieldIndex
    taken: dict[int, _Claim] = field(factory=dict)
    used: dict[str, int] = field(factory=dict)

    def claims(self) -> list[_Claim]:
        """What each heading claims to be, content weighed in."""
        found = []
        for column, text in enumerate(self.headings):
            for match in self.index.matches(text) if text else ():
                score = self._weighed(column, match)
                if score >= LEAST * 0.6 and match.score >= LEAST:
                    found.append(
                        _Claim(
                            score, column, match.field, match.reason, -self.profiles[column].filled
                        )
                    )
        return found

    def _weighed(self, column: int, match: Match) -> float:
        kind = self.index.fields[match.field].kind
        share = self.profiles[column].fits(kind)
        if share is None:
            return match.score - 0.02
        return match.score * (0.8 + 0.2 * share)

    def take(self, claims: Sequence[_Claim]) -> None:
        """Give columns to fields, the surest first."""
        for claim in sorted(claims, key=lambda c: (-round(c.score, 2), c.order, c.column)):
            if claim.column not in self.taken and claim.field not in self.used:
                self.taken[claim.column] = claim
                self.used[claim.field] = claim.column


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
    profiles = [profile(column) for column in cells]
    finder = _Finder(headings, profiles, index)
    claims = finder.claims()
    parties = _Parties(finder, claims)
    layout = parties.layout()
    claims = parties.as_persons() if layout == "person" else parties.resolved()
    finder.take(claims)
    if layout == "couple":
        _by_content(finder)
        _warn_of_sexes(finder, notes)
    _find_sex(finder, layout)
    joined = _seconds(finder, claims, cells, notes)
    columns = []
    for i, heading in enumerate(headings):
        claim = finder.taken.get(i)
        columns.append(
            ColumnMapping(
                i,
                column_letter(i + first_column),
                heading,
                claim.field if claim else None,
                round(claim.score, 2) if claim else 0.0,
                claim.reason if claim else "none",
            )
        )
    return Columns(layout, tuple(columns), tuple(joined))


@define
class _Parties:
    """Headings that name a datum but not whose: by position, order, and the sex digits of numbers."""

    finder: _Finder
    claims: list[_Claim]

    def _party_of(self, claim: _Claim) -> Party | None:
        return self.finder.index.fields[claim.field].party

    def _is_open(self, claim: _Claim) -> bool:
        heading = read_heading(self.finder.headings[claim.column])
        return (
            self._party_of(claim) is not None
            and heading.party is None
            and claim.reason not in {"national", "initials"}
        )

    def _groups(self) -> dict[str, list[int]]:
        """Columns whose best claim leaves the party open, by datum, in the order of persons."""
        best: dict[int, _Claim] = {}
        for claim in self.claims:
            if claim.column not in best or claim.score > best[claim.column].score:
                best[claim.column] = claim
        groups: dict[str, list[int]] = defaultdict(list)
        for column, claim in best.items():
            if self._is_open(claim):
                groups[base_name(claim.field)].append(column)
        for columns in groups.values():
            columns.sort(key=lambda c: (read_heading(self.finder.headings[c]).position or 0, c))
        return groups

    def layout(self) -> str:
        """``person`` where name or number stand once, for nobody in particular."""
        said = [c for c in self.claims if self._party_of(c) and not self._is_open(c)]
        groups = self._groups()
        kinds = {f.name: f.kind for f in self.finder.index.fields.values()}
        main = {
            base_name(c.field)
            for c in self.claims
            if kinds[c.field] in {FieldKind.PERSON_NAME, FieldKind.ID_NUMBER} and self._is_open(c)
        }
        once = [base for base in main if base in groups]
        if said or not once or any(self._same_twice(groups[base]) for base in once):
            return "couple"
        return "person"

    def _same_twice(self, columns: list[int]) -> bool:
        """Whether one datum stands twice under alike headings, not as a mere second name for it."""
        if len(columns) < 2:
            return False
        spellings = [read_heading(self.finder.headings[c]) for c in columns]
        if any(h.position for h in spellings):
            return True
        profiles = [self.finder.profiles[c] for c in columns]
        numbers = [p.male for p in profiles if p.male is not None]
        if len(numbers) >= 2 and max(numbers) > 0.7 and min(numbers) < 0.3:
            return True
        return len({h.bare for h in spellings}) < len(spellings)

    def as_persons(self) -> list[_Claim]:
        """Claims of a table with one person a row."""
        return [
            _Claim(c.score, c.column, PERSON + base_name(c.field), c.reason, c.order)
            if self._party_of(c)
            else c
            for c in self.claims
        ]

    def resolved(self) -> list[_Claim]:
        """Claims with every open party settled."""
        groups = self._groups()
        first: Party = "wife" if self._first_is_wife(groups) else "husband"
        second: Party = "husband" if first == "wife" else "wife"
        wanted: dict[tuple[int, str], Party] = {}
        for base, columns in groups.items():
            said = {
                self._party_of(c)
                for c in self.claims
                if base_name(c.field) == base and not self._is_open(c) and c.score >= LEAST
            }
            heading = [read_heading(self.finder.headings[c]) for c in columns]
            if len(columns) >= 2 and not said:
                wanted[columns[0], base], wanted[columns[1], base] = first, second
            elif len(columns) == 1 and heading[0].position in {1, 2}:
                wanted[columns[0], base] = first if heading[0].position == 1 else second
            elif len(columns) == 1 and said == {"husband"}:
                wanted[columns[0], base] = "wife"
            elif len(columns) == 1 and said == {"wife"}:
                wanted[columns[0], base] = "husband"
            elif (
                len(columns) == 1
                and (male := self.finder.profiles[columns[0]].male) is not None
                and not 0.3 < male < 0.7
            ):
                wanted[columns[0], base] = "husband" if male >= 0.7 else "wife"
        kept = []
        for claim in self.claims:
            if not self._is_open(claim):
                kept.append(claim)
            elif wanted.get((claim.column, base_name(claim.field))) == self._party_of(claim):
                kept.append(
                    _Claim(claim.score * 0.9, claim.column, claim.field, claim.reason, claim.order)
                )
        return kept

    def _first_is_wife(self, groups: dict[str, list[int]]) -> bool:
        for columns in groups.values():
            males = [self.finder.profiles[c].male for c in columns[:2]]
            if (
                len(males) == 2
                and males[0] is not None
                and males[0] < 0.3
                and (males[1] is None or males[1] > 0.5)
            ):
                return True
        return False


def _by_content(finder: _Finder) -> None:
    """Columns whose headings say nothing: by what stands in them."""
    fields = finder.index.fields.values()
    free: dict[FieldKind, list[int]] = defaultdict(list)
    for column, text in enumerate(finder.headings):
        if column in finder.taken or (best := finder.profiles[column].best()) is None:
            continue
        if best[0] in _STRONG or _GENERIC.fullmatch(read_heading(text).squeezed):
            free[best[0]].append(column)
    owners: list[tuple[int, Party]] = []
    for column in free.pop(FieldKind.ID_NUMBER, []):
        male = finder.profiles[column].male
        open_fields = [
            f
            for f in fields
            if f.kind is FieldKind.ID_NUMBER and f.party and f.name not in finder.used
        ]
        if male is not None and not 0.3 < male < 0.7:
            open_fields = [
                f for f in open_fields if f.party == ("husband" if male >= 0.7 else "wife")
            ]
        if open_fields:
            _claim(finder, column, open_fields[0].name)
    for name, column in finder.used.items():
        spec = finder.index.fields[name]
        if spec.kind is FieldKind.ID_NUMBER and spec.party:
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
            for column, name in zip(columns, single[:1], strict=False):
                _claim(finder, column, name)
            continue
        for column, (_, party) in zip(columns, owners, strict=False):
            names = [
                f.name
                for f in fields
                if f.kind is kind and f.party == party and f.name not in finder.used
            ]
            if len(columns) == len(owners) and names:
                _claim(finder, column, names[0])


def _birth_dates(finder: _Finder, columns: list[int], owners: list[tuple[int, Party]]) -> list[int]:
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


def _claim(finder: _Finder, column: int, name: str) -> None:
    share = (finder.profiles[column].best() or (None, 0.0))[1]
    finder.take([_Claim(0.6 * share, column, name, "content")])


def _find_sex(finder: _Finder, layout: str) -> None:
    """In a table of one person a row, the column that tells men from women."""
    name = PERSON + "sex"
    if layout != "person" or name in finder.used:
        return
    for column, text in enumerate(finder.headings):
        said = read_heading(text).squeezed in {
            "性别",
            "sex",
            "gender",
            "xb",
            "xingbie",
            "男女",
            "与户主关系",
        }
        seen = finder.profiles[column].shares.get(FieldKind.SEX, 0.0) >= 0.8
        if column not in finder.taken and (said or seen):
            finder.take(
                [_Claim(0.98 if said else 0.6, column, name, "exact" if said else "content")]
            )
            return


def _warn_of_sexes(finder: _Finder, notes: NoteBook) -> None:
    for name, column in finder.used.items():
        spec = finder.index.fields[name]
        male = finder.profiles[column].male
        if spec.kind is FieldKind.ID_NUMBER and spec.party and male is not None:
            right = male if spec.party == "husband" else 1 - male
            if right < 0.3:
                notes.add("IN169", heading=finder.headings[column])


def _seconds(
    finder: _Finder,
    claims: Sequence[_Claim],
    cells: Sequence[Sequence[str | None]],
    notes: NoteBook,
) -> list[tuple[int, int]]:
    """Columns left over because another one has their field: joined where they complete each other."""
    joined = []
    best: dict[int, _Claim] = {}
    for claim in sorted(claims, key=lambda c: -c.score):
        if claim.column not in finder.taken and claim.score >= LEAST and claim.column not in best:
            best[claim.column] = claim
    for column, claim in sorted(best.items()):
        kept = finder.used.get(claim.field)
        if kept is None:
            continue
        spec = finder.index.fields.get(claim.field)
        label = spec.label if spec else claim.field
        both = any(
            a is not None and b is not None for a, b in zip(cells[kept], cells[column], strict=True)
        )
        any_other = any(b is not None for b in cells[column])
        exact = claim.reason in {"exact", "national"}
        if exact:
            completes = any_other and not both
            if completes:
                joined.append((kept, column))
            notes.add(
                "IN159" if completes else "IN158",
                kept=finder.headings[kept],
                other=finder.headings[column],
                label=label,
            )
    return joined
