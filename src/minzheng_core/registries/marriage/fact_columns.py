"""The facts of marriage registrations a column at a time, lifted over :mod:`~minzheng_core.registries.marriage.facts`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.reference import offices
from minzheng_core.reference.county_offices import county_offices
from minzheng_core.registries.marriage.corrections import CORRECTED, TARGETS, corrected
from minzheng_core.registries.marriage.facts import (
    SEXES,
    VOIDED,
    act_facts,
    certificate_facts,
    holiday_of,
    minimum_age,
    office_facts,
    voided,
)
from minzheng_core.registries.marriage.local_numbers import NEEDS, local_numbers
from minzheng_core.registries.marriage.year_column import year_column
from minzheng_core.values.legal_age import turning_days
from minzheng_core.values.office_place import office_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from minzheng_core.reference.county_offices import CountyOffices
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.legal_age import AgeRule

    Column = Callable[[str, pl.DataType | type[pl.DataType]], pl.Series]


def add_facts(
    facts: pl.DataFrame,
    county: str,
    overlay: Overlay | None = None,
    *,
    local_ages: tuple[AgeRule, ...] = (),
) -> pl.DataFrame:
    """A chunk's facts with those of this registry added."""
    column = partial(_column, facts)
    day = column("registration_date.lo", pl.Date)
    act, place = _acts(column), _places(column, county)
    own = facts.with_columns(
        day.dt.year().alias("year"),
        year_column(column).alias("registration_date.likely_year"),
        column("archive_year.number", pl.Int64).alias("archive_year.number"),
    )
    added = [
        act,
        _offices(column, day, county_offices(overlay, county)),
        place,
        _certificates(column, county),
        _holidays(column, day),
        _voided(column),
        _corrected(column),
        _local_numbers(column, act, place, day),
        *_ages(column, day, county, local_ages),
    ]
    return pl.concat([own, *added], how="horizontal")


def _column(facts: pl.DataFrame, name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
    if name in facts.columns:
        return facts[name]
    return pl.repeat(None, facts.height, dtype=dtype, eager=True)


def _acts(column: Column) -> pl.DataFrame:
    """The kind of act, by its words and by the certificate."""
    return lift(
        [
            column("business_type.text", pl.String),
            column("business_type.code", pl.String),
            column("certificate_number.act", pl.String),
        ],
        act_facts,
        {
            "business": pl.String,
            "certificate_number.fits_business": pl.Boolean,
            "business_type.derived": pl.String,
        },
    )


def _offices(column: Column, day: pl.Series, own: CountyOffices) -> pl.DataFrame:
    """The span of each office that covers the day or is nearest to it."""
    kind, text = column("office.kind", pl.String), column("office.text", pl.String)
    schema = {"office.since": pl.Date, "office.until": pl.Date, "office.period": pl.String}
    if not own:
        return lift([kind, _since(day, offices.turning_days())], office_facts, schema)
    return lift(
        [kind, _since(day, own.turning_days()), text],
        lambda kind, day, text: office_facts(kind, day, own.periods(text)),
        schema,
    )


def _places(column: Column, county: str) -> pl.DataFrame:
    """Where each office is, and of what unit."""
    return lift(
        [column("office.text", pl.String)],
        partial(_place, county),
        {"office.place": pl.String, "office.unit": pl.String},
    )


def _certificates(column: Column, county: str) -> pl.DataFrame:
    """What the region code in a certificate number was in its year."""
    return lift(
        [column("certificate_number.code", pl.String), column("certificate_number.year", pl.Int16)],
        lambda code, year: certificate_facts(code, year, county),
        {
            "certificate_number.in_force": pl.Boolean,
            "certificate_number.code_then": pl.String,
            "certificate_number.foreign_county": pl.Boolean,
        },
    )


def _holidays(column: Column, day: pl.Series) -> pl.DataFrame:
    """The holiday of a registration."""
    precision = column("registration_date.precision", pl.String).cast(pl.String)
    return lift([day, precision], holiday_of, {"registration_date.holiday": pl.String})


def _voided(column: Column) -> pl.DataFrame:
    """What a remark says of a certificate that is void."""
    remark = column("remark.text", pl.String)
    telling = remark.set(~remark.str.contains(VOIDED), None)
    return lift([telling], voided, {"remark.voided": pl.String})


def _corrected(column: Column) -> pl.DataFrame:
    """Which field a remark corrects, and by what word."""
    remark = column("remark.text", pl.String)
    told = remark.str.contains(CORRECTED).fill_null(value=False)
    schema = {"remark.corrects": pl.String, "remark.correction": pl.String}
    if not told.any():
        return pl.DataFrame({name: [None] * len(remark) for name in schema}, schema=schema)
    texts = (column(f"{field}.text", pl.String) for field in TARGETS[:-1])
    telling = [cells.cast(pl.String).set(~told, None) for cells in (remark, *texts)]
    return lift(telling, corrected, schema)


def _local_numbers(
    column: Column, act: pl.DataFrame, place: pl.DataFrame, day: pl.Series
) -> pl.DataFrame:
    """The numbers that an office gave by itself."""
    cells = {name: column(name, dtype) for name, dtype in NEEDS.items()}
    cells |= {"business": act["business"], "year": day.dt.year()}
    return local_numbers(pl.DataFrame(cells).hstack(place))


def _ages(
    column: Column, day: pl.Series, county: str, local_ages: tuple[AgeRule, ...]
) -> list[pl.DataFrame]:
    """The age that the law of the day asks of each party."""
    law = _since(day, turning_days(local_ages))
    return [
        lift(
            [law, column(f"{party}_ethnicity.code", pl.String)],
            partial(minimum_age, sex, county, local_ages),
            {f"{party}.minimum_age": pl.Int32, f"{party}.age_not_asked": pl.Int32},
        )
        for party, sex in SEXES.items()
    ]


def _place(county: str, text: str | None) -> tuple[str, str] | None:
    found = office_place(text, county) if text else None
    return (found.place, found.unit) if found else None


def _since(days: pl.Series, turns: Sequence[date]) -> pl.Series:
    """The last of *turns* on or before each day."""
    reached = (pl.when(days >= turn).then(pl.lit(turn)) for turn in reversed(turns))
    return pl.select(pl.coalesce(*reached)).to_series()
