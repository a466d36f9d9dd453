"""The sheet of unsure pairs (重复核对): what both records say once, what they say differently one above the other.

A column for each field made a line of twenty columns that no paper holds: the fields of the act and of
each party stand in one cell, the differences coloured in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.linkage.judgements import RELATION_LABELS, RecordKey, Relation, Verdict
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.labels import place_text
from minzheng_core.reports.workbook.heights import row_height
from minzheng_core.reports.workbook.sheet import A4, PAGES, print_across, write_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reports.workbook.styles import Styles

PAIR_SHEET = "重复核对"
PAIRS_SHOWN = 3_000
"""Pairs in the workbook, the likeliest first; ``pairs.csv`` has all of them."""
MARK, DECISION, REMARK, LEFT, RIGHT, RUN = "序号", "决定", "备注", "甲", "乙", "批次"
PLACES = "来源（上甲下乙）"
NOTHING = "（空）"
"""What stands for a field that only one of the records has."""
ANSWERS = {
    "同一登记": (Relation.SAME_ACT, Verdict.SAME),
    "补领": (Relation.REISSUE, Verdict.SAME),
    "离婚": (Relation.DIVORCE_OF, Verdict.SAME),
    "复婚": (Relation.REMARRIAGE, Verdict.SAME),
    "仅男方同一人": (Relation.SAME_PERSON, Verdict.SAME),
    "仅女方同一人": (Relation.SAME_PERSON, Verdict.SAME),
    "不是同一人": (Relation.SAME_PERSON, Verdict.DIFFERENT),
    "无法确定": (Relation.SAME_ACT, Verdict.UNSURE),
}
"""What a clerk may choose, and the judgement that it stands for."""
PARTY_OF = {"仅男方同一人": 0, "仅女方同一人": 1}
_ANSWERED = (DECISION, REMARK)
_WIDTH = 32
"""Of a column that shows the records: a label and an identity number on one line."""
_FIRST = 3
"""Columns before those that show the records."""


@frozen(kw_only=True)
class PairLine:
    """One pair ready to be shown: both records' keys, and the texts of each field."""

    left: RecordKey
    right: RecordKey
    relation: str
    score: float
    fields: tuple[tuple[str, str, str], ...]
    """Name of each field and what both records have in it."""
    reasons: str


def key_text(key: RecordKey) -> str:
    """A record's file, sheet and row as one text that can be read back, whatever they are called."""
    return json.dumps(key)


def key_of(text: str) -> RecordKey | None:
    """The record that :func:`key_text` wrote; ``None`` where somebody spoilt the text.

    >>> key_of(key_text(RecordKey("档案.xlsx", "甲|乙", 7))), key_of("档案.xlsx|甲|7")
    (RecordKey(file='档案.xlsx', sheet='甲|乙', row=7), None)
    """
    try:
        file, sheet, row = json.loads(text)
    except (ValueError, TypeError):
        return None
    texts = isinstance(file, str) and isinstance(sheet, str) and isinstance(row, int)
    return RecordKey(file, sheet, row) if texts else None


def _place(file: str | None, sheet: str | None, row: int) -> RecordKey:
    return RecordKey(file or "", sheet or "", row)


def pair_questions(result: CleanResult) -> pl.DataFrame:
    """The pairs that a person should judge: couples before single persons, the likeliest first."""
    if result.links is None:
        return pl.DataFrame()
    person = pl.col("relation") == str(Relation.SAME_PERSON)
    return result.links.pairs.filter(pl.col("judgement") == str(Verdict.UNSURE)).sort(
        [person, pl.col("score")], descending=[False, True], maintain_order=True
    )


def pair_lines(result: CleanResult) -> Iterator[PairLine]:
    """The pairs for the sheet."""
    asked = pair_questions(result).head(PAIRS_SHOWN)
    if asked.is_empty() or result.links is None:
        return
    fields = [name for name in result.spec.side_by_side if name in result.records.columns]
    reasons = result.links.reasons(asked).to_list()
    wanted = [*SOURCE, *fields]
    sides = [result.records.select(wanted)[asked[side]].rows() for side in ("left", "right")]
    for line, reason, left, right in zip(asked.iter_rows(named=True), reasons, *sides, strict=True):
        yield PairLine(
            left=_place(*left[:3]),
            right=_place(*right[:3]),
            relation=RELATION_LABELS[Relation(line["relation"])],
            score=line["score"],
            fields=tuple(
                (name, str(a or ""), str(b or ""))
                for name, a, b in zip(fields, left[3:], right[3:], strict=True)
            ),
            reasons=reason,
        )


def write_pairs(
    sheet: Worksheet, styles: Styles, spec: ArchiveSpec, lines: Sequence[PairLine], digest: str
) -> None:
    """Write the unsure pairs; what differs between the two records is coloured."""
    names = [name for name, _, _ in lines[0].fields]
    groups = _groups(spec, names)
    headings = [
        (MARK, 5), ("疑似关系", 9), (PLACES, 17),
        *((heading, _WIDTH) for heading in groups),
        ("理由", 30), (DECISION, 11), (REMARK, 12), (LEFT, 8), (RIGHT, 8), (RUN, 8),
    ]  # fmt: skip
    widths = [width for _, width in headings]
    places = {heading: place for place, (heading, _) in enumerate(headings)}
    write_head(sheet, styles, headings, len(lines), frozen=_FIRST, hidden={LEFT, RIGHT, RUN})
    for row, line in enumerate(lines, start=1):
        source = "\n".join(place_text(*key) for key in (line.left, line.right))
        shown = [str(row), f"{line.relation}\n权重 {line.score:+.1f}", source]
        said = [_said(line, of) for of in groups.values()]
        cells = ["".join(text for text, _ in parts).rstrip("\n") for parts in said]
        texts = [*shown, *cells, line.reasons]
        sheet.set_row(row, row_height(texts, widths[: len(texts)]))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, cell_text(text), styles.text)
        for place, parts in enumerate(said, start=_FIRST):
            _write_parts(sheet, (row, place), parts, styles)
        for heading in _ANSWERED:
            sheet.write_blank(row, places[heading], None, styles.answer)
        keys = (LEFT, key_text(line.left)), (RIGHT, key_text(line.right))
        for heading, text in (*keys, (RUN, digest)):
            sheet.write_string(row, places[heading], cell_text(text), styles.text)
    if lines:
        place = places[DECISION]
        sheet.data_validation(
            1, place, len(lines), place,
            {"validate": "list", "source": list(ANSWERS), "error_title": "请从列表中选择"},
        )  # fmt: skip
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    print_across(sheet, A4, f"&L含个人信息，注意保管{PAGES}")


def _groups(spec: ArchiveSpec, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """The fields that stand in one cell, by its heading: those of the act, those of each party, with their labels."""
    groups: dict[str, dict[str, str]] = {"登记": {}}
    for name in names:
        block = next((b for b in spec.people if name.startswith(f"{b.prefix}_")), None)
        label = spec.label_of(name)
        if block is None:
            groups["登记"][name] = label
        else:
            groups.setdefault(block.label, {})[name] = label.removeprefix(block.label)
    return {heading: fields for heading, fields in groups.items() if fields}


def _said(line: PairLine, labels: Mapping[str, str]) -> list[tuple[str, bool]]:
    """What a cell says, line by line, and which of its lines tell a difference."""
    said = []
    for name, left, right in line.fields:
        if name not in labels or not (left or right):
            continue
        label = labels[name]
        if left == right:
            said.append((f"{label}：{left}\n", False))
        else:
            differs = bool(left and right)
            said.append(
                (f"{label} 甲：{left or NOTHING}\n{label} 乙：{right or NOTHING}\n", differs)
            )
    return said


def _write_parts(
    sheet: Worksheet, cell: tuple[int, int], parts: Sequence[tuple[str, bool]], styles: Styles
) -> None:
    """Write a cell of several lines, those that differ in a colour of their own."""
    if not any(differs for _, differs in parts):
        return
    merged: list[tuple[str, bool]] = []
    for text, differs in parts:
        if merged and merged[-1][1] is differs:
            merged[-1] = merged[-1][0] + text, differs
        else:
            merged.append((text, differs))
    merged[-1] = merged[-1][0].rstrip("\n"), merged[-1][1]
    if len(merged) == 1:
        sheet.write_string(*cell, cell_text(merged[0][0]), styles.suspect)
        return
    pieces: list[Any] = []
    for text, differs in merged:
        pieces += [styles.differs if differs else styles.letters, cell_text(text)]
    sheet.write_rich_string(*cell, *pieces, styles.text)
