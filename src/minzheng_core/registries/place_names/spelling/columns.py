"""Spelling a whole column of names in one call, with bounded memory; equal to :func:`spell`.

Villages, settlements and divisions of ordinary characters are spelled in arrays: the ending of a
name (村民委员会, 镇) is cut off and the words that the scalar path makes of it are used for all
names with that ending. Whatever is not ordinary goes to the scalar path, once for each different
name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.lifted import lift
from minzheng_core.columns.masks import bits_of, mask_of
from minzheng_core.reference.place_spelling import (
    minority_spellings,
    place_generics,
    transcription_weights,
)
from minzheng_core.registries.place_names.spelling.column_readings import (
    GRADES,
    PLANE,
    Characters,
    ColumnReader,
)
from minzheng_core.registries.place_names.spelling.divisions import (
    FORESTS,
    JOINED,
    LONG,
    ORGANISATIONS,
    Villages,
    bare_divisions,
    division_names,
    minority_stems,
)
from minzheng_core.registries.place_names.spelling.guessing import (
    COINED,
    PASTORAL,
    transcription_bounds,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.orthography import (
    APOSTROPHE,
    opens_with_vowel,
    plain,
)
from minzheng_core.registries.place_names.spelling.paths import begins_with_division
from minzheng_core.registries.place_names.spelling.printed import PRINTED
from minzheng_core.registries.place_names.spelling.result import UNPRINTABLE, Grade, Role
from minzheng_core.registries.place_names.spelling.spell import (
    LONGEST,
    Speller,
    region_of,
    substitutes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from minzheng_core.registries.place_names.spelling.column_readings import Flags, Ints
    from minzheng_core.registries.place_names.spelling.readings import ReadingList

FAULTS = (
    *("PS101", "PS102", "PS103", "PS104", "PS105", "PS106", "PS107", "PS108", "PS109", "PS110"),
    "PS111",
)
"""Codes of findings; bit *i* of ``findings`` means ``FAULTS[i]``."""
CHUNK = 50_000
"""Names that are spelled at a time."""
_BITS = bits_of(FAULTS)
_DOUBTFUL = sum(_BITS[code] for code in UNPRINTABLE)
_SCHEMA = {"text": pl.String, "plain": pl.String, "findings": pl.UInt32}
_ORDINARY = f"^[\u4e00-\u9fa5]{{2,{LONGEST}}}$"
_PERHAPS = "^(?:..+?[省市县旗州盟]|.+?[^社小]区).."
"""Finds what may be a division with something after it; no 社区, 小区."""
_SAMPLE = "国国"
"""A specific that no rule is about, to see what becomes of an ending."""
_SHORT = ("国", "东")
"""Specifics of one character; what follows such a one is not always what it seems."""


@frozen
class Ending:
    """What an ending becomes: how much of it belongs to the specific, and the words after that.

    ``pastoral`` says that it has a Mongol generic.
    """

    length: int
    joined: int
    toned: str
    plain: str
    pastoral: bool = False


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
        table = table.with_row_index("row")
        ordinary = table.select(_ordinary()).to_series()
        done, rest = [], [table.filter(~ordinary)]
        for (kind,), part in table.filter(ordinary).partition_by("kind", as_dict=True).items():
            split = self._split(part, Kind(kind))
            plain_ones = split.filter(pl.col("tail").is_not_null())
            done.append(self._in_arrays(plain_ones, Kind(kind)))
            rest.append(split.filter(pl.col("tail").is_null()).select(table.columns))
        others = pl.concat(rest)
        columns = [others[name] for name in ("name", "kind", "division")]
        lifted = lift(columns, self._one, _SCHEMA).with_columns(others["row"])
        return pl.concat([*done, lifted.select("row", *_SCHEMA)]).sort("row").drop("row")

    def _one(self, name: str, kind: str | None, division: str) -> tuple[Any, ...]:
        speller = self._by_division.get(division)
        if speller is None:
            speller = Speller(division=division, readings=self._readings, villages=self._villages)
            self._by_division[division] = speller
        spelled = speller.spell(name, kind)
        codes = (finding.code for finding in spelled.findings)
        return spelled.text, spelled.plain, mask_of(codes, _BITS)

    def _split(self, part: pl.DataFrame, kind: Kind) -> pl.DataFrame:
        """The ending of each name as ``tail``; null for names that the arrays leave alone."""
        name, stem, tail = pl.col("name"), pl.col("stem"), pl.col("tail")
        ending = _pattern(kind)
        tails = name.str.slice(1).str.extract(ending, 1) if ending else pl.lit("")
        # One step after the other, for what an expression names twice is worked out twice.
        split = part.with_columns(tails.alias("tail"))
        length = name.str.len_chars() - tail.str.len_chars().fill_null(0)
        split = split.with_columns(name.str.slice(0, length).alias("stem"))
        province = pl.col("division").str.slice(0, 2)
        left = (
            name.str.contains("族", literal=True)
            | pl.concat_str(province, name.str.slice(0, 2)).is_in(sorted(minority_stems()))
            | name.is_in(sorted(bare_divisions()) if kind is Kind.SETTLEMENT else [])
            | name.is_in(_names())
            | name.is_in(list(PRINTED))
            | _perhaps_path(part["name"])
            | stem.is_in(_names())
        )
        short = [tail for tail in _tails(kind) if _same_when_short(kind, tail, self._villages)]
        usable = ~left & ((stem.str.len_chars() >= 2) | tail.is_in(short))
        return split.select(*part.columns, pl.when(usable).then(tail).alias("tail"))

    def _in_arrays(self, part: pl.DataFrame, kind: Kind) -> pl.DataFrame:
        if part.is_empty():
            return pl.DataFrame(schema={"row": part["row"].dtype, **_SCHEMA})
        text = "".join(part["name"].to_list())
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        sizes = part["name"].str.len_chars().to_numpy().astype(np.int64)
        endings, ending = _endings(kind, part["tail"].to_list(), self._villages)
        cut = np.array([end.joined - end.length for end in endings], dtype=np.int64)[ending]
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)[:-1]])
        row = np.repeat(np.arange(sizes.size), sizes)
        region, regions, masks = self._placed(part["division"].to_list())
        chars = Characters(
            codes=codes,
            row=row,
            place=np.arange(codes.size) - starts[row],
            starts=starts,
            sizes=sizes,
            ends=sizes + cut,
            region=region,
            regions=regions,
        )
        syllables, grades = self._reader.read(chars)
        inside = chars.place < chars.ends[row]
        findings = masks
        for grade, code in ((Grade.UNCONFIRMED, "PS101"), (Grade.UNSURE, "PS102")):
            doubted = inside & (grades == GRADES.index(grade))
            findings = findings | np.where(_any(doubted, row, sizes.size), _BITS[code], 0)
        if kind is Kind.DIVISION:
            findings = findings | np.where(chars.ends >= LONG, _BITS["PS104"], 0)
        pastoral = np.array([end.pastoral for end in endings], dtype=np.bool_)[ending]
        coined = part["name"].str.contains(f"^(?:{'|'.join(COINED)})").to_numpy()
        foreign = _foreign(chars, grades, pastoral) & ~coined
        findings = findings | np.where(foreign, _BITS["PS103"], 0)
        toned, bare = self._written(chars, syllables, inside, endings, ending)
        return pl.DataFrame(
            {"row": part["row"], "text": toned, "plain": bare, "findings": findings},
            schema_overrides=_SCHEMA,
        )

    def _placed(self, divisions: list[str]) -> tuple[Ints, list[str], Ints]:
        """The number of each name's region, the regions, and what is wrong with each name's code."""
        places = {code: number for number, code in enumerate(dict.fromkeys(divisions))}
        for code in places.keys() - self._regions.keys():
            region, notes = region_of(code)
            self._regions[code] = region, mask_of((n.code for n in notes), _BITS)
        found = [self._regions[code] for code in places]
        number = np.array([places[code] for code in divisions], dtype=np.int64)
        masks = np.array([mask for _, mask in found], dtype=np.int64)
        return number, [region for region, _ in found], masks[number]

    def _written(
        self,
        chars: Characters,
        syllables: Ints,
        inside: Flags,
        endings: list[Ending],
        ending: Ints,
    ) -> Iterator[list[str]]:
        """The spellings, with and without tones: all words joined, then cut at the line ends."""
        after = 2 * len(self._reader.syllables) + ending
        variant = (syllables * 2 + (chars.place == 0))[inside]
        numbers = np.insert(variant, np.cumsum(chars.ends), after).tolist()
        for toned in (True, False):
            pieces = [
                piece
                for syllable in self._reader.syllables
                for piece in _pieces(syllable if toned else plain(syllable))
            ]
            pieces += [end.toned if toned else end.plain for end in endings]
            yield "".join(map(pieces.__getitem__, numbers)).split("\n")[:-1]


def _pieces(syllable: str) -> tuple[str, str]:
    """A syllable inside a word, and at its beginning."""
    inner = APOSTROPHE + syllable if opens_with_vowel(syllable) else syllable
    return inner, syllable[:1].upper() + syllable[1:]


def _ordinary() -> pl.Expr:
    kinds = [Kind.VILLAGE.value, Kind.SETTLEMENT.value, Kind.DIVISION.value]
    plain_ones = pl.col("name").str.contains(_ORDINARY) & ~pl.col("name").str.contains(_odd())
    return plain_ones & pl.col("kind").is_in(kinds).fill_null(value=False)


def _perhaps_path(names: pl.Series) -> pl.Series:
    """Which names may be paths of divisions: they begin with one, and more follows."""
    maybe = names.str.contains(_PERHAPS)
    begun = [begins_with_division(name) for name in names.filter(maybe)]
    return maybe.scatter(maybe.arg_true(), begun) if begun else maybe


@lru_cache(maxsize=1)
def _odd() -> str:
    """Finds characters for which the scalar path reads another one."""
    return f"[{''.join(chr(code) for code in substitutes() if 0x4E00 <= code <= 0x9FA5)}]"


def _any(flags: Flags, row: Ints, rows: int) -> Flags:
    found: Flags = np.bincount(row[flags], minlength=rows) > 0
    return found


def _foreign(chars: Characters, grades: Ints, pastoral: Flags) -> Flags:
    """Where the specific seems of a minority language, as :meth:`Speller._foreign` finds it."""
    rows = chars.sizes.size
    last = chars.codes[chars.starts + chars.ends - 1] == ord("村")
    sizes = chars.ends - last
    inside = chars.place < sizes[chars.row]
    weights = np.bincount(
        chars.row[inside], weights=_weights()[chars.codes[inside]], minlength=rows
    )
    bounds = np.array([transcription_bounds(region) for region in chars.regions])
    mongol = np.array(transcription_bounds("", pastoral=True))
    bound, least = np.where(pastoral[:, None], mongol, bounds[chars.region]).T
    long_enough = (sizes > 0) & (sizes >= least)
    asserted = ~_any(inside & (grades != GRADES.index(Grade.CERTAIN)), chars.row, rows)
    result: Flags = long_enough & ~asserted & (weights > bound * np.maximum(sizes, 1))
    return result


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    table = np.zeros(PLANE)
    for char, weight in transcription_weights().items():
        table[ord(char)] = weight
    return table


@lru_cache(maxsize=1)
def _names() -> list[str]:
    tabled = {row.stem + generic for row in minority_spellings() for generic in row.generics}
    return sorted({*division_names(), *JOINED, *tabled})


@lru_cache(maxsize=8)
def _tails(kind: Kind) -> tuple[str, ...]:
    if kind is Kind.SETTLEMENT:
        return ()
    wanted = "village" if kind is Kind.VILLAGE else "division"
    generics = [g.name for g in place_generics().values() if wanted in g.classes]
    generics = [name for name in generics if name != FORESTS]
    if kind is Kind.DIVISION:
        return tuple(generics)
    organised = [g + o for g in ("", *generics, "居民") for o in ORGANISATIONS]
    return tuple(dict.fromkeys((*generics, *organised)))


@lru_cache(maxsize=8)
def _pattern(kind: Kind) -> str:
    """Finds the longest ending in what follows the first character of a name."""
    tails = sorted(_tails(kind), key=len, reverse=True)
    return f"({'|'.join(map(re.escape, tails))})$" if tails else ""


def _endings(kind: Kind, tails: list[str], villages: Villages) -> tuple[list[Ending], Ints]:
    """The different endings, and which of them each name has."""
    number = {tail: at for at, tail in enumerate(dict.fromkeys(tails))}
    found = [_ending(kind, tail, villages) for tail in number]
    return found, np.array([number[tail] for tail in tails], dtype=np.int64)


@lru_cache(maxsize=4096)
def _ending(kind: Kind, tail: str, villages: Villages, sample: str = _SAMPLE) -> Ending:
    """The words that the scalar path makes of an ending."""
    if not tail:
        return Ending(0, 0, "\n", "\n")
    spelled = Speller(villages=villages).spell(sample + tail, kind)
    first, *others = spelled.segments
    after = others if first.role is Role.SPECIFIC else []
    toned = "".join(f" {segment.text}" for segment in after)
    pastoral = any(s.role is Role.GENERIC and s.name in PASTORAL for s in after[:1])
    joined = len(first.name) - len(sample)
    return Ending(len(tail), joined, f"{toned}\n", f"{plain(toned)}\n", pastoral)


@lru_cache(maxsize=4096)
def _same_when_short(kind: Kind, tail: str, villages: Villages) -> bool:
    """Whether an ending becomes the same after a specific of one character."""
    usual = _ending(kind, tail, villages)
    return all(_ending(kind, tail, villages, sample) == usual for sample in _SHORT)
