"""What a row says about the holder of a number, in plain Python: asked alike for one record and for many.

Nothing here needs Polars, so that one record can be checked on the light core.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from minzheng_core.cleaning.plan.ages import MARRYING, Ages
from minzheng_core.reference.county_codes import lineage
from minzheng_core.reference.region_grade import listed_before_2000
from minzheng_core.values.dates import lunar
from minzheng_core.values.dates.partial_date import DEFAULT_DATES
from minzheng_core.values.ids.arithmetic import date_digits, to_18
from minzheng_core.values.ids.repair import Evidence
from minzheng_core.values.ids.slips import one_edit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_SEXES: dict[int | None, Literal["男", "女"]] = {1: "男", 2: "女"}


LIVING = 1984
"""Numbers are those of the living: the first were assigned in this year (居民身份证试行条例)."""

FIRST_FILED_YEAR = 1900
"""A year of filing before this one is no year and does not stand in for the day of the event."""

YEAR_OF_NO_DAY = r"^\D{0,2}((?:19|20)[0-9]{2})(?:\D|[0-9]{4}$)"
"""The year at the beginning of a date of which there is no such day (1975-09-32)."""

WITHHELD = {
    "birth": "MR221",
    "date": "MR228",
    "region": "MR222",
    "sex": "MR223",
    "other-person": "MR223",
    "spouse-number": "MR224",
    "copied": "MR226",
    "neighbour": "MR229",
    "known": "MR227",
}
"""Findings on numbers that look sound and are withheld all the same, by the reason."""


def evidence_of(
    line: Mapping[str, Any],
    *,
    county: str,
    on: date,
    known: Collection[str] = (),
    ages: Ages = MARRYING,
) -> Evidence:
    """The evidence in one row of an archive of *county*, as of the day *on*.

    *line* has the ``text`` of the number, ``lo`` and ``hi`` of the written birth date, ``age_lo`` and ``age_hi`` of the stated
    age, the ``division`` of the domicile, the ``day`` of the event, the ``spouse``'s number and the
    ``sex`` (1 男, 2 女); *known* are sound numbers under the same name.
    """
    lo, hi, day = line["lo"], line["hi"], line["day"]
    # Where the number says that date as well, it is the event that has the wrong year.
    event = None if lo is not None and _says(line["text"], lo) else day
    # A date one slip from the number's own is hardly the spouse's: which of the two is wrong is not known.
    spouse = None if lo is not None and _one_slip(line["text"], lo) else line["spouse"]
    if lo is not None and borrowed(lo, hi, event=event, spouse=spouse, sex=line["sex"], ages=ages):
        lo = hi = None
    stated = None if line["age_lo"] is None else (line["age_lo"], line["age_hi"])
    if lo is None and stated:
        (lo, hi), stated = stated, None
    return Evidence(
        birth=None if lo is None else (lo, hi),
        stated=stated,
        birth_alternatives=_alternatives(lo) if lo is not None and lo == hi else (),
        sex=_SEXES.get(line["sex"]),
        regions=lineage(line["division"], (day or on).year),
        home_regions=lineage(county, on.year),
        known=known,
        spouse_number=line["spouse"],
        registered=day,
        on=on,
    )


def _says(number: str | None, birth: date) -> bool:
    """Whether a number, however damaged, has that date; one of 15 digits is of the last century."""
    digits, text = date_digits(birth), number or ""
    return digits in text or (digits.startswith("19") and digits[2:] in text)


def _one_slip(number: str | None, birth: date) -> bool:
    """Whether *birth* is one slip from the date in 15 digits, which no check digit confirms."""
    return (
        number is not None and len(number) == 15 and one_edit(number[6:12], date_digits(birth)[2:])
    )


def borrowed(
    lo: date,
    hi: date,
    *,
    event: date | None,
    spouse: str | None,
    sex: int | None,
    ages: Ages = MARRYING,
) -> bool:
    """Whether a written birth date is none: a default, of a child (the day of the event), the spouse's.

    The *spouse*'s number tells only where its sex is not the person's own (*sex*: 1 男, 2 女).

    >>> from datetime import date
    >>> day = date(1985, 10, 1)
    >>> borrowed(day, day, event=day, spouse=None, sex=1)
    True
    >>> day = date(1962, 8, 15)
    >>> [borrowed(day, day, event=None, spouse="362133620815001", sex=sex) for sex in (1, 2)]
    [False, True]
    """
    if lo in DEFAULT_DATES or (event is not None and event.year - lo.year < ages.youngest):
        return True
    if lo != hi or spouse is None or sex is None:
        return False
    number = spouse if len(spouse) == 18 else to_18(spouse)
    if number is None or not number[16].isdigit() or int(number[16]) % 2 == sex % 2:
        return False
    return date_digits(lo) == number[6:14]


def out_of_time(birth: date, day: date | None, on: date, ages: Ages = MARRYING) -> bool:
    """Whether somebody born on *birth* cannot have had an event of the register on *day*.

    >>> from datetime import date
    >>> out_of_time(date(1862, 6, 15), None, date(2026, 1, 1))
    True
    """
    late: bool = ages.born_too_late(birth, day or on)
    return late or (day or date(LIVING, 1, 1)).year - birth.year > ages.oldest


def _alternatives(day: date) -> tuple[date, ...]:
    """What a full date may mean besides: a lunar date."""
    return tuple(d for d in lunar.solar_readings(day.year, day.month, day.day) if d != day)


def at_home(region: str, division: str | None, *, county: str, on: date) -> bool:
    """Whether the region code of a 15-digit number raises no question.

    It is one of the codes that the county of the domicile or of the archive has had, or a
    code of its day that no single slip could have made out of one of them.

    >>> from datetime import date
    >>> at_home("362133", None, county="360732", on=date(2026, 1, 1))
    True
    >>> at_home("362132", "360732", county="360732", on=date(2026, 1, 1))
    False
    """
    ours, theirs = lineage(county, on.year), lineage(division)
    if region in ours or region in theirs:
        return True
    return listed_before_2000(region) and not any(
        one_edit(region, own) for codes in (ours, theirs) for own in codes
    )
