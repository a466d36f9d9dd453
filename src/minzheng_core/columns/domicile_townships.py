"""The townships that stand after the county in many addresses at once.

The same as :class:`values.domicile_towns.TownTable` finds: the longest name or name without its
kind, under the codes that the county has had.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.columns.domicile_letters import (
    Beginnings,
    Letters,
    Lookup,
    letter_set,
    mixed,
    ranges,
)
from minzheng_core.reference.tables import table_bytes
from minzheng_core.reference.townships import KINDS, PEOPLES_TOWN, townships
from minzheng_core.values.domicile_towns import ENDS_WHOLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile_letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.values.domicile_index import DomicileIndex

_KIND_LETTERS = letter_set("镇乡")
_KIND_WORDS = (*("公社", "街道", "办事处", "民族乡", "管理区", "人民公社", "民族公社"),)


class TownFinder:
    """All townships by county, prepared for looking them up a column at a time."""

    def __init__(self, index: DomicileIndex) -> None:
        self._index = index
        self._counties: dict[int, list[int]] = {}
        forms = town_forms(index.overlay)
        self.codes = forms["town"].to_list()
        names = forms["form"].unique(maintain_order=True)
        written = names.to_list()
        longest = max(map(len, written))
        letters = Letters(written, longest)
        number = pl.DataFrame({"form": names}).with_row_index("number")
        at = forms.select("form").join(number, on="form", how="left", maintain_order="left")
        place = at["number"].to_numpy()
        county = _of_county(forms["county"].cast(pl.UInt32).to_numpy())
        keys = letters.whole()[place] ^ county
        self._whole = np.flatnonzero(forms["whole"].to_numpy())
        self._loose = np.flatnonzero(~forms["whole"].to_numpy())
        self._whole_forms, self._loose_forms = Lookup(keys[self._whole]), Lookup(keys[self._loose])
        self._begin = Beginnings(letters.beginning(2)[place] ^ county, letters.sizes[place])
        self._longest = longest

    def find(
        self, letters: Letters, rows: Positions, starts: Positions, units: Positions
    ) -> Positions:
        """The position in :attr:`codes` of the township of *units* at *starts*, -1 for none."""
        known, back = np.unique(units, return_inverse=True)
        codes = [self._codes(unit) for unit in known.tolist()]
        counts = np.array([len(c) for c in codes], dtype=np.int64)
        first = np.cumsum(counts) - counts
        every = _of_county(np.array([c for of in codes for c in of], dtype=np.uint64))
        counts = counts[back]
        of = np.repeat(np.arange(rows.size), counts)
        county = every[np.repeat(first[back], counts) + ranges(counts)]
        masks = self._begin.masks(letters.part(rows, starts, 2)[of] ^ county)
        kept = np.flatnonzero(masks)
        of, county, masks = of[kept], county[kept], masks[kept]
        found = np.full(rows.size, -1, dtype=np.int64)
        for size in range(self._longest, 1, -1):
            at = np.flatnonzero((masks >> size & 1).astype(np.bool_) & (found[of] < 0))
            if at.size:
                here = of[at]
                keys = letters.part(rows[here], starts[here], size) ^ county[at]
                follows = _kind_follows(letters, rows[here], starts[here] + size)
                form = self._first_of(keys, follows)
                hit = np.flatnonzero(form >= 0)[::-1]
                found[here[hit]] = form[hit]
        return found

    def _first_of(self, keys: NDArray[np.uint64], follows: Flags) -> Positions:
        """The first form of each of *keys* that may stand there, -1 if there is none."""
        nowhere = len(self.codes)
        whole, loose = self._whole_forms.find(keys), self._loose_forms.find(keys)
        one = np.where(whole >= 0, self._whole[whole], nowhere)
        other = np.where((loose >= 0) & follows, self._loose[loose], nowhere)
        first = np.minimum(one, other)
        return np.where(first == nowhere, -1, first)

    def _codes(self, unit: int) -> list[int]:
        """The codes under which townships of *unit* are listed."""
        known = self._counties.get(unit)
        if known is None:
            codes = self._index.town_codes(unit)
            known = self._counties[unit] = [int(code) for code in codes]
        return known


def _of_county(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return mixed(codes)


def _kind_follows(letters: Letters, rows: Positions, places: Positions) -> Flags:
    """Whether the kind of a township stands at *places*."""
    chars = [letters.at(rows, places + step) for step in range(4)]
    found = _KIND_LETTERS[chars[0]]
    for word in _KIND_WORDS:
        here = chars[0] == ord(word[0])
        if here.any():
            for char, letter in zip(chars[1:], word[1:], strict=False):
                here &= char == ord(letter)
            found |= here
    return found


def town_forms(overlay: Overlay | None = None) -> pl.DataFrame:
    """Every way of writing a township: ``county``, ``town``, ``form``, ``whole`` (no kind need follow).

    In the order in which :class:`values.domicile_towns.TownTable` knows them.
    """
    text = gzip.decompress(table_bytes("townships.csv.gz"))
    listed = pl.read_csv(text, infer_schema=False, new_columns=["town", "name"])
    changes = pl.read_csv(table_bytes("township_changes.csv"), infer_schema=False)
    changed = [
        changes.with_row_index("row").select(
            pl.col("row") * 2 + turn, pl.col(code).alias("town"), pl.col(name).alias("name")
        )
        for turn, (code, name) in enumerate((("old_code", "old_name"), ("code", "name")))
    ]
    names = pl.concat(
        [listed, pl.concat(changed).drop_nulls().sort("row").drop("row")]
    ).with_columns(pl.col("town").str.head(6).alias("county"), pl.lit("").alias("short"))
    own = _own_towns(overlay)
    if own is not None:
        names = pl.concat([names.filter(~pl.col("county").is_in(own["county"].implode())), own])
    names = names.unique(["county", "town", "name", "short"], keep="first", maintain_order=True)
    stems = _stems(names["name"])
    names = names.with_row_index("row").with_columns(stems.alias("stem"))
    ends_in_kind = pl.col("form").str.slice(-1).is_in(list(ENDS_WHOLE))
    forms = [
        names.select(pl.col("row") * 3 + turn, "county", "town", pl.col(of).alias("form"), "name")
        for turn, of in enumerate(("name", "stem", "short"))
    ]
    return (
        pl.concat(forms)
        .filter(pl.col("form").str.len_bytes() > len("一".encode()))
        .sort("row")
        .select(
            *("county", "town", "form"),
            ((pl.col("form") == pl.col("name")) | ends_in_kind).alias("whole"),
        )
    )


def _stems(names: pl.Series) -> pl.Series:
    """The names without their kinds, as :func:`reference.townships.stem` gives them."""
    of_peoples = names.str.contains("族", literal=True).arg_true()
    bare = names.clone().scatter(of_peoples, names[of_peoples].str.replace(PEOPLES_TOWN, "$1$2"))
    cut = pl.lit(0)
    for kind in reversed(KINDS):
        cut = pl.when(pl.col("bare").str.ends_with(kind)).then(len(kind)).otherwise(cut)
    size = pl.col("bare").str.len_chars().cast(pl.Int64) - cut
    return (
        pl.DataFrame({"bare": bare, "whole": names})
        .select(pl.when(size > 1).then(pl.col("bare").str.slice(0, size)).otherwise("whole"))
        .to_series()
    )


def _own_towns(overlay: Overlay | None) -> pl.DataFrame | None:
    """What stands instead of the national list for the counties of an overlay."""
    if overlay is None or not overlay.townships:
        return None
    known = townships(overlay)
    lines = [
        (town, name, county, short)
        for county in dict.fromkeys(t.county for t in overlay.townships)
        for town, name, shorts in known.names_of(county)
        for short in shorts or ("",)
    ]
    schema = dict.fromkeys(("town", "name", "county", "short"), pl.String)
    return pl.DataFrame(lines, schema=schema, orient="row")
