"""What columns of texts begin with, and the cells that ask about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from minzheng_core.columns.domicile.chains import Chains
    from minzheng_core.columns.domicile.letters import Flags, Letters, Positions


@frozen(eq=False, kw_only=True)
class Reading:
    """What stands at the beginning of texts."""

    letters: Letters
    ends: Positions
    """Where the names end."""
    complete: Flags
    """Whether nothing follows them."""
    sure: Flags
    """Whether these names are meant and no others."""
    misspelt: Flags
    """Whether one of them was put right."""
    bare: Flags
    """Whether the names are all there is, but only the whole text tells whether they are meant."""
    cut: Flags
    """Whether what was cut off must be seen."""
    chain: Positions
    """The position of the chain of each text in :attr:`chains`."""
    chains: Chains


@frozen(eq=False)
class Asked:
    """Cells: which text of a reading each is, and its year."""

    reading: Reading
    texts: Positions
    years: Positions

    def take(self, at: Positions) -> Asked:
        """Those at the positions *at*."""
        return Asked(self.reading, self.texts[at], self.years[at])
