"""Whether a township stands where a division was read, for many texts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from minzheng_core.columns.domicile.letters import ranges

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.heads import Starts
    from minzheng_core.columns.domicile.letters import Flags, Letters
    from minzheng_core.columns.domicile.units import UnitTables


def township_at(units: UnitTables, letters: Letters, starts: Starts) -> Flags:
    """Whether a township of what the names before each of *starts* mean stands there (中山市东区街道)."""
    different, which = units.chains_of(starts.chains)
    first = different.spans[which]
    counts = different.spans[which + 1] - first
    of = np.repeat(np.arange(counts.size), counts)
    every = different.units[np.repeat(first, counts) + ranges(counts)]
    towns = units.towns.find(letters, starts.rows[of], starts.places[of], every)
    there: Flags = np.bincount(of[towns >= 0], minlength=counts.size) > 0
    return there
