"""The townships below the divisions of many texts and the answers made of both, as tables tell them."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import polars.selectors as cs
from attrs import evolve, frozen

from minzheng_core.columns.domicile.local_towns import NO_TOWN, SEVERAL, town_reader
from minzheng_core.columns.domicile.townships import stems
from minzheng_core.columns.domicile.verdicts import REASONS
from minzheng_core.reference.townships import townships
from minzheng_core.registries.place_names.standardising.counties_within import COUNTY_WRITTEN
from minzheng_core.registries.place_names.standardising.divisions_above import COUNTY, REGION
from minzheng_core.registries.place_names.standardising.names_of_day import (
    NOT_ONE,
    NOTHING,
    names_of_day,
)
from minzheng_core.registries.place_names.standardising.standard_name import (
    DIVIDED_TODAY,
    LEVELS,
)
from minzheng_core.registries.place_names.standardising.towns_within import WRITTEN, is_town_within
from minzheng_core.registries.place_names.standardising.zone_towns import writings, zone_town_in
from minzheng_core.registries.place_names.standardising.zones import (
    NOT_READ,
    ZONE,
    words_left,
    zones_named,
)
from minzheng_core.values.domicile.answer import codes_of
from minzheng_core.values.domicile.local_names import Likeness
from minzheng_core.values.domicile.towns import ENDS_WHOLE, TOWN_KIND

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domicile.local_towns import Several, TownsMeant
    from minzheng_core.columns.domiciles import Found
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names.standardising.divisions_above import Divisions

_LIKE = list(Likeness)
_FINDINGS = ("", "PG110", "PG111", "PG114", "PG113", "PG112")
"""What may have to be said about how a township is written, by its number."""
_ZONES = ("", ZONE, NOT_READ)
_LEFT = 2
"""What may have to be said where no township is written."""
_DIVIDED = ("", DIVIDED_TODAY)
"""What may have to be said where several share the area today."""
_MISSPELT, _VARIANT, _MOVED, _NOT_LISTED, _ONE_OF_SEVERAL = 1, 2, 3, 4, 5
_SAID = np.array([0, 0, _VARIANT, _MISSPELT, _MISSPELT, _MISSPELT])
"""What is to be said by the rank of the likeness."""
_NO_RANK = -1


@frozen(eq=False)
class Towns:
    """The township below each division: its number, the rank of the likeness, what is to be said."""

    numbers: Positions
    ranks: Positions
    said: Positions
    open: Flags
    """Whether it must be read by itself."""
    candidates: pl.DataFrame
    """``text`` and ``codes`` of the townships between which it cannot be told."""


def towns_below(found: Found, above: Divisions, overlay: Overlay | None) -> Towns:
    """The townships that follow the divisions *above*, where tables tell them."""
    count = above.homes.size
    towns = Towns(
        np.zeros(count, dtype=np.int64),
        np.full(count, _NO_RANK, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.bool_),
        _codes_of([], []),
    )
    rows = np.where(above.homes >= 0, found.places.towns, -1)
    listed = found.tables.towns.names
    nameless = (listed["town"] == "").to_numpy()
    rows[nameless[rows]] = -1
    several = [_put_found(found, above, towns, rows, overlay)]
    at = np.flatnonzero((above.homes >= 0) & (rows < 0))
    reader = town_reader(overlay)
    meant = reader.read(above.tails[at], above.homes[at])
    several.append(_put_meant(above, towns, at, meant, overlay))
    unsaid = at[(meant.rows == NO_TOWN) & ~meant.written]
    towns.open[unsaid] = reader.begun(above.tails[unsaid], above.homes[unsaid])
    several.append(_put_several(above, towns, at, meant.several, overlay))
    return evolve(towns, candidates=pl.concat(several))


def _put_found(
    found: Found, above: Divisions, towns: Towns, rows: Positions, overlay: Overlay | None
) -> pl.DataFrame:
    """The townships that were found with the division, and the codes of those that were divided."""
    at = np.flatnonzero(rows >= 0)
    rows, tails = rows[at], above.tails[at]
    listed = found.tables.towns.names
    numbers = above.names.towns(rows, above.years[at])
    # Which of the names of one code is meant is told by how it is written.
    several = np.flatnonzero(_several(overlay)[rows])
    told = (above.homes[at] == above.units[at])[several] & ~found.places.asked[at[several]]
    told &= _as_listed(tails[several], listed[rows[several]])
    numbers[several[~told]] = NOT_ONE
    _put(above, towns, _Choices(at, numbers, np.zeros_like(at), rows), overlay)
    divided = numbers == NOT_ONE
    divided[several[~told]] = False
    return _put_divided(above, towns, at[divided], rows[divided])


def _put_meant(
    above: Divisions, towns: Towns, at: Positions, meant: TownsMeant, overlay: Overlay | None
) -> pl.DataFrame:
    """The townships of the texts *at* that are not written as any list has them; the codes of the divided ones."""
    towns.open[at[meant.rows == SEVERAL]] = True
    none = meant.rows == NO_TOWN
    towns.said[at[none & meant.written]] = _NOT_LISTED
    one = np.flatnonzero(meant.rows >= 0)
    at, rows = at[one], meant.rows[one]
    numbers = above.names.towns(rows, above.years[at])
    _put(above, towns, _Choices(at, numbers, meant.ranks[one], rows), overlay)
    divided = numbers == NOT_ONE
    return _put_divided(above, towns, at[divided], rows[divided])


def _put_divided(above: Divisions, towns: Towns, at: Positions, rows: Positions) -> pl.DataFrame:
    """The codes of the townships that had the areas of the names *rows*, between which the texts *at* leave it open."""
    codes = above.names.codes_of_several(rows, above.years[at])
    told = [len(set(some)) == len(some) > 1 and all(some) for some in codes]
    at = at[np.array(told, dtype=np.bool_)]
    towns.open[at] = False
    towns.said[at] = _ONE_OF_SEVERAL
    return _codes_of(at, [some for some, is_told in zip(codes, told, strict=True) if is_told])


def _codes_of(at: Positions | list[int], codes: list[tuple[str, ...]]) -> pl.DataFrame:
    """``text`` and ``codes``: between which townships each of the texts *at* leaves it open."""
    return pl.DataFrame(
        {
            "text": pl.Series(at, dtype=pl.Int64),
            "codes": pl.Series(codes, dtype=pl.List(pl.String)),
        }
    )


def _put_several(
    above: Divisions, towns: Towns, at: Positions, several: Several, overlay: Overlay | None
) -> pl.DataFrame:
    """The codes between which it cannot be told.

    Several names may be those of one township, at other times: it is what the likeliest means.
    """
    text = at[several.at]
    numbers = above.names.towns(several.rows, above.years[text])
    code, *_ = above.names.columns
    divided = np.flatnonzero(numbers == NOT_ONE)
    parts = above.names.codes_of_several(several.rows[divided], above.years[text[divided]])
    counts = np.ones_like(numbers)
    counts[divided] = [len(some) for some in parts]
    first = np.repeat(np.arange(counts.size), counts)
    of_parts = np.flatnonzero((numbers == NOT_ONE)[first])
    codes = code[np.maximum(numbers, NOTHING)[first]]
    codes = codes.scatter(of_parts, [code for some in parts for code in some])
    lines = pl.DataFrame(
        {"text": text[first], "codes": codes, "first": first, "one": (numbers != NOT_ONE)[first]}
    )
    groups = lines.group_by("text", maintain_order=True).agg(
        pl.col("codes").unique(maintain_order=True),
        pl.col("first", "one").first(),
        (pl.col("codes") != "").all().alias("told"),
    )
    groups = groups.filter("told", (pl.col("codes").list.len() > 1) | pl.col("one"))
    towns.open[groups["text"].to_numpy()] = False
    one = groups["codes"].list.len() == 1
    first = groups.filter(one)["first"].to_numpy()
    rows = several.rows[first]
    _put(above, towns, _Choices(text[first], numbers[first], several.ranks[first], rows), overlay)
    groups = groups.filter(~one).select("text", "codes")
    towns.said[groups["text"].to_numpy()] = _ONE_OF_SEVERAL
    return groups


@frozen(eq=False)
class _Choices:
    """One township for each of the texts *at*."""

    at: Positions
    numbers: Positions
    ranks: Positions
    rows: Positions
    """The names that they were found by."""


def _put(above: Divisions, towns: Towns, choices: _Choices, overlay: Overlay | None) -> None:
    """Write those that were one township on the day."""
    towns.open[choices.at[choices.numbers == NOT_ONE]] = True
    one = np.flatnonzero(choices.numbers != NOT_ONE)
    at, numbers, ranks = choices.at[one], choices.numbers[one], choices.ranks[one]
    code, name, _, _ = above.names.columns
    rows, listed = choices.rows[one], above.names.town_names
    there = pl.DataFrame(
        {"tail": above.tails[at], "name": name[numbers], "found": listed["town"][rows]}
    )
    there = there.with_columns(
        in_full=pl.col("tail").str.starts_with(pl.col("name")),
        moved=(pl.col("found") != "") & (pl.col("found") != code[numbers]),
    )
    moved = there["moved"].to_numpy().copy()
    renamed = np.flatnonzero(_several(overlay)[rows])
    other = there["name"][renamed] != listed["name"][rows[renamed]]
    renamed = renamed[other.to_numpy()]
    moved[renamed] |= (listed["stem"][rows[renamed]] != stems(there["name"][renamed])).to_numpy()
    exact = ranks == Likeness.EXACT.rank
    said = _SAID[ranks]
    towns.numbers[at] = numbers
    towns.ranks[at] = np.where(exact & ~there["in_full"].to_numpy(), Likeness.KIND.rank, ranks)
    towns.said[at] = np.where((said == 0) & moved, _MOVED, said)


def _as_listed(tails: pl.Series, names: pl.DataFrame) -> Flags:
    """Whether *tails* begin with *names*, perhaps of another kind, and with no more of a name."""
    stem, tail = pl.col("stem"), pl.col("tail")
    kind = tail.str.slice(stem.str.len_chars()).str.extract(f"^({TOWN_KIND})").fill_null("")
    whole = stem.str.slice(-1).is_in(list(ENDS_WHOLE))
    written = names.with_columns(tails.alias("tail")).select(
        in_full=tail.str.starts_with(pl.col("name")),
        begun=tail.str.starts_with(stem),
        alone=pl.col("short") == "",
        written=stem + pl.when(whole).then(pl.lit("")).otherwise(kind),
    )
    same = stems(written["written"]) == names["stem"]
    listed = written["alone"] & (written["in_full"] | (written["begun"] & same))
    return listed.to_numpy()


@lru_cache(maxsize=4)
def _several(overlay: Overlay | None) -> Flags:
    """For each name of a township whether its code had another as well."""
    names = names_of_day(overlay).town_names
    several = names["town"].is_duplicated().to_numpy()
    own = {town.county for town in overlay.townships} if overlay else set()
    known = townships(overlay)
    at = np.flatnonzero(names["county"].is_in(list(own)).to_numpy())
    several = several.copy()
    several[at] = [known.several(code) for code in names["town"][at].to_list()]
    return several


@frozen(eq=False)
class ReadAlone:
    """The answers to the texts that were read by themselves, and the row of each text in them."""

    answers: pl.DataFrame
    rows: Positions
    """-1 for those that were not."""


def frame_of(above: Divisions, towns: Towns, read: ReadAlone, cells: Positions) -> pl.DataFrame:
    """The answers to the texts that stand in *cells*."""
    town, division = towns.numbers, above.numbers
    is_town = town != NOTHING
    code, name, code_today, name_today = above.names.columns
    has_today = (name_today != "").to_numpy()
    whole = above.names.whole
    known = ~is_town | (has_today[town] & (whole[town] | has_today[division]))
    lowest = np.where(is_town, town, division)
    level = np.where(is_town, LEVELS.index("township"), above.levels)
    divided = np.where(known, lowest, np.where(has_today[town], division, town))
    divided = np.where(above.names.divided[divided], divided, NOTHING)
    zone = np.zeros(is_town.size, dtype=np.int64)
    at = np.flatnonzero(~is_town & (above.levels > 0))
    zone[at] = zones_named(above.tails[at])
    at = at[(zone[at] == 0) & (towns.said[at] == 0)]
    zone[at] = words_left(above.tails[at]) * _LEFT
    reason = (above.levels * len(REASONS) + above.hows) * (len(_LIKE) + 1) + towns.ranks + 1
    said = (above.mask * len(_FINDINGS) + towns.said) * len(_ZONES) + zone
    today = np.where(known, lowest, NOTHING)
    above_today = np.where(known & ~(is_town & whole[town]), division, NOTHING)
    alone = read.rows[cells]
    from_tables = alone < 0

    def told(column: str, table: pl.Series, numbers: Positions) -> pl.Series:
        """What *table* has for each cell, or what was read."""
        every = pl.concat([table, read.answers[column]], rechunk=True)
        return every[np.where(from_tables, numbers[cells], table.len() + alone)]

    def of_town(table: pl.Series, numbers: Positions) -> pl.Series:
        """The end of a name, which what was read has already."""
        return table[np.where(from_tables, numbers[cells], NOTHING)]

    answers = pl.DataFrame(
        {
            "level": told("level", pl.Series(LEVELS), level),
            "code": told("code", code, lowest),
            "name": told("name", name, division) + of_town(name, town),
            "code_today": told("code_today", code_today, today),
            "name_today": told("name_today", name_today, above_today)
            + of_town(name_today, np.where(known, town, NOTHING)),
            "reasons": told("reasons", pl.Series(_all_reasons()), reason),
            "candidates": told("candidates", *_candidates(above, towns, divided)),
            "findings": told(
                "findings",
                *_findings(above.masks, said * len(_DIVIDED) + (divided != NOTHING)),
            ),
        }
    )
    texts = cs.string()
    return answers.with_columns(pl.when(texts != "").then(texts))


def _candidates(above: Divisions, towns: Towns, divided: Positions) -> tuple[pl.Series, Positions]:
    """Lists of candidates, null for none, and which one each text has."""
    count = towns.candidates.height
    at = np.flatnonzero(divided)
    different, back = np.unique(divided[at], return_inverse=True)
    heirs = [None, *map(above.names.heirs, different.tolist())]
    which = np.full(divided.size, count)
    which[at] += 1 + back
    which[towns.candidates["text"].to_numpy()] = np.arange(count)
    of_today = pl.Series(heirs, dtype=pl.List(pl.String))
    return pl.concat([towns.candidates["codes"], of_today]), which


def without_county(above: Divisions, towns: Towns, which: Flags, overlay: Overlay | None) -> Flags:
    """Whether a township of a zone may be written where none was found, or one below no county, or a
    misspelt county; of those *which* is true of.

    Such texts are read by themselves.
    """
    found = np.zeros(towns.numbers.size, dtype=np.bool_)
    at = np.flatnonzero(which & (towns.numbers == NOTHING) & (above.levels <= COUNTY))
    tails = above.tails[at]
    listed = tails.str.contains_any(writings(overlay)).fill_null(value=False).to_numpy()
    higher = (above.numbers[at] != NOTHING) & (above.levels[at] < COUNTY)
    listed |= higher & tails.str.contains(WRITTEN).fill_null(value=False).to_numpy()
    found[at] = higher & tails.str.contains(COUNTY_WRITTEN).fill_null(value=False).to_numpy()
    at = at[listed & ~found[at]]
    code, _, today, _ = above.names.columns
    numbers = above.numbers[at]
    codes = pl.DataFrame({"of": code[numbers], "today": today[numbers]})
    lines = zip(above.levels[at].tolist(), codes.rows(), above.tails[at].to_list(), strict=True)
    found[at] = [
        not then
        or zone_town_in(now[:4] or then[:2], tail, overlay)
        or (level < COUNTY and is_town_within(now or then, level, tail, overlay))
        for level, (then, now), tail in lines
    ]
    return found


@cache
def _all_reasons() -> list[str]:
    """What every level, reason and rank of a likeness, or none, is written as."""
    return [
        (f"{level}:{how}" if level else str(how)) + (f";township:{like}" if like else "")
        for level in LEVELS[:4]
        for how in REASONS
        for like in ("", *_LIKE)
    ]


def _findings(masks: Positions, said: Positions) -> tuple[pl.Series, Positions]:
    """Lists of codes, those of one of *masks* and what is *said* besides as one number, and which each text has.

    Only what any text has is written out.
    """
    besides = list(product(_FINDINGS, _ZONES, _DIVIDED))
    has = np.flatnonzero(np.bincount(said, minlength=1) > 0)
    told = [
        [
            *_about_divisions(int(masks[number // len(besides)])),
            *filter(None, besides[number % len(besides)]),
        ]
        for number in has.tolist()
    ]
    which = np.zeros(masks.size * len(besides), dtype=np.int64)
    which[has] = np.arange(has.size)
    return pl.Series(told, dtype=pl.List(pl.String)), which[said]


def _about_divisions(mask: int) -> list[str]:
    """The codes of what is to be said about divisions."""
    return [*codes_of(mask & ~REGION), *([NOT_READ] if mask & REGION else [])]
