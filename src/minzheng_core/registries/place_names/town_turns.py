"""What townships were before and after the one change that a list tells of them, for all at once.

The same as :func:`standard_local.township_places` says of those that changed once and whole: one
township became another. What was merged, divided or changed twice is asked there, one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen

from minzheng_core.columns.domicile.townships import town_changes
from minzheng_core.reference.townships import LIST_YEAR

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Positions

TO_ASK = -1
"""Stands for a township that no one change tells."""
_NEVER = 0
_ALWAYS = 9999
_COUNTY = 1000
"""The last three digits of a code are the township's own."""


@frozen(eq=False)
class TownTurns:
    """For each name of a township the names, by their rows, that its area had up to a year and after."""

    until: Positions
    """The last year of the first."""
    first: Positions
    second: Positions
    today: Positions
    """The name of its area today."""


@frozen(eq=False)
class _Changes:
    """The changes of townships by the positions of their codes among all."""

    years: Positions
    old: Positions
    """-1 for a new township."""
    new: Positions
    """-1 for one that has no successor."""
    odd: Flags
    """Whether a name is missing, or the code stayed."""

    def take(self, which: Flags) -> _Changes:
        """Those *which* is true of."""
        return _Changes(self.years[which], self.old[which], self.new[which], self.odd[which])


def town_turns(names: pl.DataFrame, own: Collection[str]) -> TownTurns:
    """The turns of *names*, those of :func:`columns.domicile.townships.town_names`.

    *own* are the counties whose townships an overlay tells.
    """
    code = _codes(names["town"])
    codes, first_row, place, times = np.unique(
        code, return_index=True, return_inverse=True, return_counts=True
    )
    listed = names["listed"].to_numpy()[first_row]
    odd = (times > 1) | (codes == 0)
    odd[place[names["county"].is_in(list(own)).to_numpy()]] = True
    changes = _changes(codes)
    for side in (changes.old, changes.new):
        odd[side[changes.odd & (side >= 0)]] = True
    until, first, second, today = _turns(changes, codes, listed, odd)
    rows = np.arange(code.size)
    alone = ~odd[place]

    def row_of(codes_meant: Positions) -> Positions:
        meant = codes_meant[place]
        return np.where(alone & (meant >= 0), first_row[meant], TO_ASK)

    touched = np.zeros(codes.size, dtype=np.bool_)
    for side in (changes.old, changes.new):
        touched[side[side >= 0]] = True
    unchanged = ~touched[place] & ~np.isin(names["county"].to_numpy(), list(own))
    return TownTurns(
        until[place],
        np.where(unchanged, rows, row_of(first)),
        np.where(unchanged, rows, row_of(second)),
        np.where(unchanged | ~alone, rows, row_of(today)),
    )


def _turns(
    changes: _Changes, codes: Positions, listed: Flags, odd: Flags
) -> tuple[Positions, Positions, Positions, Positions]:
    """Until when which code was it, which code after that, and which is it today."""
    count, itself = codes.size, np.arange(codes.size)
    ending = changes.take(changes.old >= 0)
    beginning = changes.take(changes.new >= 0)
    ends = np.bincount(ending.old, minlength=count)
    begins = np.bincount(beginning.new, minlength=count)
    start = np.full(count, _NEVER)
    start[beginning.new] = beginning.years
    end, heir = np.full(count, _ALWAYS), np.full(count, -1)
    # What the newest list still has, it does not believe to have ended before.
    believed = ending.take(~listed[ending.old] | (ending.years >= LIST_YEAR))
    end[believed.old], heir[believed.old] = believed.years, believed.new
    once = ~odd & (ends == 1) & (begins == 0)
    plain = ~odd & (ends == 0)
    ended = once & (end < _ALWAYS)
    became = ended & (heir >= 0) & plain[heir] & (start[heir] == end)
    stays = once & ~(ended & (heir >= 0))
    until, first, second = np.full(count, _ALWAYS), np.full(count, -1), np.full(count, -1)
    first[stays | became] = itself[stays | became]
    second[stays], second[became] = itself[stays], heir[became]
    until[became] = end[became]
    today = second.copy()
    begun = plain & (begins > 0)
    until[begun], second[begun], today[begun] = start[begun] - 1, itself[begun], itself[begun]
    source = np.full(count, -1)
    source[beginning.new] = beginning.old
    near = (source >= 0) & (codes[source] // _COUNTY == codes // _COUNTY)
    one = begun & (begins == 1)
    alone = one & (~near | (once[source] & ~ended[source]))
    whole = one & near & became[source]
    first[alone], first[whole] = itself[alone], source[whole]
    return until, first, second, today


def _changes(codes: Positions) -> _Changes:
    table = town_changes()
    sides, nameless = [], np.zeros(table.height, dtype=np.bool_)
    for code, name in (("old_code", "old_name"), ("code", "name")):
        of = _codes(table[code])
        at = np.minimum(np.searchsorted(codes, of), codes.size - 1)
        sides.append(np.where((of > 0) & (codes[at] == of), at, -1))
        nameless |= (of > 0) & table[name].is_null().to_numpy()
    old, new = sides
    odd = nameless | ((old == new) & (old >= 0))
    return _Changes(table["year"].cast(pl.Int64).to_numpy(), old, new, odd)


def _codes(column: pl.Series) -> NDArray[np.int64]:
    """The codes as numbers, 0 where there is none."""
    return column.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
