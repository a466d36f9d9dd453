"""Facts that only a marriage registration has: its act, the office of its time, its certificate.

Each is a plain function of a few cells: the check of one record asks it directly, a frame once per
different combination (:mod:`~minzheng_core.registries.marriage.fact_columns`).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from minzheng_core.reference.divisions import LAST_LIST, divisions
from minzheng_core.reference.holidays import holiday
from minzheng_core.reference.offices import office_period
from minzheng_core.values.certificate_forms import BUSINESS_TYPES
from minzheng_core.values.legal_age import AgeRule, rule_on

if TYPE_CHECKING:
    from minzheng_core.values.id_arithmetic import Sex

HAN = "01"
SEXES: dict[str, Sex] = {"husband": "男", "wife": "女"}


def act_facts(stated: str | None, act: str | None) -> tuple[Any, ...]:
    """``business`` (as stated, else as the certificate says where it leaves one), ``fits_business``."""
    possible = BUSINESS_TYPES.get(act or "", frozenset())
    fits = stated in possible if stated and possible else None
    only = next(iter(possible)) if len(possible) == 1 else None
    return stated or only, fits


def office_facts(kind: str | None, day: date | None) -> tuple[Any, ...] | None:
    """``since, until, period`` of the kind of office, for the day of registration."""
    period = None if kind is None else office_period(kind, day)
    if period is None:
        return None
    return period.since, period.until or date.max, str(period)


def certificate_facts(code: str | None, year: int | None, county: str) -> tuple[Any, ...] | None:
    """``in_force, code_then, foreign_county`` for the division code and year of a certificate."""
    if code is None:
        return None
    history = divisions()
    foreign = code not in _lineage(county)
    if year is None:
        return None, None, foreign
    listed = min(year, LAST_LIST)
    # The list shows 31 December; in the year of a change both codes were in use.
    in_force = any(
        r.start - 1 <= listed and (r.end is None or listed <= r.end) for r in history.records(code)
    )
    then = history.current(code, LAST_LIST, listed) if in_force else _own_code(county, listed)
    return in_force, "、".join(then), foreign


@lru_cache(maxsize=64)
def _lineage(county: str) -> tuple[str, ...]:
    return divisions().lineage(county, LAST_LIST)


@lru_cache(maxsize=1024)
def _own_code(county: str, year: int) -> tuple[str, ...]:
    """The code that the county of the archive had in a year."""
    history = divisions()
    return tuple(code for code in _lineage(county) if history.at(code, year))


def holiday_of(day: date | None, precision: str | None) -> tuple[Any, ...] | None:
    """The name of the public holiday on a day that is known to the day."""
    found = holiday(day) if day is not None and precision == "ymd" else None
    return None if found is None else (found.name,)


def minimum_age(
    sex: Sex, county: str, local: tuple[AgeRule, ...], day: date | None, group: str | None
) -> tuple[Any, ...] | None:
    """The marriageable age of the day for a man or a woman of an ethnic group, ``None`` before 1950.

    *local* are the variations of autonomous areas, as far as the county gives them.
    """
    minority = group is not None and group != HAN
    rule = None if day is None else rule_on(day, place=county, minority=minority, local=local)
    return None if rule is None else (rule.man if sex == "男" else rule.woman,)
