"""Findings with their sentences, a column at a time: one template per code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import catalogue
from minzheng_core.findings.catalogue_entry import PARTS, QUOTED
from minzheng_core.reference.code_tables import code_table

if TYPE_CHECKING:
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.findings.catalogue_entry import Entry

_SLOT = re.compile(r"\{(\w+)\}")
_TOLD = ("field", "part", *QUOTED)
"""What a finding tells of the case."""


def with_sentences(findings: pl.DataFrame, lang: str = "zh") -> pl.DataFrame:
    """The findings with a column ``sentence`` in Chinese (``zh``) or English (``en``).

    What a template asks for and the finding does not have shows as an ellipsis, and what it quotes
    is cut, as in :meth:`minzheng_core.findings.Finding.sentence`.
    """
    told = findings.select("code", *_TOLD).with_row_index("#")
    spoken = [
        part.select("#", sentence=_filled(catalogue()[code], lang))
        for (code,), part in told.partition_by("code", as_dict=True).items()
    ]
    if not spoken:
        return findings.with_columns(pl.lit(None, dtype=pl.String).alias("sentence"))
    return findings.with_columns(pl.concat(spoken).sort("#")["sentence"])


def _filled(entry: Entry, lang: str) -> pl.Expr:
    whole, bare = (_template(entry.template(lang, bare=short), lang) for short in (False, True))
    return pl.when(pl.col("expected").is_not_null()).then(whole).otherwise(bare)


def _template(template: str, lang: str) -> pl.Expr:
    pieces: list[pl.Expr] = []
    at = 0
    for slot in _SLOT.finditer(template):
        pieces.append(pl.lit(template[at : slot.start()]))
        name = slot.group(1)
        text = _quoted(name) if name in QUOTED else pl.col(name)
        if name == "part" and lang == "zh":
            text = text.replace(PARTS)
        pieces.append(text.fill_null("…") if name in _TOLD else pl.lit("…"))
        at = slot.end()
    pieces.append(pl.lit(template[at:]))
    return pl.concat_str(pieces)


def _quoted(name: str) -> pl.Expr:
    """A column as sentences quote it."""
    text = pl.col(name)
    most = QUOTED[name]
    return pl.when(text.str.len_chars() > most).then(text.str.slice(0, most) + "…").otherwise(text)


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
