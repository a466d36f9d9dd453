"""Facts that only a funeral has: its certificate, the report, the grave and the facility of its day.

Each is a plain function of a few cells that says what it reads and what it gives: the check of one
record asks it directly, a frame once per different combination
(:mod:`~minzheng_core.registries.funeral.fact_columns`). What is not known gives ``None``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from minzheng_core.reference.holidays import working_day_after
from minzheng_core.registries.funeral.grave_areas import area_limit, square_metres
from minzheng_core.registries.funeral.placement_kinds import LAND_SAVING, Group, group_of
from minzheng_core.registries.funeral.settings import NEW_FORM_BEGINS, UNKNOWN, Settings
from minzheng_core.registries.funeral.use_terms import term_end
from minzheng_core.rules.id_check import check_id
from minzheng_core.values.certificates.death_certificate import DeathCertificateNumber, unit_fault
from minzheng_core.values.ids.arithmetic import to_18
from minzheng_core.values.ids.id_number import same_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Answer = tuple[Any, ...] | None

REPORT_DAYS = {"PAPER": 15, "ELECTRONIC": 5}
"""Working days within which a certificate is reported (国卫规划发〔2026〕5号)."""
_AREA = re.compile(r"(\d+(?:\.\d+)?)\s*(?:m2|m²|㎡|平方米|平米|平方)?", re.IGNORECASE)
_GRAVES = frozenset({Group.SMALL, Group.GRAVE, Group.BODY})


@frozen
class Derived:
    """One function of cells: the facts it reads, what it gives (``name: kind``), and how."""

    inputs: tuple[str, ...]
    outputs: Mapping[str, str]
    """Kinds are ``text``, ``day``, ``number`` and ``flag``."""
    function: Callable[..., Answer]
    asks: tuple[str, ...] = ()
    """What it asks of the county besides: ``county``, its code, and ``settings``, its own rules."""


_KNOWN: list[Derived] = []


def derived(county: str, settings: Settings) -> tuple[Derived, ...]:
    """Every function with what it reads and gives, for one county.

    >>> [tuple(one.outputs) for one in derived("360732", UNKNOWN) if "placement_term_years.number" in one.inputs]
    [('placement.end',)]
    """
    local = {"county": county, "settings": settings}
    return tuple(
        evolve(one, function=partial(one.function, **{name: local[name] for name in one.asks}))
        for one in _KNOWN
    )


def _derives(
    *inputs: str, gives: Mapping[str, str], asks: tuple[str, ...] = ()
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Declare what a function of cells reads, in the order of its parameters, and what it gives."""

    def declare(function: Callable[..., Answer]) -> Callable[..., Answer]:
        _KNOWN.append(Derived(inputs, gives, function, asks))
        return function

    return declare


@_derives(
    "death_certificate_number.text",
    "death_certificate_form.code",
    "death_certificate_date.lo",
    "deceased_id_number.text",
    "deceased_name.text",
    "death_evidence.code",
    gives={
        "certificate.form": "text",
        "certificate.form_differs": "flag",
        "certificate.number_differs": "flag",
        "certificate.unit_fault": "text",
    },
    asks=("settings",),
)
def certificate(  # noqa: PLR0917 - cells of one record
    text: str | None,
    form: str | None,
    issued: date | None,
    number: str | None,
    name: str | None,
    evidence: str | None,
    settings: Settings = UNKNOWN,
) -> Answer:
    """The form that a certificate of death ought to have, and whether form and number are those.

    The form is the stated one, else that of the day of issue. A new certificate bears the identity
    number of the deceased; without one, and without a name, a number of the issuer. The papers of the
    police and of courts have numbers of their own.
    """
    if evidence not in (None, "MEDICAL"):
        return None
    new = issued is not None and issued >= NEW_FORM_BEGINS
    by_day = None if issued is None else "NEW" if new else "OLD"
    late = issued is not None and issued >= NEW_FORM_BEGINS + timedelta(
        days=settings.form_grace_days
    )
    differs = None
    if form and by_day:
        differs = form != by_day and (form == "NEW" or late)
    used = form or by_day
    certificate_number = DeathCertificateNumber.parse(text).value
    if used != "NEW" or certificate_number is None:
        return used, differs, None, None
    if number:
        same = certificate_number.text in {number.upper(), to_18(number)}
        return used, differs, not same, None
    if name:
        return used, differs, None, None
    return used, differs, None, unit_fault(certificate_number.text)


@_derives(
    "death_certificate_date.lo",
    "death_certificate_date.precision",
    "death_report_medium.code",
    "death_report_date.lo",
    gives={"report.due": "day", "report.late": "flag"},
)
def report(
    issued: date | None, whole: str | None, medium: str | None, reported: date | None
) -> Answer:
    """The last working day of the report, and whether it came later."""
    days = REPORT_DAYS.get(medium or "")
    if issued is None or whole != "ymd" or days is None or issued < NEW_FORM_BEGINS:
        return None
    due = working_day_after(issued, days)
    return due, None if reported is None else reported > due


@_derives(
    "placement_kind.code",
    "placement_area.text",
    "placement_capacity.number",
    "placement_date.lo",
    gives={
        "placement.group": "text",
        "placement.land_saving": "flag",
        "placement.keeps": "flag",
        "placement.area": "text",
        "placement.area_limit": "text",
        "placement.area_over": "flag",
        "placement.area_unread": "flag",
    },
    asks=("county", "settings"),
)
def place(  # noqa: PLR0917 - cells of one record
    kind: str | None,
    area: str | None,
    capacity: int | None,
    day: date | None,
    county: str = "",
    settings: Settings = UNKNOWN,
) -> Answer:
    """What kind of placement it is, and the ground that it takes against what it may take.

    Where it is not known for how many a grave is, the limit is that of a joint one.
    """
    group = group_of(kind)
    found = _AREA.fullmatch((area or "").strip())
    taken = round(float(found[1]) * 10_000) if found else None
    limit = None
    if group in _GRAVES and day is not None:
        limit = area_limit(
            county,
            day,
            joint=capacity is None or capacity > 1,
            body=group is Group.BODY,
            limits=settings.limits,
        )
    over = None if taken is None or limit is None else taken > limit
    return (
        None if group is None else str(group),
        None if group is None else group in LAND_SAVING,
        None if group is None else group is not Group.NOT_KEPT,
        None if taken is None else square_metres(taken),
        None if limit is None else square_metres(limit),
        over,
        bool(area) and (found is None or taken == 0),
    )


@_derives(
    "placement_facility.text",
    "deceased_domicile.division",
    "deceased_domicile.township",
    "placement_date.lo",
    gives={
        "facility.known": "flag",
        "facility.kind": "text",
        "facility.serves": "flag",
        "facility.open": "flag",
    },
    asks=("settings",),
)
def facility(
    name: str | None,
    division: str | None,
    township: str | None,
    day: date | None,
    settings: Settings = UNKNOWN,
) -> Answer:
    """What the facility of a placement is, as far as the county lists them: whether it serves and is open."""
    if not settings.facilities or not name:
        return None
    own = settings.facility_index.get(name.strip())
    if own is None:
        return False, None, None, None
    is_open = None
    if day is not None:
        is_open = (own.since is None or day >= own.since) and (own.until is None or day < own.until)
    return True, own.kind, own.serves(township or division), is_open


@_derives(
    "placement_date.lo",
    "placement_date.precision",
    "placement_term_years.number",
    "placement_renewed_years.number",
    gives={"placement.end": "day"},
)
def term(day: date | None, whole: str | None, years: int | None, renewed: int | None) -> Answer:
    """The day on which the use of a place ends, renewals counted."""
    if day is None or whole != "ymd" or not years:
        return None
    return (term_end(day, years + (renewed or 0)),)


@_derives(
    "deceased_ethnicity.label",
    "placement_exception.code",
    gives={
        "county.cremation_area": "flag",
        "deceased.buries": "flag",
        "placement.allowed": "flag",
    },
    asks=("settings",),
)
def county_rules(
    group: str | None,
    exception: str | None,
    settings: Settings = UNKNOWN,
) -> Answer:
    """What the county asks of everyone, and what it excepts."""
    return (
        settings.cremation_area,
        None if group is None else group in settings.burial_customs,
        None if exception is None else exception in settings.exceptions,
    )


@_derives(
    "cremation_handler_id_number.text",
    "deceased_id_number.text",
    gives={"handler.fault": "text", "handler.is_deceased": "flag"},
)
def handler(number: str | None, deceased: str | None) -> Answer:
    """The first error in the number of whoever handled the cremation, and whether it is the deceased's."""
    errors = [found.code for found in check_id(number) if found.severity.value == "error"]
    same = same_number(number, deceased) if number and deceased else None
    return errors[0] if errors else None, same
