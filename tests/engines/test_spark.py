"""Inside Spark every kernel and the whole of cleaning answer as they do outside it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from minzheng_core import check_ids
from minzheng_core.columns import certificates, dates, id_numbers, names
from minzheng_core.engines import spark
from minzheng_core.engines.spark_cleaning import clean
from minzheng_core.errors import InputError, MissingExtra
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.spec import spec
from minzheng_core.testing.synthetic import make_archive

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 100_000
ON = date(2026, 11, 23)
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def archive() -> pl.DataFrame:
    raw = make_archive(ROWS, seed=5).raw
    # What stands in the row above is not known on a cluster.
    return raw.with_columns(pl.col("男方户籍地址", "女方户籍地址").replace("同上", None))


@pytest.fixture(scope="module")
def table(session: Any, archive: pl.DataFrame) -> Any:
    return session.createDataFrame(archive.to_arrow(), verifySchema=False)


def back(frame: Any) -> pl.DataFrame:
    return pl.DataFrame(frame.toArrow())


def plainly(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame as Spark can hold it: enumerations as text, one kind of integer."""
    return frame.with_columns(
        pl.col(pl.Enum, pl.Categorical).cast(pl.String), pl.selectors.integer().cast(pl.Int64)
    )


def test_the_whole_of_cleaning_gives_the_same_on_100_000_rows(
    table: Any, archive: pl.DataFrame
) -> None:
    plain = marriage.clean(archive, county="360732", on=ON, link=False)

    cleaned = clean(table, spec(), county="360732", on=ON)
    result = cleaned.result(link=False)

    unasked = [note for _, note in plain.remarks if note.code == "IN176"]
    assert [note for _, note in result.remarks] == unasked != []
    for name in ("records", "findings", "changes", "candidates", "questions", "gaps"):
        assert_frame_equal(
            getattr(result, name), getattr(plain, name), categorical_as_str=True, check_dtypes=False
        )
    assert result.records.height == ROWS
    inside = back(cleaned.records).sort("row").drop("row")
    alike = [
        int(inside[name].eq_missing(plainly(plain.records)[name]).sum()) for name in inside.columns
    ]
    # What only the rest of the archive can settle is left open on the cluster.
    assert min(alike) > 0.98 * ROWS
    cleaned.parts.unpersist()


@pytest.mark.parametrize(
    ("column", "kernel"),
    [
        ("男方身份证号", id_numbers.parse),
        ("女方姓名", names.keys),
        ("证件字号", certificates.parse),
        ("登记日期", partial(dates.parse, on=ON)),
    ],
)
def test_a_kernel_gives_the_same(
    table: Any, archive: pl.DataFrame, column: str, kernel: Callable[[pl.Series], pl.DataFrame]
) -> None:
    told = back(spark.with_kernel(table.select(column), column, kernel))

    expected = plainly(kernel(archive[column]))
    assert_frame_equal(told.drop(column).rename(lambda n: n.removeprefix(f"{column}_")), expected)


def test_the_codes_of_identity_numbers_are_the_same(table: Any, archive: pl.DataFrame) -> None:
    told = back(spark.check_ids(table.select("女方身份证号"), "女方身份证号", on=ON))

    codes = told["女方身份证号_codes"].explode().drop_nulls()
    assert dict(codes.value_counts().iter_rows()) == check_ids(
        archive["女方身份证号"], on=ON
    ).counts()  # fmt: skip


def test_a_table_without_a_known_column_is_refused(session: Any) -> None:
    strange = session.createDataFrame(pl.DataFrame({"甲": ["x"], "乙": ["y"]}).to_arrow())

    with pytest.raises(InputError, match="IN111"):
        clean(strange, spec(), county="360732", on=ON)


def test_without_java_the_message_says_so(monkeypatch: pytest.MonkeyPatch, session: Any) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(MissingExtra, match="Java") as raised:
        spark.local_session()
    assert raised.value.code == "IN003"
