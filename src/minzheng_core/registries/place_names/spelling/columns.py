"""Spelling a whole column of names in one call, with bounded memory; equal to :func:`spell`.

Villages, settlements and divisions of ordinary characters are spelled in arrays: the ending of a
name (村民委员会, 镇) is cut off and the words that the scalar path makes of it are used for all
names with that ending. Whatever is not ordinary goes to the scalar path, once for each different
name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from minzheng_core.columns.lifted import lift
from minzheng_core.columns.masks import bits_of, mask_of
from minzheng_core.processing.collector import no_collector
from minzheng_core.reference.place_spelling import (
    minority_spellings,
    transcription_weights,
)
from minzheng_core.registries.place_names.spelling.column_endings import (
    Ending,
    ending_pattern,
    endings_for,
    endings_of,
    same_when_short,
)
from minzheng_core.registries.place_names.spelling.column_kinds import with_kinds
from minzheng_core.registries.place_names.spelling.column_readings import (
    GRADES,
    PLANE,
    Characters,
    ColumnReader,
)
from minzheng_core.registries.place_names.spelling.divisions import (
    BEHIND_A_TOWN,
    JOINED,
    LONG,
    Villages,
    bare_divisions,
    division_names,
    minority_stems,
    tabled_near,
    tabled_specific,
)
from minzheng_core.registries.place_names.spelling.guessing import (
    COINED,
    transcribed_in_part,
    transcription_bounds,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.paths import path_parts
from minzheng_core.registries.place_names.spelling.printed import PRINTED
from minzheng_core.registries.place_names.spelling.result import UNPRINTABLE, Grade
from minzheng_core.registries.place_names.spelling.spell import Speller, region_of
from minzheng_core.registries.place_names.spelling.townships import township_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from minzheng_core.registries.place_names.spelling.column_readings import Flags, Ints
    from minzheng_core.registries.place_names.spelling.readings import ReadingList
    from minzheng_core.registries.place_names.spelling.result import Spelling

    Parts = tuple[tuple[str, str], ...]

FAULTS = (
    *("PS101", "PS102", "PS103", "PS104", "PS105", "PS106", "PS107", "PS108", "PS109", "PS110"),
    *("PS111", "PS112"),
)
"""Codes of findings; bit *i* of ``findings`` means ``FAULTS[i]``."""
CHUNK = 50_000
"""Names that are spelled at a time."""
_BITS = bits_of(FAULTS)
_DOUBTFUL = sum(_BITS[code] for code in UNPRINTABLE)
_SCHEMA = {"text": pl.String, "plain": pl.String, "findings": pl.UInt32}
_PERHAPS = "^(?:.+?[省市县旗州盟]|.+?[^社小]区)..|^.{2,}(?:.[市县旗州盟]|[^社小]区)$"
"""Finds what may be a division with something before or after it; no 社区, 小区."""


@no_collector()
def spell_column(
    names: pl.Series,
    kinds: pl.Series,
    divisions: pl.Series,
    *,
    readings: ReadingList | None,
    villages: Villages,
) -> pl.DataFrame:
    """One row per name: ``text``, ``plain``, ``confirmed``, ``findings`` (a mask of :data:`FAULTS`).

    *kinds* holds kinds or nulls, *divisions* codes or nulls; both as long as *names*.
    """
    table = pl.DataFrame(
        [
            names.cast(pl.String).fill_null("").alias("name"),
            kinds.cast(pl.String).alias("kind"),
            divisions.cast(pl.String).fill_null("").alias("division"),
        ]
    )
    spellers = _Spellers(readings, villages)
    parts = [spellers.chunk(part) for part in table.iter_slices(CHUNK)]
    whole = pl.concat(parts) if parts else pl.DataFrame(schema=_SCHEMA)
    return whole.select(
        "text", "plain", ((pl.col("findings") & _DOUBTFUL) == 0).alias("confirmed"), "findings"
    )


class _Spellers:
    def __init__(self, readings: ReadingList | None, villages: Villages) -> None:
        self._readings, self._villages = readings, villages
        self._reader = ColumnReader(readings)
        self._by_division: dict[str, Speller] = {}
        self._regions: dict[str, tuple[str, int]] = {}

    def chunk(self, table: pl.DataFrame) -> pl.DataFrame:
        """Spell a slice: what is ordinary in arrays, the rest name by name."""
        table, ordinary = with_kinds(table.with_row_index("row"))
        rest, done = [table.filter(~ordinary)], []
        table = table.filter(ordinary)
        paths, parts = _paths(table["name"])
        ahead = None
        if parts:
            inner, ahead = self._of_paths(table.filter(paths), parts)
            inner, ordinary = with_kinds(inner)
            rest.append(inner.filter(~ordinary))
            table = pl.concat([table.filter(~paths), inner.filter(ordinary)])
        table = self._towns_placed(table)
        for (kind,), part in table.partition_by("kind", as_dict=True).items():
            split = self._split(part, Kind(kind))
            plain_ones = split.filter(pl.col("tail").is_not_null())
            done.append(self._in_arrays(plain_ones, Kind(kind)))
            rest.append(split.filter(pl.col("tail").is_null()).select(table.columns))
        others = pl.concat(rest)
        columns = [others[name] for name in ("name", "asked", "division")]
        lifted = lift(columns, self._one, _SCHEMA).with_columns(others["row"])
        spelled = pl.concat([*done, lifted.select("row", *_SCHEMA)]).sort("row")
        return spelled.drop("row") if ahead is None else _behind(ahead, spelled)

    def _towns_placed(self, table: pl.DataFrame) -> pl.DataFrame:
        """With the places of townships of which nobody said where they lie."""
        unsaid = (pl.col("kind") == Kind.DIVISION.value) & (pl.col("division") == "")
        if not table.select(unsaid.any()).item():
            return table
        place = pl.col("name").replace_strict(township_places(), default="")
        return table.with_columns(
            pl.when(unsaid).then(place).otherwise("division").alias("division")
        )

    def _of_paths(
        self, part: pl.DataFrame, parted: list[Parts]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Paths of divisions: the names after the divisions, and these spelled, for each row that has some."""
        lasts, regions, ahead = [], [], []
        known: dict[tuple[str, Parts], tuple[str, str, int]] = {}
        for parts, division in zip(parted, part["division"], strict=True):
            speller = self._speller(division)
            *before, (last, around) = parts
            key = speller.region, tuple(before)
            if key not in known:
                known[key] = self._ahead(speller.divisions(before))
            lasts.append(last)
            regions.append(speller.inside(around))
            ahead.append(known[key])
        inner = pl.DataFrame(
            {"row": part["row"], "name": lasts, "kind": part["asked"], "division": regions}
        )
        _, _, own = self._placed(part["division"])
        heads = pl.DataFrame(ahead, schema=_SCHEMA, orient="row").with_columns(
            part["row"], findings=pl.col("findings") | pl.Series(own, dtype=pl.UInt32)
        )
        return inner, heads

    def _ahead(self, heads: list[Spelling]) -> tuple[str, str, int]:
        """The divisions before a name, written out up to it, and what was found about them."""
        codes = (finding.code for head in heads for finding in head.findings)
        text, bare = (
            "".join(f"{word} " for word in words)
            for words in ([head.text for head in heads], [head.plain for head in heads])
        )
        return text, bare, mask_of(codes, _BITS)

    def _speller(self, division: str) -> Speller:
        speller = self._by_division.get(division)
        if speller is None:
            speller = Speller(division=division, readings=self._readings, villages=self._villages)
            self._by_division[division] = speller
        return speller

    def _one(self, name: str, kind: str | None, division: str) -> tuple[Any, ...]:
        spelled = self._speller(division).spell(name, kind)
        codes = (finding.code for finding in spelled.findings)
        return spelled.text, spelled.plain, mask_of(codes, _BITS)

    def _split(self, part: pl.DataFrame, kind: Kind) -> pl.DataFrame:
        """The ending of each name as ``tail``; null for names that the arrays leave alone."""
        name, stem, tail = pl.col("name"), pl.col("stem"), pl.col("tail")
        ending = ending_pattern(kind)
        tails = name.str.slice(1).str.extract(ending, 1) if ending else pl.lit("")
        if kind is Kind.VILLAGE:
            tails = tails.fill_null("")
        # One step after the other, for what an expression names twice is worked out twice.
        split = part.with_columns(tails.alias("tail"))
        length = name.str.len_chars() - tail.str.len_chars().fill_null(0)
        split = split.with_columns(name.str.slice(0, length).alias("stem"))
        left = name.str.contains("族", literal=True) | name.is_in(_names(kind))
        if kind is Kind.DIVISION:
            province = pl.col("division").str.slice(0, 2)
            begun = pl.concat_str(province, name.str.slice(0, 2))
            left |= begun.is_in(_minority_stems()) | stem.is_in(_names(kind))
            codes = part["division"].unique().to_list()
            left |= pl.col("division").is_in([c for c in codes if c and not self._region(c)[0]])
        else:
            left |= self._tabled(split)
        short = [tail for tail in endings_for(kind) if same_when_short(kind, tail, self._villages)]
        usable = ~left & ((stem.str.len_chars() >= 2) | tail.is_in(short))
        return split.select(*part.columns, pl.when(usable).then(tail).alias("tail"))

    def _tabled(self, split: pl.DataFrame) -> pl.Series:
        """Where the specific has a tabled spelling there, or may have it."""
        maybe = split["stem"].is_in(_tabled_stems())
        found = []
        for stem, division in split.filter(maybe).select("stem", "division").iter_rows():
            specific, region = stem.removesuffix("村"), self._region(division)[0]
            letters = tabled_specific(specific, region)
            found.append(bool(letters) or tabled_near(specific, region))
        return maybe.scatter(maybe.arg_true(), found) if found else maybe

    def _in_arrays(self, part: pl.DataFrame, kind: Kind) -> pl.DataFrame:
        if part.is_empty():
            return pl.DataFrame(schema={"row": part["row"].dtype, **_SCHEMA})
        text = part["name"].str.join().item()
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        sizes = part["name"].str.len_chars().to_numpy().astype(np.int64)
        endings, ending = endings_of(kind, part["tail"], self._villages)
        cut = np.array([end.joined - end.length for end in endings], dtype=np.int64)[ending]
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)[:-1]])
        row = np.repeat(np.arange(sizes.size), sizes)
        region, regions, masks = self._placed(part["division"])
        chars = Characters(
            text=text,
            codes=codes,
            row=row,
            place=np.arange(codes.size) - starts[row],
            starts=starts,
            sizes=sizes,
            ends=sizes + cut,
            region=region,
            regions=regions,
        )
        readings = self._reader.read(chars)
        grades = self._reader.grades[readings]
        inside = chars.place < chars.ends[row]
        findings = masks | np.where(part["unsure"].to_numpy(), _BITS["PS109"], 0)
        for grade, code in ((Grade.UNCONFIRMED, "PS101"), (Grade.UNSURE, "PS102")):
            doubted = inside & (grades == GRADES.index(grade))
            findings = findings | np.where(_any(doubted, row, sizes.size), _BITS[code], 0)
        if kind is Kind.VILLAGE:
            two = part["name"].str.contains(BEHIND_A_TOWN).to_numpy()
            findings = findings | np.where(two, _BITS["PS104"], 0)
        else:
            long = chars.ends >= LONG
            long &= part["asked"].is_null().to_numpy() | (kind is Kind.DIVISION)
            findings = findings | np.where(long, _BITS["PS104"], 0)
        pastoral = np.array([end.pastoral for end in endings], dtype=np.bool_)[ending]
        findings = findings | np.where(_foreign(chars, grades, pastoral), _BITS["PS103"], 0)
        toned, bare = self._written(chars, readings, inside, endings, ending)
        return pl.DataFrame(
            {"row": part["row"], "text": toned, "plain": bare, "findings": findings},
            schema_overrides=_SCHEMA,
        )

    def _placed(self, divisions: pl.Series) -> tuple[Ints, list[str], Ints]:
        """The number of each name's region, the regions, and what is wrong with each name's code."""
        runs = divisions.rle().struct.unnest()
        codes = runs["value"].to_list()
        places = {code: number for number, code in enumerate(dict.fromkeys(codes))}
        found = [self._region(code) for code in places]
        number = np.array([places[code] for code in codes], dtype=np.int64)
        number = np.repeat(number, runs["len"].to_numpy())
        masks = np.array([mask for _, mask in found], dtype=np.int64)
        return number, [region for region, _ in found], masks[number]

    def _region(self, division: str) -> tuple[str, int]:
        """The region of a division code, and what is wrong with the code."""
        known = self._regions.get(division)
        if known is None:
            region, notes = region_of(division)
            known = self._regions[division] = region, mask_of((n.code for n in notes), _BITS)
        return known

    def _written(
        self,
        chars: Characters,
        readings: Ints,
        inside: Flags,
        endings: list[Ending],
        ending: Ints,
    ) -> Iterator[pl.Series]:
        """The spellings, with and without tones: all words joined, then cut at the line ends."""
        toned, bare = self._reader.pieces
        variant = (readings * 2 + (chars.place == 0))[inside]
        numbers = np.insert(variant, np.cumsum(chars.ends), len(toned) + ending)
        for letters in (
            [*toned, *(end.toned for end in endings)],
            [*bare, *(end.plain for end in endings)],
        ):
            pieces = np.array(letters, dtype=np.object_)[numbers].tolist()
            whole = "".join(pieces).removesuffix("\n")
            yield pl.Series([whole]).str.split("\n").explode()


def _paths(names: pl.Series) -> tuple[pl.Series, list[Parts]]:
    """Which names are paths of divisions, and their parts; asked of those only that may be by their characters."""
    maybe = names.str.contains(_PERHAPS)
    parted = [tuple(path_parts(name)) for name in names.filter(maybe)]
    found = [len(parts) > 1 for parts in parted]
    paths = maybe.scatter(maybe.arg_true(), found) if found else maybe
    return paths, [parts for parts in parted if len(parts) > 1]


def _behind(ahead: pl.DataFrame, spelled: pl.DataFrame) -> pl.DataFrame:
    """All that is *spelled*, in some rows with what stands *ahead* of it."""
    rows = ahead["row"]
    after = spelled[rows]
    whole = (
        ahead["text"] + after["text"],
        ahead["plain"] + after["plain"],
        ahead["findings"] | after["findings"],
    )
    return pl.DataFrame([spelled[part.name].scatter(rows, part) for part in whole])


def _any(flags: Flags, row: Ints, rows: int) -> Flags:
    found = np.zeros(rows, dtype=np.bool_)
    found[row[flags]] = True
    return found


def _foreign(chars: Characters, grades: Ints, pastoral: Flags) -> Flags:
    """Where the specific seems of a minority language, as :meth:`Speller._foreign` finds it."""
    rows = chars.sizes.size
    bounds = np.array([transcription_bounds(region) for region in chars.regions])
    mongol = np.array(transcription_bounds("", pastoral=True))
    bound, least = np.where(pastoral[:, None], mongol, bounds[chars.region]).T
    last = chars.codes[chars.starts + chars.ends - 1] == ord("村")
    sizes = chars.ends - last
    perhaps = (bound < np.inf) & (sizes > 0)
    inside = np.flatnonzero((chars.place < sizes[chars.row]) & perhaps[chars.row])
    row, weight = chars.row[inside], _weights()[chars.codes[inside]]
    open_ = _any(grades[inside] != GRADES.index(Grade.CERTAIN), row, rows)
    found: Flags = perhaps & open_
    begins = chars.starts[found].tolist()
    found[found] = [not chars.text.startswith(COINED, begin) for begin in begins]
    weights = np.bincount(row, weights=weight, minlength=rows)
    whole = (sizes >= least) & (weights > np.where(perhaps, bound, 0) * sizes)
    for at in np.flatnonzero(found & ~whole).tolist():
        begin = chars.starts[at]
        stem, region = chars.text[begin : begin + sizes[at]], chars.regions[chars.region[at]]
        found[at] = transcribed_in_part(stem, region, bound[at], int(least[at]))
    return found


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    table = np.zeros(PLANE)
    for char, weight in transcription_weights().items():
        table[ord(char)] = weight
    return table


@lru_cache(maxsize=8)
def _names(kind: Kind) -> pl.Series:
    """Names that the scalar path knows as they are."""
    tabled = {row.stem + generic for row in minority_spellings() for generic in row.generics}
    bare = () if kind is Kind.DIVISION else bare_divisions()
    return pl.Series(list({*division_names(), *JOINED, *tabled, *PRINTED, *bare})).implode()


@lru_cache(maxsize=1)
def _tabled_stems() -> pl.Series:
    """Stems that have tabled spellings, alone and as specifics in one word with 村."""
    stems = {row.stem for row in minority_spellings()}
    return pl.Series([*stems, *(f"{stem}村" for stem in stems)]).implode()


@lru_cache(maxsize=1)
def _minority_stems() -> pl.Series:
    return pl.Series(list(minority_stems())).implode()
