"""The townships that stand after the county in many addresses at once.

The same as :class:`values.domicile.towns.TownTable` finds: the longest name or name without its
kind, under the codes that the county has had.
"""

from __future__ import annotations

import gzip
from functools import cache, cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from minzheng_core.columns.domicile.letters import (
    WIDEST,
    Beginnings,
    Letters,
    Lookup,
    letter_set,
    longest_first,
    mixed,
    ranges,
)
from minzheng_core.reference.tables import table_bytes
from minzheng_core.reference.township_names import KINDS, OWNER, PEOPLES_TOWN, SHORTEST_OWNED
from minzheng_core.reference.townships import townships
from minzheng_core.values.domicile.towns import ENDS_WHOLE, KIND_AT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile.index import DomicileIndex

_ENDS_WHOLE = letter_set(ENDS_WHOLE)
_KIND = f"(?:{'|'.join(KINDS)})$"
_KIND_LETTERS = letter_set("镇乡")
_KIND_SIZE = 5
"""So many letters are looked at to see whether a kind follows."""
_ZU = ord("族")
_LONGEST = WIDEST - _KIND_SIZE
"""Names of more letters are none: nobody writes them."""
_KIND_WORDS = ("公社", "街道", "街办", "办事处", "民族乡", "管理区", "人民公社", "民族公社")


class TownFinder:
    """All townships by county, prepared for looking them up a column at a time."""

    def __init__(self, index: DomicileIndex) -> None:
        self.codes_of = CountyCodes(index)
        self.names = names = town_names(index.overlay)
        """The townships by all their names, whose rows are what is found."""
        sizes = names.select(pl.col("name", "stem", "short").str.len_chars()).to_numpy()
        sizes = sizes.astype(np.int64)
        short = np.flatnonzero(sizes[:, 2])
        letters = Letters(pl.concat([names["name"], names["short"][short]]), WIDEST)
        # A name stands for all its forms: without its kind it is its own beginning.
        texts = np.repeat(np.arange(names.height)[:, None], 3, axis=1)
        texts[short, 2] = names.height + np.arange(short.size)
        in_full = sizes == sizes[:, :1]
        in_full[short, 2] = (names["short"] == names["name"]).to_numpy()[short]
        written = (sizes > 1) & (sizes <= _LONGEST)
        self.rows = np.nonzero(written)[0]
        """The name of each form."""
        texts, sizes = texts[written], sizes[written]
        county = _of_county(names["county"].cast(pl.UInt32).to_numpy())[self.rows]
        keys = letters.part(texts, texts * 0, sizes) ^ county
        whole = in_full[written] | _ENDS_WHOLE[letters.at(texts, sizes - 1)]
        keys_once, of_key = np.unique(keys, return_inverse=True)
        self._forms = Lookup(keys_once)
        self._whole, self._loose = (_first_of(of_key, which) for which in (whole, ~whole))
        """The first form of each key that needs no kind after it, and the first that does; -1 for none."""
        self._begin = Beginnings(letters.beginning(2)[texts] ^ county, sizes)

    def find(
        self,
        letters: Letters,
        rows: Positions,
        starts: Positions,
        units: Positions,
        *,
        loose: Flags | None = None,
    ) -> Positions:
        """The position in :attr:`rows` of the township of *units* at *starts*, -1 for none.

        Where *loose* says so, no kind need follow.
        """
        of, codes = self.codes_of.pairs(units)
        county = _of_county(codes)
        masks = self._begin.masks(letters.part(rows, starts, 2)[of] ^ county)
        kept = np.flatnonzero(masks != 0)
        of, county, masks = of[kept], county[kept], masks[kept]
        found = np.full(rows.size, -1, dtype=np.int64)
        # A long name may reach beyond the letters that are looked at: these texts begin with it then.
        room = np.maximum(letters.width - _KIND_SIZE - starts[of], 0)
        if (far := np.unique(of[masks >> room + 1 != 0])).size:
            begun = letters.texts[rows[far]].str.slice(pl.Series(starts[far]))
            found[far] = self.find(
                Letters(begun, WIDEST),
                np.arange(far.size),
                np.zeros_like(far),
                units[far],
                loose=None if loose is None else loose[far],
            )
            near = ~np.isin(of, far)
            of, county, masks = of[near], county[near], masks[near]
        for size, every in longest_first(masks):
            at = every[found[of[every]] < 0]
            here = of[at]
            keys = letters.part(rows[here], starts[here], size) ^ county[at]
            key = self._forms.find(keys)
            form, bare = self._whole[key], self._loose[key]
            some = np.flatnonzero(bare >= 0)
            follows = kind_follows(letters, rows[here[some]], starts[here[some]] + size)
            if loose is not None:
                follows |= loose[here[some]]
            some = some[follows]
            other = bare[some]
            # The first of both, as they were given.
            form[some] = np.where(form[some] < 0, other, np.minimum(form[some], other))
            hit = np.flatnonzero(form >= 0)[::-1]
            found[here[hit]] = form[hit]
        return found

    def row_of(self, code: str) -> int:
        """The first row of a *code*, -1 if there is none."""
        codes, rows = self._rows_of_codes
        wanted = int(code or -1)
        at = int(np.searchsorted(codes, wanted))
        return int(rows[at]) if at < codes.size and codes[at] == wanted else -1

    @cached_property
    def _rows_of_codes(self) -> tuple[Positions, Positions]:
        """The codes in their order, and their rows."""
        codes = self.names["town"].cast(pl.Int64, strict=False).fill_null(0).to_numpy()
        rows = np.argsort(codes, kind="stable")
        return codes[rows], rows


class CountyCodes:
    """The codes under which the townships of units are listed; looked up when first asked for.

    Several threads may ask at once.
    """

    def __init__(self, index: DomicileIndex) -> None:
        self._index = index
        self._lock = Lock()
        units = len(index.records)
        self._first = np.full(units, -1, dtype=np.int64)
        self._counts = np.zeros(units, dtype=np.int64)
        self._codes = np.zeros(0, dtype=np.int64)

    def pairs(self, units: Positions) -> tuple[Positions, Positions]:
        """Pairs of a position in *units* and a code of it, in the order of the codes."""
        first = self._first[units]
        if (unknown := units[first < 0]).size:
            self._look_up(np.unique(unknown).tolist())
            first = self._first[units]
        counts = self._counts[units]
        of = np.repeat(np.arange(units.size), counts)
        return of, self._codes[np.repeat(first, counts) + ranges(counts)]

    def _look_up(self, units: list[int]) -> None:
        codes = [self._index.town_codes(unit) for unit in units]
        counts = np.array([len(of) for of in codes])
        every = np.array([int(code) for of in codes for code in of], dtype=np.int64)
        with self._lock:
            first = self._codes.size + np.cumsum(counts) - counts
            self._codes = np.concatenate([self._codes, every])
            self._counts[units] = counts
            # Whoever sees where the codes of a unit begin finds them there.
            self._first[units] = first


def _first_of(key: Positions, which: Flags) -> Positions:
    """The first of the forms *which* is true of for each *key*, -1 for none, and last what no key has."""
    first = np.full(int(key.max(initial=-1)) + 2, -1, dtype=np.int64)
    at = np.flatnonzero(which)[::-1]
    first[key[at]] = at
    return first


def _of_county(codes: NDArray[np.integer[Any]]) -> NDArray[np.uint64]:
    return mixed(codes)


def kind_follows(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether the kind of a township stands at *places*."""
    found = _KIND_LETTERS[letters.at(rows, places)]
    rest = np.flatnonzero(~found)
    rows, places = rows[rest], places[rest]
    chars = [letters.at(rows, places + step) for step in range(_KIND_SIZE)]
    longer = np.zeros(rest.size, dtype=np.bool_)
    for word in _KIND_WORDS:
        here = chars[0] == ord(word[0])
        if here.any():
            for char, letter in zip(chars[1:], word[1:], strict=False):
                here &= char == ord(letter)
            longer |= here
    # Before 公社 there may be the names of peoples: few have any.
    of_peoples = np.logical_or.reduce([char == _ZU for char in chars[1:]]) & ~longer
    at = np.flatnonzero(of_peoples)
    longer[at] = letters.match(rows[at], places[at], KIND_AT)
    found[rest] = longer
    return found


def town_names(overlay: Overlay | None = None) -> pl.DataFrame:
    """Every name of a township: ``town``, ``name``, ``county``, ``short``, ``stem``.

    Those of a county in the order in which :meth:`reference.townships.Townships.names_of` has them;
    one line for each short form where an overlay has several.
    """
    names, own = published_names(), _own_towns(overlay)
    if own is None:
        return names
    published = names.filter(~pl.col("county").is_in(own["county"].implode()))
    return pl.concat([published, own], rechunk=True)


@cache
def published_names() -> pl.DataFrame:
    """The same of the published lists alone."""
    listed = pl.read_csv(_unzipped("townships.csv.gz"), infer_schema=False)
    former = turn_table().select("town", "name").drop_nulls().unique(maintain_order=True)
    # In one piece, since rows are taken from it again and again.
    names = pl.concat([listed.select(town="code", name="name"), former], rechunk=True)
    bare = names["name"].str.replace(OWNER, "")
    shorter = (bare != names["name"]) & (bare.str.len_chars() > SHORTEST_OWNED)
    return names.with_columns(
        pl.col("town").str.head(6).alias("county"),
        pl.when(shorter).then(bare).otherwise(pl.lit("")).alias("short"),
        stems(names["name"]).alias("stem"),
    )


@cache
def turn_table() -> pl.DataFrame:
    """What ``refdata/township_turns.py`` made: ``row``, ``town``, ``name``, ``until``, ``place``."""
    schema = {"row": pl.Int64, "town": pl.String, "name": pl.String}
    schema |= dict.fromkeys(("until", "place"), pl.Int64)
    return pl.read_csv(_unzipped("township_turns.csv.gz"), schema=schema)


def _unzipped(file: str) -> bytes:
    return gzip.decompress(table_bytes(file))


def stems(names: pl.Series) -> pl.Series:
    """The names without their kinds, as :func:`reference.township_names.stem` gives them."""
    of_peoples = names.str.contains("族", literal=True).arg_true()
    bare = names.clone().scatter(of_peoples, names[of_peoples].str.replace(PEOPLES_TOWN, "$1$2"))
    bare = bare.str.replace(_KIND, "")
    return bare.zip_with(bare.str.len_chars() > 1, names)


def _own_towns(overlay: Overlay | None) -> pl.DataFrame | None:
    """What stands instead of the national list for the counties of an overlay."""
    if overlay is None or not overlay.townships:
        return None
    known = townships(overlay)
    lines = dict.fromkeys(
        (town, name, county, short)
        for county in dict.fromkeys(t.county for t in overlay.townships)
        for town, name, shorts in known.names_of(county)
        for short in shorts or ("",)
    )
    schema = dict.fromkeys(("town", "name", "county", "short"), pl.String)
    own = pl.DataFrame(list(lines), schema=schema, orient="row")
    return own.with_columns(stems(own["name"]).alias("stem"))
