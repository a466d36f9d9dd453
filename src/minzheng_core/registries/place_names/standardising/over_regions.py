"""Counties below regions that no list has, for many texts at once; equal to :func:`over_region`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

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
    """Texts that name a county below a region, and what they are without the region."""

    which: Flags
    """Which of the texts do."""
    alone: Flags
    """Which texts must be read by themselves, since what they are without the region must."""
    without: Found
    above: Divisions
    """The divisions of :attr:`without`."""
    rows: Positions
    """Which one of :attr:`without` each text is."""


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
    over, alone = np.zeros_like(which), np.zeros_like(which)
    alone[rows] = read.alone[below]
    over[rows] = ~read.alone[below]
    return OverRegions(over, alone, without, read, below[~read.alone[below]])


@lru_cache(maxsize=4)
def _provinces(overlay: Overlay | None) -> Positions:
    """The province of each unit, by the first two digits of its code."""
    return np.array([int(record.code[:2]) for record in domicile_index(overlay).records])
