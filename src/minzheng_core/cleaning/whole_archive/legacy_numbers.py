"""Fifteen digits have no check digit: another mention of the same person is their last witness.

Two mentions with one name and one birth date, or of one couple, whose numbers differ by one slip, may be
one person mistyped once; so may two of one couple whose numbers differ in one part alone: in all of the region
code, the birth date or the sequence. It may as well be the number that was put right: the police changed more than
twenty million after 1999, mostly their sequences (重号) and birth dates (错号). A number that stands so in several
records therefore holds against a single one, whether this has a check digit or not. The region code was not changed: where
two numbers of a couple differ by one slip in that, one with a check digit decides, and of two without the one that nearly
all of that domicile have. Otherwise all answers are offered and the number is withheld, with the birth date that came
from it.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.evidence.region_use import place_of
from minzheng_core.cleaning.outcome.status import SURE, Status, status_column
from minzheng_core.cleaning.plan.steps import (
    BIRTH_CORRECT,
    BIRTH_FROM_ID,
    BIRTH_LUNAR,
    REPAIR_KNOWN,
    WITHHOLD,
)
from minzheng_core.cleaning.whole_archive.settled import Settled, Settling, day_in
from minzheng_core.cleaning.whole_archive.shared_keys import lines_sharing
from minzheng_core.values.ids.arithmetic import core_15
from minzheng_core.values.ids.slips import one_edit, one_part

if TYPE_CHECKING:
    from collections.abc import Collection

    from minzheng_core.cleaning.evidence.region_use import RegionUse
    from minzheng_core.cleaning.plan.spec import ArchiveSpec, PersonBlock
    from minzheng_core.processing.parts import Parts

_SLIP = "同一人（同名同出生日期，或夫妻姓名相同）的另一条记录中号码只差一笔"
_PART = "同一对夫妻（姓名相同）的另一条记录中号码只有一段（地区码、出生日期或顺序码）不同"

_NEITHER = 0.1
"""For how many mentions counts that all are wrong: two that differ by one slip seldom are."""


@frozen
class _Mention:
    row: int
    prefix: str
    number: str
    legacy: bool
    spouse: str | None
    division: str | None
    born: bool
    """Whether the birth date in the records came from the number."""
    told: bool
    """Whether the birth date that is written is the number's."""

    @property
    def field(self) -> str:
        return f"{self.prefix}_id_number"


def settle_legacy_numbers(
    spec: ArchiveSpec,
    records: Parts,
    changes: Parts,
    regions: RegionUse,
    *,
    skipped: Collection[str] = frozenset(),
) -> Settled:
    """Compare the mentions of each person in *records* and settle 15-digit numbers.

    *changes* tell what stood where a birth date came from a number, *regions* how often the archive has a region code.
    Steps in *skipped* are not taken:
    without :data:`~minzheng_core.cleaning.plan.steps.REPAIR_KNOWN` nothing is put right, without
    :data:`~minzheng_core.cleaning.plan.steps.WITHHOLD` the doubtful numbers stay as they are.
    """
    repair, withhold = REPAIR_KNOWN not in skipped, WITHHOLD not in skipped
    settling = Settling()
    births: list[tuple[_Mention, str | None, str]] = []
    columns = _mention_columns(spec)
    alike = records.among(_alike(spec, records), *columns)
    for mention, others, votes in _contradicted(spec, alike):
        placed = _placed(mention, votes, regions)
        if placed == mention.number and repair:
            continue
        answer = (placed or _proven(mention, others)) if repair else None
        said = _SLIP if any(_one_slip(mention, other) for other in others) else _PART
        days = {other.number[6:14] for other in others}
        if mention.born and days != {mention.number[6:14]} and (answer or withhold):
            births.append((mention, answer, said))
        at = mention.row, mention.field
        if answer:
            settling.change(
                *at, mention.number, answer,
                status=Status.REPAIRED, step=REPAIR_KNOWN, evidence=said,
            )  # fmt: skip
            continue
        settling.doubt(*at, mention.number, withhold=withhold, evidence=said)
        settling.find(*at, "MR227")
        ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0] != mention.number))
        every = votes.total() + _NEITHER
        settling.offer(*at, [(number, count / every, said) for number, count in ranked])
    _settle_births(births, changes, settling)
    return settling.done()


def _proven(mention: _Mention, others: list[_Mention]) -> str | None:
    """The number with a check digit, one slip in the region code away, that the same couple has elsewhere, if it is one."""
    if mention.spouse is None:
        return None
    couples = [o for o in others if not o.legacy and o.spouse == mention.spouse]
    own = mention.number[6:17]
    if not all(_one_slip(mention, other) and other.number[6:17] == own for other in couples):
        return None  # the number may have been changed since
    proven = {other.number for other in couples}
    return proven.pop() if len(proven) == 1 else None


def _placed(mention: _Mention, votes: Counter[str], regions: RegionUse) -> str | None:
    """Of numbers that differ in the region code alone, the one that is nearly certain by how many of the domicile have it.

    That the slip made the one out of the other is as likely as the reverse.
    """
    if mention.division is None or len({number[6:17] for number in votes}) > 1:
        return None
    group = mention.prefix, place_of(mention.division)
    weights = {number: count * regions.share(group, number[:6]) for number, count in votes.items()}
    best = max(weights, key=lambda number: weights[number])
    return best if weights[best] >= regions.rates.certain * sum(weights.values()) else None


def _settle_births(
    births: list[tuple[_Mention, str | None, str]], changes: Parts, settling: Settling
) -> None:
    """Birth dates that came from the mistaken number of a mention: that of the right one, else as written."""
    if not births:
        return
    rows = pl.Series(sorted({mention.row for mention, *_ in births}), dtype=pl.UInt32)
    from_numbers = changes.among(rows, "row", "field", "before", "step").filter(
        pl.col("step").is_in([BIRTH_FROM_ID, BIRTH_LUNAR, BIRTH_CORRECT])
    )
    stood = {(row, field): before for row, field, before, _ in from_numbers.iter_rows()}
    for mention, answer, said in births:
        field = f"{mention.prefix}_birth_date"
        if (mention.row, field) not in stood:
            continue
        before = stood[mention.row, field]
        settling.change(
            mention.row,
            field,
            day_in(mention.number),
            day_in(answer) if answer else before,
            status=Status.FILLED if answer else Status.NORMALISED if before else Status.MISSING,
            step=BIRTH_FROM_ID if answer else WITHHOLD,
            evidence=said,
        )


def _one_slip(one: _Mention, other: _Mention) -> bool:
    if one.number == other.number or len(other.number) != 18 or len(one.number) != 18:
        return False
    return one_edit(core_15(one.number), core_15(other.number))


def _one_part(one: _Mention, other: _Mention) -> bool:
    whole = len(one.number) == len(other.number) == 18
    return whole and one_part(one.number, other.number)


_COUPLE = ["name", "spouse"]
_SAME = (["name", "birth"], _COUPLE)
"""What two mentions of one person have in common: name and birth date, or the names of the couple."""


def _alike(spec: ArchiveSpec, records: Parts) -> pl.Series:
    """The rows of mentions that have something in common, and several numbers, 15 digits among them."""
    names = [name for name in _mention_columns(spec) if not name.endswith("_birth_date_status")]
    told = records.map(partial(_keys, spec), *names)
    shared = told[lines_sharing(told["key"])]
    several = (pl.col("number").n_unique() > 1) & pl.col("legacy").any()
    return shared.filter(several.over("key"))["row"].unique().sort()


def _keys(spec: ArchiveSpec, part: pl.DataFrame) -> pl.DataFrame:
    """The mentions of some records as lines ``row, key, number, legacy``; key and number are hashes."""
    row = pl.col("row").cast(pl.UInt32)
    empty = pl.select(
        row=pl.lit(0, pl.UInt32),
        key=pl.lit(0, pl.UInt64),
        number=pl.lit(0, pl.UInt64),
        legacy=pl.lit(value=False),
    ).clear()
    lines = [empty]
    for block in spec.people:
        if (said := _said(block, part)) is None:
            continue
        for same in _SAME:
            key = pl.when(*(said[name].is_not_null() for name in same)).then(
                pl.struct(said[name] for name in same).hash()
            )
            mentioned = part.select(
                row=row,
                key=pl.when(said["sure"]).then(key),
                number=said["number"].hash(),
                legacy=said["legacy"],
            )
            lines.append(mentioned.filter(mentioned["key"].is_not_null()))
    return pl.concat(lines)


def _contradicted(
    spec: ArchiveSpec, records: pl.DataFrame
) -> list[tuple[_Mention, list[_Mention], Counter[str]]]:
    """The mentions with a 15-digit number that other mentions have nearly, these, and all numbers.

    Not one whose number several records have, each of the others only one: typed twice, it was so then. Nor one
    with another day of birth than it has, which is written in the same record: the same slip is not made twice.
    """
    parts = _mentions_in(spec, records)
    if not parts:
        return []
    every = pl.concat(parts)
    columns = ["row", "prefix", "number", "legacy", "spouse", "division", "born", "told"]
    alike: dict[_Mention, dict[_Mention, None]] = {}
    for same in _SAME:
        several = (
            every.filter(pl.all_horizontal(pl.col(same).is_not_null()))
            .filter(
                (pl.col("number").n_unique() > 1).over(same) & pl.col("legacy").any().over(same)
            )
            .sort(*same, "row", "prefix")
            .select(pl.struct(same).alias("same"), *columns)
        )
        # Groups are many and small: as lines of Python they take a fifth of the time of as many frames.
        for _, group in groupby(several.iter_rows(), key=itemgetter(0)):
            mentions = [_Mention(*line[1:]) for line in group]
            for mention in mentions:
                near = [
                    m
                    for m in mentions
                    if mention.legacy
                    and (_one_slip(mention, m) or (same is _COUPLE and _one_part(mention, m)))
                    and not (mention.told and m.number[6:14] != mention.number[6:14])
                ]
                if near:
                    same_number = [m for m in mentions if m.number == mention.number]
                    alike.setdefault(mention, {}).update(dict.fromkeys([*same_number, *near]))
    found = []
    for mention, seen in sorted(alike.items(), key=lambda one: (one[0].row, one[0].prefix)):
        votes = Counter(m.number for m in seen)
        others = [m for m in seen if m.number != mention.number]
        if votes[mention.number] == 1 or max(votes[m.number] for m in others) > 1:
            found.append((mention, others, votes))
    return found


def _mentions_in(spec: ArchiveSpec, records: pl.DataFrame) -> list[pl.DataFrame]:
    """The mentions of each person of a record."""
    parts = (_mentions(block, records) for block in spec.people)
    return [part for part in parts if part is not None]


def _mentions(block: PersonBlock, records: pl.DataFrame) -> pl.DataFrame | None:
    said = _said(block, records)
    if said is None:
        return None
    sure = said.pop("sure")
    born = f"{block.field('birth_date')}_status"
    from_number = pl.lit(value=False)
    if born in records.columns:
        from_number = pl.col(born).is_in([Status.FILLED, Status.DERIVED, Status.REPAIRED])
    day = said["number"].str.slice(6, 8)
    return records.filter(sure).select(
        "row",
        prefix=pl.lit(block.prefix),
        born=from_number,
        told=(~from_number & (said["birth"].str.replace_all("-", "") == day)).fill_null(
            value=False
        ),
        **said,
    )


def _said(block: PersonBlock, records: pl.DataFrame) -> dict[str, pl.Expr] | None:
    """What some records say of a person: ``name, birth, spouse, number, legacy``, and whether it is ``sure``."""
    name, number, birth = (block.field(part) for part in ("name", "id_number", "birth_date"))
    status, spouse = status_column(number), f"{block.partner}_name"
    if not {name, number, birth, status} <= set(records.columns):
        return None
    none, division = pl.lit(None, dtype=pl.String), block.field("division")
    whole = pl.col(birth).str.len_bytes() == len("1985-10-01")
    return {
        "name": pl.col(name),
        "birth": pl.when(whole).then(pl.col(birth)),
        "spouse": pl.col(spouse) if spouse in records.columns else none,
        "number": pl.col(number),
        "division": pl.col(division) if division in records.columns else none,
        "legacy": pl.col(status) == Status.DERIVED,
        "sure": pl.col(number).is_not_null()
        & pl.col(name).is_not_null()
        & pl.col(status).is_in(SURE),
    }


def _mention_columns(spec: ArchiveSpec) -> list[str]:
    """The columns of the records by which people are compared."""
    return [
        "row",
        *(
            block.field(part)
            for block in spec.people
            for part in (
                *("name", "id_number", "id_number_status"),
                *("birth_date", "birth_date_status", "division"),
            )
        ),
    ]
