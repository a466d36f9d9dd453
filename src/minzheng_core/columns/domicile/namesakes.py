"""Townships of a county that are called alike but for their kind, for many texts at once.

The same as :func:`values.domicile.towns.is_told` says of each.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from minzheng_core.columns.domicile.town_turns import town_turns
from minzheng_core.columns.domicile.townships import town_names
from minzheng_core.values.domicile.towns import is_told

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Positions
    from minzheng_core.reference.overlay import Overlay


class Namesakes:
    """The names that only their kinds tell apart, by the codes of their townships."""

    def __init__(self, overlay: Overlay | None) -> None:
        self._overlay = overlay
        self._names = names = town_names(overlay)
        called = ("county", "stem")
        alike = names.select(pl.struct(called).is_duplicated()).to_series()
        of_several = pl.col("town").n_unique().over(called) > 1
        codes = names.filter(alike).filter(of_several)["town"].unique().implode()
        shared = names["town"].is_in(codes)
        self._shared = shared.to_numpy()
        # One of these codes may have other names as well.
        every = names.with_row_index("row").filter(alike | shared)
        today = town_turns(overlay).today[every["row"]]
        every = every.with_columns(
            names["name"][np.maximum(today, 0)].alias("today"), pl.Series("told", today >= 0)
        )
        groups = every.group_by(called).agg(
            pl.col("town", "name").unique(), pl.col("today").n_unique(), pl.col("told").all()
        )
        self._unknown = set(groups.filter(~pl.col("told"))["town"].explode())
        """The codes of those of which no table tells what they are today."""
        self._called: dict[str, list[tuple[str, list[str]]]] = {}
        """What the others of each code are called without their kind, the longest first, and their names."""
        several = groups.filter(pl.col("told") & (pl.col("today") > 1))
        several = several.sort(pl.col("stem").str.len_chars(), descending=True)
        for stem, towns, own in several.select("stem", "town", "name").rows():
            for town in towns:
                self._called.setdefault(town, []).append((stem, own))

    def forget_open(self, rows: Positions, texts: pl.Series, starts: Positions) -> None:
        """Write -1 for the *rows* of names that do not tell which township is meant at *starts* of *texts*."""
        at = np.flatnonzero(self._shared[rows] & (rows >= 0))
        tails = texts[at].str.slice(pl.Series(starts[at]))
        asked = self._names.select("town", "name")[rows[at]].with_columns(tails.alias("tail"))
        in_full = asked.select(pl.col("tail").str.starts_with(pl.col("name"))).to_series()
        at, asked = at[~in_full.to_numpy()], asked.filter(~in_full).select("town", "tail")
        told = [self._is_told(town, tail) for town, tail in asked.rows()]
        rows[at[~np.array(told, dtype=np.bool_)]] = -1

    def _is_told(self, town: str, tail: str) -> bool:
        if town in self._unknown:
            return is_told(town, tail, 0, self._overlay)
        for own, names in self._called.get(town, ()):
            if tail.startswith(own):
                return tail.startswith(tuple(names))
        return True


@lru_cache(maxsize=4)
def namesakes(overlay: Overlay | None) -> Namesakes:
    """Those of the published lists, or of those with an *overlay*."""
    return Namesakes(overlay)
