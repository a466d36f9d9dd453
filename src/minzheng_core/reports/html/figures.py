"""The numbers behind the HTML report, counted while the parts of a run are read for something else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

import polars as pl
from attrs import frozen

from minzheng_core.findings import Severity
from minzheng_core.reports.html.masks import SHOWN_KINDS
from minzheng_core.values.office_place import office_place

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.cleaning.run.result import CleanResult
    from minzheng_core.processing.parts import Tally

UNKNOWN_YEAR = "不明"
_OFFICE = r"府|局|处|所|社|会|镇|乡|街道|区|县|市|院|馆|科|股|室"
_FIRST_YEAR = 1912
OTHER_OFFICE = "（没有写明）"
"""Whatever names no office is not shown: it may be a person."""


@frozen
class Figures:
    """What the report tells of the records, findings and changes of a run."""

    _places: Tally
    _worst: Tally
    _years: Tally
    _examples: Tally

    @classmethod
    def of(cls, result: CleanResult) -> Self:
        """Have them counted when the parts of *result* are next read, the records first."""
        places = _years_and_offices(result)

        def by_year(part: pl.DataFrame) -> pl.DataFrame:
            years = places.whole()["year"]
            dated = part.select("code", year=years.gather(part["row"]).cast(pl.String))
            return dated.group_by("code", "year").len("count")

        return cls(
            places,
            result.finding_parts.tally(_worst, "row", "severity"),
            result.finding_parts.tally(by_year, "row", "code"),
            result.change_parts.tally(partial(_first_of_each, fields=_shown_fields(result.spec))),
        )

    def rows_by_severity(self) -> pl.DataFrame:
        """Each record's year, office and worst finding (2 error, 1 suspect, 0 none)."""
        rows, worst = self._places.whole(), self._worst.whole()
        # Positions are numbers of rows: what is said of a row is put in its place.
        levels = pl.zeros(rows.height, dtype=pl.UInt8, eager=True)
        return rows.with_columns(levels.scatter(worst["row"], worst["worst"]).alias("worst"))

    def codes_by_decade(self, codes: list[str]) -> pl.DataFrame:
        """``code, decade, count`` of some codes."""
        decade = (
            pl.when(pl.col("year") == UNKNOWN_YEAR)
            .then(pl.lit(UNKNOWN_YEAR))
            .otherwise(pl.col("year").str.slice(0, 3) + "0年代")
        )
        return (
            self._years.whole()
            .filter(pl.col("code").is_in(codes))
            .group_by("code", decade.alias("decade"))
            .agg(pl.col("count").sum())
            .sort("code", "decade")
        )

    def examples(self) -> pl.DataFrame:
        """The first change of each kind of cell by each step."""
        return _first(self._examples.whole())


def _years_and_offices(result: CleanResult) -> Tally:
    """Year and office of every record."""
    event = result.spec.event
    have = result.record_parts.schema
    none = pl.lit(None, dtype=pl.String)
    office = pl.col("office") if "office" in have else none
    year = pl.col(event).str.extract(r"^(\d{4})") if event in have else none
    plausible = year.cast(pl.Int32).is_between(_FIRST_YEAR, result.recipe.on.year)
    told = {
        "year": pl.when(plausible).then(year).otherwise(pl.lit(UNKNOWN_YEAR)),
        "office": pl.when(office.str.contains(_OFFICE))
        .then(office)
        .otherwise(pl.lit(OTHER_OFFICE)),
    }
    few = {name: text.cast(pl.Categorical) for name, text in told.items()}
    return result.record_parts.tally(lambda part: part.select("row", **few), "row", event, "office")


def _worst(part: pl.DataFrame) -> pl.DataFrame:
    """The rank of the worst finding on each record that has one."""
    ranks = {severity.value: severity.rank for severity in Severity}
    rank = pl.col("severity").replace_strict(ranks, return_dtype=pl.UInt8)
    return part.group_by("row").agg(rank.max().alias("worst"))


def _shown_fields(spec: ArchiveSpec) -> list[str]:
    return [field.name for field in spec.fields if field.kind in SHOWN_KINDS]


def _first_of_each(part: pl.DataFrame, fields: list[str]) -> pl.DataFrame:
    return _first(part.filter(pl.col("field").is_in(fields) & pl.col("before").is_not_null()))


def _first(changes: pl.DataFrame) -> pl.DataFrame:
    return changes.unique(["step", "field"], keep="first", maintain_order=True)


def counted(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    """``by, error, suspect, sound, total`` per year or office."""
    return (
        rows.group_by(by)
        .agg(
            (pl.col("worst") == 2).sum().alias("error"),
            (pl.col("worst") == 1).sum().alias("suspect"),
            (pl.col("worst") == 0).sum().alias("sound"),
            pl.len().alias("total"),
        )
        .with_columns(pl.col(by).cast(pl.String))
        .sort(by)
    )


def counted_by_office(rows: pl.DataFrame, county: str) -> pl.DataFrame:
    """As :func:`counted`, each office of *county* once, under the spelling that most records have."""
    spelled = counted(rows, "office").sort(["total", "office"], descending=[True, False])
    places = [office_place(text, county) for text in spelled["office"]]
    one = [f"{at.place}\0{at.unit}" if at else "" for at in places]
    return (
        spelled.with_columns(pl.Series("place", one))
        .group_by("place", maintain_order=True)
        .agg(pl.col("office").first(), pl.exclude("office", "place").sum())
        .drop("place")
    )


def single_steps(result: CleanResult) -> pl.DataFrame:
    """``step, count``: a cell with two fixes counts for both."""
    return (
        result.steps()
        .select(pl.col("step").cast(pl.String).str.split("+"), "len")
        .explode("step")
        .group_by("step")
        .agg(pl.col("len").sum().alias("count"))
        .sort(["count", "step"], descending=[True, False])
    )
