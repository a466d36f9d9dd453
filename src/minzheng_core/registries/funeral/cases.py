"""Cases as a typed frame: what lists, indicators and cross-checks work on, from any source.

The source is a frame with the fields of the archive as columns (``death_date``, ``deceased_name`` …):
the records of a cleaning run, a book (:func:`records_of`), or a table of one's own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from minzheng_core.cleaning.cells import Chunk, read_cells
from minzheng_core.cleaning.recipe import Recipe
from minzheng_core.columns.lifted import lift
from minzheng_core.registries.funeral.fact_columns import add_facts
from minzheng_core.registries.funeral.settings import UNKNOWN, Settings
from minzheng_core.values.death_certificate import DeathCertificateNumber
from minzheng_core.values.grave_number import grave_number
from minzheng_core.values.serial_number import SerialNumber

if TYPE_CHECKING:
    from minzheng_core.ledger.book import Book

_COLUMNS: dict[str, tuple[str, Any]] = {
    "case": ("case_number.text", pl.String),
    "id_number": ("deceased_id_number", pl.String),
    "written": ("deceased_id_number.text", pl.String),
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


def _serial(text: str | None) -> tuple[str | None]:
    serial = SerialNumber.parse(text)
    return (str(serial) if serial else text or None,)


def _proof(text: str | None) -> tuple[str | None]:
    return (DeathCertificateNumber.normalise(text).text or None,)


def cases_of(
    records: pl.DataFrame,
    *,
    county: str,
    on: date | None = None,
    settings: Settings = UNKNOWN,
) -> pl.DataFrame:
    """The cases in a frame of records; ``row`` is the place of each in *records*.

    >>> records = pl.DataFrame({"deceased_name": ["张三"], "death_date": ["2026-08-01"],
    ...                         "placement_kind": ["江葬"]})
    >>> cases_of(records, county="360732", on=date(2026, 11, 23)).select("death", "group").rows()
    [(datetime.date(2026, 8, 1), 'not_kept')]
    """
    from minzheng_core.registries.funeral.spec import spec

    own = spec(settings)
    names = [field.name for field in own.fields if field.name in records.columns]
    raw = records.select(pl.col(name).cast(pl.String) for name in names)
    chunk = Chunk(
        raw=raw.with_row_index("row"),
        recipe=Recipe(registry="funeral", county=county, on=on or date.today()),
        spec=own,
    )
    if names:
        read_cells(chunk)
    facts = chunk.facts if chunk.facts.width else pl.DataFrame({"_": [None] * raw.height})
    number, name = "deceased_id_number", "deceased_name"
    facts = facts.with_columns(
        *(
            pl.coalesce(*(f"{number}.{part}" for part in ("id18", "text"))).alias(number)
            for _ in [0]
            if f"{number}.text" in facts.columns
        ),
        *(pl.col(f"{name}.text").alias(name) for _ in [0] if f"{name}.text" in facts.columns),
    )
    return typed(add_facts(facts, county, settings).with_row_index("row"))


def records_of(book: Book) -> pl.DataFrame:
    """The records of a book as a frame: its fields, ``key`` and ``state``, one line per record."""
    paths = book.setting.registry.paths
    rows = [
        {"key": entry.key, "state": entry.state}
        | {path.replace(".", "_"): entry.values.get(path) for path in paths}
        for entry in book.scan()
    ]
    schema = dict.fromkeys(("key", "state", *(p.replace(".", "_") for p in paths)), pl.String)
    return pl.DataFrame(rows, schema=schema, strict=False)
