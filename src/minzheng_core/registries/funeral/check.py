"""One case judged in plain Python: what a form or a service asks before it stores a funeral."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.cleaning.one_record.cells import OneRecord, cells_of
from minzheng_core.cleaning.one_record.people import People
from minzheng_core.cleaning.plan.ages import Ages
from minzheng_core.registries.funeral.archive import EVENT, EVENT_YEARS, FIELDS, HANDLERS_NUMBER
from minzheng_core.registries.funeral.facts import derived
from minzheng_core.registries.funeral.rules import book
from minzheng_core.registries.funeral.settings import UNKNOWN, Settings
from minzheng_core.values.county import county_code
from minzheng_core.values.ids.id_number import same_number

if TYPE_CHECKING:
    from typing import Any

    from minzheng_core.findings import Finding
    from minzheng_core.registries.funeral.record import FuneralRecord

AGES = Ages(youngest=0, oldest=130)
"""Newborns die, and so do people of a hundred and more."""


def check(
    record: FuneralRecord,
    *,
    county: str,
    on: date | None = None,
    settings: Settings = UNKNOWN,
) -> list[Finding]:
    """Every finding on one case of *county*: on its cells, then by the rules.

    The findings are those that :func:`~minzheng_core.registries.funeral.clean` reports for the same
    record alone; what only other records can show (``FX``) is not asked. *on* is the day by which
    "future" is judged, today where not given; *settings* are the county's own rules and facilities.
    Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> from minzheng_core.registries.funeral import Cremation, Death, Deceased, FuneralRecord
    >>> case = FuneralRecord(
    ...     deceased=Deceased(name="张三", id_number="362133196208150010"),
    ...     death=Death(date="2026-08-01", certificate_date="2026-08-05",
    ...                 certificate_number="362133196208150010"),
    ...     cremation=Cremation(date="2026-08-04", confirmation_number="12",
    ...                         handler_id_number="362133196403020027"))
    >>> [finding.code for finding in check(case, county="360732", on=date(2026, 11, 23))]
    ['FR111', 'FR120']

    Basis: 《殡葬管理条例》; 国卫规划发〔2026〕5号; 民政部 2024-04-18; the rules of the place and day.
    """
    facts, findings = judged_facts(record, county=county, on=on or date.today(), settings=settings)
    return [*findings, *book().at(county).judge(facts)]


def judged_facts(
    record: FuneralRecord, *, county: str, on: date, settings: Settings = UNKNOWN
) -> tuple[dict[str, Any], list[Finding]]:
    """The facts of a case, by which rules and lists judge it, and the findings on its cells.

    Raises:
        CallError: no such county (IN203).

    """
    county = county_code(county)
    reading = OneRecord(
        cells_of(record), FIELDS, event=EVENT, event_years=EVENT_YEARS, county=county, on=on
    )
    reading.read()
    division = reading.values.get("deceased_domicile")
    sex = {"1": 1, "2": 2}.get(reading.facts.get("deceased_sex.code") or "")
    deceased = reading.person("deceased", sex)
    relatives = reading.facts.get(f"{HANDLERS_NUMBER}.text")
    if relatives and deceased.number and same_number(relatives, deceased.number.text):
        deceased = evolve(deceased, relatives=True)
    people = People(
        parties=(deceased,),
        county=county,
        on=on,
        event=reading.values.get(EVENT),
        ages=AGES,
    )
    own, withheld = people.facts()
    facts = reading.facts | own
    facts["deceased_domicile.division"] = division.division if division else None
    facts["deceased_domicile.township"] = division.township if division else None
    for one in derived(county, settings):
        answer = one.function(*(facts.get(name) for name in one.inputs))
        facts |= zip(one.outputs, answer or (None,) * len(one.outputs), strict=True)
    return facts, [*reading.findings, *withheld]
