"""Expected and actual of findings that a column kernel knows only by their code.

The kernels say which cells are at fault; the scalar value says what exactly, once for every different
cell at fault.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.columns.certificates import parsed_once
from minzheng_core.columns.domicile_findings import particulars
from minzheng_core.findings import catalogue
from minzheng_core.schema import FieldKind
from minzheng_core.values.age import Age
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.names.person_name import PersonName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.findings import Finding
    from minzheng_core.schema import FieldSpec

    Reader = Callable[[str, date | None], tuple[Finding, ...]]


@frozen(eq=False)
class Untold:
    """Findings on the cells of a field whose particulars are still to be told."""

    spec: FieldSpec
    raw: pl.Series
    at: int
    """Their place among the findings of the chunk."""


def tell(chunk: Chunk, untold: Iterable[Untold], day: pl.Series | None) -> None:
    """Fill in part, expected and actual of what was found, once for all fields of a kind."""
    alike: dict[FieldKind, list[_Lines]] = {}
    for one in untold:
        if lines := _lines_of(chunk, one, day):
            alike.setdefault(one.spec.kind, []).append(lines)
    for kind, those in alike.items():
        cells = pl.concat([lines.cells for lines in those])
        told = _particulars(chunk, kind, cells.select("cell", "day").unique(maintain_order=True))
        table = told.unique(["cell", "day", "code"], keep="first", maintain_order=True)
        known = cells.join(
            table, on=["cell", "day", "code"], how="left", nulls_equal=True, maintain_order="left"
        ).select("part", "expected", "actual")
        start = 0
        for lines in those:
            spelled = lines.found.with_columns(known.slice(start, lines.found.height))
            both = pl.concat([lines.plain, spelled])
            chunk.findings[lines.at] = both.sort("row", maintain_order=True)
            start += lines.found.height


@frozen(eq=False)
class _Lines:
    """The findings of a field that have particulars, their ``cells``, and the plain ones beside them."""

    at: int
    plain: pl.DataFrame
    found: pl.DataFrame
    cells: pl.DataFrame


def _lines_of(chunk: Chunk, untold: Untold, day: pl.Series | None) -> _Lines | None:
    found = chunk.findings[untold.at]
    if untold.spec.kind is FieldKind.CERTIFICATE_NUMBER:
        found = chunk.findings[untold.at] = _with_year(chunk, untold.spec, found)
    spoken = [code for code in found["code"].unique() if _needs_particulars(code)]
    wanted = found["code"].is_in(spoken) & found["part"].is_null()
    if not wanted.any():
        return None
    plain, found = found.filter(~wanted), found.filter(wanted)
    rows = found["row"]
    days = (
        pl.repeat(None, len(rows), dtype=pl.Date, eager=True) if day is None else day.gather(rows)
    )
    cells = {"code": found["code"], "cell": untold.raw.gather(rows), "day": days}
    return _Lines(untold.at, plain, found, pl.DataFrame(cells))


def _particulars(chunk: Chunk, kind: FieldKind, different: pl.DataFrame) -> pl.DataFrame:
    """What there is to say about each of the *different* pairs ``cell``, ``day``."""
    if kind is FieldKind.DOMICILE:
        county, overlay = chunk.recipe.county, chunk.overlay
        said = particulars(different["cell"], different["day"], county=county, overlay=overlay)
        return different[said["at"]].hstack(said.drop("at"))
    read = _reader(chunk, kind)
    lines = [
        (cell, on, f.code, f.part, f.expected, f.actual)
        for cell, on in different.iter_rows()
        for f in read(cell, on)
    ]
    schema: dict[str, type[pl.DataType]] = {"cell": pl.String, "day": pl.Date}
    schema |= dict.fromkeys(("code", "part", "expected", "actual"), pl.String)
    return pl.DataFrame(lines, schema=schema, orient="row")


def _with_year(chunk: Chunk, spec: FieldSpec, found: pl.DataFrame) -> pl.DataFrame:
    """A year that was read out of a running number is a column already."""
    years = chunk.fact(f"{spec.name}.year").gather(found["row"]).cast(pl.String)
    inferred = pl.col("code") == "CN110"
    return found.with_columns(
        pl.when(inferred).then(pl.lit("year")).otherwise("part").alias("part"),
        pl.when(inferred).then(years).otherwise("actual").alias("actual"),
    )


@cache
def _needs_particulars(code: str) -> bool:
    """Whether the sentence of a code needs the particulars."""
    entry = catalogue()[code]
    return "{" in entry.zh + entry.en


def depends_on_day(kind: FieldKind) -> bool:
    """Whether the findings of a kind of field depend on the day of the event."""
    return kind in {FieldKind.BIRTH_DATE, FieldKind.DOMICILE}


def _reader(chunk: Chunk, kind: FieldKind) -> Reader:
    on, skip = chunk.recipe.on, chunk.recipe.skipped
    match kind:
        case FieldKind.ID_NUMBER:
            return lambda cell, _: IdNumber.parse(cell, skip, on=on).findings
        case FieldKind.EVENT_DATE:
            return lambda cell, _: PartialDate.parse(cell, skip, role="event", on=on).findings
        case FieldKind.BIRTH_DATE:
            return lambda cell, day: (
                PartialDate.parse(cell, skip, role="birth", reference=day, on=on).findings
            )
        case FieldKind.CERTIFICATE_NUMBER:
            return lambda cell, _: parsed_once(cell, skip).findings
        case FieldKind.PERSON_NAME:
            return lambda cell, _: PersonName.parse(cell, skip).findings
        case _:
            return lambda cell, _: Age.parse(cell, skip).findings
