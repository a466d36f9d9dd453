"""How far apart is still the same: tolerances from the precision of surveys and the scale of maps.

Survey practice; GB/T 17796-2009 asks for positions of markers by satellite to a metre.
"""

from __future__ import annotations

import math

from attrs import frozen

__all__ = ["Tolerance", "remeasurement_limit"]


def remeasurement_limit(error: float) -> float:
    """The difference of two independent fixes, each with that mean error, beyond which both cannot be.

    Twice the mean error of a difference: 2·√2·m.

    >>> round(remeasurement_limit(1.0), 2)
    2.83
    """
    return 2 * math.sqrt(2) * error


@frozen(kw_only=True)
class Tolerance:
    """What a check lets pass, in metres.

    ``metres`` is the least, ``scale`` the denominator of the map from which positions were taken,
    ``plotting`` how finely it was drawn, in tenths of a millimetre; ``error`` the mean error of a
    fix. Lengths may differ by a share and by a least number of metres.

    >>> Tolerance(metres=1.0, scale=50_000).of_position, Tolerance(metres=1.0).of_position
    (5.0, 1.0)
    """

    metres: float = 5.0
    scale: float = 0.0
    plotting: float = 1.0
    error: float = 1.0
    length_share: float = 0.005
    length_metres: float = 100.0

    @property
    def of_position(self) -> float:
        """How far a marker may lie off its line: the greater of the given and the map's."""
        return max(self.metres, self.plotting * 1e-4 * self.scale)

    @property
    def of_difference(self) -> float:
        """How far two fixes of one thing may differ."""
        return remeasurement_limit(self.error)

    def of_length(self, metres: float) -> float:
        """How far a stated length may differ from one of so many metres."""
        return max(self.length_share * metres, self.length_metres)
