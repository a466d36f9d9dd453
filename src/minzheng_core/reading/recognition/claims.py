"""What columns claim to be, by their headings, and which claim is granted."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from minzheng_core.reading.mapping import base_name
from minzheng_core.reading.recognition.heading import read_heading
from minzheng_core.reading.recognition.number_editions import edition
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.content import Profile
    from minzheng_core.reading.recognition.headings import FieldIndex, Match

LEAST = 0.55
"""Confidence below which a heading is not taken for a field."""
GUESSED = 0.6
"""Confidence of a column that is taken for a field by what stands in it."""


_DATES = (FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE)
_OF_DATES = 0.8
"""Share of the cells of a column that must be dates."""
_LESS = 0.1
"""What a heading without a word for the day is less sure than one with it."""
_MAY_WORK_THERE = re.compile("(?:火化|安葬|入葬)人")
_OLDER = 0.2
"""By so much a person's old number is less wanted than the new one, whatever stands in either column."""


_ORIGIN = re.compile("[籍祖原]贯|[原祖]籍")
_LESS_THAN_A_HOME = 0.2
"""By so much 籍贯 is less wanted for a domicile than 住址, whatever stands in either column."""


@frozen
class Claim:
    """A column wants a field: how surely and why; lower ``order`` goes first among equals."""

    score: float
    column: int
    field: str
    reason: str
    order: float = 0.0


@define
class Finder:
    """The columns of one table while they are being recognised."""

    headings: Sequence[str]
    profiles: Sequence[Profile]
    index: FieldIndex
    taken: dict[int, Claim] = field(factory=dict)
    used: dict[str, int] = field(factory=dict)
    settled: set[int] = field(factory=set)
    """Columns known by their headings that are nothing else where another one has their field."""
    given_to_other: list[int] = field(factory=list)
    """Columns of bare headings that are taken for the other person's of a record."""

    def claims(self) -> list[Claim]:
        """What each heading claims to be, content weighed in."""
        found = []
        for column, text in enumerate(self.headings):
            for match in self._matches(column, text) if text else ():
                score = self._weighed(column, match)
                if score >= LEAST * 0.6 and match.score >= LEAST:
                    filled = -self.profiles[column].filled
                    found.append(Claim(score, column, match.field, match.reason, filled))
        if not self.index.single:
            return self._homes_before_origins(found)
        return self._first_of_the_same(self._of_the_other(found))

    def _homes_before_origins(self, claims: Sequence[Claim]) -> list[Claim]:
        """*claims* without those of 籍贯 for a domicile, where the same party has a column for where it lives now."""
        fields = self.index.fields
        at_home = {
            (fields[claim.field].party, fields[claim.field].instead_of)
            for claim in claims
            if claim.score >= LEAST
        }
        return [
            claim
            for claim in claims
            if (fields[claim.field].party, base_name(claim.field)) not in at_home
            or not _ORIGIN.search(self.headings[claim.column])
        ]

    def _matches(self, column: int, text: str) -> Sequence[Match]:
        """What a heading names; above a column of dates 火化 is 火化日期."""
        matches = self.index.matches(text)
        dated = self.profiles[column].fits(FieldKind.EVENT_DATE) or 0.0
        if matches or dated < _OF_DATES or read_heading(text).party:
            return matches
        return [
            evolve(match, score=match.score - _LESS)
            for match in self.index.matches(f"{text}日期")
            if match.reason == "exact" and self.index.fields[match.field].kind in _DATES
        ]

    def _of_the_other(self, claims: Sequence[Claim]) -> list[Claim]:
        """*claims* with bare headings given to the other person where a heading in words names the person's own.

        Beside 死者姓名 a column 姓名 is the applicant's, and so are 身份证号 and 性别 after it, up to the next column
        that is said to be the deceased's.
        """
        own = self.index.own_fields
        sure = [c for c in claims if c.field in own and c.reason in {"exact", "national"}]
        told = {c.column for c in sure if self.names_the_person(c.column)}
        named = {c.field for c in sure if c.column in told and self._is_the_name(c)}
        bare = [c.column for c in sure if c.column not in told and c.field in named]
        theirs: set[int] = set()
        for begin in bare:
            end = min((c for c in told if c > begin), default=len(self.headings))
            theirs |= set(range(begin, end)) - told
        kept: list[Claim] = []
        for claim in claims:
            if claim.column not in theirs or claim.field not in own:
                kept.append(claim)
            elif (other := self.index.of_the_other(claim.field)) is not None:
                kept.append(evolve(claim, field=other))
                self.given_to_other.append(claim.column)
        return kept

    def names_the_person(self, column: int) -> bool:
        """Whether the heading of *column* says in words that it is of the person of the record."""
        return self.index.names_the_person(self.headings[column])

    def _is_the_name(self, claim: Claim) -> bool:
        """Whether it is a name beyond doubt; 火化人 may be who works the furnace."""
        said = self.headings[claim.column]
        return claim.field.endswith("_name") and (
            "姓名" in said or _MAY_WORK_THERE.search(said) is None
        )

    def _first_of_the_same(self, claims: Sequence[Claim]) -> list[Claim]:
        """*claims* with the first of several columns of one heading before the others.

        In a register of one person a record the others are of somebody else, whose columns stand behind. Which
        is fuller or neater says nothing of that, unless the first is all but empty.
        """
        alike: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in claims:
            alike[claim.field, self.headings[claim.column]].append(claim)
        ordered: list[Claim] = []
        for same in alike.values():
            most = min(claim.order for claim in same)
            usable = [claim for claim in same if 4 * claim.order <= most]
            best = max(claim.score for claim in usable)
            ordered += (
                evolve(claim, score=best, order=most) if claim in usable else claim
                for claim in same
            )
        return ordered

    def _weighed(self, column: int, match: Match) -> float:
        kind = self.index.fields[match.field].kind
        share = self.profiles[column].fits(kind)
        said = match.score
        if kind is FieldKind.ID_NUMBER and edition(self.headings[column]) == "old":
            said -= _OLDER
        if kind is FieldKind.DOMICILE and _ORIGIN.search(self.headings[column]):
            said -= _LESS_THAN_A_HOME
        if share is None:
            return said - 0.02
        return said * (0.8 + 0.2 * share)

    def take(self, claims: Sequence[Claim]) -> None:
        """Give columns to fields, the surest first."""
        for claim in sorted(claims, key=lambda c: (-round(c.score, 2), c.order, c.column)):
            if claim.column not in self.taken and claim.field not in self.used:
                self.taken[claim.column] = claim
                self.used[claim.field] = claim.column
