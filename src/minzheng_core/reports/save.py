"""Writing a run to disk: everything or nothing, in a directory that appears when it is whole."""

from __future__ import annotations

import errno
import hashlib
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from minzheng_core.errors import OutputError
from minzheng_core.outputs import real_path, writing
from minzheng_core.processing.freed_memory import trim
from minzheng_core.processing.hands import Shared, spare_hands, together
from minzheng_core.reports.links import write_links
from minzheng_core.reports.long_tables import slices, write_csv
from minzheng_core.reports.run_files import (
    CANDIDATES,
    CHANGES,
    FINAL,
    FINDINGS,
    GAPS,
    OUTPUTS,
    QUESTIONS,
    RECIPE,
    RECORDS,
    RECORDS_CSV,
    REPORT,
    RETURNED,
    SUMMARY,
    WORKBOOK,
)
from minzheng_core.reports.run_identity import digest_of, questions_table
from minzheng_core.reports.sentences import at_source, with_sentences
from minzheng_core.unfinished import clear_away, working_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.processing.hands import Hand
    from minzheng_core.processing.parts import Parts
    from minzheng_core.reports.workbook.volume import Volume

SLICE = 25_000
"""Lines of text written at a time."""
GROUP = 25_000
"""Records of a row group, the unit in which Parquet is read back."""
_WORKBOOKS = re.compile(rf"{Path(WORKBOOK).stem}(-\d+)?\.xlsx")
"""The workbook and its further volumes."""


def save(result: CleanResult, directory: str | Path) -> Path:
    """Write all outputs of *result* into *directory* and return its path.

    Raises:
        OutputError: the directory holds something that is not a run (IN301) or a clerk's decisions
            (IN305), the disk is full (IN302), or there is no permission (IN303).

    """
    target = Path(directory)
    with whole_directory(target) as folder:
        _write_all(result, folder)
        books = sorted(filter(lambda path: _WORKBOOKS.fullmatch(path.name), folder.iterdir()))
        digests = {book.name: _digest(book) for book in books}
        content = {"run": digest_of(result), "workbooks": digests, **result.summary}
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        (folder / SUMMARY).write_text(text, encoding="utf-8")
    return target


def _write_all(result: CleanResult, folder: Path) -> None:
    """Write tables, report and workbooks, with the help of other processes where there are any."""
    from minzheng_core.reports.html.figures import Figures
    from minzheng_core.reports.html.page import write_html
    from minzheng_core.reports.workbook.volumes import volumes, write_volume

    def for_programs_and_reading() -> None:
        trim()  # what questions were made of
        result.count_along()
        figures = Figures.of(result)
        write_tables(result, folder)
        write_html(result, folder / REPORT, figures)

    def elsewhere(hand: Hand, _: int, volume: Volume) -> None:
        hand.ask(write_volume, volume, aside)

    books = volumes(result, folder / WORKBOOK)
    # The first is ready before anything else is begun: writing it takes longest.
    shared = Shared(chain([next(books)], books))
    with (
        # One place for what all set aside, so that nothing stays of a process that was killed.
        TemporaryDirectory(dir=folder) as aside,
        spare_hands() as hands,
        ThreadPoolExecutor(max_workers=1) as thread,
        together(hands, shared, elsewhere) as rest,
    ):
        # Tables and report are made by native code that lets workbooks be made meanwhile.
        tables = thread.submit(for_programs_and_reading)
        if hands:
            tables.result()
        for _, volume in rest:
            write_volume(volume, aside)
        tables.result()


def write_tables(result: CleanResult, folder: Path) -> None:
    """Records, findings, changes, candidates, gaps and the recipe, for programs."""
    _write_records(result.record_parts, folder)
    columns = ("source_file", "source_sheet", "source_row", "field", "code", "severity", "sentence")
    write_csv(
        folder / FINDINGS,
        (
            at_source(result, with_sentences(part)).select(columns)
            for part in _sliced(result.finding_parts)
        ),
    )
    write_csv(folder / CHANGES, (at_source(result, p) for p in _sliced(result.change_parts)))
    at_source(result, result.candidates).write_csv(folder / CANDIDATES)
    questions_table(result.questions).write_csv(folder / QUESTIONS)
    _neighbours(result).write_csv(folder / GAPS)
    if result.links:
        write_links(result.spec, result.records, result.links, folder)
    (folder / RECIPE).write_text(result.recipe.to_json(), encoding="utf-8")


def _sliced(parts: Parts) -> Iterator[pl.DataFrame]:
    """A long list as so many lines at a time as are written together."""
    return (part for whole in parts.each() for part in slices(whole, SLICE))


def _write_records(parts: Parts, folder: Path) -> None:
    """Write the records as text and as Parquet while they are unpacked, once for both."""
    from polars.io.plugins import register_io_source

    schema = {name: dtype for name, dtype in parts.schema.items() if name != "row"}
    with (folder / RECORDS_CSV).open("wb") as file:

        def frames(*_: object) -> Iterator[pl.DataFrame]:
            for number, part in enumerate(parts.each(*schema)):
                part.write_csv(file, include_header=number == 0)
                yield part

        records = register_io_source(frames, schema=schema)
        # The first level makes files as small as the usual one, in two thirds of the time.
        records.sink_parquet(
            folder / RECORDS,
            compression="zstd",
            compression_level=1,
            row_group_size=GROUP,
        )


def _neighbours(result: CleanResult) -> pl.DataFrame:
    """The gaps with the source rows of their neighbours instead of positions."""
    return result.gaps.with_columns(
        result.source_of(result.gaps[c])["source_row"].alias(c) for c in ("row_before", "row_after")
    )


def check_target(target: Path) -> None:
    """Refuse, before any work is done, a directory that must not be replaced.

    Raises:
        OutputError: it is the current directory or one above it (IN307), which a shell would lose;
            it holds other files or is a file (IN301), or a clerk's decisions: a workbook
            that was filled in, final records (IN305); or it cannot be looked at (IN303, IN304).

    """
    with writing(target.name):
        if not target.exists():
            return
        here = Path.cwd()
        if target.resolve() in {here, *here.parents}:
            raise OutputError("IN307", directory=str(target))
        names = {entry.name for entry in target.iterdir()} if target.is_dir() else {target.name}
        if FINAL in names or _filled_in(target, names):
            raise OutputError("IN305", directory=target.name, workbook=WORKBOOK)
        foreign = {
            name
            for name in names - OUTPUTS
            if not (name.startswith(f"{RETURNED}_") or _WORKBOOKS.fullmatch(name))
        }
        if foreign or (names and SUMMARY not in names):
            raise OutputError("IN301", directory=target.name)


def mark_of(folder: Path) -> tuple[int, int] | None:
    """What tells a directory from any that takes its place; ``None`` where there is none."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


@contextmanager
def whole_directory(
    target: Path, *, instead_of: tuple[int, int] | Literal["any"] | None = "any"
) -> Iterator[Path]:
    """A new directory that takes the place of *target* when the block ends well, else vanishes.

    With *instead_of*, the :func:`mark_of` what was read before, it takes the place of nothing else.

    Raises:
        OutputError: as for :func:`save`; or somebody else wrote the directory meanwhile (IN308), and
            what they wrote stays.

    """
    check_target(target)
    name, target = target.name, real_path(target)
    folder = working_place(target)
    old = folder.with_name(folder.name + "-old")
    try:
        with writing(name):
            target.parent.mkdir(parents=True, exist_ok=True)
            clear_away(target)
            folder.mkdir()
            yield folder
            check_target(target)
            if target.exists():
                target.rename(old)
            if instead_of not in ("any", mark_of(old)):
                raise OutputError("IN308", directory=name)
            try:
                folder.rename(target)
            except OSError as error:
                if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:
                    raise OutputError("IN308", directory=name) from error
                raise
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _filled_in(target: Path, names: set[str]) -> bool:
    """Whether a workbook is no longer the one that the run wrote."""
    try:
        summary = json.loads((target / SUMMARY).read_text(encoding="utf-8"))
        written = dict(summary.get("workbooks") or {})
    except (OSError, ValueError, TypeError, AttributeError):
        return False
    books = sorted(filter(_WORKBOOKS.fullmatch, names))
    return any(written.get(name) != _digest(target / name) for name in books)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
