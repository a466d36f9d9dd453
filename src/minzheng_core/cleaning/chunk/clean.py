"""One chunk of an archive: raw text in, clean records with their findings, changes and candidates out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.chunk.act import (
    event_candidates,
    type_from_certificate,
    year_from_certificate,
)
from minzheng_core.cleaning.chunk.birth_dates import age_range, by_age, settle_birth
from minzheng_core.cleaning.chunk.cells import read_cells, whole_fields
from minzheng_core.cleaning.chunk.chunk import Chunk
from minzheng_core.cleaning.chunk.identity_numbers import (
    SettledNumbers,
    settle_numbers,
    trust_explained,
)
from minzheng_core.cleaning.chunk.misplaced_cells import put_cells_back
from minzheng_core.cleaning.chunk.month_days import month_day_candidates
from minzheng_core.cleaning.chunk.people import COPIED, Person, weigh
from minzheng_core.cleaning.chunk.placeholders import empty_placeholders
from minzheng_core.cleaning.chunk.plain_fields import plain_columns
from minzheng_core.cleaning.chunk.readings import readings
from minzheng_core.cleaning.chunk.sightings import may_be_copied, sightings, sound_in
from minzheng_core.cleaning.chunk.swapped_numbers import swap_back
from minzheng_core.cleaning.chunk.told_offices import fill_offices
from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
from minzheng_core.cleaning.outcome.frames import OPEN, SOURCE
from minzheng_core.cleaning.outcome.schemas import CANDIDATES_SCHEMA, Candidate
from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.cleaning.plan.spec import TABLE
from minzheng_core.cleaning.plan.steps import WITHHOLD
from minzheng_core.reading.rows.told import TOLD
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import PersonBlock
    from minzheng_core.cleaning.plan.work import Work


@frozen(kw_only=True)
class Cleaned:
    """What became of a chunk; ``row`` is the number of the record in the whole run."""

    records: pl.DataFrame
    facts: pl.DataFrame
    findings: pl.DataFrame
    changes: pl.DataFrame
    candidates: pl.DataFrame
    waiting: pl.DataFrame
    """Raw records that the rest of the archive may still decide; :data:`OPEN` says which of them have
    a number that is not to be trusted as written, the others have one that may be somebody else's; the
    sound number of the other party stands beside, see :func:`~.sightings.sound_in`."""
    seen: pl.DataFrame
    """What other chunks have to know of the numbers, see :func:`~.sightings.sightings`."""


def clean_chunk(raw: pl.DataFrame, work: Work, beyond: ArchiveKnowledge | None = None) -> Cleaned:
    """Clean the records of *raw*: the columns ``row``, :data:`SOURCE` and raw fields.

    *beyond* is what the rest of the archive knows; before that is known, no number is put right and no
    candidates are told.
    """
    spec, recipe = work.spec, work.recipe
    given = whole_fields(raw, spec)
    chunk = Chunk(raw=given, recipe=recipe, spec=spec, overlay=work.overlay)
    moved = put_cells_back(chunk)
    empty_placeholders(chunk)
    beyond = beyond or ArchiveKnowledge(last=False)
    read_cells(chunk, beyond.tails)
    told = fill_offices(chunk)
    columns: dict[str, pl.Series] = {}
    for field in spec.fields:
        if chunk.has(field.name) and field.kind is not FieldKind.AGE:
            columns |= plain_columns(chunk, field)
    weighed = _weighed(chunk)
    seen = sightings(chunk, weighed)
    doubtful = may_be_copied(weighed, seen)
    candidates, unsettled = _people(chunk, columns, weighed, beyond)
    waiting = given.with_columns(unsettled.alias(OPEN), *sound_in(spec, columns))
    waiting = waiting.filter(unsettled | doubtful)
    if TABLE in spec.facts_kept:
        table = raw.select(
            pl.concat_str(SOURCE[:2], separator="\n", ignore_nulls=True).alias(TABLE)
        )
        chunk.facts = pl.concat([chunk.facts, table], how="horizontal")
    chunk.facts = spec.facts(chunk.facts, recipe.county, chunk.overlay)
    columns |= year_from_certificate(chunk, columns)
    candidates += event_candidates(chunk, columns)
    candidates += readings(chunk, columns)
    candidates += month_day_candidates(chunk, columns)
    for field in spec.fields:
        if field.kind is FieldKind.BUSINESS_TYPE:
            columns |= type_from_certificate(chunk, field, columns)
    chunk.findings.append(spec.book.judge_frame(chunk.facts))
    columns |= _moved(columns, moved)
    for name, rows in told.items():
        columns[status_column(name)] = columns[status_column(name)].set(rows, Status.FILLED)
    return _assemble(chunk, columns, candidates, waiting, seen)


def _moved(columns: dict[str, pl.Series], moved: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """The statuses of the fields whose cells were put back."""
    as_written = (Status.ORIGINAL, Status.NORMALISED)
    return {
        status: columns[status].set(rows & columns[status].is_in(as_written), Status.REPAIRED)
        for name, rows in moved.items()
        if (status := status_column(name)) in columns
    }


def _weighed(chunk: Chunk) -> list[Person]:
    """Everyone in the chunk who has a number, weighed against the row."""
    weighed: list[Person] = []
    for block in chunk.spec.people:
        age_range(chunk, block)
        person = weigh(chunk, block)
        if person:
            weighed.append(person)
    return weighed


def _people(
    chunk: Chunk, columns: dict[str, pl.Series], weighed: list[Person], beyond: ArchiveKnowledge
) -> tuple[list[Candidate], pl.Series]:
    """The numbers and birth dates: the candidates for them, and the rows with an open number."""
    weighed = [trust_explained(chunk, person, beyond) for person in swap_back(chunk, weighed)]
    candidates: list[Candidate] = []
    open_rows: set[int] = set()
    known: dict[str, tuple[Person, SettledNumbers]] = {}
    for person in weighed:
        numbers = settle_numbers(chunk, person, beyond)
        name = person.block.field("id_number")
        columns[name], columns[f"{name}_status"] = numbers.number, numbers.status
        columns[person.block.field("id_division")] = numbers.number.str.extract(
            r"^([1-8]\d{5})\d{11}[\dX]$"
        )
        candidates += numbers.candidates
        open_rows |= set(numbers.open)
        known[person.block.prefix] = (person, numbers)
    for block in chunk.spec.people:
        found = known.get(block.prefix)
        if found:
            person, numbers = found
            columns |= settle_birth(chunk, person, numbers.birth, numbers.as_written).to_dict()
        else:
            columns |= _by_age(chunk, block, columns)
        _remember_birth(chunk, block.prefix, columns, found)
    return candidates, chunk.among(sorted(open_rows))


def _by_age(
    chunk: Chunk, block: PersonBlock, columns: dict[str, pl.Series]
) -> dict[str, pl.Series]:
    """What an age tells of the birth where the archive has no numbers."""
    nothing = chunk.nothing()
    written = columns.get(block.field("birth_date"), nothing)
    return {block.field("birth_range"): by_age(chunk, block, written)}


def _remember_birth(
    chunk: Chunk,
    prefix: str,
    columns: dict[str, pl.Series],
    found: tuple[Person, SettledNumbers] | None,
) -> None:
    """Facts for the rules: the first and last day on which the person can have been born."""
    nothing = chunk.nothing(pl.Date)
    have = chunk.facts.columns
    spans = []
    for end in ("lo", "hi"):
        sources = [found[1].birth if found else nothing]
        sources += [
            chunk.facts[n]
            for n in (f"{prefix}_birth_date.{end}", f"{prefix}.age_{end}")
            if n in have
        ]
        spans.append(pl.select(pl.coalesce(*sources)).to_series().alias(f"{prefix}.birth_{end}"))
    trusted = found[1].birth.is_not_null() if found else nothing.is_not_null()
    chunk.facts = chunk.facts.with_columns(*spans, trusted.alias(f"{prefix}.trusted"))
    number = f"{prefix}_id_number"
    chunk.facts = chunk.facts.with_columns(
        # The name without the remarks behind it: 张三(聋) is no other name than 张三.
        chunk.fact_if_any(f"{prefix}_name.name").alias(f"{prefix}_name"),
        columns.get(number, chunk.nothing()).alias(number),
    )


def _assemble(
    chunk: Chunk,
    columns: dict[str, pl.Series],
    candidates: list[Candidate],
    waiting: pl.DataFrame,
    seen: pl.DataFrame,
) -> Cleaned:
    raw = chunk.raw
    row = raw["row"]
    known = {"row", *SOURCE, *TOLD, *(spec.name for spec in chunk.spec.fields)}
    extras = [name for name in raw.columns if name not in known and not name.endswith(COPIED)]
    for spec in chunk.spec.fields:
        if spec.kind is FieldKind.AGE and chunk.has(spec.name):
            columns[spec.name] = chunk.fact(f"{spec.name}.text")
        if spec.name in raw.columns and spec.name in columns:
            columns[spec.name] = _accounted(chunk, spec.name, columns)
    missing = chunk.spec.always.difference(columns)
    columns |= dict.fromkeys(missing, chunk.nothing(pl.String))
    order = [name for name in chunk.spec.output if name in columns]
    records = raw.select("row", *SOURCE).with_columns(
        *(columns[name].alias(name) for name in order), *(raw[name] for name in extras)
    )
    facts = chunk.facts.with_columns(row).select(
        "row",
        *(
            pl.col(name) if name in chunk.facts.columns else pl.lit(None).alias(name)
            for name in chunk.spec.facts_kept
            if name != "row"
        ),
    )
    chunk.facts = facts  # the others would be held while the lists are sorted
    offered = pl.DataFrame(candidates, schema=CANDIDATES_SCHEMA, orient="row")
    return Cleaned(
        records=records,
        facts=facts,
        findings=_global(chunk.found(), row),
        changes=_global(chunk.log.frame(), row),
        candidates=_global(offered, row),
        waiting=waiting,
        seen=seen,
    )


def _accounted(chunk: Chunk, name: str, columns: dict[str, pl.Series]) -> pl.Series:
    """The values of a field; what was written and has no place in it goes into the list of changes."""
    raw, value = chunk.raw[name], columns[name]
    if not value.null_count():
        return value
    lost = value.is_null()
    written_there = raw.filter(lost)
    if written_there.null_count() == len(written_there):
        return value
    lost &= raw.str.strip_chars() != ""
    if not lost.any():
        return value
    written = pl.select(pl.coalesce(chunk.fact(f"{name}.text"), raw)).to_series()
    if WITHHOLD in chunk.recipe.skipped:
        return written.zip_with(lost, value)
    status = columns.get(
        f"{name}_status", pl.repeat(Status.UNRESOLVED, chunk.height, dtype=pl.String, eager=True)
    )
    reason = (status.filter(lost) == Status.CONFLICT).replace_strict(
        [True, False], ["与其他证据矛盾", "读不出可用的内容"], return_dtype=pl.String
    )
    chunk.log.add(lost, name, (written, value), WITHHOLD, reason)
    return value


def _global(frame: pl.DataFrame, row: pl.Series) -> pl.DataFrame:
    """Positions in the chunk become numbers of records in the run."""
    return frame.with_columns(row.gather(frame["row"]).alias("row"))
