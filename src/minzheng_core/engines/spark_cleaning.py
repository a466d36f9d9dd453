"""Cleaning of an archive inside Spark: every chunk on some machine, the rest where it is wanted.

What a record needs of itself is done on the cluster and stays there. What needs the whole archive
(the second look at doubtful numbers, agreement, gaps, questions, linking) is done on one machine by
:meth:`SparkCleaned.result`, on the compressed parts, and gives what the plain path gives.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from minzheng_core.cleaning.outcome.frames import FRAMES, OPEN, WAITING
from minzheng_core.cleaning.plan.recipe import Recipe
from minzheng_core.cleaning.plan.work import Work
from minzheng_core.cleaning.run.crew import Crew
from minzheng_core.engines.spark import arrow_schema, pieces, spark_schema, to_batches
from minzheng_core.extras import require_extra
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    import polars as pl
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.reading import ArchiveMapping
    from minzheng_core.reference.overlay import Overlay

SAMPLE = 5_000
"""Rows by which the columns are recognised."""
SOURCE_NAME = "数据表"


def clean(
    frame: DataFrame,
    spec: ArchiveSpec,
    *,
    county: str,
    on: date,
    recipe: Recipe | None = None,
    overlay: Overlay | None = None,
    mapping: ArchiveMapping | None = None,
) -> SparkCleaned:
    """Clean a Spark table, one record a row, its columns named by headings or by fields.

    Args:
        frame: the table; all columns are read as text. Where it has ``source_file``,
            ``source_sheet`` and ``source_row``, these name the records.
        spec: the registry, such as ``minzheng_core.registries.marriage.spec.spec()``.
        county: the county whose archive this is, its code or name.
        on: the day by which "future" is judged.
        recipe: a recipe of an earlier run.
        overlay: the county's own additions to the reference data.
        mapping: how columns are read, where they are not to be recognised.

    Raises:
        CallError: no such county (IN203).
        InputError: no column was recognised (IN111), no rows (IN112).
        MissingExtra: ``pyspark`` or a module of ``archive`` is not installed (IN002).

    Limitations: a column about both spouses is not divided. Rows are numbered in the order of the
    partitions, so the table must give the same partitions each time it is read (files and saved
    tables do). Totals and repeated headings of spreadsheets are not looked for.
    """
    require_extra("archive")
    require_extra("spark")
    import polars as pl

    from minzheng_core.cleaning.chunk.own_names import own_names
    from minzheng_core.reading import read_frame
    from minzheng_core.reading.mapping import person_fields
    from minzheng_core.reading.rows.body import column_titles

    county = county_code(county)
    source = [
        name for name in ("source_file", "source_sheet", "source_row") if name in frame.columns
    ]
    own = own_names(spec)
    sample = pl.DataFrame(frame.drop(*source).limit(SAMPLE).toArrow())
    found = read_frame(
        sample, spec.fields, mapping=mapping, reserved=own, as_it_stands=True
    ).mapping
    recipe = recipe or Recipe(registry=spec.name, county=county, on=on)
    recipe = evolve(recipe, county=county, on=on, mapping=found.to_json())
    titles = column_titles(found.sheets[0], {*own, *person_fields(spec.fields)})
    names = dict(zip(sample.columns, titles, strict=True))
    work = Work(spec=spec.at(county), recipe=recipe, overlay=overlay)
    binary = dict.fromkeys((*FRAMES, *WAITING), pl.Binary())
    schema = spark_schema(pl.Schema({"first": pl.Int64(), "height": pl.Int64(), **binary}))
    job = partial(_clean_on, work, names, _offsets(frame), arrow_schema(schema))
    parts = frame.mapInArrow(job, schema).persist()
    return SparkCleaned(work=work, parts=parts, columns=tuple(names.values()))


@frozen(kw_only=True, repr=False)
class SparkCleaned:
    """Cleaned chunks on the cluster; ``row`` numbers the records from 0.

    Attributes:
        parts: one row per chunk with its compressed frames, kept by Spark until
            ``parts.unpersist()``.

    """

    work: Work
    parts: DataFrame
    columns: tuple[str, ...]

    def frame(self, name: str) -> DataFrame:
        """``records``, ``findings``, ``changes`` or ``candidates`` as a Spark table.

        Limitations: a number that only the rest of the archive could decide or refute (another record, or
        how many have a region code) is left as its own record leaves it; :meth:`result` looks again.
        """
        schema = spark_schema(self._schemas[name])
        job = partial(_unpack_on, self.work, name, arrow_schema(schema))
        return self.parts.select(name, "waiting").mapInArrow(job, schema)

    @property
    def records(self) -> DataFrame:
        """The clean records as a Spark table."""
        return self.frame("records")

    def result(self, *, link: bool = True) -> CleanResult:
        """All of it brought to this machine and completed: what the plain path gives."""
        from minzheng_core.cleaning.run.pipeline import run

        work = self.work
        crew = _Collected(parts=self.parts)
        crew.brief(work)
        return run(work.spec, (), work.recipe, crew=crew, link=link, columns=self.columns)

    @cached_property
    def _schemas(self) -> dict[str, pl.Schema]:
        from minzheng_core.processing.packing import unpacked

        part = _cleaned(_raw(_empty(self.columns), 0), self.work)
        return {name: unpacked(part[name]).schema for name in FRAMES}


@define(kw_only=True)
class _Collected(Crew):
    """A crew whose chunks were cleaned on the cluster."""

    parts: Any = field(repr=False)

    def clean(
        self, chunks: Iterable[pl.DataFrame], beyond: ArchiveKnowledge | None = None
    ) -> Iterator[tuple[int, dict[str, bytes]]]:
        if beyond is not None:
            yield from super().clean(chunks, beyond)
            return
        for row in self.parts.toLocalIterator():
            yield row["height"], {name: bytes(row[name]) for name in (*FRAMES, *WAITING)}


def _offsets(frame: DataFrame) -> dict[int, int]:
    """How many rows stand before each partition."""
    import polars as pl

    schema = spark_schema(pl.Schema({"partition": pl.Int64(), "rows": pl.Int64()}))
    job = partial(_counted, arrow_schema(schema))
    counts = sorted((r["partition"], r["rows"]) for r in frame.mapInArrow(job, schema).collect())
    offsets, done = {}, 0
    for part, rows in counts:
        offsets[part] = done
        done += rows
    return offsets


def _partition() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    return 0 if context is None else context.partitionId()


def _counted(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import polars as pl

    rows = sum(batch.num_rows for batch in batches)
    yield from to_batches(pl.DataFrame({"partition": [_partition()], "rows": [rows]}), schema)


def _clean_on(
    work: Work,
    names: dict[str, str],
    offsets: dict[int, int],
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
) -> Iterator[pa.RecordBatch]:
    import polars as pl

    first = offsets[_partition()]
    for piece in pieces(batches):
        part = _cleaned(_raw(piece.rename(names, strict=False), first), work)
        frames = {name: [data] for name, data in part.items()}
        line = pl.DataFrame({"first": [first], "height": [piece.height], **frames})
        yield from to_batches(line, schema)
        first += piece.height


def _unpack_on(
    work: Work, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    from minzheng_core.cleaning.evidence.known_numbers import ArchiveKnowledge
    from minzheng_core.processing.packing import unpacked

    for batch in batches:
        for settled, waiting in zip(*(batch.column(n) for n in (name, "waiting")), strict=True):
            yield from to_batches(unpacked(settled.as_py()), schema)
            again = unpacked(waiting.as_py()).filter(OPEN).drop(OPEN)
            if again.height:
                yield from to_batches(
                    unpacked(_cleaned(again, work, ArchiveKnowledge())[name]), schema
                )


def _cleaned(
    raw: pl.DataFrame, work: Work, beyond: ArchiveKnowledge | None = None
) -> dict[str, bytes]:
    from minzheng_core.cleaning.run.worker import cleaned

    return cleaned(raw, work, beyond)


def _raw(piece: pl.DataFrame, first: int) -> pl.DataFrame:
    """Rows as cleaning wants them: numbered, named by their source, nothing but text, blanks as no cells."""
    import polars as pl

    from minzheng_core.reading.files.cells import tidy

    rows = pl.int_range(first, first + pl.len(), dtype=pl.UInt32)
    named: dict[str, Any] = {
        "source_file": pl.lit(SOURCE_NAME),
        "source_sheet": pl.lit(""),
        "source_row": rows + 2,
    }
    source = {n: pl.col(n) if n in piece.columns else e for n, e in named.items()}
    source["source_row"] = source["source_row"].cast(pl.UInt32)
    rest = [pl.col(name).cast(pl.String) for name in piece.columns if name not in source]
    return piece.select(row=rows, **source).hstack(tidy(piece.select(rest))[0])


def _empty(columns: tuple[str, ...]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
