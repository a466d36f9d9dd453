"""Passports and passes among the identity numbers of a chunk: the column 证件类型 says which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.columns import codes
from minzheng_core.values.ids.documents import KINDS, document_number

if TYPE_CHECKING:
    import polars as pl

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.schema import FieldSpec

_CITIZENS = ("birth", "sex", "region", "id18", "check_expected")
"""Parts that only the number of a citizen has."""


def with_documents(
    chunk: Chunk, spec: FieldSpec, raw: pl.Series, parts: pl.DataFrame
) -> pl.DataFrame:
    """The *parts* of numbers, those of other documents as they stand and without faults."""
    types = f"{spec.name.removesuffix('id_number')}id_type"
    if types not in chunk.raw.columns or types not in chunk.spec.by_name:
        return parts
    code = codes.lookup(chunk.raw[types], "id_type", chunk.overlay)["code"]
    found = {
        row: number
        for row in code.is_in(list(KINDS)).fill_null(value=False).arg_true()
        if (number := document_number(raw[row], code[row]))
    }
    if not found:
        return parts
    rows = list(found)
    return parts.with_columns(
        parts["text"].scatter(rows, [number.text for number in found.values()]),
        parts["kind"].scatter(rows, [number.kind.value for number in found.values()]),
        parts["faults"].scatter(rows, 0),
        *(parts[name].scatter(rows, None) for name in _CITIZENS),
    )
