"""Findings with their sentences, a column at a time: one template per code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import catalogue
from minzheng_core.reference.code_tables import code_table

if TYPE_CHECKING:
    from minzheng_core.cleaning.result import CleanResult
    from minzheng_core.findings.catalogue_entry import Entry

_SLOT = re.compile(r"\{(\w+)\}")


def with_sentences(findings: pl.DataFrame, lang: str = "zh") -> pl.DataFrame:
    """The findings with a column ``sentence`` in Chinese (``zh``) or English (``en``).

    What a template asks for and the finding does not have shows as an ellipsis, as in
    :meth:`minzheng_core.findings.Finding.sentence`.
    """
    numbered = findings.with_row_index("#")
    spoken = [
        part.with_columns(_filled(catalogue()[code], lang).alias("sentence"))
        for (code,), part in numbered.partition_by("code", as_dict=True).items()
    ]
    if not spoken:
        return findings.with_columns(pl.lit(None, dtype=pl.String).alias("sentence"))
    return pl.concat(spoken).sort("#").drop("#")


def _filled(entry: Entry, lang: str) -> pl.Expr:
    template = entry.zh if lang == "zh" else entry.en
    known = {"field", "part", "expected", "actual"}
    pieces: list[pl.Expr] = []
    at = 0
    for slot in _SLOT.finditer(template):
        pieces.append(pl.lit(template[at : slot.start()]))
        name = slot.group(1)
        pieces.append(pl.col(name).fill_null("…") if name in known else pl.lit("…"))
        at = slot.end()
    pieces.append(pl.lit(template[at:]))
    return pl.concat_str(pieces)


def group_words(group: str) -> str:
    """The group of a series of numbers with the codes of business types in words.

    >>> group_words("2005 · IA")
    '2005 · 结婚登记'
    """
    types = code_table("business_type")
    found = ((part, types.get(part)) for part in group.split(" · "))
    return " · ".join(entry.label if entry else part for part, entry in found)


def at_source(result: CleanResult, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with ``row`` replaced by file, sheet and row of the source, at the front."""
    return result.source_of(frame["row"]).hstack(frame.drop("row"))
