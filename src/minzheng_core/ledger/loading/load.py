"""Cleaned archives into a book: streamed, resumable, the same record never twice (入库)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.errors import CallError
from minzheng_core.ledger.drafting import require_open_words
from minzheng_core.ledger.loading.hand import Task, along
from minzheng_core.ledger.loading.part import Loaded, Terms
from minzheng_core.ledger.loading.records_file import RecordsFile
from minzheng_core.ledger.loading.source import key_of
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from minzheng_core.ledger.loading.hand import Foreseen
    from minzheng_core.ledger.revision import Row, Tail
    from minzheng_core.ledger.setting import Setting

    Frames = pl.DataFrame | str | Path | Iterable[pl.DataFrame]
    Source = pl.DataFrame | RecordsFile | Iterable[pl.DataFrame]

CHUNK = 20_000
"""Records written in one transaction: a killed load loses no more than these."""
AS_WRITTEN = "档案原文如此"


def load(
    setting: Setting,
    frames: Frames,
    *,
    terms: Terms,
    findings: pl.DataFrame | None = None,
    name: str | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Loaded:
    """Write the records of cleaned frames into a book; see :meth:`Book.load`."""
    require_open_words(terms.by, terms.reason, None)
    source = RecordsFile.at(Path(frames)) if isinstance(frames, str | Path) else frames
    name = name or _named(source, terms)
    total = source.height if isinstance(source, pl.DataFrame) else None
    written = setting.store.loaded(setting.name, name)
    outcome = Loaded(before=written)
    for task, foreseen in along(_tasks(source, findings, written), setting, terms):
        outcome += _write(setting, task, terms, name, foreseen)
        if progress:
            progress(task.after, total)
    return outcome


def _tasks(source: Source, findings: pl.DataFrame | None, written: int) -> Iterator[Task]:
    """The chunks of the records that are not yet written."""
    after = 0
    for chunk in _chunks(source):
        start, after = after, after + chunk.height
        if after > written:
            first = max(start, written)
            codes = _of_rows(findings, first, after)
            yield Task(chunk=chunk.slice(first - start), codes=codes, first=first)


def _write(
    setting: Setting, task: Task, terms: Terms, name: str, foreseen: Foreseen | None
) -> Loaded:
    """Register what is new, correct what is known; all of it once."""
    keys = key_of(task.chunk, terms.series, task.first)
    known = _known(setting, keys)
    part = None if foreseen and not known else task.part(setting, terms)
    outcome = part.corrected(setting, known) if part and known else Loaded()
    registered = 0

    def build(tail: Tail) -> Sequence[Row]:
        nonlocal registered
        if part is None and foreseen and foreseen.tail == tail:
            rows = foreseen.rows
        else:
            draft = (part or task.part(setting, terms)).without(setting, known)
            rows = draft.chained(tail, algorithm=setting.algorithm, at=setting.clock())
        registered = len(rows)
        return rows

    setting.store.append(setting.name, setting.guarded(build), loaded=(name, task.after))
    return outcome + Loaded(registered=registered)


def _known(setting: Setting, keys: pl.Series) -> set[str]:
    """The keys that the book has already; one probe tells that it has none of them."""
    low, high = str(keys.min()), str(keys.max())
    store, name = setting.store, setting.name
    if not store.rows_of(name, [low]):
        nearest = next(store.by_record(name, after=low), None)
        if nearest is None or nearest.key > high:
            return set()
    return {row.key for row in store.rows_of(name, keys.to_list())}


def _chunks(source: Source) -> Iterator[pl.DataFrame]:
    if isinstance(source, pl.DataFrame):
        yield from source.iter_slices(CHUNK)
    elif isinstance(source, RecordsFile):
        yield from source.chunks(CHUNK)
    else:
        for frame in source:
            yield from frame.iter_slices(CHUNK)


def _named(source: Source, terms: Terms) -> str:
    """The name by which an interrupted load is known again: the digest of what is loaded."""
    if not isinstance(source, pl.DataFrame | RecordsFile):
        raise CallError("BK221")
    digest = hashlib.sha256(canonical([terms.series, terms.recipe]).encode())
    for chunk in _chunks(source):
        digest.update(chunk.write_csv().encode())
    return digest.hexdigest()


def _of_rows(findings: pl.DataFrame | None, first: int, after: int) -> pl.DataFrame:
    if findings is None:
        return pl.DataFrame(schema={"row": pl.UInt32, "code": pl.String, "severity": pl.String})
    row = pl.col("row")
    return findings.lazy().filter(row >= first, row < after).select(
        row - first, pl.col("code", "severity").cast(pl.String)
    ).collect()  # fmt: skip
