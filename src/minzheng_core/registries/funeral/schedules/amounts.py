"""The arithmetic of a service, defined once: for whole numbers and for columns of them.

Every function takes ``least`` and ``most``, the smaller and the greater of two: :func:`min` and
:func:`max` for one service, ``numpy.minimum`` and ``numpy.maximum`` for a column. Everything else is
the same plain arithmetic of whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Choice = Callable[[Any, Any], Any]

SCALE = 1000


Priced = Any
"""A :class:`~.model.Line`, or its numbers as columns under the same names."""


def charge(line: Priced, quantity: Any, most: Choice) -> Any:
    """What *quantity* thousandths cost by a line, in fen, rounded half up.

    >>> from minzheng_core.registries.funeral.schedules.model import Line
    >>> hukou = Line(item="接运", unit="公里", base=26_000, included=30_000, price=300)
    >>> charge(hukou, 42_000, max)
    29600
    """
    over = most(quantity - line.included, 0)
    part = (2 * line.price * over + line.per) // (2 * line.per)
    whole = line.price * (-(-over // line.per))
    first = line.base * (quantity > 0)
    full = first + whole * line.whole + part * (1 - line.whole)
    return (2 * full * line.rate + SCALE) // (2 * SCALE)


def paid_quantity(line: Priced, before: Any, quantity: Any, most: Choice) -> Any:
    """The part of *quantity* beyond the free units of the body, *before* being used already."""
    return most(before + quantity - line.free_quantity, 0) - most(before - line.free_quantity, 0)


def uncapped(line: Priced, before: Any, times: Any, quantity: Any, most: Choice) -> tuple[Any, Any]:
    """What a service costs and what of it is free before money is capped.

    *before* are the units and *times* the services of the line that the body had already.
    """
    gross = charge(line, quantity, most)
    rest = charge(line, paid_quantity(line, before, quantity, most), most)
    return gross, (gross - rest) * (times < line.free_times) * line.free


def under(cap: Any, before: Any, more: Any, least: Choice) -> Any:
    """What of *more* still lies under a cap of which *before* was claimed.

    >>> under(480, 450, 100, min)
    30
    """
    return least(cap, before + more) - least(cap, before)
