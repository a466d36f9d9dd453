"""Domiciles that only refer to the other party's (同男方): the record itself says where to look.

同上 and 同前 do not say whether the line above or the other party is meant: nothing is taken there. A
ditto mark (〃) was written out when the table was read (:mod:`minzheng_core.reading.rows.dittos`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.plan.steps import RESOLVE_DIVISION
from minzheng_core.values.domicile.domicile import Reason

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.plan.spec import PersonBlock

_TAKEN = ("division", "township", "village", "level", "name")
_EVIDENCE = "本栏写明与配偶一栏相同"
_PARTNER = "配偶|对方"
"""What each party's cell calls the other one, whoever that is."""


def refer_to_partner(chunk: Chunk) -> None:
    """Take the other party's domicile and its division where a cell says that it is the same."""
    if RESOLVE_DIVISION in chunk.recipe.skipped:
        return
    people = {block.prefix: block for block in chunk.spec.people}
    facts = chunk.facts
    for block in chunk.spec.people:
        other = people.get(block.partner or "")
        if other is None or not all(
            map(chunk.has, (block.field("domicile"), other.field("domicile")))
        ):
            continue
        meant = _refers(facts, block, other)
        if not meant.any():
            continue
        name, source = block.field("domicile"), other.field("domicile")
        written = facts[f"{source}.text"].zip_with(meant, facts[f"{name}.text"])
        chunk.log.add(meant, name, (facts[f"{name}.text"], written), RESOLVE_DIVISION, _EVIDENCE)
        taken = {
            f"{name}.{part}": facts[f"{source}.{part}"].zip_with(meant, facts[f"{name}.{part}"])
            for part in _TAKEN
            if f"{name}.{part}" in facts.columns
        }
        chunk.facts = chunk.facts.with_columns(**taken, **{f"{name}.text": written})
        _forget_the_open_ones(chunk, name, meant)
        chunk.log.add(
            meant,
            block.field("division"),
            (facts[f"{name}.text"], taken[f"{name}.division"]),
            RESOLVE_DIVISION,
            _EVIDENCE,
        )


def _forget_the_open_ones(chunk: Chunk, name: str, meant: pl.Series) -> None:
    """Leave out the findings that the cells of *meant* name no place themselves (DV213): now they have one."""
    rows = meant.arg_true()
    said = (pl.col("field") == name) & (pl.col("code") == "DV213") & pl.col("row").is_in(rows)
    chunk.findings = [found.filter(~said) for found in chunk.findings]


def _refers(facts: pl.DataFrame, block: PersonBlock, other: PersonBlock) -> pl.Series:
    """Where the domicile of *block* says that it is that of *other*, and that one is known."""
    name = block.field("domicile")
    called = f"{other.called}|{_PARTNER}" if other.called else _PARTNER
    refers = facts[f"{name}.how"].cast(pl.String) == Reason.REFERRING
    meant = refers & facts[f"{name}.text"].str.contains(called)
    meant &= facts[f"{other.field('domicile')}.division"].is_not_null()
    return meant.fill_null(value=False)
