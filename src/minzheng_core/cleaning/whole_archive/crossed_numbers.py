"""Couples whose numbers stand crosswise, put right by another record of theirs.

Within the record only both written birth dates can prove it. Where these do not stand, another record
does, of the marriage, its re-issue or its divorce, in which one of the two has under the same name the
number that stands beside the other one here, and none of them the number that stands beside the own name.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.outcome.status import SURE, Status
from minzheng_core.cleaning.plan.steps import BIRTH_FROM_ID, SWAP, WITHHOLD
from minzheng_core.cleaning.whole_archive.settled import Settling, day_in
from minzheng_core.values.ids.arithmetic import to_18

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from minzheng_core.cleaning.plan.spec import ArchiveSpec, PersonBlock
    from minzheng_core.cleaning.whole_archive.settled import Settled
    from minzheng_core.processing.parts import Parts

SEVERAL_NAMES = "MF303"
_CELLS = {"row": pl.UInt32, "field": pl.String}
_SAID = "双方号码的性别位都与对方相符，另一条记录中姓名与号码的对应也是如此"
_FILLED = "换回的身份证号所载出生日期（原来没有可用的日期）"


@frozen(kw_only=True)
class Uncrossed:
    """The numbers that were put back, and the cells that this explains."""

    settled: Settled
    explained: pl.DataFrame
    """``row, field`` of the numbers that stood under both names of a couple, and do so no more."""

    def still_found(self, findings: pl.DataFrame) -> pl.DataFrame:
        """Findings of the whole archive without those that say of such a number that it has several names."""
        answered = findings.join(self.explained, on=["row", "field"], how="semi")
        if answered.is_empty():
            return findings
        gone = answered.filter(pl.col("code") == SEVERAL_NAMES)
        return findings.join(gone, on=["row", "field", "code"], how="anti", maintain_order="left")


def uncross_numbers(
    spec: ArchiveSpec, records: Parts, changes: Parts, *, skipped: Collection[str] = frozenset()
) -> Uncrossed:
    """Put back the numbers of the couples in *records* that stand crosswise and another record proves.

    *changes* tell which numbers were withheld: those of fifteen digits, and where a birth date contradicts.
    """
    settling = Settling()
    explained = pl.DataFrame(schema=_CELLS)
    columns = _columns(spec)
    if columns and set(columns) <= set(records.schema) and SWAP not in skipped:
        crossed = records.map(partial(_may_be_crosswise, spec), *columns)
        crossed = _crosswise(spec, _with_withheld(spec, crossed, changes))
        proven, explained = _proven(spec, records, crossed)
        for line in proven.iter_rows(named=True):
            for block in spec.people:
                _put_back(settling, block, line, fill=BIRTH_FROM_ID not in skipped)
    return Uncrossed(settled=settling.done(), explained=explained)


def _put_back(
    settling: Settling, block: PersonBlock, line: Mapping[str, Any], *, fill: bool
) -> None:
    """Give a person the number beside the other one's name, and *fill* an empty birth date from it."""
    row, field, birth = line["row"], block.field("id_number"), block.field("birth_date")
    number = line[f"{block.partner}_id_number"]
    settling.change(
        row, field, line[field], number, status=Status.REPAIRED, step=SWAP, evidence=_SAID
    )
    if fill and line[birth] is None:
        settling.change(
            row, birth, None, day_in(number),
            status=Status.FILLED, step=BIRTH_FROM_ID, evidence=_FILLED,
        )  # fmt: skip


def _columns(spec: ArchiveSpec) -> list[str]:
    """What is looked at of a couple; nothing where the register has no couples of man and woman."""
    if len(spec.people) != 2 or not all(block.sex and block.partner for block in spec.people):
        return []
    parts = ("name", "id_number", "id_number_status", "birth_date")
    return ["row", *(block.field(part) for block in spec.people for part in parts)]


def _may_be_crosswise(spec: ArchiveSpec, part: pl.DataFrame) -> pl.DataFrame:
    """Records with both numbers in conflict, each of them of the other sex or withheld."""
    return part.filter(
        pl.all_horizontal(
            (pl.col(block.field("id_number_status")) == Status.CONFLICT)
            & (pl.col(block.field("id_number")).is_null() | _other_sex(block))
            for block in spec.people
        )
    )


def _with_withheld(spec: ArchiveSpec, crossed: pl.DataFrame, changes: Parts) -> pl.DataFrame:
    """The records with the numbers that were withheld, as 18 digits."""
    fields = [block.field("id_number") for block in spec.people]
    lacking = crossed.filter(pl.any_horizontal(pl.col(field).is_null() for field in fields))
    if lacking.is_empty():
        return crossed
    told = changes.among(lacking["row"], "row", "field", "before", "step").filter(
        pl.col("step") == WITHHOLD, pl.col("before").is_not_null()
    )
    for field in fields:
        texts = {row: text for row, name, text, _ in told.iter_rows() if name == field}
        whole = {row: text if len(text) == 18 else to_18(text) for row, text in texts.items()}
        withheld = pl.Series([whole.get(row) for row in crossed["row"]], dtype=pl.String)
        crossed = crossed.with_columns(pl.coalesce(field, withheld).alias(field))
    return crossed


def _crosswise(spec: ArchiveSpec, crossed: pl.DataFrame) -> pl.DataFrame:
    return crossed.filter(pl.all_horizontal(_other_sex(block) for block in spec.people))


def _other_sex(block: PersonBlock) -> pl.Expr:
    number = pl.col(block.field("id_number"))
    man = number.str.slice(16, 1).is_in(list("13579"))
    return ((number.str.len_chars() == 18) & (man != (block.sex == "男"))).fill_null(value=False)


def _proven(
    spec: ArchiveSpec, records: Parts, crossed: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Those of the *crossed* records that another one proves and none speaks against, and the cells of both."""
    fields = [block.field("id_number") for block in spec.people]
    if crossed.is_empty():
        return crossed, pl.DataFrame(schema=_CELLS)
    numbers = pl.concat([crossed[field] for field in fields]).unique()
    found = records.map(partial(_mentions, spec, numbers), *_columns(spec))
    known = set(found.select("name", "number").iter_rows())
    proven = []
    for line in crossed.iter_rows(named=True):
        names = {block.prefix: line[block.field("name")] for block in spec.people}
        own = {(names[b.prefix], line[b.field("id_number")]) for b in spec.people}
        other = {(names[b.prefix], line[f"{b.partner}_id_number"]) for b in spec.people}
        proven.append(not known.isdisjoint(other) and known.isdisjoint(own))
    crossed = crossed.filter(pl.Series(proven, dtype=pl.Boolean))
    one_name = found.filter((pl.col("name").n_unique() == 1).over("number"))
    here = [crossed.select("row", field=pl.lit(field), number=field) for field in fields]
    cells = pl.concat([one_name.drop("name"), *here])
    settled = pl.col("number").is_in(one_name["number"].implode())
    settled &= pl.col("number").is_in(pl.concat(here)["number"].implode())
    return crossed, cells.filter(settled).drop("number").cast({"row": pl.UInt32})


def _mentions(spec: ArchiveSpec, numbers: pl.Series, part: pl.DataFrame) -> pl.DataFrame:
    """The cells in which *numbers* stand for certain, with the names beside them."""
    return pl.concat(
        part.filter(
            pl.col(block.field("id_number")).is_in(numbers.implode()),
            pl.col(block.field("id_number_status")).is_in(SURE),
            pl.col(block.field("name")).is_not_null(),
        ).select(
            "row",
            field=pl.lit(block.field("id_number")),
            name=block.field("name"),
            number=block.field("id_number"),
        )
        for block in spec.people
    )
