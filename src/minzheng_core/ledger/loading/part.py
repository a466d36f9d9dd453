"""A chunk of clean records in the terms of a book: keys, sources, values by path, judgement."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
from attrs import field, frozen

from minzheng_core.errors import CallError
from minzheng_core.ledger.loading.again import Again, corrections
from minzheng_core.ledger.loading.bulk_draft import BulkDraft, bulk_draft
from minzheng_core.ledger.loading.source import key_of, source_of
from minzheng_core.ledger.revision import Row, Source, Tail
from minzheng_core.schema.canonical import canonical

if TYPE_CHECKING:
    from minzheng_core.ledger.setting import Setting


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


@frozen(kw_only=True)
class Part:
    """A chunk of records in the terms of the book."""

    values: pl.DataFrame = field(repr=False)
    told: pl.DataFrame
    """For each record ``key, source, noted, accepted``."""
    codes: pl.DataFrame
    terms: Terms
    draft: BulkDraft
    """The registrations of all of them; most loads find none of them known."""

    @classmethod
    def of(
        cls, setting: Setting, chunk: pl.DataFrame, terms: Terms, codes: pl.DataFrame, first: int
    ) -> Part:
        """The records of *chunk*, the first of which is the one at *first* in the load.

        Raises:
            CallError: no column of the registry (BK220), one source row twice (BK222).

        """
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
        )

    def rows(self, setting: Setting, tail: Tail) -> list[Row]:
        """The rows of all of them as they follow on *tail*."""
        return self.draft.chained(tail, algorithm=setting.algorithm, at=setting.clock())

    def without(self, setting: Setting, known: set[str]) -> BulkDraft:
        """The registrations of those that the book has not."""
        if not known:
            return self.draft
        new = ~self.told["key"].is_in(sorted(known))
        values, told = self.values.filter(new), self.told.filter(new)
        return bulk_draft(setting, values, by=self.terms.by, told=told)

    def corrected(self, setting: Setting, known: set[str]) -> Loaded:
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
