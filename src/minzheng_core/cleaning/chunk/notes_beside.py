"""Notes that stand in the cell of a name behind it, 张三（再婚）: they leave the name, what was written is in the changes.

Other names in the cell stay: which of them a person goes by, only a clerk can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.plan.steps import NOTE_APART
from minzheng_core.values.names.reading import FAULTS, NOTED

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk

_NOTE = 1 << FAULTS.index("NM112")


def leave_notes_out(chunk: Chunk, field: str) -> None:
    """Take a note that is all that stands beside the name out of the text of a *field* of names."""
    if NOTE_APART in chunk.recipe.skipped:
        return
    text, name = chunk.fact(f"{field}.text"), chunk.fact(f"{field}.name")
    cells = pl.DataFrame({"text": text, "name": name, "faults": chunk.fact(f"{field}.faults")})
    behind = pl.col("text").str.slice(pl.col("name").str.len_chars())
    cells = cells.with_columns(
        behind=behind,
        noted=(pl.col("faults") == _NOTE)
        & pl.col("text").str.starts_with(pl.col("name"))
        & behind.str.contains(f"^(?:{NOTED})$"),
    )
    noted = cells["noted"].fill_null(value=False)
    if not noted.any():
        return
    alone = name.zip_with(noted, text)
    evidence = "姓名栏中附有说明“" + cells["behind"].str.strip_chars(" ,，、;；（(【[]】)）") + "”"
    chunk.log.add(noted, field, (text, alone), NOTE_APART, evidence.filter(noted))
    chunk.facts = chunk.facts.with_columns(alone.alias(f"{field}.text"))
