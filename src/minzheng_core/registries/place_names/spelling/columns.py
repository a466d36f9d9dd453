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
from minzheng_core.registries.place_names.spelling.column_readings import (
    GRADES,
    PLANE,
    Characters,
    ColumnReader,
)
from minzheng_core.registries.place_names.spelling.divisions import (
    JOINED,
    LONG,
    Villages,
    bare_divisions,
    division_names,
    minority_stems,
)
from minzheng_core.registries.place_names.spelling.guessing import (
    COINED,
    transcription_bounds,
)
from minzheng_core.registries.place_names.spelling.kinds import Kind
from minzheng_core.registries.place_names.spelling.orthography import (
    APOSTROPHE,
    opens_with_vowel,
    plain,
)
from minzheng_core.registries.place_names.spelling.paths import is_path, path_parts
from minzheng_core.registries.place_names.spelling.printed import PRINTED
from minzheng_core.registries.place_names.spelling.result import UNPRINTABLE, Grade
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
    from minzheng_core.registries.place_names.spelling.result import Spelling

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
_COMMITTEES = ("村委会", "居委会", "村民委员会", "居民委员会", "社区", "嘎查")
"""Endings of villages and their committees, beyond doubt; others of committees may be townships."""


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
        table = _guessed(table.with_row_index("row"))
        ordinary = table.select(_ordinary()).to_series()
        done, rest = [], [table.filter(~ordinary)]
        for (kind,), part in table.filter(ordinary).partition_by("kind", as_dict=True).items():
            if Kind(kind) is Kind.VILLAGE:
                paths = _paths(part["name"])
                done.append(self._of_paths(part.filter(paths)))
                part = part.filter(~paths)
            split = self._split(part, Kind(kind))
            plain_ones = split.filter(pl.col("tail").is_not_null())
            done.append(self._in_arrays(plain_ones, Kind(kind)))
            rest.append(split.filter(pl.col("tail").is_null()).select(table.columns))
        others = pl.concat(rest)
        columns = [others[name] for name in ("name", "asked", "division")]
        lifted = lift(columns, self._one, _SCHEMA).with_columns(others["row"])
        return pl.concat([*done, lifted.select("row", *_SCHEMA)]).sort("row").drop("row")

    def _of_paths(self, part: pl.DataFrame) -> pl.DataFrame:
        """Paths of divisions: the divisions of each as they are known, the names after them together."""
        lasts, regions, ahead = [], [], []
        for name, division in part.select("name", "division").iter_rows():
            spelled, last, region = self._speller(division).divided(path_parts(name))
            lasts.append(last)
            regions.append(region)
            ahead.append(self._ahead(spelled))
        if not ahead:
            return pl.DataFrame(schema={"row": part["row"].dtype, **_SCHEMA})
        inner = pl.DataFrame(
            {"name": lasts, "kind": part["asked"], "division": regions},
            schema_overrides={"name": pl.String, "division": pl.String},
        )
        heads = pl.DataFrame(ahead, schema=_SCHEMA, orient="row")
        _, _, own = self._placed(part["division"].to_list())
        after = self.chunk(inner)
        return pl.DataFrame(
            {
                "row": part["row"],
                "text": heads["text"] + after["text"],
                "plain": heads["plain"] + after["plain"],
                "findings": heads["findings"] | after["findings"] | pl.Series(own, dtype=pl.UInt32),
            }
        )

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
            | _paths(part["name"])
            | stem.is_in(_names())
        )
        short = [tail for tail in endings_for(kind) if same_when_short(kind, tail, self._villages)]
        usable = ~left & ((stem.str.len_chars() >= 2) | tail.is_in(short))
        return split.select(*part.columns, pl.when(usable).then(tail).alias("tail"))

    def _in_arrays(self, part: pl.DataFrame, kind: Kind) -> pl.DataFrame:
        if part.is_empty():
            return pl.DataFrame(schema={"row": part["row"].dtype, **_SCHEMA})
        text = "".join(part["name"].to_list())
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        sizes = part["name"].str.len_chars().to_numpy().astype(np.int64)
        endings, ending = endings_of(kind, part["tail"].to_list(), self._villages)
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
        findings = masks | np.where(part["unsure"].to_numpy(), _BITS["PS109"], 0)
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


def _guessed(table: pl.DataFrame) -> pl.DataFrame:
    """With the kind of villages where none was ``asked`` for, as :func:`kind_of` guesses it.

    A committee is beyond doubt, a name that ends with 村 is ``unsure``.
    """
    name, unasked = pl.col("name"), pl.col("kind").is_null()
    committee = unasked & pl.any_horizontal(name.str.ends_with(end) for end in _COMMITTEES)
    village = unasked & name.str.ends_with("村") & (name.str.len_chars() > 2)
    kind = pl.when(committee | village).then(pl.lit(Kind.VILLAGE.value)).otherwise("kind")
    return table.with_columns(asked="kind", unsure=village).with_columns(kind=kind)


def _ordinary() -> pl.Expr:
    kinds = [Kind.VILLAGE.value, Kind.SETTLEMENT.value, Kind.DIVISION.value]
    plain_ones = pl.col("name").str.contains(_ORDINARY) & ~pl.col("name").str.contains(_odd())
    return plain_ones & pl.col("kind").is_in(kinds).fill_null(value=False)


def _paths(names: pl.Series) -> pl.Series:
    """Which names are paths of divisions, asked of those only that may be one by their characters."""
    maybe = names.str.contains(_PERHAPS)
    begun = [is_path(name) for name in names.filter(maybe)]
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
