"""What columns claim to be, by their headings, and which claim is granted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.reading.recognition.content import Profile
    from minzheng_core.reading.recognition.headings import FieldIndex, Match

LEAST = 0.55
"""Confidence below which a heading is not taken for a field."""


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

    def claims(self) -> list[Claim]:
        """What each heading claims to be, content weighed in."""
        found = []
        for column, text in enumerate(self.headings):
            for match in self.index.matches(text) if text else ():
                score = self._weighed(column, match)
                if score >= LEAST * 0.6 and match.score >= LEAST:
                    filled = -self.profiles[column].filled
                    found.append(Claim(score, column, match.field, match.reason, filled))
        return self._first_of_the_same(found) if self.index.single else found

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
        if share is None:
            return match.score - 0.02
        return match.score * (0.8 + 0.2 * share)

    def take(self, claims: Sequence[Claim]) -> None:
        """Give columns to fields, the surest first."""
        for claim in sorted(claims, key=lambda c: (-round(c.score, 2), c.order, c.column)):
            if claim.column not in self.taken and claim.field not in self.used:
                self.taken[claim.column] = claim
                self.used[claim.field] = claim.column
