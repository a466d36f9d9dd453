"""The facts of marriage registrations a column at a time, lifted over :mod:`~minzheng_core.registries.marriage.facts`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.registries.marriage.facts import (
    SEXES,
    act_facts,
    certificate_facts,
    holiday_of,
    minimum_age,
    office_facts,
)
from minzheng_core.values.legal_age import turning_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minzheng_core.values.legal_age import AgeRule


def add_facts(
    facts: pl.DataFrame, county: str, local_ages: tuple[AgeRule, ...] = ()
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
        [column("business_type.code", pl.String), column("certificate_number.act", pl.String)],
        act_facts,
        {"business": pl.String, "certificate_number.fits_business": pl.Boolean},
    )
    office = lift(
        [column("office.kind", pl.String), day],
        office_facts,
        {"office.since": pl.Date, "office.until": pl.Date, "office.period": pl.String},
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
    law = _since(day, turning_days(local_ages))
    ages = [
        lift(
            [law, column(f"{party}_ethnicity.code", pl.String)],
            partial(minimum_age, sex, county, local_ages),
            {f"{party}.minimum_age": pl.Int32},
        )
        for party, sex in SEXES.items()
    ]
    kept = facts.with_columns(
        day.dt.year().alias("year"),
        column("archive_year.number", pl.Int64).alias("archive_year.number"),
    )
    return pl.concat([kept, act, office, certificate, holidays, *ages], how="horizontal")


def _since(days: pl.Series, turns: Sequence[date]) -> pl.Series:
    """The last of *turns* on or before each day."""
    reached = (pl.when(days >= turn).then(pl.lit(turn)) for turn in reversed(turns))
    return pl.select(pl.coalesce(*reached)).to_series()
