"""Whose column it is where the heading does not say: by position, order and sex digits."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, evolve

from minzheng_core.reading.mapping import PERSON, base_name
from minzheng_core.reading.recognition.claims import LEAST, Claim
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.number_editions import edition
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from minzheng_core.reading.recognition.claims import Finder
    from minzheng_core.reading.recognition.party_words import Party

_BELOW_TOWNSHIP = {"domicile_village", "domicile_group"}
_SPOUSE = re.compile("配偶|爱人|对方|对象")


@define
class Parties:
    """Headings that name a datum but not whose: by position, order, and the sex digits of numbers."""

    finder: Finder
    claims: list[Claim]

    def _party_of(self, claim: Claim) -> Party | None:
        return self.finder.index.fields[claim.field].party

    def _is_open(self, claim: Claim) -> bool:
        heading = read_heading(self.finder.headings[claim.column])
        return (
            self._party_of(claim) is not None
            and heading.party is None
            and claim.reason not in {"national", "initials"}
        )

    def _groups(self) -> dict[str, list[int]]:
        """Columns whose best claim leaves the party open, by datum, in the order of persons."""
        best: dict[int, Claim] = {}
        for claim in self.claims:
            if claim.column not in best or claim.score > best[claim.column].score:
                best[claim.column] = claim
        groups: dict[str, list[int]] = defaultdict(list)
        for column, claim in best.items():
            if self._is_open(claim):
                groups[base_name(claim.field)].append(column)
        for columns in groups.values():
            columns.sort(key=lambda c: (self._position(c), c))
        return groups

    def _position(self, column: int) -> int:
        """Which of the persons a column is of: the one that it counts, or a column before it counts."""
        return _first_counted(self.finder.headings[column::-1])

    def _enclosed(self, column: int) -> int:
        """The same, where the next column that counts, too, is of that person: 外方姓名, 国籍, 外方生日."""
        position = self._position(column)
        return position if _first_counted(self.finder.headings[column:]) == position else 0

    def _beside_a_spouse(self, column: int) -> bool:
        """Whether the table says of the other columns that they are the spouse's: 姓名 性别 配偶姓名 住址."""
        heading = read_heading(self.finder.headings[column])
        counted = [h for h in map(read_heading, self.finder.headings) if h.position]
        return (
            heading.position is None
            and bool(counted)
            and all(_SPOUSE.search(h.text) is not None for h in counted)
        )

    def layout(self) -> str:
        """``person`` where name or number stand once, for nobody in particular.

        In a register without parties every row is a ``record`` of one person.
        """
        if self.finder.index.single:
            return "record"
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

    def as_persons(self) -> list[Claim]:
        """Claims of a table with one person a row.

        What a heading names only beside a party, 大队 or 族, it names here alone.
        """
        claimed = {claim.column for claim in self.claims}
        bare = [
            Claim(match.score, column, PERSON + base_name(match.field), match.reason)
            for column, text in enumerate(self.finder.headings)
            if text and column not in claimed and read_heading(text).party is None
            for match in self.finder.index.matches(f"男方{text}")
            if match.reason == "exact" and self._may_be_alone(match.field)
        ]
        return bare + [
            evolve(c, field=PERSON + base_name(c.field)) if self._party_of(c) else c
            for c in self.claims
        ]

    def _may_be_alone(self, field: str) -> bool:
        """Whether a field may be meant by a heading that names it only beside a party: no name and no number.

        Of a place only what lies below the township: who registered may be called 公社.
        """
        spec = self.finder.index.fields[field]
        if spec.party is None or spec.kind in {FieldKind.PERSON_NAME, FieldKind.ID_NUMBER}:
            return False
        return spec.kind is not FieldKind.TEXT or base_name(field) in _BELOW_TOWNSHIP

    def resolved(self) -> list[Claim]:
        """Claims with every open party settled."""
        groups = self._groups()
        first = self._first(groups)
        second: Party = "husband" if first == "wife" else "wife"
        wanted: dict[tuple[int, str], Party] = {}
        for base, columns in groups.items():
            said = {
                self._party_of(c)
                for c in self.claims
                if base_name(c.field) == base and not self._is_open(c) and c.score >= LEAST
            }
            if len(columns) >= 2 and not said:
                both = zip(self._one_each(base, columns, groups), (first, second), strict=False)
                wanted |= (chosen := {(column, base): party for column, party in both})
                wanted |= self._older(columns, chosen)
            elif len(columns) == 1 and (
                party := self._counted(columns[0], groups, (first, second))
                or self._only(columns[0], said, (first, second))
                or self._within(columns[0], groups)
            ):
                wanted[columns[0], base] = party
        kept = []
        for claim in self.claims:
            if not self._is_open(claim):
                kept.append(claim)
            elif wanted.get((claim.column, base_name(claim.field))) == self._party_of(claim):
                kept.append(evolve(claim, score=claim.score * 0.9))
        return kept

    def _one_each(
        self, base: str, columns: list[int], groups: dict[str, list[int]]
    ) -> tuple[int, ...]:
        """The column of each person among several of one datum: the surest of those behind either name, else the first two.

        The first name alone where all stand before the second one: 男 住址 单位 女 …
        """
        names = [column for column, _ in self._names()] or groups.get("name", [])
        if base == "name" or len(names) != 2:
            return tuple(columns[:2])
        start, middle = names
        own = [column for column in columns if start < column < middle]
        others = [column for column in columns if column > middle]
        if own and (others or len(own) == len(columns)):
            return tuple(self._surest(base, some) for some in (own, others) if some)
        return tuple(columns[:2])

    def _older(
        self, columns: list[int], chosen: Mapping[tuple[int, str], Party]
    ) -> dict[tuple[int, str], Party]:
        """The old number of each person beside the new one that is *chosen*: 旧身份证1 beside 新身份证1."""
        theirs = {self._position(column): (base, party) for (column, base), party in chosen.items()}
        return {
            (column, theirs[at][0]): theirs[at][1]
            for column in columns
            if edition(self.finder.headings[column]) == "old"
            and (at := self._position(column)) in theirs
            and (column, theirs[at][0]) not in chosen
        }

    def _surest(self, base: str, columns: list[int]) -> int:
        """The column that claims a datum most surely, of equal ones the first."""
        scores = {
            claim.column: claim.score for claim in self.claims if base_name(claim.field) == base
        }
        return max(columns, key=lambda column: (scores.get(column, 0.0), -column))

    def _counted(
        self, column: int, groups: dict[str, list[int]], order: tuple[Party, Party]
    ) -> Party | None:
        """Whose the one open column of a datum is, where each of two counted names has what is that person's behind it."""
        names = [self._position(at) for at in (groups.get("name") or [])]
        if names != [1, 2]:
            return None
        start, middle = groups["name"]
        ends = [
            two[1]
            for base, two in groups.items()
            if base != "name" and len(two) == 2 and start < two[0] < middle
        ]
        if not ends or min(ends) < middle or column < start:
            return None
        return order[0] if column < middle else order[1] if column < max(ends) else None

    def _only(
        self, column: int, said: Collection[Party | None], order: tuple[Party, Party]
    ) -> Party | None:
        """Whose the one open column of a datum is: by its number, by who has the other one, by sex digits."""
        position = self._enclosed(column)
        if position in {1, 2}:
            return order[position - 1]
        if self._beside_a_spouse(column):
            return order[0]
        if said == {"husband"}:
            return "wife"
        if said == {"wife"}:
            return "husband"
        male = self.finder.profiles[column].male
        if male is None or 0.3 < male < 0.7:
            return None
        return "husband" if male >= 0.7 else "wife"

    def _first(self, groups: dict[str, list[int]]) -> Party:
        """Who comes first: by the sex digits of two columns, else by the names that say whose they are."""
        for columns in groups.values():
            males = [self.finder.profiles[c].male for c in columns[:2]]
            if len(males) < 2 or males[0] is None:
                continue
            if males[0] < 0.3 and (males[1] is None or males[1] > 0.5):
                return "wife"
            if males[0] > 0.7 and (males[1] is None or males[1] < 0.5):
                return "husband"
        names = self._names()
        return names[0][1] if names else "husband"

    def _names(self) -> tuple[tuple[int, Party], ...]:
        """The columns of both persons' names, in their order, where the headings say whose they are."""
        fields = self.finder.index.fields
        found: dict[Party, int] = {}
        for claim in sorted(self.claims, key=lambda c: c.column):
            party = self._party_of(claim)
            named = fields[claim.field].kind is FieldKind.PERSON_NAME and claim.score >= LEAST
            if named and party and not self._is_open(claim):
                found.setdefault(party, claim.column)
        return tuple((column, party) for party, column in found.items()) if len(found) == 2 else ()

    def _within(self, column: int, groups: dict[str, list[int]]) -> Party | None:
        """Whose block a column stands in, where each name has what is that person's behind it."""
        if not (names := self._names()):
            return None
        (start, first), (middle, second) = names
        ends = [two[1] for two in groups.values() if len(two) == 2 and start < two[0] < middle]
        if not ends or min(ends) < middle:
            return None
        if start < column < middle:
            return first
        return second if middle < column < max(ends) else None


def _first_counted(headings: Sequence[str]) -> int:
    """The person that the first of *headings* that counts any is of; 0 where none does."""
    return next(filter(None, (read_heading(text).position for text in headings)), 0)
