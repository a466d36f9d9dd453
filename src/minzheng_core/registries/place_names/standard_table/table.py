"""A column of written places to standard names, beside the table that it stands in (整表标准化)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from minzheng_core.errors import InputError
from minzheng_core.extras import require_extra
from minzheng_core.findings import catalogue
from minzheng_core.registries.place_names.standardising.as_of import year_of
from minzheng_core.registries.place_names.standardising.many_texts import standardise_many
from minzheng_core.registries.place_names.standardising.one_text import known_county, standardise
from minzheng_core.registries.place_names.standardising.standard_name import Why
from minzheng_core.schema import FieldKind, FieldSpec
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from minzheng_core.cleaning import Progress
    from minzheng_core.reading import Archive
    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.as_of import Day
    from minzheng_core.registries.place_names.standardising.standard_name import StandardName

HEADINGS = (
    "地址 住址 家庭住址 家庭地址 户籍地址 户籍地 户籍 户口所在地 常住户口所在地 户口地址 户籍所在地 通讯地址 "
    "详细地址 地名 标准地名 标准名称 名称 位置 所在地 text address"
)
"""The headings by which the column of places is known where nobody names it."""
SOURCE = ("source_file", "source_sheet", "source_row")
ANSWER = (
    "standard_status", "standard_level", "standard_code", "standard_name", "standard_code_today",
    "standard_name_today", "standard_reasons", "standard_candidates", "standard_findings",
)  # fmt: skip
"""The columns that are added; reasons and findings in words."""
CHUNK = 50_000
_SHOWN = 12


class Status(StrEnum):
    """What became of a cell (状态)."""

    SETTLED = "settled"
    OPEN = "open"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "settled": "已确定", "open": "待定", "unknown": "没有对应的地方", "empty": "空白",
            "decided": "人工决定",
        }[self.value]  # fmt: skip


@frozen(kw_only=True)
class Question:
    """One way of writing that several places answer to, with all rows that have it.

    ``best`` is the place that is beyond doubt above all candidates, empty where there is none;
    ``why`` is what is to be said of the text.
    """

    number: int
    text: str = field(repr=False)
    year: int | None
    rows: int
    best: str
    why: str = field(repr=False)
    candidates: tuple[StandardName, ...] = field(repr=False)


@frozen(kw_only=True, eq=False)
class StandardTable:
    """The rows of a table, each with its standard name.

    ``frame`` has where each row stands (:data:`SOURCE`), the columns of the table, ``text`` and
    ``standard_year`` (those that were read) and the columns of :data:`ANSWER`.
    """

    label: str
    frame: pl.DataFrame = field(repr=False)
    questions: tuple[Question, ...] = field(repr=False)
    undated: int = 0
    """Rows whose date could not be read."""
    headings: Mapping[str, str] = field(factory=dict)
    """What the columns ``text`` and ``date`` were called."""

    def counts(self) -> dict[str, int]:
        """How many rows there are of each status, in the order of :class:`Status`."""
        found = dict(self.frame["standard_status"].value_counts().rows())
        return {status.value: found[status.value] for status in Status if found.get(status.value)}

    def levels(self) -> dict[str, int]:
        """How many rows were found down to which level, the lowest first."""
        found = dict(self.frame["standard_level"].drop_nulls().value_counts().rows())
        order = ("village", "township", "county", "prefecture", "province")
        return {level: found[level] for level in order if found.get(level)}


def standardise_table(
    source: Any,
    *,
    column: str = "",
    dates: str = "",
    on: Day | None = None,
    county: str | None = None,
    gazetteer: Gazetteer | None = None,
    overlay: Overlay | None = None,
    sheets: Sequence[str] | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
) -> StandardTable:
    """Standardise the column of places of a workbook, a text file or a frame.

    Args:
        source: a file or several; or a Polars, pandas or Arrow table.
        column: the heading of the column of places; by its usual headings where not given.
        dates: the heading of a column of dates, as of which each row is read. A row whose date
            cannot be read is answered as of *on*.
        on: the day or year of rows without a date, today where not given.
        county: the reader's own county; see :func:`~minzheng_core.registries.place_names.standardise`.
        gazetteer: the villages.
        overlay: what the county knows of former townships.
        sheets: the sheets wanted.
        encoding: of text files, detected where not given.
        progress: told of each stretch of work.

    Returns:
        Every row with its answer, as :func:`~minzheng_core.registries.place_names.standardise_many` gives it, and the
        questions for a person: each text of several possible places once, the most frequent first.

    Raises:
        CallError: no such county (IN203), not a table (IN208).
        InputError: a file that cannot be read (IN1), no such column (IN111, PG222).
        MissingExtra: the extra ``archive`` is not installed (IN002).

    >>> import polars as pl
    >>> table = standardise_table(pl.DataFrame({"住址": ["江西兴国长冈公社", "鼓楼区"]}), on=1990)
    >>> table.frame.select("standard_status", "standard_code").rows()
    [('settled', '360732217'), ('open', None)]
    >>> table.questions[0].text, len(table.questions[0].candidates) > 1
    ('鼓楼区', True)
    """
    require_extra("archive")
    import polars as pl

    if county and known_county(county, overlay) is None:
        county = county_code(county)
    archive, label = _opened(source, _fields(column, dates), sheets, encoding)
    parts: list[pl.DataFrame] = []
    done = 0
    for rows in _rows(archive, dates=dates, year=year_of(on)):
        answers = standardise_many(
            rows["text"],
            on=rows["standard_year"],
            county=county,
            gazetteer=gazetteer,
            overlay=overlay,
        )
        parts.append(rows.hstack(_answers(rows["text"], answers)))
        done += rows.height
        if progress:
            progress("标准化", done, None)
    frame = pl.concat(parts, how="diagonal")
    undated = int(frame["standard_undated"].sum())
    frame = frame.drop("standard_undated")
    asked = _questions(frame, county=county, gazetteer=gazetteer, overlay=overlay)
    return StandardTable(
        label=label,
        frame=frame,
        questions=tuple(asked),
        undated=undated,
        headings=_headings(archive),
    )


def _headings(archive: Archive) -> dict[str, str]:
    """What the columns that were read are called in the first table that has them."""
    told: dict[str, str] = {}
    for table in archive.tables:
        for column in table.mapping.columns:
            if column.field in {"text", "date"} and column.heading:
                told.setdefault(column.field, column.heading)
    return told


def _fields(column: str, dates: str) -> tuple[FieldSpec, ...]:
    text = FieldSpec(
        name="text",
        label=column or "地址",
        kind=FieldKind.DOMICILE,
        synonyms=(column,) if column else tuple(HEADINGS.split()),
    )
    day = FieldSpec(name="date", label=dates, kind=FieldKind.EVENT_DATE, synonyms=(dates,))
    return (text, day) if dates else (text,)


def _opened(
    source: Any, fields: tuple[FieldSpec, ...], sheets: Sequence[str] | None, encoding: str | None
) -> tuple[Archive, str]:
    from minzheng_core.cleaning.run.archive import files_of
    from minzheng_core.reading import read_archive, read_frame

    files = files_of(source)
    if files is None:
        return read_frame(source, fields), "表"
    archive = read_archive(files, fields, sheets=sheets, encoding=encoding)
    return archive, archive.paths[0].stem


def _rows(archive: Archive, *, dates: str, year: int | None) -> Iterator[pl.DataFrame]:
    """The rows of all tables that have the column, with text and year."""
    import polars as pl

    found = False
    for table, frame in archive.chunks(CHUNK):
        if "text" not in frame.columns or (dates and "date" not in frame.columns):
            continue
        found = True
        yield frame.select(
            pl.lit(table.file).alias("source_file"),
            pl.lit(table.sheet).alias("source_sheet"),
            pl.all(),
        ).with_columns(_years(frame, year, dates=bool(dates)))
    if not found:
        files = "、".join(path.name for path in archive.paths)
        seen = [c for table in archive.tables for c in table.frame.columns if c not in SOURCE]
        told = "、".join(dict.fromkeys(seen[:_SHOWN]))
        raise InputError("PG222", file=files, column=dates, headings=told)


def _years(frame: pl.DataFrame, year: int | None, *, dates: bool) -> list[pl.Series]:
    """The year of each row, *year* where its date tells none; and whether it has no date to read."""
    import polars as pl

    from minzheng_core.columns.dates import parse

    same = pl.Series("standard_year", [year], dtype=pl.Int32).new_from_index(0, frame.height)
    if not dates:
        return [same, pl.repeat(value=False, n=frame.height, eager=True).alias("standard_undated")]
    told = parse(frame["date"]).select(lo=pl.col("lo").dt.year(), hi=pl.col("hi").dt.year())
    sure = (told["lo"] == told["hi"]).fill_null(value=False)
    return [
        told["lo"].zip_with(sure, same).alias("standard_year"),
        (~sure).alias("standard_undated"),
    ]


def _answers(texts: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    """The answers in words, with what became of each cell."""
    import polars as pl

    others = found["candidates"].list.len().fill_null(0) > 0
    empty = texts.fill_null("").str.strip_chars() == ""
    status = (
        pl.when(empty).then(pl.lit(Status.EMPTY.value))
        .when(others).then(pl.lit(Status.OPEN.value))
        .when(found["level"].is_null()).then(pl.lit(Status.UNKNOWN.value))
        .otherwise(pl.lit(Status.SETTLED.value))
    )  # fmt: skip
    titles = {code: entry.title_zh for code, entry in catalogue().items()}
    words = {cell: _words(cell) for cell in found["reasons"].unique().drop_nulls().to_list()}
    return found.select(
        status.alias("standard_status"),
        pl.col("level").alias("standard_level"),
        pl.col("code").alias("standard_code"),
        pl.col("name").alias("standard_name"),
        pl.col("code_today").alias("standard_code_today"),
        pl.col("name_today").alias("standard_name_today"),
        pl.when(~empty)
        .then(pl.col("reasons").replace_strict(words, default=None, return_dtype=pl.String))
        .alias("standard_reasons"),
        pl.col("candidates").list.join("、").alias("standard_candidates"),
        pl.when(~empty)
        .then(pl.col("findings").list.eval(pl.element().replace(titles)).list.unique(maintain_order=True).list.join("；"))
        .alias("standard_findings"),
    )  # fmt: skip


def _words(reasons: str) -> str:
    """``county:short-name;township:variant`` in words."""
    told = [reason.rpartition(":") for reason in reasons.split(";") if reason]
    return "；".join(Why(level, how).sentence() for level, _, how in told)


def _questions(
    frame: pl.DataFrame,
    *,
    county: str | None,
    gazetteer: Gazetteer | None,
    overlay: Overlay | None,
) -> Iterator[Question]:
    import polars as pl

    asked = (
        frame.filter(pl.col("standard_status") == Status.OPEN.value)
        .group_by("text", "standard_year", maintain_order=True)
        .len()
        .sort("len", descending=True, maintain_order=True)
    )
    for number, (text, year, rows) in enumerate(asked.rows(), start=1):
        found = standardise(text, county=county, on=year, gazetteer=gazetteer, overlay=overlay)
        yield Question(
            number=number,
            text=text,
            year=year,
            rows=rows,
            best=found.name,
            why="；".join(dict.fromkeys(f.sentence() for f in found.findings)),
            candidates=found.candidates,
        )
