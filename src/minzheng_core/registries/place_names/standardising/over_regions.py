"""Counties below regions that no list has, for many texts at once; equal to :func:`over_region`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import evolve, frozen

from minzheng_core.columns import domiciles
from minzheng_core.registries.place_names.standardising.divisions_above import (
    COUNTY,
    SLIP,
    Divisions,
)
from minzheng_core.registries.place_names.standardising.regions import counties_in
from minzheng_core.values.domicile.index import domicile_index

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.columns.domiciles import Found
    from minzheng_core.reference.overlay import Overlay


@frozen(eq=False)
class OverRegions:
    """Texts as they are without the regions that no list has, those that name a county below one."""

    found: Found
    above: Divisions
    rows: Positions
    """Which of the texts do."""


def over_regions(
    found: Found,
    above: Divisions,
    which: Flags,
    county: str | None,
    overlay: Overlay | None,
) -> OverRegions | None:
    """Those of the texts *found* below whose division *above* a region stands, and a county.

    Only those are looked at that *which* is true of; ``None`` where no text is one.
    """
    index = domicile_index(overlay)
    at = np.flatnonzero(which)
    ends = np.asarray(found.places.ends)[at].tolist()
    tried: list[tuple[int, str]] = []
    for row, end, text in zip(at.tolist(), ends, found.tidy[at].to_list(), strict=True):
        head, rest = text[:end], text[end:]
        tried += [(row, head + rest[place:]) for place in counties_in(rest, index)]
    if not tried:
        return None
    of = np.array([row for row, _ in tried], dtype=np.int64)
    texts = pl.Series([text for _, text in tried], dtype=pl.String)
    without = domiciles.find(texts, found.years[of], county=county, overlay=overlay)
    read, cells, told = Divisions(without, overlay), without.cells, without.verdicts
    province = _provinces(overlay)
    fits = (read.units >= 0) & (read.levels == COUNTY) & (read.hows != SLIP)
    fits &= (told.choices == 0)[told.of]
    fits = fits[cells] & (province[read.units[cells]] == province[above.units[of]])
    # Of several, the first in the text.
    rows, first = np.unique(of[fits], return_index=True)
    below = cells[fits][first]
    alone = read.alone | read.unsure
    above.alone[rows] = alone[below]
    rows, below = rows[~alone[below]], below[~alone[below]]
    places = found.places.take(np.arange(found.texts.len()))
    places.put(rows, without.places.take(below))
    return OverRegions(evolve(found, places=places), above.over_regions(rows, read, below), rows)


@lru_cache(maxsize=4)
def _provinces(overlay: Overlay | None) -> Positions:
    """The province of each unit, by the first two digits of its code."""
    return np.array([int(record.code[:2]) for record in domicile_index(overlay).records])
