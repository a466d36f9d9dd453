"""The whole path: an archive chunk by chunk, a second look at open numbers, checks across the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import polars as pl
from attrs import evolve
from polars import selectors

from minzheng_core.cleaning.chunk.sightings import SOUND
from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
from minzheng_core.cleaning.outcome.frames import FRAMES, OPEN, SOURCE
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.cleaning.questions.asked_records import AskedParts
from minzheng_core.cleaning.questions.doubts import doubts
from minzheng_core.cleaning.questions.ranking import ask
from minzheng_core.cleaning.run.compact import compact, with_missing
from minzheng_core.cleaning.run.crew import Crew
from minzheng_core.cleaning.run.result import CleanResult
from minzheng_core.cleaning.run.unapplied_rules import unapplied_rules
from minzheng_core.cleaning.whole_archive.age_use import age_use
from minzheng_core.cleaning.whole_archive.birth_use import birth_use
from minzheng_core.cleaning.whole_archive.checks import found_in_all
from minzheng_core.cleaning.whole_archive.copied_numbers import copied_numbers
from minzheng_core.cleaning.whole_archive.crossed_numbers import uncross_numbers
from minzheng_core.cleaning.whole_archive.damage_level import damage_level
from minzheng_core.cleaning.whole_archive.exchanged_parties import exchanged_rows, told_of_blocks
from minzheng_core.cleaning.whole_archive.legacy_numbers import settle_legacy_numbers
from minzheng_core.cleaning.whole_archive.lost_digits import lost_digits
from minzheng_core.cleaning.whole_archive.lost_tails import lost_tails
from minzheng_core.cleaning.whole_archive.other_county import other_county
from minzheng_core.cleaning.whole_archive.region_codes import (
    codes_seen,
    doubt_codes,
    region_use,
    unlikely_codes,
)
from minzheng_core.cleaning.whole_archive.sound_numbers import sound_numbers
from minzheng_core.cleaning.whole_archive.untold_acts import untold_acts
from minzheng_core.linkage.findings import link_findings
from minzheng_core.processing.collector import no_collector
from minzheng_core.processing.hands import beside
from minzheng_core.processing.packing import unpacked
from minzheng_core.processing.parts import Parts
from minzheng_core.processing.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from minzheng_core.cleaning.evidence.region_use import RegionUse
    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.whole_archive.settled import Settled

CHUNK_ROWS = 25_000
"""Records cleaned at a time: large enough for column speed, small enough for a county's machine."""
AGAIN_ROWS = 5_000
"""Of those whose numbers are put right, each with its candidates, at most so many at a time."""


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
    link: bool = True,
    columns: Collection[str] = (),
) -> CleanResult:
    """Clean raw chunks (columns :data:`~minzheng_core.cleaning.outcome.frames.SOURCE` and raw fields).

    Memory holds one chunk of raw text at a time, the clean records compressed, and the raw text of
    those whose number the rest of the archive may still decide. A *crew* that was told of its work
    cleans the chunks, this process alone where there is none; the result is the same. With *link*
    the records of one act and the mentions of one person are found at the end. *columns* are those
    of chunks that a crew has already, of which none comes by here.
    """
    spec = spec.at(recipe.county)
    if crew is None:
        crew = Crew()
        crew.brief(Work(spec=spec, recipe=recipe))
    with no_collector():
        return _run(
            spec,
            raw_chunks,
            recipe,
            crew,
            tell=progress or _silent,
            link=link,
            columns=dict.fromkeys(columns),
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
    link: bool,
    columns: dict[str, None],
) -> CleanResult:
    kept = {name: Parts() for name in FRAMES}
    waiting, seen = Shelf(), Shelf()
    done = 0
    for height, frames in crew.clean(_numbered(raw_chunks, columns)):
        for name, parts in kept.items():
            parts.add(frames[name], done)
        waiting.put(frames["waiting"])
        seen.put(frames["seen"])
        done += height
        tell("清洗", done, None)
    sightings = pl.concat(map(unpacked, seen), how="diagonal") if seen else pl.DataFrame()
    del seen
    rates = damage_level(spec, sightings)
    codes = codes_seen(spec, sightings)
    regions = region_use(recipe.county, codes, rates)
    exchanged = exchanged_rows(sightings)
    elsewhere = other_county(spec, recipe.county, sightings)
    tails, ages = lost_tails(spec, sightings), age_use(spec, sightings)
    births = birth_use(spec, sightings)
    again = _again(kept, spec, waiting, sightings)
    del waiting, sightings
    if again.height:
        tell("复核存疑号码", done, None)
        beyond = ArchiveKnowledge(
            known=sound_numbers(kept["records"], spec, again),
            regions=regions,
            ages=ages,
            births=births,
            tails=tails,
            rates=rates,
        )
        _look_again(kept, beyond, again.drop(selectors.ends_with(SOUND)), crew)
        del beyond  # the numbers of all namesakes
    del again
    crew.dismiss()
    if kept["records"].height != done:
        message = f"{done} records came in, {kept['records'].height} would go out"
        raise RuntimeError(message)
    tell("核对全批档案", done, None)
    result = _joined(
        kept, spec, recipe, columns, regions=regions, codes=codes, exchanged=exchanged, link=link
    )
    return evolve(result, remarks=(("", elsewhere), *result.remarks)) if elsewhere else result


def _again(
    kept: dict[str, Parts], spec: ArchiveSpec, waiting: Shelf, seen: pl.DataFrame
) -> pl.DataFrame:
    """The raw records to be cleaned again, with what was found out; those settled are taken back."""
    if not waiting:
        return pl.DataFrame()
    raw = pl.concat([unpacked(part, ["row"])["row"] for part in waiting])
    # What is somebody else's in a record that does not wait was put right in its own row.
    copied = copied_numbers(spec, seen).filter(pl.col("row").is_in(raw.implode()))
    if copied.height:
        for parts in kept.values():
            parts.drop(copied["row"])
    those = pl.col("row").is_in(copied["row"].implode())
    again = [part.filter(pl.col(OPEN) | those) for part in map(unpacked, waiting)]
    return (
        pl.concat(again, how="diagonal")
        .drop(OPEN)
        .join(copied, on="row", how="left", maintain_order="left")
    )


def _look_again(
    kept: dict[str, Parts], beyond: ArchiveKnowledge, again: pl.DataFrame, crew: Crew
) -> None:
    """Clean the records that wait for what the rest of the archive knows, and put their numbers right."""
    # As many pieces for each who is there: few records wait, too few to start others for them.
    count = crew.size * -(-again.height // (crew.size * AGAIN_ROWS))
    # Every piece holds records of all times: some take more work than others.
    pieces = (again.gather_every(count, start) for start in range(min(count, again.height)))
    for _, frames in crew.clean(pieces, beyond):
        for name, parts in kept.items():
            parts.add_later(unpacked(frames[name]))


def _numbered(chunks: Iterable[pl.DataFrame], columns: dict[str, None]) -> Iterator[pl.DataFrame]:
    """The chunks with the number of each record in the run; *columns* gets the columns of all."""
    done = 0
    for chunk in chunks:
        columns |= dict.fromkeys(chunk.columns)
        yield chunk.with_row_index("row", offset=done)
        done += chunk.height


def _add(kept: dict[str, Parts], settled: Settled) -> None:
    """Put what the whole archive settled into the records, and the lists about it in their places."""
    kept["records"].edit(settled.settle)
    kept["changes"].add_later(compact(settled.changes))
    kept["findings"].add_later(compact(settled.findings))
    kept["candidates"].add_later(compact(settled.candidates))


def _joined(
    kept: dict[str, Parts],
    spec: ArchiveSpec,
    recipe: Recipe,
    columns: Collection[str],
    *,
    regions: RegionUse,
    codes: pl.DataFrame,
    exchanged: pl.DataFrame,
    link: bool,
) -> CleanResult:
    """The whole run out of its parts; what only the whole archive shows is added to them."""
    records, changes, findings = kept["records"], kept["changes"], kept["findings"]
    records.order("row", *SOURCE, *spec.output)
    records.edit(with_missing)
    with beside() as aside:
        everywhere = aside(found_in_all, spec, kept.pop("facts"))
        unfit = aside(unapplied_rules, spec, recipe, tuple(columns))
        legacy = settle_legacy_numbers(spec, records, changes, regions, skipped=recipe.skipped)
        _add(kept, legacy)
        uncrossed = uncross_numbers(spec, records, changes, skipped=recipe.skipped)
        _add(kept, uncrossed.settled)
        # While the other process still checks across the archive.
        unlikely = unlikely_codes(regions, codes)
        doubted_codes = doubt_codes(records, unlikely, skipped=recipe.skipped)
        _add(kept, doubted_codes)
        untold = untold_acts(spec, records)
        links = spec.link(records.whole(), None) if spec.link and link else None
        for frame in (
            told_of_blocks(spec, records, exchanged),
            *map(uncrossed.still_found, everywhere.result().across),
            *everywhere.result().in_series,
            *([link_findings(links)] if links else []),
        ):
            findings.add_later(compact(frame))
        candidates = kept["candidates"].whole().sort("row", "field", "rank")
        doubted = doubts(spec, findings, candidates)
        remarks = [*untold, *lost_digits(spec, doubted, records)]
        asked = AskedParts.of(spec, doubted, records=records, changes=changes, findings=findings)
        questions = ask(spec, doubted, asked)
    return CleanResult(
        spec=spec,
        recipe=recipe,
        record_parts=records,
        change_parts=changes,
        finding_parts=findings,
        candidates=candidates,
        questions=questions,
        asked=asked,
        links=links,
        gaps=everywhere.result().gaps,
        remarks=(*remarks, *(("", note) for note in unfit.result())),
    )
