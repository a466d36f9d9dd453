"""Notes that stand in the cell of a name behind it, 张三（再婚）, and labels before it, 男：张三: they leave the name,
what was written is in the changes.

Other names in the cell stay: which of them a person goes by, only a clerk can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.plan.steps import NOTE_APART
from minzheng_core.values.names.reading import FAULTS, LABELLED, NOTED

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk

_NOTE, _TITLE = (1 << FAULTS.index(code) for code in ("NM112", "NM105"))


def leave_notes_out(chunk: Chunk, field: str) -> None:
    """Take a note or a label that is all that stands beside the name out of the text of a *field* of names."""
    if NOTE_APART in chunk.recipe.skipped:
        return
    faulty = chunk.fact(f"{field}.faults")
    if not faulty.is_in([_NOTE, _TITLE]).any():
        return
    text, name = chunk.fact(f"{field}.text"), chunk.fact(f"{field}.name")
    cells = pl.DataFrame({"text": text, "name": name, "faults": faulty})
    whole, alone, faults = pl.col("text"), pl.col("name"), pl.col("faults")
    length = alone.str.len_chars()
    behind = whole.str.slice(length)
    before = whole.str.slice(0, whole.str.len_chars() - length)
    noted = (faults == _NOTE) & whole.str.starts_with(alone) & behind.str.contains(f"^(?:{NOTED})$")
    labelled = (
        (faults == _TITLE) & whole.str.ends_with(alone) & before.str.contains(f"^(?:{LABELLED})$")
    )
    beside = cells.select(
        pl.coalesce(pl.when(noted).then(behind), pl.when(labelled).then(before))
    ).to_series()
    found = beside.is_not_null()
    if not found.any():
        return
    left = name.zip_with(found, text)
    said = beside.filter(found).str.strip_chars(" ,，、;；（(【[]】)）:：")
    chunk.log.add(found, field, (text, left), NOTE_APART, "姓名栏中附有说明“" + said + "”")
    chunk.facts = chunk.facts.with_columns(left.alias(f"{field}.text"))
