"""The clean columns of the fields that no other field decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.cells import is_relabelled
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.cleaning.plan.steps import LOOK_UP, RESOLVE_DIVISION
from minzheng_core.schema import FieldKind
from minzheng_core.values.domicile.domicile import Reason

if TYPE_CHECKING:
    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.schema import FieldSpec


def plain_columns(chunk: Chunk, spec: FieldSpec) -> dict[str, pl.Series]:
    """The output columns of a field that no other field decides."""
    name, facts = spec.name, chunk.facts
    raw, text = chunk.raw[name], facts[f"{name}.text"]
    match spec.kind:
        case FieldKind.ID_NUMBER:
            return {}
        case FieldKind.BIRTH_DATE:
            return {name: text, f"{name}_status": _status(raw, text)}
        case FieldKind.EVENT_DATE:
            lunar = facts[f"{name}.calendar"].cast(pl.String) == "lunar"
            status = _status(raw, text)
            return {
                name: text,
                f"{name}_status": status.set(lunar.fill_null(value=False), Status.DERIVED),
            }
        case FieldKind.DOMICILE:
            party = name.removesuffix("domicile")
            division = facts[f"{name}.division"]
            status = pl.select(
                pl.when(text.is_null())
                .then(pl.lit(Status.MISSING))
                .when(division.is_null())
                .then(pl.lit(Status.UNRESOLVED))
                .when(facts[f"{name}.how"].cast(pl.String) == Reason.REFERRING)
                .then(pl.lit(Status.FILLED))
                .otherwise(pl.lit(Status.DERIVED))
            ).to_series()
            if RESOLVE_DIVISION in chunk.recipe.skipped:
                division = chunk.nothing()
            below = {
                f"{party}{part}": facts[f"{name}.{part}"]
                for part in ("township", "village")
                if f"{name}.{part}" in facts.columns
            }
            return {
                name: text,
                f"{party}division": division,
                f"{party}division_status": status,
                **below,
            }
        case FieldKind.BUSINESS_TYPE | FieldKind.ETHNICITY | FieldKind.CODE | FieldKind.SEX:
            relabel = is_relabelled(spec) and LOOK_UP not in chunk.recipe.skipped
            label = facts[f"{name}.label"] if relabel else text
            value = pl.select(pl.coalesce(label, text)).to_series()
            return {name: value, f"{name}_code": facts[f"{name}.code"]}
        case FieldKind.CERTIFICATE_NUMBER | FieldKind.PERSON_NAME | FieldKind.OFFICE:
            return {name: text, f"{name}_status": _status(raw, text)}
        case _:
            return {name: text}


def _status(raw: pl.Series, text: pl.Series) -> pl.Series:
    cells = pl.DataFrame({"raw": raw, "text": text})
    blank = pl.col("raw").str.strip_chars().fill_null("") == ""
    return cells.select(
        pl.when(blank)
        .then(pl.lit(Status.MISSING))
        .when(pl.col("text").is_null())
        .then(pl.lit(Status.UNRESOLVED))
        .when(pl.col("raw") == pl.col("text"))
        .then(pl.lit(Status.ORIGINAL))
        .otherwise(pl.lit(Status.NORMALISED))
    ).to_series()
