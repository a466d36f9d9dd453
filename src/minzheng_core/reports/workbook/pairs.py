"""The sheet of unsure pairs, both records in each cell, one above the other (重复核对)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.frames import SOURCE
from minzheng_core.linkage.judgements import RELATION_LABELS, Relation, Verdict
from minzheng_core.reports.cell_text import cell_text
from minzheng_core.reports.labels import place_text
from minzheng_core.reports.workbook.heights import row_height
from minzheng_core.reports.workbook.sheet import A3, print_across, write_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reports.workbook.styles import Styles

PAIR_SHEET = "重复核对"
PAIRS_SHOWN = 3_000
"""Pairs in the workbook, the likeliest first; ``pairs.csv`` has all of them."""
MARK, DECISION, REMARK, LEFT, RIGHT, RUN = "序号", "决定", "备注", "甲", "乙", "批次"
PLACES = "来源（上甲下乙）"
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
_FIXED = 6


@frozen(kw_only=True)
class PairLine:
    """One pair ready to be shown: both records' keys, and the texts of each field."""

    left: str
    right: str
    relation: str
    score: float
    fields: tuple[tuple[str, str, str], ...]
    """Name of each field and what both records have in it."""
    reasons: str


def key_text(key: tuple[Any, ...]) -> str:
    """A record's place as one text that can be read back."""
    return "|".join("" if part is None else str(part) for part in key)


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
            left=key_text(left[:3]),
            right=key_text(right[:3]),
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
    headings = [
        (MARK, 5), ("疑似关系", 9), ("权重", 6), (PLACES, 24),
        *((spec.label_of(name), 20 if name.endswith("id_number") else 16) for name in names),
        ("理由", 44), (DECISION, 12), (REMARK, 16), (LEFT, 8), (RIGHT, 8), (RUN, 8),
    ]  # fmt: skip
    widths = [width for _, width in headings]
    write_head(sheet, styles, headings, len(lines), frozen=4, hidden={LEFT, RIGHT, RUN})
    for row, line in enumerate(lines, start=1):
        places = (place_text(*key.rsplit("|", 2)) for key in (line.left, line.right))
        source = "\n".join(places)
        texts = [str(row), line.relation, f"{line.score:+.1f}", source]
        shown = [*texts, *(f"{a}\n{b}" for _, a, b in line.fields), line.reasons]
        sheet.set_row(row, row_height(shown, widths[: len(shown)]))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, cell_text(text), styles.text)
        for place, (_, left, right) in enumerate(line.fields, start=4):
            style = styles.suspect if left and right and left != right else styles.text
            sheet.write_string(row, place, cell_text(f"{left}\n{right}"), style)
        end = 4 + len(line.fields)
        sheet.write_string(row, end, cell_text(line.reasons), styles.text)
        sheet.write_blank(row, end + 1, None, styles.answer)
        sheet.write_blank(row, end + 2, None, styles.answer)
        for place, text in enumerate((line.left, line.right, digest), start=end + 3):
            sheet.write_string(row, place, cell_text(text), styles.text)
    if lines:
        place = len(headings) - _FIXED + 1
        sheet.data_validation(
            1, place, len(lines), place,
            {"validate": "list", "source": list(ANSWERS), "error_title": "请从列表中选择"},
        )  # fmt: skip
    print_across(sheet, A3)
    sheet.set_header("&L核查工作簿　重复核对&R含个人信息，注意保管")
