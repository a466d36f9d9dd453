"""Domiciles as clerks wrote them, and the division that the words name on the registration day."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.reference.divisions import divisions
from minzheng_core.testing.synthetic.draws import (
    Bools,
    Ints,
    Rng,
    blank,
    chance,
    joined,
    texts,
    weighted,
)
from minzheng_core.testing.synthetic.lineages import FIRST, LAST, Lineages, lineages, short_name
from minzheng_core.testing.synthetic.places import Towns, town_texts, village_texts

KINDS = (
    "full",
    "no_province",
    "no_prefecture",
    "county_only",
    "no_suffix",
    "short_county",
    "township_only",
    "prefecture_only",
    "province_only",
    "this_county",
    "missing",
)
LOCAL_WEIGHTS = (24, 8, 24, 16, 3, 6, 14, 0.2, 0.3, 1.5, 3)
OTHER_WEIGHTS = (38, 14, 22, 5, 6, 7, 0, 3, 1.5, 0, 3.5)
NAMED = ("county",) * 6 + ("township", "prefecture", "province", "context", "none")


@frozen(eq=False)
class Domiciles:
    """Text and truth of one party's domiciles.

    ``named`` says down to which level the words name the place (*context*: 本县); ``division`` is
    empty where they name nothing; ``also`` holds the other answers that the
    words allow (the list of the year before in a year of change, the other heirs of a split).
    """

    text: pl.Series
    division: pl.Series
    also: pl.Series
    named: pl.Series
    kind: pl.Series
    record: Ints


@frozen(eq=False)
class _Names:
    """Names of every county record by position, whole and short, and which are ambiguous."""

    province: tuple[str, ...]
    province_short: tuple[str, ...]
    prefecture: tuple[str, ...]
    prefecture_short: tuple[str, ...]
    county: tuple[str, ...]
    county_short: tuple[str, ...]
    unique: Bools
    unique_in_province: Bools
    short_unique_in_province: Bools
    like_prefecture: Bools


@cache
def _names() -> _Names:
    records = lineages().records
    above = {r.name for r in divisions().all() if r.level != "county"}
    codes: dict[str, set[str]] = defaultdict(set)
    for place in lineages().at:
        for position in {int(p) for p in place}:
            record = records[position]
            owner = str(int(place[-1]))
            for key in (
                record.name,
                record.province + record.name,
                record.province + short_name(record.name),
            ):
                codes[key].add(owner)
    short = tuple(short_name(r.name) for r in records)
    prefectures = Counter(short_name(name) for name in above)
    prefecture = tuple(
        r.prefecture if r.prefecture not in (r.province, r.name) else "" for r in records
    )
    return _Names(
        province=tuple(r.province for r in records),
        province_short=tuple(short_name(r.province) for r in records),
        prefecture=prefecture,
        prefecture_short=tuple(
            short_name(name) + ("州" if name.endswith("自治州") else "") if name else ""
            for name in prefecture
        ),
        county=tuple(r.name for r in records),
        county_short=short,
        unique=np.array([len(codes[r.name]) == 1 and len(r.name) > 2 for r in records]),
        unique_in_province=np.array([len(codes[r.province + r.name]) == 1 for r in records]),
        short_unique_in_province=np.array(
            [
                len(codes[r.province + s]) == 1 and s not in prefectures
                for r, s in zip(records, short, strict=True)
            ]
        ),
        like_prefecture=np.array([r.name in above for r in records]),
    )


def _kinds(rng: Rng, named: Ints, local: Bools, near: Bools) -> Ints:
    """Draw how each domicile is written, and fall back to fuller forms where words would be ambiguous."""
    names = _names()
    size = len(named)
    kind = np.where(local, weighted(rng, LOCAL_WEIGHTS, size), weighted(rng, OTHER_WEIGHTS, size))
    full = KINDS.index("full")
    has_prefecture = np.array([bool(name) for name in names.prefecture])[named]
    needs = {
        "no_prefecture": names.unique_in_province[named],
        "county_only": near | names.unique[named],
        "short_county": names.short_unique_in_province[named],
        "no_suffix": names.short_unique_in_province[named],
        "no_province": has_prefecture | names.unique[named],
        "prefecture_only": has_prefecture & ~names.like_prefecture[named],
    }
    for word, allowed in needs.items():
        kind = np.where((kind == KINDS.index(word)) & ~allowed, full, kind)
    return kind


def make_domiciles(
    rng: Rng, *, places: Lineages, towns: Towns, home: int, place: Ints, town: Ints, year: Ints
) -> Domiciles:
    """Write a domicile for each *place* (with its *town*) in each *year* of registration.

    Nine in a hundred use the names of another time: today's in an old file typed later, or those
    of long ago in a new one.
    """
    names, size = _names(), len(place)
    local = place == home
    true = places.record_at(place, year)
    other = places.record_at(
        place, np.where(chance(rng, size, 0.7), LAST, rng.integers(FIRST, 2000, size))
    )
    usable = (places.shared[place] == 0) & ~names.like_prefecture[other]
    named = np.where(chance(rng, size, 0.09) & usable & ~names.like_prefecture[true], other, true)
    home_now = places.at[home, -1]
    prefecture_of = places.codes // 100
    near = prefecture_of[places.at[place, -1]] == prefecture_of[home_now]
    near &= ~np.array([r.name.endswith("区") for r in places.records])[named]
    kind = _kinds(rng, named, local, near)
    # A prefecture has no lineage of its own: it is always named as it was called on the day.
    named = np.where(kind == KINDS.index("prefecture_only"), true, named)

    def part(table: tuple[str, ...], *wanted: str) -> pl.Series:
        mask = np.isin(kind, [KINDS.index(word) for word in wanted])
        return texts(["", *table], np.where(mask, named + 1, 0))

    counties = ("full", "no_province", "no_prefecture", "county_only")
    below = joined(town_texts(towns, town, year), village_texts(rng, town * 37 + year % 31, year))
    with_below = np.isin(kind, [KINDS.index(w) for w in (*counties, "no_suffix", "short_county")])
    with_below |= kind == KINDS.index("township_only")
    with_below &= chance(rng, size, np.where(local, 0.97, 0.72)) | (
        kind == KINDS.index("township_only")
    )
    text = joined(
        part(names.province, "full", "no_prefecture", "prefecture_only", "province_only"),
        part(names.province_short, "no_suffix", "short_county"),
        part(names.prefecture, "full", "no_province", "prefecture_only"),
        part(names.prefecture_short, "no_suffix"),
        part(names.county, *counties),
        part(names.county_short, "no_suffix", "short_county"),
        texts(
            ["", "本县", "本地", "同上", "本乡"],
            np.where(kind == KINDS.index("this_county"), weighted(rng, (0, 5, 2, 1, 2), size), 0),
        ),
        below.zip_with(pl.Series(with_below), blank(size)),
    )
    return Domiciles(
        text=text,
        division=_codes(places, true, kind),
        also=_also(places, place, year, kind),
        named=texts(NAMED, kind),
        kind=_labels(kind, named != true),
        record=true,
    )


def _codes(places: Lineages, record: Ints, kind: Ints) -> pl.Series:
    code = places.codes[record]
    code = np.where(kind == KINDS.index("prefecture_only"), code // 100 * 100, code)
    code = np.where(kind == KINDS.index("province_only"), code // 10000 * 10000, code)
    silent = kind == KINDS.index("missing")
    return pl.Series(code).cast(pl.String).zip_with(pl.Series(~silent), blank(len(code)))


def _also(places: Lineages, place: Ints, year: Ints, kind: Ints) -> pl.Series:
    return _codes(places, places.record_at(place, year - 1), kind)


def _labels(kind: Ints, other_time: Bools) -> pl.Series:
    table = [*KINDS, *(f"{word}_other_time" for word in KINDS)]
    return texts(table, kind + other_time * len(KINDS))
