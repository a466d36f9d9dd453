"""Two editions merged by decisions: what a person decided, and what is still open (合并)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import field, frozen

from minzheng_core.registries.place_names.lists.code_findings import code_findings
from minzheng_core.registries.place_names.lists.compare import TWICE, What
from minzheng_core.registries.place_names.lists.edition import Edition, ListRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.registries.place_names.lists.compare import Comparison, Pair


class Choice(StrEnum):
    """What a person can decide on a difference (决定)."""

    NEW = "new"
    OLD = "old"
    BOTH = "both"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"new": "采用新", "old": "保留旧", "both": "两条都留", "neither": "都不要"}[
            self.value
        ]

    @classmethod
    def read(cls, text: str) -> Choice | None:
        """The choice that a word names; ``None`` where it names none.

        >>> Choice.read("采用 新"), Choice.read("随便")
        (<Choice.NEW: 'new'>, None)
        """
        word = "".join(text.split())
        return next((choice for choice in cls if word in {choice.label, choice.value}), None)

    def possible(self, pair: Pair) -> bool:
        """Whether a line has the rows that the choice needs."""
        needed = {
            Choice.NEW: (pair.new,),
            Choice.OLD: (pair.old,),
            Choice.BOTH: (pair.old, pair.new),
        }
        return all(row is not None for row in needed.get(self, ()))


@frozen(kw_only=True)
class Decision:
    """A choice with the remark that stood beside it."""

    choice: Choice
    remark: str = ""


@frozen(kw_only=True)
class MergedRow:
    """One row of the merged list: its cells, where it comes from, which line of the comparison."""

    cells: Mapping[str, str] = field(repr=False)
    origin: str
    number: int


@frozen(kw_only=True)
class Merged:
    """The merged list, and the lines that nobody has decided yet."""

    rows: tuple[MergedRow, ...]
    open: tuple[Pair, ...]

    def shared_codes(self) -> dict[str, list[MergedRow]]:
        """The codes that several rows have which are not the area and the committee of one village.

        Two decisions may each be possible and together give one code to two places: of two villages
        whose codes were exchanged, one as before and one as now.
        """
        listed = [ListRow(line=place, cells=row.cells) for place, row in enumerate(self.rows)]
        found = code_findings(Edition(label="", rows=tuple(listed)), "")
        twice = {f.actual for _, f in found if f.code == "PL103"}
        return {
            code: [self.rows[row.line] for row in listed if row.code == code]
            for code in dict.fromkeys(row.code for row in listed if row.code in twice)
        }


def suggestion(pair: Pair) -> Choice:
    """What would mostly be chosen; shown beside the line, never taken by itself.

    What is only alike, conflicts or is missing from the newer list is suggested to stay as it is.
    """
    if pair.old is None:
        return Choice.NEITHER if pair.evidence.startswith(TWICE) else Choice.NEW
    if pair.new is None or pair.what is What.CONFLICT or not pair.sure:
        return Choice.OLD
    return Choice.NEW


def merge_editions(comparison: Comparison, decisions: Mapping[int, Decision]) -> Merged:
    """Merge two editions by decisions on their differences.

    What is the same in both is taken with what only one of them says. A difference without a
    decision stays as the older edition has it and is named as open; an added row waits outside.
    """
    rows: list[MergedRow] = []
    waiting: list[Pair] = []
    for pair in comparison.pairs:
        decision = decisions.get(pair.number)
        if pair.what is What.SAME:
            rows.append(_taken(pair, Choice.NEW, "两版一致"))
        elif decision is None:
            waiting.append(pair)
            if pair.old is not None:
                rows.append(_taken(pair, Choice.OLD, "待决定，暂留旧版"))
        elif decision.choice is Choice.BOTH:
            rows += [_taken(pair, one, "两条都留") for one in (Choice.OLD, Choice.NEW)]
        elif decision.choice is not Choice.NEITHER:
            rows.append(_taken(pair, decision.choice, decision.choice.label))
    return Merged(rows=tuple(rows), open=tuple(waiting))


def _taken(pair: Pair, choice: Choice, origin: str) -> MergedRow:
    """A row of the merged list; one taken from the newer edition keeps what only the older one says."""
    both = choice is Choice.NEW and origin != "两条都留" and pair.old is not None
    row = pair.new if choice is Choice.NEW else pair.old
    cells = {k: v for k, v in row.cells.items() if v} if row else {}
    if both and pair.old:
        cells = {k: v for k, v in pair.old.cells.items() if v} | cells
    return MergedRow(cells=cells, origin=origin, number=pair.number)
