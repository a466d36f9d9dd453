"""How much ground a grave may take, by place and day (墓位占地面积)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen(kw_only=True)
class AreaLimit:
    """The largest area of a grave for ashes, in cm² (10 000 to the m²), single and joint."""

    place: str
    """The beginning of the division codes where it holds; empty: everywhere."""
    since: date
    until: date | None = None
    single: int
    joint: int
    body_single: int | None = None
    body_joint: int | None = None
    basis: str

    def holds(self, place: str, day: date) -> bool:
        """Whether it is in force there on that day."""
        return (
            place.startswith(self.place)
            and self.since <= day
            and (self.until is None or day < self.until)
        )


OWN_LIMITS = (
    AreaLimit(
        place="",
        since=date(1998, 1, 1),
        single=10_000,
        joint=10_000,
        body_single=40_000,
        body_joint=60_000,
        basis="民事发〔1998〕10号",
    ),
    AreaLimit(
        place="36",
        since=date(2022, 3, 1),
        single=5_000,
        joint=8_000,
        basis="《江西省公墓管理办法》（省政府令第253号）",
    ),
)
"""What is known: the ministry's figures from 1998, Jiangxi's from 2022-03-01."""


def area_limit(
    place: str, day: date, *, joint: bool, body: bool = False, limits: Iterable[AreaLimit]
) -> int | None:
    """The largest area in cm²; the nearest place and the latest rule decide.

    >>> from datetime import date
    >>> [area_limit("360732", day, joint=False, limits=OWN_LIMITS)
    ...  for day in (date(2021, 5, 1), date(2023, 5, 1))]
    [10000, 5000]
    """
    found = [limit for limit in limits if limit.holds(place, day)]
    for limit in sorted(found, key=lambda own: (len(own.place), own.since), reverse=True):
        if body:
            area = limit.body_joint if joint else limit.body_single
        else:
            area = limit.joint if joint else limit.single
        if area is not None:
            return area
    return None


def square_metres(area: int) -> str:
    """An area of cm² as a clerk writes it.

    >>> square_metres(5000), square_metres(10000)
    ('0.5', '1')
    """
    return f"{area / 10_000:g}"
