"""What a row says about the holder of a number, in plain Python: asked alike for one record and for many.

Nothing here needs Polars, so that one record can be checked on the light core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from minzheng_core.cleaning.places import lineage, listed
from minzheng_core.values import lunar
from minzheng_core.values.id_evidence import one_edit
from minzheng_core.values.id_repair import Evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

_SEXES: dict[int | None, Literal["男", "女"]] = {1: "男", 2: "女"}

AGE_CELL = r"^\s*(?:[1-9][0-9]|[^0-9]*(?:[1-9][0-9][^0-9]*岁|岁[^0-9]*[1-9][0-9])[^0-9]*|[^0-9]{0,6}岁[^0-9]{0,4})\s*$"
"""A cell for a birth date with an age in it: ``22``, ``22岁``, ``虚岁22``, ``廿二岁``."""

FIRST_FILED_YEAR = 1900
"""A year of filing before this one is no year and does not stand in for the day of the event."""

WITHHELD = {
    "birth": "MR221",
    "region": "MR222",
    "sex": "MR223",
    "other-person": "MR223",
    "spouse-number": "MR224",
    "copied": "MR226",
    "known": "MR227",
}
"""Findings on numbers that look sound and are withheld all the same, by the reason."""


def evidence_of(
    line: Mapping[str, Any], *, county: str, on: date, known: Collection[str] = ()
) -> Evidence:
    """The evidence in one row of an archive of *county*, as of the day *on*.

    *line* has ``lo`` and ``hi`` of the written birth date, ``age_lo`` and ``age_hi`` of the stated
    age, the ``division`` of the domicile, the ``day`` of the event, the ``spouse``'s number and the
    ``sex`` (1 男, 2 女); *known* are sound numbers under the same name.
    """
    lo, hi, day = line["lo"], line["hi"], line["day"]
    if lo is None:
        lo, hi = line["age_lo"], line["age_hi"]
    return Evidence(
        birth=None if lo is None else (lo, hi),
        birth_alternatives=_alternatives(lo) if lo is not None and lo == hi else (),
        sex=_SEXES.get(line["sex"]),
        regions=lineage(line["division"], (day or on).year),
        home_regions=lineage(county, on.year),
        known=known,
        spouse_number=line["spouse"],
        registered=day,
    )


def _alternatives(day: date) -> tuple[date, ...]:
    """What a full date may mean besides: a lunar date."""
    return tuple(d for d in lunar.solar_readings(day.year, day.month, day.day) if d != day)


def at_home(region: str, division: str | None, *, county: str, on: date) -> bool:
    """Whether the region code of a 15-digit number raises no question.

    It is one of the codes that the county of the domicile or of the archive has had, or a listed
    code that no single slip could have made out of one of them.

    >>> from datetime import date
    >>> at_home("362133", None, county="360732", on=date(2026, 1, 1))
    True
    >>> at_home("362132", "360732", county="360732", on=date(2026, 1, 1))
    False
    """
    expected = lineage(county, on.year) | lineage(division)
    return region in expected or (
        listed(region) and not any(one_edit(region, own) for own in expected)
    )
