"""Domiciles: what division of its day the text of an address names, down to the village (户籍地、住址).

The public name is resolved when it is used, so that a part of this package does not load the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core._later import later

if TYPE_CHECKING:
    from minzheng_core.values.domicile.domicile import Domicile

__all__ = ["Domicile"]


__getattr__ = later(__name__, {"Domicile": "domicile"})
