"""The part of the report on duplicates: counts, passes, and the weights as a picture (比对)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.linkage.judgements import RELATION_LABELS, Relation, Verdict
from minzheng_core.reports.charts import weight_bars
from minzheng_core.reports.html.tables import Cell, paragraph, section, table

if TYPE_CHECKING:
    from minzheng_core.cleaning.run.result import CleanResult

TITLE = "重复、补领与同一人（比对）"


def links_section(result: CleanResult) -> str:
    """What linking found and by which weights; no value of any record stands in it."""
    links = result.links
    if links is None:
        return ""
    twice = links.clusters.filter(pl.col("act").is_duplicated())
    words = (
        f"{links.clusters.height:,} 条记录归为 {links.clusters['act'].n_unique():,} 次登记，"
        f"其中 {twice['act'].n_unique():,} 次有两条以上记录（重复录入或补领）；"
        f"涉及 {links.persons['person'].n_unique():,} 人。男女双方各自都有相符的证据才认定为同一夫妻；"
        "只有一方相同的，只认定同一人，从不合并。判定可以撤回。"
    )
    counts = links.pairs.group_by("relation", "judgement").len()
    found = {(r, j): n for r, j, n in counts.iter_rows()}
    lines: list[list[Cell]] = [
        [RELATION_LABELS[r], *(found.get((r, v), 0) for v in (Verdict.SAME, Verdict.UNSURE))]
        for r in Relation
    ]
    passes: list[list[Cell]] = [[c.label, c.pairs, c.new, c.cut] for c in links.counts if c.pairs]
    return section(
        TITLE,
        paragraph(words),
        table(["关系", "自动判定", "待人工判定"], lines),
        paragraph("比对的权重由本批档案自己估计，单位为比特：正数支持“相同”，负数反对。"),
        weight_bars([(f, level, w) for f, level, _, _, w in links.table.iter_rows()], "比对权重"),
        paragraph("各轮候选（同一对记录可以在几轮相遇；过大的组经过细分，不会漏掉也不会爆炸）："),
        table(["相遇的依据", "对数", "新增", "细分的组"], passes),
        new_page=True,
    )
