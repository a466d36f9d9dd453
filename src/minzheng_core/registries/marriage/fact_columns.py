"""The facts of marriage registrations a column at a time, lifted over :mod:`~minzheng_core.registries.marriage.facts`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.reference import offices
from minzheng_core.reference.county_offices import county_offices
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
    from collections.abc import Sequence
    from datetime import date

    from minzheng_core.reference.county_offices import CountyOffices
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.legal_age import AgeRule


def add_facts(
    facts: pl.DataFrame,
    county: str,
    overlay: Overlay | None = None,
    *,
    local_ages: tuple[AgeRule, ...] = (),
) -> pl.DataFrame:
    """A chunk's facts with those of this registry added."""
    have = set(facts.columns)

    def column(name: str, dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
        if name in have:
            return facts[name]
        return pl.repeat(None, facts.height, dtype=dtype, eager=True)

    day = column("registration_date.lo", pl.Date)
    precision = column("registration_date.precision", pl.String).cast(pl.String)
    act = lift(
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
    office = _offices(
        column("office.kind", pl.String),
        column("office.text", pl.String),
        day,
        county_offices(overlay, county),
    )
    certificate = lift(
        [column("certificate_number.code", pl.String), column("certificate_number.year", pl.Int16)],
        lambda code, year: certificate_facts(code, year, county),
        {
            "certificate_number.in_force": pl.Boolean,
            "certificate_number.code_then": pl.String,
            "certificate_number.foreign_county": pl.Boolean,
        },
    )
    holidays = lift([day, precision], holiday_of, {"registration_date.holiday": pl.String})
    remark = column("remark.text", pl.String)
    void = lift(
        [remark.set(~remark.str.contains(VOIDED), None)], voided, {"remark.voided": pl.String}
    )
    law = _since(day, turning_days(local_ages))
    ages = [
        lift(
            [law, column(f"{party}_ethnicity.code", pl.String)],
            partial(minimum_age, sex, county, local_ages),
            {f"{party}.minimum_age": pl.Int32, f"{party}.age_not_asked": pl.Int32},
        )
        for party, sex in SEXES.items()
    ]
    kept = facts.with_columns(
        day.dt.year().alias("year"),
        year_column(column).alias("registration_date.likely_year"),
        column("archive_year.number", pl.Int64).alias("archive_year.number"),
    )
    place = lift(
        [column("office.text", pl.String)],
        partial(_place, county),
        {"office.place": pl.String, "office.unit": pl.String},
    )
    told = {name: column(name, dtype) for name, dtype in NEEDS.items()}
    local = local_numbers(
        pl.DataFrame(told | {"business": act["business"], "year": day.dt.year()}).hstack(place)
    )
    return pl.concat(
        [kept, act, office, place, certificate, holidays, void, local, *ages], how="horizontal"
    )


def _offices(kind: pl.Series, text: pl.Series, day: pl.Series, own: CountyOffices) -> pl.DataFrame:
    """The span of each office that covers the day or is nearest to it."""
    schema = {"office.since": pl.Date, "office.until": pl.Date, "office.period": pl.String}
    if not own:
        return lift([kind, _since(day, offices.turning_days())], office_facts, schema)
    return lift(
        [kind, _since(day, own.turning_days()), text],
        lambda kind, day, text: office_facts(kind, day, own.periods(text)),
        schema,
    )


def _place(county: str, text: str | None) -> tuple[str, str] | None:
    found = office_place(text, county) if text else None
    return (found.place, found.unit) if found else None


def _since(days: pl.Series, turns: Sequence[date]) -> pl.Series:
    """The last of *turns* on or before each day."""
    reached = (pl.when(days >= turn).then(pl.lit(turn)) for turn in reversed(turns))
    return pl.select(pl.coalesce(*reached)).to_series()
