"""The columns of a frame of cases: which fact each is, and in which form it is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.cleaning.plan.spec import TABLE
from minzheng_core.columns.lifted import lift
from minzheng_core.values.certificates.death_certificate import DeathCertificateNumber
from minzheng_core.values.certificates.serial_number import SerialNumber
from minzheng_core.values.grave_number import grave_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.registries.funeral.facilities import Facility

_COLUMNS: dict[str, tuple[str, Any]] = {
    "case": ("case_number.text", pl.String),
    "id_number": ("deceased_id_number", pl.String),
    "written": ("deceased_id_number.text", pl.String),
    "handlers_number": ("handler.is_deceased", pl.Boolean),
    "name": ("deceased_name", pl.String),
    "birth": ("deceased_birth_date.lo", pl.Date),
    "ethnicity": ("deceased_ethnicity.label", pl.String),
    "division": ("deceased_domicile.division", pl.String),
    "township": ("deceased_domicile.township", pl.String),
    "death": ("death_date.lo", pl.Date),
    "death_last": ("death_date.hi", pl.Date),
    "evidence": ("death_evidence.code", pl.String),
    "proof": ("death_certificate_number.text", pl.String),
    "issued": ("death_certificate_date.lo", pl.Date),
    "reported": ("death_report_date.lo", pl.Date),
    "report_due": ("report.due", pl.Date),
    "fetched": ("transport_date.lo", pl.Date),
    "stored": ("storage_from_date.lo", pl.Date),
    "stored_until": ("storage_until_date.lo", pl.Date),
    "cremation": ("cremation_date.lo", pl.Date),
    "cremation_last": ("cremation_date.hi", pl.Date),
    "serial": ("cremation_certificate_number.text", pl.String),
    "placement": ("placement_date.lo", pl.Date),
    "kind": ("placement_kind.label", pl.String),
    "group": ("placement.group", pl.String),
    "land_saving": ("placement.land_saving", pl.Boolean),
    "keeps": ("placement.keeps", pl.Boolean),
    "table": (TABLE, pl.String),
    "facility": ("placement_facility.text", pl.String),
    "location": ("placement_location.text", pl.String),
    "capacity": ("placement_capacity.number", pl.Int64),
    "agreement": ("placement_agreement_number.text", pl.String),
    "term_end": ("placement.end", pl.Date),
    "buries": ("deceased.buries", pl.Boolean),
}
"""The columns of a frame of cases, each with the fact it is and its type."""
NEEDS = ("row", *(fact for fact, _ in _COLUMNS.values()))
"""The facts that a frame of cases is made of."""


def typed(facts: pl.DataFrame) -> pl.DataFrame:
    """A frame of facts (:data:`NEEDS`) as cases; a fact that is not there is unknown.

    ``location`` is in the form in which graves are compared, ``serial`` in that of certificates.
    """
    have = facts.columns
    cases = facts.select(
        pl.col("row").cast(pl.UInt32),
        *(
            (pl.col(fact) if fact in have else pl.lit(None)).cast(dtype).alias(name)
            for name, (fact, dtype) in _COLUMNS.items()
        ),
    )
    location = lift([cases["location"]], lambda text: (grave_number(text),), {"own": pl.String})
    serial = lift([cases["serial"]], _serial, {"own": pl.String})
    proof = lift([cases["proof"]], _proof, {"own": pl.String})
    return cases.with_columns(location=location["own"], serial=serial["own"], proof=proof["own"])


def under_own_names(cases: pl.DataFrame, facilities: Iterable[Facility]) -> pl.DataFrame:
    """The cases with every facility under its own name, whichever of its names stands there."""
    names = {name: own.name for own in facilities for name in (own.name, *own.also)}
    return cases.with_columns(pl.col("facility").str.strip_chars().replace(names))


def _serial(text: str | None) -> tuple[str | None]:
    serial = SerialNumber.parse(text)
    return (str(serial) if serial else text or None,)


def _proof(text: str | None) -> tuple[str | None]:
    return (DeathCertificateNumber.normalise(text).text or None,)
