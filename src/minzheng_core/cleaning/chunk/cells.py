"""Reading the cells of a chunk: each raw column becomes the facts its kind of value knows.

The facts of a field are columns named ``field.part`` (``registration_date.lo``). What a cell was
and what it became go into the change log; faults become findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from minzheng_core.cleaning.chunk.documents import with_documents
from minzheng_core.cleaning.chunk.domicile_cells import (
    put_together,
    resolve,
    with_township_of_its_column,
)
from minzheng_core.cleaning.chunk.finding_details import Untold, depends_on_day, tell
from minzheng_core.cleaning.chunk.kept_zeros import without_lost_zeros
from minzheng_core.cleaning.chunk.lost_tails import without_doubt
from minzheng_core.cleaning.chunk.notes_beside import leave_notes_out
from minzheng_core.cleaning.chunk.parted_names import with_separators
from minzheng_core.cleaning.chunk.partner_domicile import refer_to_partner
from minzheng_core.cleaning.evidence.lost_tails import UNSEEN
from minzheng_core.cleaning.evidence.misplaced_cells import AGE_CELL
from minzheng_core.cleaning.evidence.row import FIRST_FILED_YEAR, YEAR_OF_NO_DAY
from minzheng_core.cleaning.outcome.changes import named_fixes
from minzheng_core.cleaning.plan.steps import AGE_TAKEN, LOOK_UP
from minzheng_core.columns import (
    ages,
    certificates,
    codes,
    dates,
    id_numbers,
    names,
)
from minzheng_core.columns.lifted import lift
from minzheng_core.columns.texts import trimmed
from minzheng_core.reading.rows.told import YEAR_TOLD
from minzheng_core.rules.frames import findings_in, findings_of_mask
from minzheng_core.schema import FieldKind
from minzheng_core.values import age as age_value
from minzheng_core.values.certificates import certificate_number
from minzheng_core.values.dates import partial_date
from minzheng_core.values.domicile import domicile
from minzheng_core.values.ids import id_number
from minzheng_core.values.names import person_name
from minzheng_core.values.whole_number import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minzheng_core.cleaning.chunk.chunk import Chunk
    from minzheng_core.cleaning.evidence.lost_tails import LostTails
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.reference.code_tables import TableName
    from minzheng_core.schema import FieldSpec


_VALUES = {
    FieldKind.ID_NUMBER: id_number,
    FieldKind.EVENT_DATE: partial_date,
    FieldKind.BIRTH_DATE: partial_date,
    FieldKind.AGE: age_value,
    FieldKind.PERSON_NAME: person_name,
    FieldKind.CERTIFICATE_NUMBER: certificate_number,
    FieldKind.DOMICILE: domicile,
}
_RELABELLED = frozenset({FieldKind.SEX, FieldKind.ETHNICITY, FieldKind.BUSINESS_TYPE})
_DATES = frozenset({FieldKind.EVENT_DATE, FieldKind.BIRTH_DATE})
_TABLES = frozenset({"marital_status", "education"})
_CODED = _RELABELLED | frozenset({FieldKind.CODE})


def is_relabelled(spec: FieldSpec) -> bool:
    """Whether the standard label takes the place of the wording; other fields keep it beside the code."""
    return spec.kind in _RELABELLED or spec.code_table in _TABLES


def whole_fields(raw: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """Put fields together that stand in several columns: province, city, county, township, detail.

    A part that the text after it repeats is left out.
    """
    for whole, pieces in spec.parts.items():
        parts = [name for name in (*pieces, whole) if name in raw.columns]
        if not set(parts) - {whole}:
            continue
        raw = raw.with_columns(put_together(raw, parts).alias(whole))
    return raw


def read_cells(chunk: Chunk, tails: LostTails = UNSEEN) -> None:
    """Read every field of the chunk; what is judged by the day of the event comes last."""
    if YEAR_TOLD in chunk.raw.columns:
        year = chunk.raw[YEAR_TOLD].cast(pl.Int64, strict=False)
        chunk.add(YEAR_TOLD, pl.DataFrame({"number": year}))
    fields = [spec for spec in chunk.spec.fields if spec.name in chunk.raw.columns]
    for late in (False, True):
        group = [spec for spec in fields if depends_on_day(spec.kind) is late]
        day = _event(chunk) if late else None
        read = _read_together(chunk, group, day)
        untold: list[Untold] = []
        for spec in group:
            raw, parts = chunk.raw[spec.name], read[spec.name]
            if spec.kind in _DATES:
                parts = without_lost_zeros(raw, parts)
            if spec.kind is FieldKind.BIRTH_DATE:
                parts = take_ages(chunk, spec, raw, parts)
            elif spec.kind is FieldKind.ID_NUMBER:
                parts = with_documents(chunk, spec, raw, without_doubt(chunk, spec, parts, tails))
            elif spec.kind is FieldKind.DOMICILE:
                parts = with_township_of_its_column(chunk, spec, parts, day)
            elif spec.kind is FieldKind.PERSON_NAME:
                parts = with_separators(chunk, spec, parts)
            chunk.add(spec.name, parts)
            untold += _account(chunk, spec, raw, parts)
            if spec.kind is FieldKind.PERSON_NAME:
                leave_notes_out(chunk, spec.name)
        tell(chunk, untold, day)
    refer_to_partner(chunk)


def _read_together(
    chunk: Chunk, fields: list[FieldSpec], day: pl.Series | None
) -> dict[str, pl.DataFrame]:
    """The parts of fields; those of one kind, of both parties say, are read as one column."""
    alike: dict[tuple[FieldKind, str | None], list[FieldSpec]] = {}
    for spec in fields:
        alike.setdefault((spec.kind, spec.code_table), []).append(spec)
    read: dict[str, pl.DataFrame] = {}
    for specs in alike.values():
        raw = pl.concat([chunk.raw[spec.name] for spec in specs])
        days = None if day is None else pl.concat([day] * len(specs))
        parts = _read(chunk, specs[0], raw, days)
        for number, spec in enumerate(specs):
            read[spec.name] = parts.slice(number * chunk.height, chunk.height)
    return read


def _read(chunk: Chunk, spec: FieldSpec, raw: pl.Series, day: pl.Series | None) -> pl.DataFrame:
    recipe, skip = chunk.recipe, chunk.recipe.skipped
    match spec.kind:
        case FieldKind.ID_NUMBER:
            return id_numbers.parse(raw, skip=skip, on=recipe.on)
        case FieldKind.EVENT_DATE:
            return dates.parse(raw, role="event", on=recipe.on, skip=skip)
        case FieldKind.BIRTH_DATE:
            return dates.parse(raw, role="birth", reference=day, on=recipe.on, skip=skip)
        case FieldKind.AGE:
            return ages.parse(raw, skip=skip)
        case FieldKind.PERSON_NAME:
            return names.parse(raw, skip=skip)
        case FieldKind.CERTIFICATE_NUMBER:
            return certificates.parse(raw, skip=skip)
        case FieldKind.DOMICILE:
            return resolve(chunk, raw, day).with_columns(trimmed(raw).alias("text"))
        case kind if kind in _CODED:
            return codes.lookup(raw, cast("TableName", spec.code_table), chunk.overlay)
        case FieldKind.OFFICE:
            return codes.offices(raw)
        case FieldKind.INTEGER:
            text = trimmed(raw)
            number = lift([text], lambda cell: (whole_number(cell),), {"number": pl.Int64})
            return number.select(text.alias("text"), "number")
        case _:
            return pl.DataFrame({"text": trimmed(raw)})


def take_ages(chunk: Chunk, spec: FieldSpec, raw: pl.Series, parts: pl.DataFrame) -> pl.DataFrame:
    """Take an age that stands in the cell of the birth date for the age it is.

    Only where the cell is no date and the age is not given beside it; no fault of the date remains.
    """
    name = f"{spec.name.removesuffix('birth_date')}age"
    if AGE_TAKEN in chunk.recipe.skipped or name not in chunk.spec.by_name:
        return parts
    aged = parts["text"].is_null() & raw.str.contains(AGE_CELL).fill_null(value=False)
    if chunk.has(name):
        aged &= chunk.fact(f"{name}.text").is_null()
    if not aged.any():
        return parts
    stood = chunk.cells(name)
    read = ages.parse(raw.set(~aged, None), skip=chunk.recipe.skipped)
    aged &= read["text"].is_not_null()
    chunk.log.add(aged, name, (stood, read["text"]), AGE_TAKEN, "出生日期栏填的是年龄")
    if chunk.has(name):
        merged = {
            f"{name}.{part}": read[part].zip_with(aged, chunk.fact(f"{name}.{part}"))
            for part in read.columns
        }
        chunk.facts = chunk.facts.with_columns(**merged)
    else:
        chunk.add(name, read)
    return parts.with_columns(faults=parts["faults"].set(aged, 0))


def _event(chunk: Chunk) -> pl.Series | None:
    """The first day on which the event can have happened, else the last day of the year written or filed.

    A day that is yet to come counts only where no year is.
    """
    have, spec = chunk.facts.columns, chunk.spec
    latest = chunk.recipe.on.year
    days: list[pl.Expr] = []
    written: list[pl.Expr] = []
    years = [pl.col(name).cast(pl.Int32) for name in spec.event_years if name in have]
    if f"{spec.event}.lo" in have:
        day = pl.col(f"{spec.event}.lo")
        written = [day]
        days = [pl.when(day <= chunk.recipe.on).then(day)]
        said = chunk.raw[spec.event].str.extract(YEAR_OF_NO_DAY).cast(pl.Int32)
        years.insert(0, pl.when(day.is_null()).then(pl.lit(said)))
    days += [
        pl.when(year.is_between(FIRST_FILED_YEAR, latest)).then(pl.date(year, 12, 31))
        for year in years
    ]
    days += written
    return chunk.facts.select(pl.coalesce(days).alias("day"))["day"] if days else None


def _account(
    chunk: Chunk, spec: FieldSpec, raw: pl.Series, parts: pl.DataFrame
) -> Iterator[Untold]:
    """Log what reading changed and found, and give the findings whose particulars are still to be told."""
    module = _VALUES.get(spec.kind)
    if module is None:
        if spec.kind in _CODED:
            _account_code(chunk, spec, raw, parts)
        return
    if "fixes" in parts.columns and spec.kind is not FieldKind.DOMICILE:
        changed = parts["text"] != raw  # null where either is empty
        steps, evidence = named_fixes(parts["fixes"].filter(changed), module.FIXES)
        chunk.log.add(changed, spec.name, (raw, parts["text"]), steps, evidence)
    if "faults" in parts.columns:
        found = findings_of_mask(parts["faults"], module.FAULTS, spec.name)
        if found.height:
            chunk.findings.append(found)
            yield Untold(spec, raw, len(chunk.findings) - 1)


def _account_code(chunk: Chunk, spec: FieldSpec, raw: pl.Series, parts: pl.DataFrame) -> None:
    changed = parts["label"] != raw  # null where either is empty
    if is_relabelled(spec) and LOOK_UP not in chunk.recipe.skipped:
        evidence = "对应标准代码 " + parts["code"].filter(changed)
        chunk.log.add(changed, spec.name, (raw, parts["label"]), LOOK_UP, evidence)
    unknown = pl.col("text").is_not_null() & pl.col("code").is_null()
    rows = parts.select(unknown.arg_true()).to_series()
    if not rows.is_empty():
        wording = parts["text"].gather(rows)
        chunk.findings.append(
            findings_in(rows, spec.name, "MR401", expected=spec.label, actual=wording)
        )
