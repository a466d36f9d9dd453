"""The part of the report on duplicates: what was found, and what waits for a person (比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.linkage.judgements import RELATION_LABELS, Relation, Verdict
from minzheng_core.reports.html.tables import Cell, paragraph, section, table

if TYPE_CHECKING:
    from minzheng_core.cleaning.run.result import CleanResult

TITLE = "重复、补领与同一人（比对）"


def links_section(result: CleanResult) -> str:
    """What linking found, in the words of a clerk; no value of any record stands in it.

    How sure each judgement is stands in ``pairs.csv``, by which weights in ``summary.json``.
    """
    links = result.links
    if links is None:
        return ""
    twice = links.clusters.filter(pl.col("act").is_duplicated())["act"].n_unique()
    words = (
        f"{links.clusters.height:,} 条记录是 {links.clusters['act'].n_unique():,} 次登记，"
        f"涉及 {links.persons['person'].n_unique():,} 人。"
        + (f"其中 {twice:,} 次登记有两条以上记录（重复录入或补领）。" if twice else "没有重复录入的登记。")
    )  # fmt: skip
    counts = links.pairs.group_by("relation", "judgement").len()
    found = {(r, j): n for r, j, n in counts.iter_rows()}
    verdicts = (Verdict.SAME, Verdict.UNSURE)
    lines: list[list[Cell]] = [
        [RELATION_LABELS[r], *(found.get((r, v), 0) for v in verdicts)]
        for r in Relation
        if any((r, v) in found for v in verdicts)
    ]
    if not lines:
        return section(TITLE, paragraph(words))
    rule = (
        "男女双方各自都有相符的证据才认定为同一夫妻；只有一方相同的，只认定同一人，从不合并。"
        "待人工判定的在核查工作簿《重复核对》，已判定的和依据在 pairs.csv；判定可以撤回。"
    )
    return section(
        TITLE,
        paragraph(words),
        table(["关系", "已判定（对）", "待人工判定（对）"], lines),
        paragraph(rule, "note"),
    )
