"""Judgements about two records: by whom, on what grounds; any of them can be withdrawn (判定).

The book of judgements is append-only: deciding again or withdrawing adds a line and changes none.
What holds now is a function of its lines.
"""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator


class Verdict(StrEnum):
    """What was judged of two records (判定结论)."""

    SAME = "same"
    """相同"""
    DIFFERENT = "different"
    """不同"""
    UNSURE = "unsure"
    """待定"""


class Relation(StrEnum):
    """In which way two records belong together (关系)."""

    SAME_ACT = "same-act"
    """同一登记重复录入"""
    REISSUE = "re-issue"
    """补领证件"""
    DIVORCE_OF = "divorce-of"
    """该婚姻的离婚登记"""
    REMARRIAGE = "remarriage"
    """同一夫妻再次结婚"""
    SAME_PERSON = "same-person"
    """同一人的另一次登记"""


RELATION_LABELS = {
    Relation.SAME_ACT: "重复录入",
    Relation.REISSUE: "补领",
    Relation.DIVORCE_OF: "离婚",
    Relation.REMARRIAGE: "复婚",
    Relation.SAME_PERSON: "同一人",
}
VERDICT_LABELS = {Verdict.SAME: "相同", Verdict.DIFFERENT: "不同", Verdict.UNSURE: "待定"}


class RecordKey(NamedTuple):
    """Where a record stands in the files; it stays the same when other files are added."""

    file: str
    sheet: str
    row: int


@frozen(kw_only=True)
class Judgement:
    """One verdict of a clerk about two records, the earlier key first.

    ``relation`` says as what they are the same or different; ``party`` (0 or 1) names the one
    party that is the same person; ``withdrawn`` is set on the line that takes an earlier one back.
    """

    left: RecordKey
    right: RecordKey
    relation: Relation
    verdict: Verdict
    by: str
    at: datetime
    note: str = ""
    party: int | None = None
    withdrawn: bool = False

    @property
    def pair(self) -> tuple[RecordKey, RecordKey]:
        """The two records in a fixed order."""
        return _in_order(self.left, self.right)


@define
class Judgements:
    """The judgements of clerks, line upon line.

    >>> one, other = RecordKey("甲.csv", "", 2), RecordKey("甲.csv", "", 9)
    >>> book = Judgements()
    >>> book.decide(one, other, Relation.SAME_ACT, Verdict.SAME, by="王", at=datetime(2026, 1, 5))
    >>> [str(j.verdict) for j in book.current()]
    ['same']
    >>> book.withdraw(other, one, by="李", at=datetime(2031, 1, 5))
    >>> list(book.current()), len(book)
    ([], 2)
    """

    _lines: list[Judgement] = field(factory=list, alias="lines")

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self._lines)

    def decide(
        self,
        left: RecordKey,
        right: RecordKey,
        relation: Relation,
        verdict: Verdict,
        *,
        by: str,
        at: datetime,
        note: str = "",
        party: int | None = None,
    ) -> None:
        """Add a verdict; it takes the place of what was judged of the same two records."""
        self._lines.append(
            Judgement(
                left=left,
                right=right,
                relation=relation,
                verdict=verdict,
                by=by,
                at=at,
                note=note,
                party=party,
            )
        )

    def withdraw(
        self, left: RecordKey, right: RecordKey, *, by: str, at: datetime, note: str = ""
    ) -> None:
        """Take back what was judged of two records; the matcher's own judgement holds again.

        Raises:
            KeyError: nothing was judged of them, or it is withdrawn already.

        """
        pair = _in_order(left, right)
        held = self._held().get(pair)
        if held is None:
            raise KeyError(pair)
        self._lines.append(evolve(held, by=by, at=at, note=note, withdrawn=True))

    def current(self) -> Iterator[Judgement]:
        """What holds now, one judgement for each two records."""
        return iter(self._held().values())

    def of(self, left: RecordKey, right: RecordKey) -> tuple[Judgement, ...]:
        """All lines about two records, oldest first."""
        pair = _in_order(left, right)
        return tuple(line for line in self._lines if line.pair == pair)

    def _held(self) -> dict[tuple[RecordKey, RecordKey], Judgement]:
        held: dict[tuple[RecordKey, RecordKey], Judgement] = {}
        for line in self._lines:
            held.pop(line.pair, None)
            if not line.withdrawn:
                held[line.pair] = line
        return held

    def to_json(self) -> str:
        """One line of JSON for each judgement."""
        return "".join(
            json.dumps(
                {
                    "left": list(j.left),
                    "right": list(j.right),
                    "relation": j.relation,
                    "verdict": j.verdict,
                    "by": j.by,
                    "at": j.at.isoformat(),
                    "note": j.note,
                    "party": j.party,
                    "withdrawn": j.withdrawn,
                },
                ensure_ascii=False,
            )
            + "\n"
            for j in self._lines
        )

    @classmethod
    def from_json(cls, text: str) -> Judgements:
        """Read what :meth:`to_json` wrote."""
        # Other ends of lines than this one may stand in a note.
        return cls(lines=[_read(json.loads(line)) for line in text.split("\n") if line.strip()])


def _in_order(left: RecordKey, right: RecordKey) -> tuple[RecordKey, RecordKey]:
    return (left, right) if left <= right else (right, left)


def _read(entry: dict[str, Any]) -> Judgement:
    def key(name: str) -> RecordKey:
        file, sheet, row = entry[name]
        return RecordKey(str(file), str(sheet), int(row))

    return Judgement(
        left=key("left"),
        right=key("right"),
        relation=Relation(str(entry["relation"])),
        verdict=Verdict(str(entry["verdict"])),
        by=str(entry["by"]),
        at=datetime.fromisoformat(str(entry["at"])),
        note=str(entry["note"]),
        party=None if entry["party"] is None else int(entry["party"]),
        withdrawn=bool(entry["withdrawn"]),
    )
