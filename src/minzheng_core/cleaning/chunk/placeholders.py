"""Cells that are as good as empty (不详, NULL) are taken for empty before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.cleaning.evidence.empty_cells import OF_WORDS, as_good_as_empty
from minzheng_core.cleaning.plan.steps import EMPTY
from minzheng_core.values.placeholders import PLACEHOLDER

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk

_SAID = "写的是“不详、无、—”一类，等于没有填"


def empty_placeholders(chunk: Chunk) -> None:
    """Empty them, each with a line in the list of changes."""
    if EMPTY in chunk.recipe.skipped:
        return
    for spec in chunk.spec.fields:
        if spec.kind not in OF_WORDS or spec.name not in chunk.raw.columns:
            continue
        raw = chunk.raw[spec.name]
        alike = raw.filter(raw.str.contains(PLACEHOLDER)).unique().to_list()
        said = [text for text in alike if as_good_as_empty(spec, text, chunk.overlay)]
        if said:
            nothing = raw.is_in(said).fill_null(value=False)
            emptied = raw.set(nothing, None)
            chunk.log.add(nothing, spec.name, (raw, emptied), EMPTY, _SAID)
            chunk.raw = chunk.raw.with_columns(emptied)
