"""The whole path: an archive chunk by chunk, a second look at open numbers, checks across the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import polars as pl
from attrs import evolve

from minzheng_core.cleaning.agreement import agree
from minzheng_core.cleaning.changes import CHANGES_SCHEMA
from minzheng_core.cleaning.chunk import SOURCE, Cleaned, clean_chunk
from minzheng_core.cleaning.gaps import GAPS_SCHEMA, find_gaps
from minzheng_core.cleaning.numbers import CANDIDATES_SCHEMA, Witnesses
from minzheng_core.cleaning.questions import ask
from minzheng_core.cleaning.result import CleanResult
from minzheng_core.rules.frames import FINDINGS_SCHEMA
from minzheng_core.values.id_evidence import learned_rates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from minzheng_core.cleaning.recipe import Recipe
    from minzheng_core.cleaning.spec import ArchiveSpec
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.id_evidence import Rates

CHUNK_ROWS = 50_000
"""Records cleaned at a time: large enough for column speed, small enough for a county's machine."""

SURE = ("original", "normalised", "derived")


class Progress(Protocol):
    """Told of every finished stretch of work: the stage, records done, records in all if known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Note the progress."""


def run(
    spec: ArchiveSpec,
    raw_chunks: Iterable[pl.DataFrame],
    recipe: Recipe,
    *,
    overlay: Overlay | None = None,
    progress: Progress | None = None,
    total: int | None = None,
) -> CleanResult:
    """Clean raw chunks (columns :data:`~minzheng_core.cleaning.chunk.SOURCE` and raw fields).

    Memory holds the clean records and one chunk of raw text at a time, and the raw text of those
    records whose number another mention of the same person may still decide.
    """
    tell = progress or (lambda stage, done, total: None)  # noqa: ARG005
    spec = _at_home(spec, recipe)
    parts: list[Cleaned] = []
    waiting: list[pl.DataFrame] = []
    done = 0
    for raw in raw_chunks:
        numbered = raw.with_row_index("row", offset=done)
        part = clean_chunk(numbered, recipe, spec, overlay=overlay)
        done += raw.height
        if part.waiting.height:
            waiting.append(part.waiting)
            part = _only(part, ~pl.col("row").is_in(part.waiting["row"].implode()))
        parts.append(part)
        tell("清洗", done, total)
    if waiting:
        tell("复核存疑号码", done, total)
        again = pl.concat(waiting, how="diagonal")
        beyond = Witnesses(known=_known(parts, spec, again), rates=_rates(spec, again))
        parts.append(clean_chunk(again, recipe, spec, overlay=overlay, beyond=beyond))
    tell("核对全批档案", done, total)
    return _joined(parts, spec, recipe)


def _at_home(spec: ArchiveSpec, recipe: Recipe) -> ArchiveSpec:
    """The specification with the rules that hold in the county of the archive."""
    return evolve(spec, book=spec.book.at(recipe.county))


def _only(part: Cleaned, condition: pl.Expr) -> Cleaned:
    frames = ("records", "facts", "findings", "changes", "candidates")
    return evolve(part, **{name: getattr(part, name).filter(condition) for name in frames})


def _known(
    parts: list[Cleaned], spec: ArchiveSpec, waiting: pl.DataFrame
) -> Mapping[str, Collection[str]]:
    """Sound numbers by name, for the names that wait for one."""
    sightings = []
    for block in spec.people:
        name, number = block.field("name"), block.field("id_number")
        status = f"{number}_status"
        if name not in waiting.columns:
            continue
        sightings += [
            part.records.filter(pl.col(status).is_in(SURE) & pl.col(name).is_not_null())
            .select(pl.col(name).alias("name"), pl.col(number).alias("number"))
            .filter(pl.col("number").str.len_chars() == 18)
            for part in parts
            if {name, number, status} <= set(part.records.columns)
        ]
    wanted = {
        value.strip()
        for block in spec.people
        if (name := block.field("name")) in waiting.columns
        for value in waiting[name].drop_nulls().to_list()
    }
    if not sightings or not wanted:
        return {}
    found = (
        pl.concat(sightings)
        .filter(pl.col("name").is_in(list(wanted)))
        .unique()
        .group_by("name")
        .agg(pl.col("number").sort())
    )
    return dict(zip(found["name"].to_list(), found["number"].to_list(), strict=True))


def _rates(spec: ArchiveSpec, waiting: pl.DataFrame) -> Rates:
    """How often this archive damages numbers, learned from the damaged ones themselves."""
    columns = [block.field("id_number") for block in spec.people]
    texts = (
        text.strip().upper()
        for name in columns
        if name in waiting.columns
        for text in waiting[name].drop_nulls().to_list()
    )
    return learned_rates(texts)


def _joined(parts: list[Cleaned], spec: ArchiveSpec, recipe: Recipe) -> CleanResult:
    records = _concat([part.records for part in parts], {})
    facts = _concat([part.facts for part in parts], {})
    findings = _concat([part.findings for part in parts], FINDINGS_SCHEMA)
    changes = _concat([part.changes for part in parts], CHANGES_SCHEMA)
    candidates = _concat([part.candidates for part in parts], CANDIDATES_SCHEMA)
    parts.clear()
    agreed = agree(spec, records, repair="id.repair-known" not in recipe.skipped)
    records = agreed.records
    findings = pl.concat([findings, agreed.findings])
    changes = pl.concat([changes, agreed.changes]).sort("row", maintain_order=True)
    candidates = pl.concat([candidates, agreed.candidates]).sort("row", "field", "rank")
    have = set(facts.columns)
    across = [check(facts) for check in spec.across if set(spec.across_needs) <= have]
    findings = pl.concat([findings, *across]).sort("row", maintain_order=True)
    gaps = [
        find_gaps(facts, series) for series in spec.series if {series.number, *series.keys} <= have
    ]
    rest = [name for name in records.columns if name not in {"row", *SOURCE, *spec.output}]
    order = ["row", *SOURCE, *(name for name in spec.output if name in records.columns), *rest]
    records = records.select(order)
    return CleanResult(
        spec=spec,
        recipe=recipe,
        records=records.drop("row"),
        findings=findings,
        changes=changes,
        candidates=candidates,
        questions=ask(spec, records, findings, candidates),
        gaps=pl.concat(gaps) if gaps else pl.DataFrame(schema=GAPS_SCHEMA),
    )


def _concat(frames: list[pl.DataFrame], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    filled = [frame for frame in frames if frame.width]
    if not filled:
        return pl.DataFrame(schema=schema)
    joined = pl.concat(filled, how="diagonal")
    return joined.sort("row", maintain_order=True) if "row" in joined.columns else joined
