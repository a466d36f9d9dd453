"""What names may be meant where none can be read, and the names that follow them then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen

from minzheng_core.columns.domicile.chains import lengthened, names_of, shortened
from minzheng_core.columns.domicile.heads import Starts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from minzheng_core.columns.domicile.letters import Flags, Letters, Positions
    from minzheng_core.columns.domicile.slips import Slips
    from minzheng_core.columns.domicile.units import UnitTables


@frozen(eq=False)
class Spot:
    """Where in which texts a name is asked for, below which names."""

    starts: Starts
    beyond: Positions = field()
    """How many letters there are a sound name already, than which only a longer one counts; 0 for none."""

    @beyond.default
    def _nothing_is_written(self) -> Positions:
        return np.zeros_like(self.starts.rows)

    @property
    def rows(self) -> Positions:
        """Which texts."""
        return self.starts.rows

    @property
    def depth(self) -> Positions:
        """How many names stand before the place."""
        return self.starts.depth


@frozen(eq=False, kw_only=True)
class Meant:
    """What may be meant, one line for each slip: the chain that follows, and what it can mean."""

    chains: NDArray[np.uint64]
    ends: Positions
    depth: Positions
    known: Flags
    county: Flags
    unread: Flags
    """Whether what follows must be read by itself."""
    which: Positions
    """Where the units of each begin and end: positions in ``spans``, which are ones in ``units``."""
    spans: Positions
    units: Positions

    def units_of(self, one: int) -> list[int]:
        """What the chain after one slip can mean."""
        begin, end = self.spans[self.which[one] :][:2].tolist()
        units: list[int] = self.units[begin:end].tolist()
        return units


def followed(units: UnitTables, letters: Letters, spot: Spot, slips: Slips) -> Meant:
    """The names that follow what may be meant."""
    at, rows = slips.at, spot.rows
    depth, ended_at = spot.depth[at], spot.starts.places[at] + slips.sizes
    chains = lengthened(spot.starts.chains[at], slips.names, depth)
    ends = ended_at.copy()
    unread = np.zeros(at.size, dtype=np.bool_)
    depth = depth + 1
    leads = np.flatnonzero(units.scanner.leads[slips.names])
    starts = Starts(
        rows=rows[at[leads]],
        places=ends[leads],
        chains=chains[leads],
        depth=depth[leads],
        last=slips.names[leads],
    )
    below = units.scanner.walk(letters, starts)
    chains[leads], ends[leads], unread[leads] = below.chains, below.ends, ~below.sure
    names = names_of(below.chains)
    unread[leads] |= ((names[1:] == names[:-1]) & (names[1:] >= 0)).any(axis=0)
    ended = depth.copy()
    depth[leads] = (names >= 0).sum(axis=0)
    different, which = units.chains_of(chains)
    known, county = different.known[which], different.at_county[which]
    # What follows does not lie there: the names before it are all that is said.
    lost = np.flatnonzero(~known & (depth > ended))
    unread[lost] |= spot.beyond[at[lost]] > 0
    further = lost[depth[lost] > ended[lost] + 1]
    with_the_next, _ = units.known(shortened(chains[further], ended[further] + 1))
    unread[further] |= with_the_next
    chains[lost] = shortened(chains[lost], ended[lost])
    of_less, which_of_less = units.chains_of(chains[lost])
    known[lost], county[lost] = (
        of_less.known[which_of_less],
        of_less.at_county[which_of_less],
    )
    depth[lost], ends[lost] = ended[lost], ended_at[lost]
    which[lost] = different.numbers.size + which_of_less
    different = different.followed_by(of_less)
    return Meant(
        chains=chains,
        ends=ends,
        depth=depth,
        known=known,
        county=county,
        unread=unread,
        which=which,
        spans=different.spans,
        units=different.units,
    )
