"""Whether the archive is the one of the county that it is cleaned for.

Places written without a county are taken for the county's own and numbers are weighed by its codes, so a
county given by mistake spoils the whole run. Of nearly every couple one party had the household
registration there: 婚姻登记条例 (2003) 第四条, until any county could register anybody on 2025-05-10.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from minzheng_core.cleaning.evidence.region_use import place_of
from minzheng_core.reading import ReadingNote
from minzheng_core.reference.county_codes import lineage
from minzheng_core.reference.divisions import LAST_LIST, divisions

if TYPE_CHECKING:
    from minzheng_core.cleaning.plan.spec import ArchiveSpec

LEAST = 20
"""So many records must tell where somebody is from."""
USUAL = 0.5
"""The share of them in which somebody is from the county; in fewer the county is doubted."""


def other_county(spec: ArchiveSpec, county: str, seen: pl.DataFrame) -> ReadingNote | None:
    """The remark (IN162) that most records are another county's, as the chunks have seen them.

    The region codes of numbers tell, where there are enough, else the domiciles: without a county of
    their own these were taken for places of the one given.
    """
    for kind in ("region", "division"):
        names = [f"{block.prefix}.{kind}" for block in spec.people]
        known = seen.select(name for name in names if name in seen.columns)
        known = known.filter(pl.any_horizontal(pl.all().is_not_null()))
        if known.height >= LEAST:
            return _doubted(county, known)
    return None


def _doubted(county: str, known: pl.DataFrame) -> ReadingNote | None:
    """The remark, by the codes *known* of every record."""
    codes = pl.Series(sorted(map(int, lineage(county))), dtype=pl.UInt32)
    here = pl.any_horizontal(pl.all().is_in(codes.implode()).fill_null(value=False))
    elsewhere = known.filter(~here)
    if elsewhere.height <= (1 - USUAL) * known.height:
        return None
    other, count = _most_usual(elsewhere)
    values = {
        "county": _named(county),
        "other": _named(other),
        "known": f"{known.height:,}",
        "share": f"{elsewhere.height / known.height:.0%}",
        "number": f"{count:,}",
    }
    return ReadingNote("IN162", values=values)


def _most_usual(known: pl.DataFrame) -> tuple[str, int]:
    """The county from which somebody is in most records, by its present code, and in how many."""
    records: Counter[str] = Counter()
    for *row, number in known.group_by(pl.all()).len().iter_rows():
        for place in {place_of(f"{code:06}") for code in row if code is not None}:
            records[place] += number
    place, count = min(records.items(), key=lambda pair: (-pair[1], pair[0]))
    today = [code for code in lineage(place) if divisions().at(code, LAST_LIST)]
    return max(today, default=place), count


def _named(code: str) -> str:
    place = divisions().nearest(code, LAST_LIST)
    return f"{code}（{place.full_name}）" if place else code
