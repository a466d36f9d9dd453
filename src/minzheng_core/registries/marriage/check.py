"""One record judged in plain Python: what a form or a service asks before it stores a registration."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_core.cleaning.one_record.cells import OneRecord, cells_of
from minzheng_core.cleaning.one_record.people import People, sex_digit
from minzheng_core.reference.county_offices import county_offices
from minzheng_core.registries.marriage.archive import EVENT_YEARS, FIELDS
from minzheng_core.registries.marriage.corrections import TARGETS, corrected
from minzheng_core.registries.marriage.facts import (
    SEXES,
    act_facts,
    certificate_facts,
    holiday_of,
    minimum_age,
    office_facts,
    voided,
)
from minzheng_core.registries.marriage.rules import book
from minzheng_core.registries.marriage.year_facts import year_of_record
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.findings import Finding
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.marriage.record import MarriageRecord
    from minzheng_core.values.legal_age import AgeRule


def check(
    record: MarriageRecord,
    *,
    county: str,
    on: date | None = None,
    local_ages: Sequence[AgeRule] = (),
    overlay: Overlay | None = None,
) -> list[Finding]:
    """Every finding on one record of the archive of *county*: on its cells, then by the rules.

    The findings are those that :func:`~minzheng_core.registries.marriage.clean` reports for the same
    record alone in an archive; what only other records can show (``MF``, copied numbers, another
    mention of the person) is not asked. *on* is the day by which "future" is judged, today where
    not given; *local_ages* are the county's own marriageable ages, *overlay* what it adds to the
    reference data. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> from minzheng_core.registries.marriage import MarriageRecord, Party
    >>> act = MarriageRecord(registration_date="1985-10-01", business_type="结婚",
    ...     husband=Party(name="张三", birth_date="1963-10-02"),
    ...     wife=Party(name="李四", birth_date="1963-01-01"))
    >>> [finding.code for finding in check(act, county="360732", on=date(2026, 11, 23))]
    ['MR104', 'MR206']

    Basis: 《婚姻登记条例》; 《民法典》婚姻家庭编; GB 11643-1999; the law of the day for old records.
    """
    county = county_code(county)
    reading = OneRecord(
        cells_of(record),
        FIELDS,
        event="registration_date",
        event_years=EVENT_YEARS,
        county=county,
        on=on or date.today(),
        overlay=overlay,
    )
    reading.read()
    facts, withheld = _couple(reading).facts()
    facts = reading.facts | facts | _act(reading.facts | facts, county, tuple(local_ages), overlay)
    answered = {("MR401", "business_type")} if facts["business_type.derived"] else set()
    read = [f for f in reading.findings if (f.code, f.field) not in answered]
    return [*read, *withheld, *book().at(county).judge(facts)]


def _couple(reading: OneRecord) -> People:
    """Both parties as the cells tell of them."""
    return People(
        parties=tuple(reading.person(party, sex_digit(sex)) for party, sex in SEXES.items()),
        county=reading.county,
        on=reading.on,
        event=reading.values.get("registration_date"),
    )


def _act(
    facts: Mapping[str, Any], county: str, local_ages: tuple[AgeRule, ...], overlay: Overlay | None
) -> dict[str, Any]:
    """The facts of the act itself: its type, office, certificate, holiday and marriageable ages."""
    get, number, day = facts.get, "certificate_number", facts.get("registration_date.lo")
    own = county_offices(overlay, county).periods(get("office.text"))
    groups: tuple[tuple[tuple[str, ...], tuple[Any, ...] | None], ...] = (
        (
            ("business", f"{number}.fits_business", "business_type.derived"),
            act_facts(get("business_type.text"), get("business_type.code"), get(f"{number}.act")),
        ),
        (
            ("office.since", "office.until", "office.period"),
            office_facts(get("office.kind"), day, own),
        ),
        (
            (f"{number}.in_force", f"{number}.code_then", f"{number}.foreign_county"),
            certificate_facts(get(f"{number}.code"), get(f"{number}.year"), county),
        ),
        (("remark.voided",), voided(get("remark.text"))),
        (
            ("remark.corrects", "remark.correction"),
            corrected(get("remark.text"), *(get(f"{field}.text") for field in TARGETS[:-1])),
        ),
        (("registration_date.likely_year",), (year_of_record(facts),)),
        (
            ("registration_date.holiday",),
            holiday_of(day, get("registration_date.precision")),
        ),
        *(
            (
                (f"{party}.minimum_age", f"{party}.age_not_asked"),
                minimum_age(sex, county, local_ages, day, get(f"{party}_ethnicity.code")),
            )
            for party, sex in SEXES.items()
        ),
    )
    return {
        name: value
        for names, values in groups
        for name, value in zip(names, values or (None,) * len(names), strict=True)
    }
