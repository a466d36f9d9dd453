"""What the areas of townships were called at what time, for all names at once.

The same as :func:`registries.place_names.standardising.local.township_places` says of each, from a
table that tells it of the published lists; what an overlay changes is to be asked there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from minzheng_core.columns.domicile.townships import published_names, town_names, turn_table

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.letters import Flags, Positions
    from minzheng_core.reference.overlay import Overlay

SEVERAL, TO_ASK = -1, -2
"""Stand for an area that belonged to several townships, and for one that no table tells."""
_ALWAYS = 9999


@frozen(eq=False)
class TownTurns:
    """Spans of years, those of each name of a township side by side, and what its area was in each."""

    first: Positions
    """Where the spans of each name begin."""
    until: Positions
    """The last year of each span."""
    place: Positions
    """The row of the name that the area had, :data:`SEVERAL` or :data:`TO_ASK`."""

    def of(self, rows: Positions, years: Positions) -> Positions:
        """What the areas of the names *rows* were in the *years* beside them."""
        at = self.first[rows]
        while (later := self.until[at] < years).any():
            at += later
        found: Positions = self.place[at]
        return found

    @property
    def today(self) -> Positions:
        """What the area of each name is today."""
        last = np.append(self.first[1:], self.place.size) - 1
        return self.place.take(last)


@lru_cache(maxsize=4)
def town_turns(overlay: Overlay | None) -> TownTurns:
    """The turns of the names that :func:`columns.domicile.townships.town_names` has."""
    table = turn_table()
    names = published_names()
    spans = np.bincount(table["row"].to_numpy(), minlength=names.height)
    changed = spans > 0
    spans = np.maximum(spans, 1)
    row = np.repeat(np.arange(names.height), spans)
    until, place = np.full(row.size, _ALWAYS), row.copy()
    until[changed[row]], place[changed[row]] = table["until"].to_numpy(), table["place"].to_numpy()
    turns = TownTurns(np.cumsum(spans) - spans, until, place)
    if overlay is None or not overlay.townships:
        return turns
    own = names["county"].is_in([town.county for town in overlay.townships]).to_numpy()
    return _to_ask(turns, row, own, town_names(overlay).height)


def _to_ask(turns: TownTurns, row: Positions, own: Flags, height: int) -> TownTurns:
    """The same without the published names of *own* counties, and with those of an overlay at the end.

    These are to be asked about, and so is what ever was one of them or will be.
    """
    ask = own
    before = np.zeros_like(ask)
    while (ask != before).any():
        before = ask.copy()
        ask = ask.copy()
        ask[row[(turns.place >= 0) & ask[turns.place]]] = True
    kept = np.cumsum(~own) - 1
    place = np.where(turns.place < 0, turns.place, kept[turns.place])
    place[ask[row]] = TO_ASK
    left = ~own[row]
    more = height - np.count_nonzero(~own)
    spans = np.append(np.bincount(row)[~own], np.ones(more, dtype=np.int64))
    return TownTurns(
        np.cumsum(spans) - spans,
        np.append(turns.until[left], np.full(more, _ALWAYS)),
        np.append(place[left], np.full(more, TO_ASK)),
    )
