"""Region codes of 15-digit numbers that the rest of the archive makes unlikely.

No check digit confirms them, so a code that is not the domicile's, is rare in the archive and is a slip of
the hand away from one that many have is told: the number is withheld where the slip is not much less
likely than that the person came from there, and noted where it cannot be left out of account.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl
from attrs import frozen

from minzheng_core.cleaning.evidence.region_use import (
    WORTH_OFFERING,
    RegionDoubt,
    RegionUse,
    place_of,
)
from minzheng_core.cleaning.outcome.status import Status, status_column
from minzheng_core.cleaning.plan.steps import WITHHOLD
from minzheng_core.cleaning.whole_archive.settled import Settled, Settling
from minzheng_core.reference.divisions import divisions
from minzheng_core.reference.region_grade import LAST_OF_15
from minzheng_core.values.ids.arithmetic import to_18
from minzheng_core.values.ids.rates import DEFAULT_RATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from minzheng_core.cleaning.evidence.region_use import Group
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.processing.parts import Parts
    from minzheng_core.values.ids.rates import Rates

ASKED = 0.05
"""The likelihood of a slip from which the number is withheld, as a single record's evidence is weighed."""
_SAID = "地区码不是户籍地的，本批档案中少见，与常见的只差一笔"


_CODES: dict[str, pl.DataType | type[pl.DataType]] = {
    "prefix": pl.String,
    "region": pl.UInt32,
    "division": pl.UInt32,
    "len": pl.UInt32,
    "rows": pl.List(pl.UInt32),
}


@frozen
class UnlikelyCode:
    """The records in which a party has a code that may be a slip."""

    prefix: str
    region: str
    doubt: RegionDoubt
    rows: tuple[int, ...]


def codes_seen(spec: ArchiveSpec, seen: pl.DataFrame) -> pl.DataFrame:
    """The region codes of all numbers of the right form, as the chunks have seen them.

    By ``prefix`` of the party, ``region`` and ``division`` of the domicile: how many (``len``), and in which
    ``rows`` there is one of 15 digits.
    """
    found = [pl.DataFrame(schema=_CODES)]
    for block in spec.people:
        names = {name: f"{block.prefix}.{name}" for name in ("region", "division", "legacy")}
        if set(names.values()) <= set(seen.columns):
            own = seen.lazy().select("row", **{name: pl.col(one) for name, one in names.items()})
            codes = own.filter(pl.col("region").is_not_null()).group_by("region", "division")
            told = codes.agg(pl.len(), pl.col("row").filter("legacy").alias("rows"))
            prefix = pl.lit(block.prefix).alias("prefix")
            found.append(told.sort("region", "division").select(prefix, pl.all()).collect())
    return pl.concat(found)


def region_use(county: str, codes: pl.DataFrame, rates: Rates = DEFAULT_RATES) -> RegionUse:
    """How the archive of *county* uses the *codes* of :func:`codes_seen`.

    *rates* say how often the numbers of the archive are damaged.
    """
    counts: dict[Group, dict[str, int]] = defaultdict(dict)
    for *place, count in codes.select("prefix", "region", "division", "len").iter_rows():
        group, code = _group(*place)
        counts[group][code] = counts[group].get(code, 0) + count
    return RegionUse(county, counts, rates)


def unlikely_codes(use: RegionUse, codes: pl.DataFrame) -> list[UnlikelyCode]:
    """Those of the *codes* in 15-digit numbers that may be slips, with their rows."""
    found = []
    legacy = codes.filter(pl.col("rows").list.len() > 0)
    for *place, rows in legacy.select("prefix", "region", "division", "rows").iter_rows():
        group, code = _group(*place)
        doubt = use.doubt(group, code)
        if doubt.codes:
            found.append(UnlikelyCode(group[0], code, doubt.briefly(), tuple(rows)))
    return found


def _group(prefix: str, region: int, division: int | None) -> tuple[Group, str]:
    """The group of a party with this code and domicile, and the code."""
    place = place_of(None if division is None else f"{division:06}")
    return (prefix, place), f"{region:06}"


def doubt_codes(
    records: Parts,
    unlikely: Sequence[UnlikelyCode],
    *,
    skipped: Collection[str] = frozenset(),
) -> Settled:
    """Withhold or note the *unlikely* codes among the numbers that were taken.

    Without the step :data:`~minzheng_core.cleaning.plan.steps.WITHHOLD` they stay as they are and are told.
    """
    settling = Settling()
    doubts = [(row, f"{one.prefix}_id_number", one) for one in unlikely for row in one.rows]
    fields = dict.fromkeys(field for _, field, _ in doubts)
    rows = pl.Series([row for row, *_ in doubts], dtype=pl.UInt32).unique().sort()
    columns = [name for field in fields for name in (field, status_column(field))]
    taken = records.among(rows, "row", *columns).rows_by_key("row", named=True, unique=True)
    for row, field, one in sorted(doubts, key=lambda doubt: doubt[:2]):
        number, status = taken[row][field], taken[row][status_column(field)]
        if status != Status.DERIVED or number[:6] != one.region:
            continue
        if one.doubt.share < ASKED:
            meant, written = _named(one.doubt.codes[0][0]), _named(one.region)
            settling.find(row, field, "MR230", part="region", expected=meant, actual=written)
            continue
        settling.find(row, field, "MR222")
        settling.doubt(row, field, number, withhold=WITHHOLD not in skipped, evidence=_SAID)
        settling.offer(row, field, _offers(number, one.doubt))
    return settling.done()


def _named(code: str) -> str:
    """A region code with the name of its county."""
    place = divisions().nearest(code, LAST_OF_15)
    return f"{code}（{place.name}）" if place else code


def _offers(number: str, doubt: RegionDoubt) -> Iterator[tuple[str, float, str]]:
    """The number as written, and with the codes that may have been meant."""
    yield number, round(1 - doubt.share, 4), "照录"
    for code, share in doubt.codes:
        meant = to_18(code + number[8:17])
        if meant and share >= WORTH_OFFERING:
            edits = "；".join(
                f"第{place}位 {old}→{new}"
                for place, (old, new) in enumerate(zip(number, code, strict=False), start=1)
                if old != new
            )
            yield meant, round(share, 4), f"{edits}；地区码在本批档案中常见"
