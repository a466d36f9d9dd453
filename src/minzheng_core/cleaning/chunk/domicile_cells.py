"""Domiciles of a chunk to divisions: the whole texts, and what a column of its own says of the township."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns import domiciles, villages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.schema import FieldSpec

_TOWNSHIP = "township"
_TOLD = ("township", "name")
"""What a domicile that ends with its township tells better than one in which a village follows."""


def resolve(chunk: Chunk, raw: pl.Series, day: pl.Series | None) -> pl.DataFrame:
    """Addresses to divisions, and to villages where the county gave a gazetteer."""
    county, overlay = chunk.recipe.county, chunk.overlay
    if overlay is not None and overlay.gazetteer is not None:
        return villages.resolve(raw, day, county=county, overlay=overlay)
    return domiciles.resolve(raw, day, county=county, overlay=overlay)


def with_township_of_its_column(
    chunk: Chunk, spec: FieldSpec, parts: pl.DataFrame, day: pl.Series | None
) -> pl.DataFrame:
    """*parts* with the township that stands in a column of its own without its kind: 高兴 before 高多村.

    In the whole text (兴国高兴高多村) nothing tells where it ends.
    """
    pieces = [name for name in chunk.spec.parts.get(spec.name, ()) if name in chunk.raw.columns]
    last = f"{spec.name}_{_TOWNSHIP}"
    if last not in pieces:
        return parts
    said = chunk.raw[last].str.strip_chars().fill_null("") != ""
    unsettled = said & parts[_TOWNSHIP].is_null() & parts["division"].is_not_null()
    if not unsettled.any():
        return parts
    above = put_together(chunk.raw, pieces[: pieces.index(last) + 1]).set(~unsettled, None)
    told = resolve(chunk, above, day)
    better = (told[_TOWNSHIP].is_not_null() & (told["division"] == parts["division"])).fill_null(
        value=False
    )
    return parts.with_columns(told[name].zip_with(better, parts[name]) for name in _TOLD)


def put_together(raw: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """The cells of *columns* as one text; what the text behind it repeats is left out."""
    text = pl.repeat("", raw.height, dtype=pl.String, eager=True)
    for name in reversed(columns):
        part = raw[name].str.strip_chars().fill_null("")
        both = pl.DataFrame({"part": part, "text": text})
        said = both.select(pl.col("text").str.contains(pl.col("part"), literal=True))
        text = text.zip_with(said.to_series(), part + text)
    return text.set(text == "", None)
