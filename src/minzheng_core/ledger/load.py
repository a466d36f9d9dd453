"""Cleaned archives into a book: streamed, resumable, the same record never twice (入库)."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from attrs import field, frozen

from minzheng_core.errors import CallError, InputError
from minzheng_core.ledger.bulk_draft import BulkDraft, bulk_draft
from minzheng_core.ledger.drafting import require_open_words
from minzheng_core.ledger.load_source import key_of, source_of
from minzheng_core.ledger.reload import Again, corrections
from minzheng_core.ledger.revision import Source
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from minzheng_core.ledger.setting import Setting

    Frames = pl.DataFrame | str | Path | Iterable[pl.DataFrame]

CHUNK = 10_000
"""Records written in one transaction: a killed load loses no more than these."""
AS_WRITTEN = "档案原文如此"


@frozen(kw_only=True)
class Loaded:
    """What became of a load: how many records were begun, corrected, found unchanged, or done before."""

    registered: int = 0
    corrected: int = 0
    unchanged: int = 0
    before: int = 0
    left: tuple[str, ...] = field(default=(), repr=False)
    """Keys of records that could not be corrected, because their state does not allow it."""

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(
            registered=self.registered + other.registered,
            corrected=self.corrected + other.corrected,
            unchanged=self.unchanged + other.unchanged,
            before=self.before + other.before,
            left=(*self.left, *other.left),
        )


@frozen(kw_only=True)
class Terms:
    """What holds for every record of a load."""

    by: str
    reason: str
    accept: str
    series: str = ""
    recipe: str | None = None


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
    name = name or _named(frames, terms)
    total = frames.height if isinstance(frames, pl.DataFrame) else None
    written = setting.store.loaded(setting.name, name)
    outcome = Loaded(before=written)
    for part in _ahead(_parts(setting, frames, terms, findings, written)):
        outcome += part.write(setting, name)
        if progress:
            progress(part.after, total)
    return outcome


def _parts(
    setting: Setting, frames: Frames, terms: Terms, findings: pl.DataFrame | None, written: int
) -> Iterator[_Part]:
    """The chunks of the records that are not yet written, made ready."""
    after = 0
    for chunk in _chunks(frames):
        start, after = after, after + chunk.height
        if after > written:
            first = max(start, written)
            codes = _of_rows(findings, first, after)
            yield _Part.of(setting, chunk.slice(first - start), terms, codes, first)


def _ahead(parts: Iterator[_Part]) -> Iterator[_Part]:
    """The same parts, each made ready by another thread while the one before it is written."""
    with ThreadPoolExecutor(max_workers=1) as hand:
        coming = hand.submit(next, parts, None)
        while part := coming.result():
            coming = hand.submit(next, parts, None)
            yield part


def _chunks(frames: Frames) -> Iterator[pl.DataFrame]:
    if isinstance(frames, pl.DataFrame):
        yield from frames.iter_slices(CHUNK)
    elif isinstance(frames, str | Path):
        whole = pl.scan_parquet(frames)
        try:
            height = int(whole.select(pl.len()).collect().item())
        except (OSError, pl.exceptions.PolarsError) as error:
            raise InputError("IN206", file=Path(frames).name) from error
        for start in range(0, height, CHUNK):
            yield whole.slice(start, CHUNK).collect()
    else:
        for frame in frames:
            yield from frame.iter_slices(CHUNK)


def _named(frames: Frames, terms: Terms) -> str:
    """The name by which an interrupted load is known again: the digest of what is loaded."""
    if not isinstance(frames, pl.DataFrame | str | Path):
        raise CallError("BK221")
    digest = hashlib.sha256(canonical([terms.series, terms.recipe]).encode())
    for chunk in _chunks(frames):
        digest.update(chunk.write_csv().encode())
    return digest.hexdigest()


def _of_rows(findings: pl.DataFrame | None, first: int, after: int) -> pl.DataFrame:
    if findings is None:
        return pl.DataFrame(schema={"row": pl.UInt32, "code": pl.String, "severity": pl.String})
    row = pl.col("row")
    return findings.lazy().filter(row >= first, row < after).select(
        row - first, pl.col("code", "severity").cast(pl.String)
    ).collect()  # fmt: skip


@frozen(kw_only=True)
class _Part:
    """A chunk of records in the terms of the book."""

    values: pl.DataFrame = field(repr=False)
    told: pl.DataFrame
    """For each record ``key, source, noted, accepted``."""
    codes: pl.DataFrame
    terms: Terms
    draft: BulkDraft
    """The registrations of all of them; most loads find none of them known."""
    after: int
    """How many records of the load are done when this part is written."""

    @classmethod
    def of(
        cls, setting: Setting, chunk: pl.DataFrame, terms: Terms, codes: pl.DataFrame, first: int
    ) -> _Part:
        columns = {path.replace(".", "_"): path for path in setting.registry.paths}
        found = {name: path for name, path in columns.items() if name in chunk.columns}
        if not found:
            raise CallError("BK220", registry=setting.registry.label)
        values = chunk.select(_plain(chunk, name).alias(path) for name, path in found.items())
        told = chunk.select(key_of(chunk, terms.series, first), source_of(chunk, terms.recipe))
        if told["key"].n_unique() < told.height:
            raise CallError("BK222")
        judged = _judged(codes, chunk.height, terms.accept)
        told = pl.concat([told, judged], how="horizontal")
        return cls(
            values=values,
            told=told,
            codes=codes,
            terms=terms,
            draft=bulk_draft(setting, values, by=terms.by, told=told),
            after=first + chunk.height,
        )

    def write(self, setting: Setting, name: str) -> Loaded:
        """Register what is new, correct what is known; all of it once."""
        known = self._known(setting)
        outcome, draft = Loaded(), self.draft
        if known:
            outcome = self._corrected(setting, known)
            new = ~self.told["key"].is_in(sorted(known))
            values, told = self.values.filter(new), self.told.filter(new)
            draft = bulk_draft(setting, values, by=self.terms.by, told=told)
        setting.store.append(
            setting.name,
            lambda tail: draft.chained(tail, algorithm=setting.algorithm, at=setting.clock()),
            loaded=(name, self.after),
        )
        return outcome + Loaded(registered=len(draft.keys))

    def _known(self, setting: Setting) -> set[str]:
        """The keys that the book has already; one probe tells that it has none of them."""
        keys = self.told["key"]
        low, high = str(keys.min()), str(keys.max())
        store, name = setting.store, setting.name
        if not store.rows_of(name, [low]):
            nearest = next(store.by_record(name, after=low), None)
            if nearest is None or nearest.key > high:
                return set()
        return {row.key for row in store.rows_of(name, keys.to_list())}

    def _corrected(self, setting: Setting, known: set[str]) -> Loaded:
        """Correct the records that the book has already."""
        codes: dict[int, list[tuple[str, str]]] = {}
        for row, code, severity in self.codes.select("row", "code", "severity").rows():
            codes.setdefault(row, []).append((code, severity))
        again = [
            Again(
                key=key,
                values=self.values.row(row, named=True),
                source=Source(**json.loads(source or "{}")),
                codes=codes.get(row, ()),
            )
            for row, (key, source) in enumerate(self.told.select("key", "source").rows())
            if key in known
        ]
        terms = self.terms
        found = corrections(setting, again, by=terms.by, reason=terms.reason, accept=terms.accept)
        if found.drafts:
            setting.append(found.drafts)
        return Loaded(corrected=len(found.drafts), unchanged=found.unchanged, left=found.left)


def _plain(chunk: pl.DataFrame, name: str) -> pl.Expr:
    """A column of the records as text or whole numbers, empty cells as nothing."""
    dtype = chunk.schema[name]
    if isinstance(dtype, pl.Categorical | pl.Enum):
        return pl.col(name).cast(pl.String).replace("", None)
    return pl.col(name).replace("", None) if dtype == pl.String else pl.col(name)


def _judged(codes: pl.DataFrame, height: int, accept: str) -> pl.DataFrame:
    """For each record the codes ``noted`` and those ``accepted``, as JSON."""
    marked = (
        codes.with_columns(error=(pl.col("severity") == "error").any().over("row", "code"))
        .unique(["row", "code"], keep="first", maintain_order=True)
        .with_columns(text=pl.concat_str(pl.lit('"'), "code", pl.lit('"')))
    )
    text = pl.col("text")
    noted = _together(marked.filter(~pl.col("error")), text, "[]", "noted")
    agreed = marked.filter("error").sort("row", "code")
    accepted = _together(
        agreed, pl.concat_str(text, pl.lit(f":{canonical(accept)}")), "{}", "accepted"
    )
    rows = pl.DataFrame({"row": pl.int_range(height, dtype=pl.UInt32, eager=True)})
    for found in (noted, accepted):
        rows = rows.join(found, on="row", how="left", maintain_order="left")
    return rows.drop("row")


def _together(marked: pl.DataFrame, text: pl.Expr, brackets: str, name: str) -> pl.DataFrame:
    inside = marked.group_by("row", maintain_order=True).agg(text.str.join(",").alias(name))
    return inside.with_columns(
        pl.concat_str(pl.lit(brackets[0]), name, pl.lit(brackets[1])).alias(name)
    )
