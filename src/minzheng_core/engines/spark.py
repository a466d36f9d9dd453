"""Column kernels inside Spark: the same functions, called on batches of a distributed table (集群).

A kernel takes a Polars column and gives a frame; Spark hands it Arrow batches (``mapInArrow``), so
that nothing is copied cell by cell and no answer differs from that of the plain path. Every machine
of the cluster needs ``minzheng-core[archive,spark]``.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_core.errors import MissingExtra
from minzheng_core.extras import require, require_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import polars as pl
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    Kernel = Callable[[pl.Series], pl.DataFrame]

BATCH_ROWS = 25_000
"""Rows given to a kernel at a time."""


def local_session(cores: int = 2, **settings: str) -> SparkSession:
    """A Spark session on this machine, for trying things out; on a cluster there is one already.

    Args:
        cores: how many processors it takes.
        settings: further settings, ``__`` in a name standing for its dots.

    Raises:
        MissingExtra: ``pyspark`` is not installed (IN002), or there is no Java (IN003).

    """
    sql = require("pyspark.sql", "spark")
    home = os.environ.get("JAVA_HOME")
    if not (home and (Path(home) / "bin" / "java").exists()) and not shutil.which("java"):
        raise MissingExtra("IN003")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master(f"local[{cores}]").appName("minzheng_core")
    chosen = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(cores),
    } | {name.replace("__", "."): value for name, value in settings.items()}
    for name, value in chosen.items():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    return session


def with_kernel(frame: DataFrame, column: str, kernel: Kernel) -> DataFrame:
    """The table with what a column kernel tells of a text column, as ``{column}_{part}``.

    Args:
        frame: a Spark table.
        column: the name of a column of text.
        kernel: from a Polars column to a frame of the same height, such as
            :func:`minzheng_core.columns.id_numbers.parse`,
            :func:`minzheng_core.columns.names.keys` or
            ``functools.partial(minzheng_core.columns.dates.parse, on=…)``. It is sent to the
            machines of the cluster by its name.

    Masks (UInt32) arrive as long integers, since Spark has no unsigned ones, enumerations as text.

    Raises:
        MissingExtra: ``pyspark`` or a module of ``archive`` is not installed (IN002).

    Example::

        from minzheng_core.columns import id_numbers
        from minzheng_core.engines import spark

        table = spark.with_kernel(session.table("登记"), "男方身份证号", id_numbers.parse)
        table.select("男方身份证号_id18", "男方身份证号_birth")

    """
    require_extra("archive")
    require_extra("spark")
    import polars as pl

    found = kernel(pl.Series(column, [], dtype=pl.String))
    schema = type(frame.schema)([*frame.schema.fields, *_fields(_parts(found, column).schema)])
    return frame.mapInArrow(partial(_kernel_on, column, kernel, arrow_schema(schema)), schema)


def check_ids(frame: DataFrame, column: str, *, on: date | None = None) -> DataFrame:
    """The table with the findings on a column of identity numbers, as ``{column}_codes``.

    The codes are those of :func:`minzheng_core.check_ids`, in its order; a sound number has none.
    *on* is the day by which "future" is judged; today where not given, the same on every machine.

    Raises:
        MissingExtra: ``pyspark`` or a module of ``archive`` is not installed (IN002).

    """
    return with_kernel(frame, column, partial(_codes, on=on or date.today()))


def _codes(cells: pl.Series, on: date) -> pl.DataFrame:
    import polars as pl

    from minzheng_core.rules.id_check import check_ids as check

    found = check(cells, on=on).frame.group_by("row", maintain_order=True).agg(codes=pl.col("code"))
    rows = pl.DataFrame({"row": pl.int_range(cells.len(), dtype=pl.UInt32, eager=True)})
    return rows.join(found, on="row", how="left", maintain_order="left").select(
        pl.col("codes").cast(pl.List(pl.String)).fill_null([])
    )


def _kernel_on(
    column: str, kernel: Kernel, schema: pa.Schema, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for piece in pieces(batches):
        yield from to_batches(piece.hstack(_parts(kernel(piece[column]), column)), schema)


def _parts(found: pl.DataFrame, column: str) -> pl.DataFrame:
    return found.rename({part: f"{column}_{part}" for part in found.columns})


def pieces(batches: Iterable[pa.RecordBatch], rows: int = BATCH_ROWS) -> Iterator[pl.DataFrame]:
    """The batches of a partition as Polars frames of so many rows, the last one of fewer."""
    import polars as pl

    held: list[pl.DataFrame] = []
    height = 0
    for batch in batches:
        frame = pl.DataFrame(batch)
        held.append(frame)
        height += frame.height
        while height >= rows:
            whole = pl.concat(held)
            yield whole.head(rows)
            held = [whole.slice(rows)]
            height -= rows
    if height:
        yield pl.concat(held)


def to_batches(frame: pl.DataFrame, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """A Polars frame as Arrow batches of exactly that schema."""
    yield from frame.to_arrow().select(schema.names).cast(schema).to_batches()


def arrow_schema(schema: Any) -> pa.Schema:
    """The Arrow schema of a Spark schema."""
    types = require("pyspark.sql.pandas.types", "spark")
    fields: pa.Schema = types.to_arrow_schema(schema)
    return fields


def spark_schema(schema: pl.Schema) -> Any:
    """The Spark schema that holds a Polars frame."""
    return require("pyspark.sql.types", "spark").StructType(_fields(schema))


def _fields(schema: pl.Schema) -> list[Any]:
    types = require("pyspark.sql.types", "spark")
    return [types.StructField(name, _spark_type(dtype, types)) for name, dtype in schema.items()]


def _spark_type(dtype: Any, types: Any) -> Any:
    import polars as pl

    if dtype == pl.List:
        return types.ArrayType(_spark_type(dtype.inner, types))
    if dtype == pl.Boolean:
        return types.BooleanType()
    if dtype == pl.Date:
        return types.DateType()
    if dtype == pl.Binary:
        return types.BinaryType()
    if dtype.is_integer():
        return types.LongType()
    return types.DoubleType() if dtype.is_float() else types.StringType()
