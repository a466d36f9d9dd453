"""Marriages out of their entries, empty cells out of other entries, two tables side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import field, frozen

from minzheng_core.linkage.compare import compared
from minzheng_core.linkage.fill import SAME_ACT, SAME_PERSON, applied, from_groups, from_reference
from minzheng_core.linkage.golden import golden
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.registries.marriage.linking.features import PARTIES
from minzheng_core.registries.marriage.linking.reference_tables import reference_table
from minzheng_core.registries.marriage.linking.run import run as link_records
from minzheng_core.rules.frames import findings_in, no_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

AGAIN = ("ICA", "ICB", "IC")
OF_ORIGINAL = {
    "registration_date": "old_registration_date",
    "certificate_number": "old_certificate_number",
    "office": "old_office",
}
"""What a certificate issued again says of the act that it was issued for."""
OWN_PAPER = ("archive_year", "volume_number", "page_count", "fonds_number", "registrar", "remark", "business_type", "business_type_code")  # fmt: skip
"""What a certificate issued again says of itself only."""
LASTING = ("id_number", "birth_date", "ethnicity")
"""What a person keeps for life; the domicile and the schooling of one act are not those of another."""
ACT_FIELDS = ("registration_date", "certificate_number", "office")
FULL_DATE = 10


def golden_fields(records: pl.DataFrame) -> list[str]:
    """The fields of an act in the order of the records, without what stands beside them."""
    known = {spec.name for spec in FIELDS} | {"business_type_code"}
    derived = {f"{party}_{name}" for party in PARTIES for name in ("division", "township")}
    return [
        name for name in records.columns if name in known | derived and not name.startswith("old_")
    ]


def run_golden(records: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    """One marriage out of its entries; see :func:`~minzheng_core.registries.marriage.golden`."""
    again = (
        records["business_type_code"].is_in(AGAIN).fill_null(value=False)
        if "business_type_code" in records.columns
        else pl.repeat(value=False, n=records.height, eager=True)
    )
    return golden(
        _as_originals(records, again), clusters["act"], golden_fields(records), later=again
    )


def _as_originals(records: pl.DataFrame, again: pl.Series) -> pl.DataFrame:
    """The records with what re-issues say of the act they were issued for in place of themselves."""
    changed = []
    for name, old in OF_ORIGINAL.items():
        if name not in records.columns:
            continue
        there = old in records.columns
        own = (
            records[old] if there else pl.repeat(None, records.height, dtype=pl.String, eager=True)
        )
        changed.append(records[name].zip_with(~again, own.cast(records[name].dtype)).alias(name))
        if f"{name}_status" in records.columns and f"{old}_status" in records.columns:
            column = records[f"{name}_status"]
            status = records[f"{old}_status"].cast(column.dtype)
            changed.append(column.zip_with(~again, status).alias(f"{name}_status"))
    for name in OWN_PAPER:
        if name in records.columns:
            none = pl.repeat(None, records.height, dtype=records[name].dtype, eager=True)
            changed.append(records[name].zip_with(~again, none).alias(name))
    return records.with_columns(changed)


@frozen(kw_only=True, repr=False)
class BackFill:
    """Proposals for empty cells: ``fills`` (see :mod:`minzheng_core.linkage.fill`), and what was found.

    ``findings`` name reference tables whose keys stand in them more than once (LK301).
    """

    fills: pl.DataFrame = field(repr=False)
    findings: pl.DataFrame = field(repr=False)

    def __repr__(self) -> str:
        certain = int(self.fills["certain"].sum())
        return f"BackFill({certain} certain, {self.fills.height - certain} to decide)"

    def apply(self, records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The records with the certain proposals filled in, and what was filled; nothing is overwritten."""
        return applied(records, self.fills)


def run_back_fill(
    records: pl.DataFrame, clusters: pl.DataFrame, references: Mapping[str, Any] | None = None
) -> BackFill:
    """Proposals for empty cells; see :func:`~minzheng_core.registries.marriage.back_fill`."""
    parts = [from_groups(cells, SAME_ACT) for cells in _act_cells(records, clusters)]
    parts += [from_groups(cells, SAME_PERSON) for cells in _person_cells(records, clusters)]
    doubled = no_findings()
    for name, table in (references or {}).items():
        reference = reference_table(table)
        found, keys = from_reference(_mentions(records), reference, name)
        parts.append(found)
        if keys.height:
            rows = pl.Series([None], dtype=pl.UInt32)
            count = pl.Series([str(keys.height)])
            named = pl.Series([name])
            doubled = pl.concat(
                [doubled, findings_in(rows, "reference", "LK301", expected=named, actual=count)]
            )
    fills = pl.concat(parts)
    best = fills.sort("row", "field", ~pl.col("certain"), maintain_order=True)
    return BackFill(fills=best, findings=doubled)


def _act_cells(records: pl.DataFrame, clusters: pl.DataFrame) -> list[pl.DataFrame]:
    several = clusters["act"].is_duplicated()
    if "business_type_code" in records.columns:
        # A re-issue has its own day and number; only entries of the act itself lend theirs.
        several &= ~records["business_type_code"].is_in(AGAIN).fill_null(value=False)
    return [
        _cells(records, clusters["act"], name, several)
        for name in ACT_FIELDS
        if name in records.columns
    ]


def _cells(records: pl.DataFrame, group: pl.Series, name: str, wanted: pl.Series) -> pl.DataFrame:
    status = f"{name}_status"
    told = (
        records[status].cast(pl.String)
        if status in records.columns
        else pl.repeat("original", records.height, eager=True)
    )
    value = records[name].cast(pl.String)
    if name.endswith("_date"):
        value = value.zip_with(
            (value.str.len_chars() == FULL_DATE).fill_null(value=True), value.clear(records.height)
        )
    return pl.DataFrame({"group": group, "row": pl.int_range(records.height, dtype=pl.UInt32, eager=True),
                         "field": pl.repeat(name, records.height, eager=True), "value": value, "status": told}).filter(wanted)  # fmt: skip


def _person_cells(records: pl.DataFrame, clusters: pl.DataFrame) -> list[pl.DataFrame]:
    both = pl.concat([clusters[f"{party}_person"] for party in PARTIES])
    several = both.is_duplicated()
    halves = several.head(records.height), several.tail(records.height)
    told = []
    for name in LASTING:
        parts = [
            _cells(records, clusters[f"{party}_person"], f"{party}_{name}", wanted).with_columns(
                target=pl.lit(f"{party}_{name}"), field=pl.lit(name)
            )
            for party, wanted in zip(PARTIES, halves, strict=True)
            if f"{party}_{name}" in records.columns
        ]
        if parts:
            told.append(pl.concat(parts))
    return told


def _mentions(records: pl.DataFrame) -> pl.DataFrame:
    """Every party of every record, with the columns that a reference table may fill."""
    columns = {
        "number": "id_number",
        "name": "name",
        "birth": "birth_date",
        "ethnicity": "ethnicity",
    }
    have = set(records.columns)
    none = pl.lit(None, dtype=pl.String)
    return pl.concat(
        records.select(
            row=pl.int_range(pl.len(), dtype=pl.UInt32),
            party=pl.lit(party),
            **{
                short: pl.col(f"{party}_{long}").cast(pl.String)
                if f"{party}_{long}" in have
                else none
                for short, long in columns.items()
            },
        )
        for party in PARTIES
    )


def run_compare(here: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Two tables of clean records side by side; see :func:`~minzheng_core.registries.marriage.compare`."""
    both = pl.concat(
        [
            frame.with_columns(pl.col(pl.Enum).cast(pl.String)).with_columns(
                source_file=pl.lit(side)
            )
            for side, frame in (("here", here), ("there", there))
        ],
        how="diagonal_relaxed",
    )
    acts = link_records(both).clusters["act"]
    # A certificate issued again is a paper of its own: it is compared with its like.
    kinds = both["business_type_code"] if "business_type_code" in both.columns else None
    if kinds is not None:
        paper = pl.DataFrame({"act": acts, "again": kinds.is_in(AGAIN).fill_null(value=False)})
        acts = (
            paper.with_row_index("row")
            .select(pl.col("row").first().over("act", "again"))
            .to_series()
        )
    return compared(here, there, acts, golden_fields(here))
