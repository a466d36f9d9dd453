"""Fifteen digits have no check digit: another mention of the same person is their last witness.

Two mentions with one name and one birth date, whose numbers differ by one slip, are one person
mistyped once. Where the other number carries its check digit and the couple is the same, it decides;
otherwise both answers are offered and the number is withheld.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.changes import CHANGES_SCHEMA
from minzheng_core.cleaning.numbers import CANDIDATES_SCHEMA
from minzheng_core.cleaning.repeats import rows_sharing
from minzheng_core.cleaning.status import SURE, Status
from minzheng_core.cleaning.steps import REPAIR_KNOWN, WITHHOLD
from minzheng_core.rules.frames import findings_at
from minzheng_core.values.id_arithmetic import core_15
from minzheng_core.values.id_evidence import one_edit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from minzheng_core.cleaning.parts import Parts
    from minzheng_core.cleaning.spec import ArchiveSpec, PersonBlock

_SAID = "同名同出生日期的另一条记录中号码只差一笔"


@frozen
class Agreed:
    """The numbers that were settled, by field and row, and what that changed, found and offered."""

    settled: Mapping[str, Mapping[int, tuple[str | None, str]]]
    """The new number, or none, and its status."""
    changes: pl.DataFrame
    findings: pl.DataFrame
    candidates: pl.DataFrame

    def settle(self, records: pl.DataFrame) -> pl.DataFrame:
        """Some of the records with what was settled about them."""
        for field, values in self.settled.items():
            records = _with_numbers(records, field, values)
        return records


@frozen
class _Mention:
    row: int
    field: str
    number: str
    legacy: bool
    spouse: str | None


def agree(spec: ArchiveSpec, records: Parts, *, skipped: Collection[str] = frozenset()) -> Agreed:
    """Compare the mentions of each person in *records* and settle 15-digit numbers.

    Steps in *skipped* are not taken: without
    :data:`~minzheng_core.cleaning.steps.REPAIR_KNOWN` nothing is put right, without
    :data:`~minzheng_core.cleaning.steps.WITHHOLD` the doubtful numbers stay as they are.
    """
    repair, keep = REPAIR_KNOWN not in skipped, WITHHOLD in skipped
    settled: dict[str, dict[int, tuple[str | None, str]]] = {}
    changes: list[tuple[int, str, str, str | None, str, str]] = []
    found: dict[str, list[tuple[int, str]]] = {}
    offers: list[tuple[int, str, int, str, float, str]] = []
    columns = _mention_columns(spec)
    alike = rows_sharing(records.map(partial(_persons, spec), *columns))
    for group in _people(spec, records.among(alike, *columns)):
        for mention in group:
            others = [o for o in group if _one_slip(mention, o)]
            if not mention.legacy or not others:
                continue
            sure = {
                o.number for o in others if not o.legacy and o.spouse == mention.spouse is not None
            }
            answer = sure.pop() if repair and len(sure) == 1 else None
            settled.setdefault(mention.field, {})[mention.row] = (
                answer or (mention.number if keep else None),
                Status.REPAIRED if answer else Status.CONFLICT,
            )
            if answer:
                changes.append(
                    (mention.row, mention.field, mention.number, answer, REPAIR_KNOWN, _SAID)
                )
                continue
            if not keep:
                changes.append((mention.row, mention.field, mention.number, None, WITHHOLD, _SAID))
            found.setdefault(mention.field, []).append((mention.row, "MR227"))
            numbers = dict.fromkeys([mention.number, *(o.number for o in others)])
            offers += [
                (mention.row, mention.field, rank, number, 0.5, _SAID)
                for rank, number in enumerate(numbers, start=1)
            ]
    return Agreed(
        settled=settled,
        changes=pl.DataFrame(changes, schema=CHANGES_SCHEMA, orient="row"),
        findings=pl.concat(
            [findings_at([], ""), *(findings_at(hits, f) for f, hits in found.items())]
        ),
        candidates=pl.DataFrame(offers, schema=CANDIDATES_SCHEMA, orient="row"),
    )


def _one_slip(one: _Mention, other: _Mention) -> bool:
    if one.number == other.number or len(other.number) != 18 or len(one.number) != 18:
        return False
    return one_edit(core_15(one.number), core_15(other.number))


_PERSON = ["name", "birth"]
"""What two mentions of one person have in common."""


def _persons(spec: ArchiveSpec, part: pl.DataFrame) -> pl.DataFrame:
    """The mentions of some records as lines ``row, key``."""
    keys = [
        mentions.select("row", key=pl.struct(_PERSON).hash())
        for block in spec.people
        if (mentions := _mentions(block, part)) is not None
    ]
    return pl.concat([part.select("row", key=pl.lit(0, dtype=pl.UInt64)).clear(), *keys])


def _people(spec: ArchiveSpec, records: pl.DataFrame) -> list[list[_Mention]]:
    """Mentions with one name and one full birth date but more than one number, 15 digits among them."""
    parts = [part for block in spec.people if (part := _mentions(block, records)) is not None]
    if not parts:
        return []
    several = (
        pl.concat(parts)
        .filter(
            (pl.col("number").n_unique().over(_PERSON) > 1) & pl.col("legacy").any().over(_PERSON)
        )
        .sort("name", "birth", "row", "field")
    )
    columns = ["row", "field", "number", "legacy", "spouse"]
    return [
        [_Mention(*line) for line in group.select(columns).iter_rows()]
        for _, group in several.group_by(_PERSON, maintain_order=True)
    ]


def _mentions(block: PersonBlock, records: pl.DataFrame) -> pl.DataFrame | None:
    name, number, birth = (block.field(part) for part in ("name", "id_number", "birth_date"))
    status = f"{number}_status"
    if not {name, number, birth, status} <= set(records.columns):
        return None
    spouse = f"{block.partner}_name"
    return records.filter(
        pl.col(number).is_not_null()
        & pl.col(name).is_not_null()
        & (pl.col(birth).str.len_chars() == len("1985-10-01"))
        & pl.col(status).is_in(SURE)
    ).select(
        "row",
        pl.col(name).alias("name"),
        pl.col(birth).alias("birth"),
        pl.lit(number).alias("field"),
        pl.col(number).alias("number"),
        (pl.col(status) == Status.DERIVED).alias("legacy"),
        (pl.col(spouse) if spouse in records.columns else pl.lit(None, dtype=pl.String)).alias(
            "spouse"
        ),
    )


def _with_numbers(
    records: pl.DataFrame, field: str, values: Mapping[int, tuple[str | None, str]]
) -> pl.DataFrame:
    """Put new numbers (or none) into some records, with their status and region code."""
    rows = records["row"]
    settled = pl.Series(list(values), dtype=rows.dtype)
    here = settled.is_in(rows.implode())
    positions = rows.search_sorted(settled.filter(here))
    numbers = pl.Series([number for number, _ in values.values()], dtype=pl.String).filter(here)
    statuses = pl.Series([status for _, status in values.values()], dtype=pl.String).filter(here)
    new = {
        field: numbers,
        f"{field}_status": statuses,
        f"{field.removesuffix('number')}division": numbers.str.slice(0, 6),
    }
    return records.with_columns(
        records[name].clone().scatter(positions, column)
        for name, column in new.items()
        if name in records.columns
    )


def _mention_columns(spec: ArchiveSpec) -> list[str]:
    """The columns of the records by which people are compared."""
    return [
        "row",
        *(
            block.field(part)
            for block in spec.people
            for part in ("name", "id_number", "id_number_status", "birth_date")
        ),
    ]
