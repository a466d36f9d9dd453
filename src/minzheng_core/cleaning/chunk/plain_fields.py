"""The clean columns of the fields that no other field decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.chunk.cells import is_relabelled
from minzheng_core.cleaning.outcome.status import Status, status_column
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
        case (
            FieldKind.BIRTH_DATE
            | FieldKind.CERTIFICATE_NUMBER
            | FieldKind.PERSON_NAME
            | FieldKind.OFFICE
        ):
            return {name: text, status_column(name): _status(raw, text)}
        case FieldKind.EVENT_DATE:
            lunar = (facts[f"{name}.calendar"].cast(pl.String) == "lunar").fill_null(value=False)
            status = _status(raw, text).set(lunar, Status.DERIVED)
            return {name: text, status_column(name): status}
        case FieldKind.DOMICILE:
            return {name: text, **_place_columns(chunk, name)}
        case FieldKind.BUSINESS_TYPE | FieldKind.ETHNICITY | FieldKind.CODE | FieldKind.SEX:
            relabel = is_relabelled(spec) and LOOK_UP not in chunk.recipe.skipped
            label = facts[f"{name}.label"] if relabel else text
            value = pl.select(pl.coalesce(label, text)).to_series()
            return {name: value, f"{name}_code": facts[f"{name}.code"]}
        case _:
            return {name: text}


def _place_columns(chunk: Chunk, domicile: str) -> dict[str, pl.Series]:
    """The division that a domicile names, its status, and what was found below it."""
    facts, party = chunk.facts, domicile.removesuffix("domicile")
    division = facts[f"{domicile}.division"]
    status = pl.select(
        pl.when(facts[f"{domicile}.text"].is_null())
        .then(pl.lit(Status.MISSING))
        .when(division.is_null())
        .then(pl.lit(Status.UNRESOLVED))
        .when(facts[f"{domicile}.how"].cast(pl.String) == Reason.REFERRING)
        .then(pl.lit(Status.FILLED))
        .otherwise(pl.lit(Status.DERIVED))
    ).to_series()
    if RESOLVE_DIVISION in chunk.recipe.skipped:
        division = chunk.nothing()
    below = {
        f"{party}{part}": facts[f"{domicile}.{part}"]
        for part in ("township", "village")
        if f"{domicile}.{part}" in facts.columns
    }
    return {f"{party}division": division, status_column(domicile): status, **below}


def _status(raw: pl.Series, text: pl.Series) -> pl.Series:
    """Whether each *text* is as written, another form of it, or could not be read or was not there."""
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
