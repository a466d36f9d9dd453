"""Checks across the cases of a register: what one case cannot show (全簿核查)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.findings import Severity
from minzheng_core.registries.funeral.case_columns import typed, under_own_names
from minzheng_core.rules.frames import FINDINGS_SCHEMA, findings_in, no_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.funeral.facilities import Facility


def check_across(cases: pl.DataFrame, facilities: Iterable[Facility] = ()) -> pl.DataFrame:
    """Every finding across *cases* (:func:`~.cases.cases_of`), by ``row``.

    One number on two cases (FX101), one certificate of death on two people (FX102), more people in a
    place than it holds (FX103), ashes not kept and yet placed (FX104), one serial of a cremation
    certificate twice (FX105), a facility beyond its capacity (FX106).
    """
    facilities = tuple(facilities)
    cases = under_own_names(cases, facilities)
    found = [
        _twice(cases, "id_number", "deceased_id_number", "FX101"),
        _proofs(cases),
        _places(cases),
        _not_kept(cases),
        _twice(cases, "serial", "cremation_certificate_number", "FX105"),
        _full(cases, facilities),
    ]
    return pl.concat(found).sort("row", maintain_order=True)


def _findings(
    hits: pl.DataFrame, field: str, code: str, level: Severity | None = None
) -> pl.DataFrame:
    if hits.is_empty():
        return no_findings()
    told = {
        name: hits[name].cast(pl.String) for name in ("expected", "actual") if name in hits.columns
    }
    found = findings_in(
        hits["row"],
        field,
        code,
        severity=level,
        expected=told.get("expected"),
        actual=told.get("actual"),
    )
    return found.select(list(FINDINGS_SCHEMA))


def _twice(cases: pl.DataFrame, column: str, field: str, code: str) -> pl.DataFrame:
    same = cases.filter(pl.col(column).is_not_null() & pl.col(column).is_duplicated())
    return _findings(same.with_columns(actual=pl.len().over(column)), field, code)


def _proofs(cases: pl.DataFrame) -> pl.DataFrame:
    """One certificate number on several people; on one person it is the case entered twice."""
    same = cases.filter(pl.col("proof").is_not_null() & pl.col("proof").is_duplicated())
    people = same.with_columns(actual=_people("proof", nameless=pl.lit("")))
    return _findings(people.filter(pl.col("actual") > 1), "death_certificate_number", "FX102")


def _places(cases: pl.DataFrame) -> pl.DataFrame:
    """More people than a place holds.

    Where its capacity is not written, a niche is taken to hold one and a grave two: more is suspect. Where no
    facility is named, a place is one of its table: every cemetery has a first row.
    """
    known = cases.filter(pl.col("location").is_not_null() & pl.col("keeps").fill_null(value=True))
    known = known.with_columns(
        facility=pl.coalesce("facility", pl.concat_str(pl.lit("\n"), "table"))
    )
    holds = pl.coalesce("capacity", pl.when(pl.col("group") == "stacked").then(1).otherwise(2))
    place = ["facility", "location"]
    crowded = known.with_columns(
        expected=holds.max().over(place),
        actual=_people(*place, nameless=pl.col("row").cast(pl.String)),
        stated=pl.col("capacity").is_not_null().any().over(place),
    ).filter(pl.col("actual") > pl.col("expected"))
    stated, assumed = crowded.filter("stated"), crowded.filter(~pl.col("stated"))
    field, code = "placement_location", "FX103"
    return pl.concat(
        [_findings(stated, field, code), _findings(assumed, field, code, Severity.SUSPECT)]
    )


def _people(*keys: str, nameless: pl.Expr) -> pl.Expr:
    """How many people the cases with the same *keys* are of, *nameless* being who has no name either.

    A case without a number is that of the person with its name whose number stands in another one.
    """
    told_elsewhere = pl.when(pl.col("name").is_not_null()).then(
        pl.col("id_number").drop_nulls().first().over(*keys, "name")
    )
    return pl.coalesce("id_number", told_elsewhere, "name", nameless).n_unique().over(*keys)


def _not_kept(cases: pl.DataFrame) -> pl.DataFrame:
    """Ashes that were not kept, and another case of the same person that placed them."""
    own = cases.filter(pl.col("id_number").is_not_null() & pl.col("keeps").is_not_null())
    both = own.filter(
        (pl.col("keeps").any() & (~pl.col("keeps")).any()).over("id_number") & pl.col("keeps")
    )
    return _findings(both.with_columns(actual=pl.col("kind")), "placement_kind", "FX104")


def _full(cases: pl.DataFrame, facilities: Iterable[Facility]) -> pl.DataFrame:
    """Those placed in a facility after it was full, by the order of their placement."""
    parts = [no_findings()]
    for facility in facilities:
        if facility.capacity is None:
            continue
        own = cases.filter(
            (pl.col("facility") == facility.name) & pl.col("keeps").fill_null(value=True)
        )
        place = pl.coalesce("location", pl.col("row").cast(pl.String))
        beyond = (
            own.sort("placement", "row", nulls_last=True)
            .filter(place.is_first_distinct())
            .slice(facility.capacity)
            .with_columns(expected=pl.lit(facility.capacity), actual=pl.lit(facility.name))
        )
        parts.append(_findings(beyond, "placement_facility", "FX106"))
    return pl.concat(parts)


def check_facts(facts: pl.DataFrame, facilities: tuple[Facility, ...] = ()) -> pl.DataFrame:
    """The same from the facts of a cleaning run."""
    return check_across(typed(facts), facilities)
