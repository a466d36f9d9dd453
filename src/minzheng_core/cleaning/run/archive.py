"""From files or frames to a run: what the caller gives, checked, and handed to the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import evolve

from minzheng_core._version import __version__
from minzheng_core.cleaning.chunk.own_names import own_names
from minzheng_core.cleaning.plan.steps import all_steps
from minzheng_core.cleaning.run.crew import Crew, are_large
from minzheng_core.cleaning.run.pipeline import CHUNK_ROWS, run
from minzheng_core.errors import CallError, InputError
from minzheng_core.reading import ReadingNote, read_archive, read_frame
from minzheng_core.reading.mapping import PERSON, mask_digits
from minzheng_core.reference.tables import manifest
from minzheng_core.schema import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_core.cleaning.plan.conditions import Conditions
    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.run.pipeline import Progress
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reading import Archive


FILES_NAMED = 3
"""So many files are named in a remark on all of them."""


_HEADINGS = 12
"""So many headings of a table of something else are told."""
_SMALL = 5
"""Rows of small tables that are enough for a chunk: a fifth of a full one."""


def clean_archive(
    spec: ArchiveSpec,
    source: Any,
    conditions: Conditions,
    *,
    progress: Progress | None = None,
    workers: int = 1,
    link: bool = True,
    **reading: Any,
) -> CleanResult:
    """Clean *source* (files, or a frame) as *spec* says; see the registry's own ``clean``.

    Raises:
        CallError: no such county (IN203), a recipe of another registry (IN204), a step to leave out
            that does not exist (IN201), neither files nor a table (IN208).
        InputError: a file that cannot be read (IN1xx), or is of another kind (IN123).

    """
    work, mapping = conditions.work(spec), conditions.columns
    own = own_names(spec)
    if progress:
        progress("读取", 0, None)
    with Crew(workers) as crew:
        files = files_of(source)
        if files and are_large(files):
            crew.start()
        crew.brief(work)
        archive = (
            read_frame(source, spec.fields, mapping=mapping, reserved=own)
            if files is None
            else read_archive(files, spec.fields, mapping=mapping, reserved=own, **reading)
        )
        archive = _registers(spec, archive)
        final = evolve(
            work.recipe,
            mapping=archive.mapping.to_json(),
            library=__version__,
            editions={name: info.edition for name, info in manifest().items()}
            | {"rules": work.spec.book.edition},
        )
        chunks = _chunks(archive, work.spec, progress)
        result = run(work.spec, chunks, final, crew=crew, progress=progress, link=link)
    named = ((_files(archive), note) for _, note in result.remarks)
    return evolve(result, remarks=(*_of_the_recipe(conditions, final), *named, *archive.remarks))


def _of_the_recipe(conditions: Conditions, used: Recipe) -> Iterator[tuple[str, ReadingNote]]:
    """Remarks on a recipe made for another county's archive, with unknown steps, or without some."""
    recipe = conditions.recipe
    if recipe is not None and recipe.county != conditions.county:
        values = {"made_for": recipe.county, "county": conditions.county}
        yield "", ReadingNote("IN185", values=values)
    if used.unknown:
        yield "", ReadingNote("IN143", values={"steps": "、".join(used.unknown)})
    if used.skipped:
        left_out = "、".join(step for step in all_steps() if step in used.skipped)
        yield "", ReadingNote("IN144", values={"steps": left_out})


def _registers(spec: ArchiveSpec, archive: Archive) -> Archive:
    """*archive* with only the tables that tell of somebody or of an act; a remark on each of the others.

    Raises:
        InputError: a table of something else (IN123).

    """
    telling = {block.field(name) for block in spec.people for name in ("name", "id_number")}
    telling |= {f.name for f in spec.fields if f.kind is FieldKind.CERTIFICATE_NUMBER}
    telling.add(spec.event)
    if all(telling.isdisjoint(table.mapping.fields) for table in archive.tables):
        columns = [c for sheet in archive.mapping.sheets for c in sheet.columns if c.heading]
        files = "、".join(path.name for path in archive.paths) or "表"
        known = _told(c.heading for c in columns if c.field)
        unknown = _told(c.heading for c in columns if not c.field)
        raise InputError("IN123", file=files, registry=spec.label, known=known, unknown=unknown)
    telling |= {PERSON + name for name in ("name", "id_number")}
    left_out = [t for t in archive.tables if telling.isdisjoint(t.mapping.fields)]
    notes = [
        (f"{table.file} {table.sheet}".strip(), ReadingNote("IN141", values={"columns": known}))
        for table in left_out
        if (known := "、".join(c.heading for c in table.mapping.fields.values() if c.heading))
    ]
    tables = tuple(table for table in archive.tables if table not in left_out)
    return evolve(archive, tables=tables, notes=(*notes, *archive.notes))


def _told(headings: Iterable[str]) -> str:
    """The first of *headings*; nothing of them where one holds a long number and is rather a datum."""
    told = list(dict.fromkeys(headings))[:_HEADINGS]
    return "…" if any(mask_digits(word) != word for word in told) else "、".join(told) or "—"


def files_of(source: Any) -> list[str | Path] | None:
    """The files that *source* names; ``None`` where it is a frame."""
    if isinstance(source, str | Path):
        return [source]
    if not isinstance(source, list | tuple):
        return None
    for other in source:
        if not isinstance(other, str | Path):
            raise CallError("IN208", kind=f"{type(source).__name__}[{type(other).__name__}]")
    return list(source)


def _files(archive: Archive) -> str:
    """The files of the archive as a remark on all of them names them."""
    files = list(dict.fromkeys(table.file for table in archive.tables))
    return "、".join(files[:FILES_NAMED]) + ("…" if len(files) > FILES_NAMED else "")


def _chunks(
    archive: Archive, spec: ArchiveSpec, progress: Progress | None
) -> Iterator[pl.DataFrame]:
    """The raw chunks of all tables, with file, sheet and row of the source.

    *progress* is told of the first one when it has been read: to clean it takes a while.
    """
    first = True
    for frame in _gathered(archive, spec):
        if first and progress:
            whole = len(archive.tables) == 1 and frame.height < CHUNK_ROWS
            progress(f"清洗前 {frame.height:,} 条", 0, frame.height if whole else None)
        first = False
        yield frame


def _gathered(archive: Archive, spec: ArchiveSpec) -> Iterator[pl.DataFrame]:
    """The rows in their order, those of neighbouring small tables with the same fields in one chunk.

    A chunk takes its time however few rows it has, and a county has a workbook for each township and year.
    """
    held: list[pl.DataFrame] = []
    for table, rows in archive.chunks(CHUNK_ROWS):
        frame = rows.select(
            pl.lit(table.file).alias("source_file"),
            pl.lit(table.sheet).alias("source_sheet"),
            pl.all(),
        )
        fields = spec.by_name.keys() & set(frame.columns)
        if held and fields != spec.by_name.keys() & set(held[0].columns):
            yield pl.concat(held, how="diagonal")
            held = []
        held.append(frame)
        if sum(part.height for part in held) >= CHUNK_ROWS // _SMALL:
            yield pl.concat(held, how="diagonal")
            held = []
    if held:
        yield pl.concat(held, how="diagonal")
