"""Schedules of charges, free items and awards (收费、减免与奖补标准) as data.

A schedule is a dated table of one place; a line says what one item costs and how much of it is free.
Money is kept in fen, quantities in thousandths, so that one row and a column give the same yuan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from minzheng_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Kind = Literal["free", "award"]
Settle = Literal["deduct", "refund"]

NO_LIMIT = 1 << 53
"""More fen, and more thousandths of a unit, than anything has."""
SCALE = 1000
"""Quantities are kept in thousandths."""
MOST = 10**9
"""Thousandths of a unit that a service can have; more is a slip."""
RESIDENT = "本地户籍"
"""The word for whoever is registered in the place of the schedule; it follows from the domicile."""
UNITS = {
    "公里": "km",
    "天": "day",
    "小时": "hour",
    "月": "month",
    "年": "year",
    "次": "time",
    "具": "body",
    "个": "piece",
    "例": "case",
    "平方米": "m²",
}
"""The units a line may count in, with their English words."""


COUNTED = frozenset({"次", "具", "个", "例"})
"""Units of which each is one time: the first times that are free are the first units."""


def thousandths(quantity: float) -> int:
    """A quantity in thousandths; what is no quantity (negative, not a number, too much) is 0."""
    if not 0 <= quantity <= MOST / SCALE:
        return 0
    return round(quantity * SCALE)


@frozen(kw_only=True)
class Line:
    """What one item costs, and how much of it is free.

    A service of *q* units costs ``base`` for the first ``included`` units and ``price`` for every
    further ``per`` units, times ``rate``. Free are of it: all, or the first ``free_quantity`` units of
    a body, or the first ``free_times`` services of a body, and never more than ``free_amount``.
    """

    item: str
    kinds: tuple[str, ...] = ()
    """Kinds of the item that the line is for (拣灰炉); empty: any."""
    areas: tuple[str, ...] = ()
    """Areas that it is for (农村); empty: any."""
    unit: str
    base: int = 0
    included: int = 0
    price: int = 0
    per: int = SCALE
    whole: bool = False
    """Whether a started unit counts whole."""
    rate: int = SCALE
    free: bool = True
    free_quantity: int = NO_LIMIT
    free_times: int = NO_LIMIT
    free_amount: int = NO_LIMIT
    who: frozenset[str] = frozenset()
    """Who has it free, above what the schedule says; empty: everyone of the schedule."""
    at: int = field(default=0, eq=False)
    """The line of the file where it begins."""

    def fits(self, item: str, kind: str, area: str) -> bool:
        """Whether it is for a service of that item, kind and area."""
        return (
            self.item == item
            and (not self.kinds or kind in self.kinds)
            and (not self.areas or area in self.areas)
        )

    @property
    def specific(self) -> int:
        """How closely it says what it is for: a line for a kind stands before one for all."""
        return 2 * bool(self.kinds) + bool(self.areas)


@frozen(kw_only=True)
class Schedule:
    """The lines that hold in one place for a time.

    ``who`` are words of which one is needed, ``exclude`` words that shut out, ``require`` papers that
    all are needed; ``cap`` is the most that one body has free.
    """

    name: str
    place: str
    since: date | None = None
    until: date | None = None
    kind: Kind = "free"
    settle: Settle = "deduct"
    cap: int = NO_LIMIT
    who: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    require: frozenset[str] = frozenset()
    source: str = ""
    lines: tuple[Line, ...]

    def holds(self, place: str, day: date) -> bool:
        """Whether it is in force in *place* on *day*."""
        return (
            place.startswith(self.place)
            and (self.since is None or self.since <= day)
            and (self.until is None or day < self.until)
        )

    def line(self, item: str, kind: str = "", area: str = "") -> int | None:
        """The place of the line for a service; ``None`` where the schedule has none."""
        fitting = [at for at, line in enumerate(self.lines) if line.fits(item, kind, area)]
        return max(fitting, key=lambda at: self.lines[at].specific, default=None)

    def refused(self, words: frozenset[str], *, resident: bool) -> str | None:
        """Why somebody has nothing free: the code of the finding; ``None`` where nothing stands in the way."""
        known = words | {RESIDENT} if resident else words
        if known & self.exclude:
            return "FS204"
        if self.who and not known & self.who:
            return "FS203"
        return "FS205" if not self.require <= known else None

    def overlaps(self, other: Schedule) -> bool:
        """Whether both say something of one kind, one place and one day."""
        return (
            self.kind == other.kind
            and self.place == other.place
            and (self.until is None or other.since is None or other.since < self.until)
            and (other.until is None or self.since is None or self.since < other.until)
        )


@frozen
class Schedules:
    """The schedules that are known, of any places and times.

    Raises:
        InputError: two of them hold in one place at one time (FS105).

    """

    known: tuple[Schedule, ...]

    def __attrs_post_init__(self) -> None:
        for at, one in enumerate(self.known):
            for other in self.known[at + 1 :]:
                if one.overlaps(other):
                    raise InputError("FS105", expected=one.name, actual=other.name)

    def __iter__(self) -> Iterator[Schedule]:
        return iter(self.known)

    def at(self, place: str, day: date, kind: Kind = "free") -> int | None:
        """The number of the schedule of *place* on *day*; the nearest place decides."""
        holding = [
            number
            for number, schedule in enumerate(self.known)
            if schedule.kind == kind and schedule.holds(place, day)
        ]
        return max(holding, key=lambda number: len(self.known[number].place), default=None)
