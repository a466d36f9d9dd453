"""The whole path: an archive chunk by chunk, a second look at open numbers, checks across the file."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

import polars as pl

from minzheng_core.cleaning.agreement import agree
from minzheng_core.cleaning.changes import CHANGES_SCHEMA
from minzheng_core.cleaning.chunk import FRAMES
from minzheng_core.cleaning.collector import no_collector
from minzheng_core.cleaning.crew import Crew
from minzheng_core.cleaning.gaps import GAPS_SCHEMA, find_gaps
from minzheng_core.cleaning.known import KnownNumbers
from minzheng_core.cleaning.numbers import CANDIDATES_SCHEMA, Witnesses
from minzheng_core.cleaning.questions import ask
from minzheng_core.cleaning.result import SOURCE, CleanResult
from minzheng_core.cleaning.spool import Spool, unpacked
from minzheng_core.cleaning.status import SURE, Status
from minzheng_core.linkage.findings import link_findings
from minzheng_core.rules.frames import FINDINGS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minzheng_core.cleaning.recipe import Recipe
    from minzheng_core.cleaning.spec import ArchiveSpec

CHUNK_ROWS = 25_000
"""Records cleaned at a time: large enough for column speed, small enough for a county's machine."""


class Progress(Protocol):
    """Told of every finished stretch of work: the stage, records done, records in all if known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Note the progress."""


def run(
    spec: ArchiveSpec,
    raw_chunks: Iterable[pl.DataFrame],
    recipe: Recipe,
    *,
    crew: Crew | None = None,
    progress: Progress | None = None,
    total: int | None = None,
    link: bool = True,
) -> CleanResult:
    """Clean raw chunks (columns :data:`~minzheng_core.cleaning.result.SOURCE` and raw fields).

    Memory holds the clean records and one chunk of raw text at a time, and the raw text of those
    records whose number another mention of the same person may still decide. A *crew* that was told
    of its work cleans the chunks, this process alone where there is none; the result is the same. With
    *link* the records of one act and the mentions of one person are found at the end.
    """
    spec = spec.at(recipe.county)
    if crew is None:
        crew = Crew()
        crew.brief(spec, recipe, None)
    with no_collector():
        return _run(
            spec, raw_chunks, recipe, crew, tell=progress or _silent, total=total, link=link
        )


def _silent(stage: str, done: int, total: int | None) -> None:
    del stage, done, total


def _run(
    spec: ArchiveSpec,
    raw_chunks: Iterable[pl.DataFrame],
    recipe: Recipe,
    crew: Crew,
    *,
    tell: Progress,
    total: int | None,
    link: bool,
) -> CleanResult:
    spools = {name: Spool() for name in FRAMES}
    waiting: list[pl.DataFrame] = []
    done = 0
    for height, part in crew.clean(_numbered(raw_chunks)):
        for name, spool in spools.items():
            spool.add_packed(part[name])
        again = unpacked(part["waiting"])
        if again.height:
            waiting.append(again)
        done += height
        tell("清洗", done, total)
    if waiting:
        tell("复核存疑号码", done, total)
        again = pl.concat(waiting, how="diagonal")
        beyond = Witnesses(known=_known(spools["records"], spec, again))
        pieces = again.iter_slices(max(1, -(-again.height // crew.workers)))
        for _, part in crew.clean(pieces, beyond):
            for name, spool in spools.items():
                spool.add_packed(part[name])
    crew.dismiss()
    tell("核对全批档案", done, total)
    return _joined(spools, spec, recipe, link=link)


def _numbered(chunks: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The chunks with the number of each record in the run."""
    done = 0
    for chunk in chunks:
        yield chunk.with_row_index("row", offset=done)
        done += chunk.height


def _known(records: Spool, spec: ArchiveSpec, waiting: pl.DataFrame) -> KnownNumbers:
    """Sound numbers by name, for the names that wait for one."""
    wanted = {
        value.strip()
        for block in spec.people
        if block.field("name") in waiting.columns
        for value in waiting[block.field("name")].drop_nulls().to_list()
    }
    names = pl.Series(sorted(wanted), dtype=pl.String).implode()
    columns = [
        (block.field("name"), block.field("id_number"), f"{block.field('id_number')}_status")
        for block in spec.people
    ]
    seen = records.peek(*chain(*columns))
    sightings = [
        seen.lazy()
        .filter(pl.col(name).is_in(names))
        .filter(pl.col(status).is_in(SURE) & (pl.col(number).str.len_chars() == 18))
        .select(name=pl.col(name), number=pl.col(number), proven=pl.col(status) != Status.DERIVED)
        for name, number, status in columns
        if {name, number, status} <= set(seen.columns)
    ]
    if not sightings:
        return KnownNumbers()
    numbers = pl.concat(sightings).group_by("name", "number").agg(pl.col("proven").any()).collect()
    found = numbers.group_by("name").agg(pl.col("number").sort())
    return KnownNumbers(
        dict(zip(found["name"].to_list(), found["number"].to_list(), strict=True)),
        unproven=frozenset(numbers.filter(~pl.col("proven"))["number"].to_list()),
    )


def _joined(
    spools: dict[str, Spool], spec: ArchiveSpec, recipe: Recipe, *, link: bool
) -> CleanResult:
    """The whole run out of its parts; frames are let go as soon as they have been read."""
    facts = spools["facts"].take()
    have = set(facts.columns)
    across = [check(facts) for check in spec.across if set(spec.across_needs) <= have]
    gaps = [
        find_gaps(facts, series) for series in spec.series if {series.number, *series.keys} <= have
    ]
    del facts
    agreed = agree(spec, spools["records"].take(), skipped=recipe.skipped)
    records = _ordered(agreed.records, spec)
    links = spec.link(records, None) if spec.link and link else None
    linked = [link_findings(links)] if links else []
    findings = _with(spools["findings"], FINDINGS_SCHEMA, agreed.findings, *across, *linked)
    candidates = _with(spools["candidates"], CANDIDATES_SCHEMA, agreed.candidates)
    changes = _with(spools["changes"], CHANGES_SCHEMA, agreed.changes)
    questions = ask(spec, records, findings, candidates, changes)
    return CleanResult(
        spec=spec,
        recipe=recipe,
        records=records.drop("row"),
        findings=findings,
        changes=changes,
        candidates=candidates.sort("row", "field", "rank"),
        questions=questions,
        links=links,
        gaps=pl.concat(gaps) if gaps else pl.DataFrame(schema=GAPS_SCHEMA),
    )


def _ordered(records: pl.DataFrame, spec: ArchiveSpec) -> pl.DataFrame:
    """The columns of the records in the order of the registry, other columns at the end."""
    first = ("row", *SOURCE, *(name for name in spec.output if name in records.columns))
    return records.select(*first, *(name for name in records.columns if name not in first))


def _with(
    spool: Spool, schema: Mapping[str, type[pl.DataType]], *more: pl.DataFrame
) -> pl.DataFrame:
    """What a spool holds and what came later, by row."""
    later = [frame for frame in more if frame.height]
    for frame in later:
        spool.add(frame)
    whole = spool.take()
    return whole if whole.width else pl.DataFrame(schema=schema)
