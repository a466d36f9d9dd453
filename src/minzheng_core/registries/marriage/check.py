"""One record judged in plain Python: what a form or a service asks before it stores a registration."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.cleaning.evidence import AGE_CELL, FIRST_FILED_YEAR
from minzheng_core.cleaning.places import require_county
from minzheng_core.findings import Finding
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.offices import office_kind
from minzheng_core.registries.marriage.archive import FIELDS
from minzheng_core.registries.marriage.facts import (
    SEXES,
    act_facts,
    certificate_facts,
    holiday_of,
    minimum_age,
    office_facts,
)
from minzheng_core.registries.marriage.party_facts import Couple, Told, sex_digit
from minzheng_core.registries.marriage.rules import book
from minzheng_core.schema import FieldKind
from minzheng_core.values.age import Age
from minzheng_core.values.certificate_number import CertificateNumber
from minzheng_core.values.domicile import Domicile
from minzheng_core.values.id_number import IdNumber
from minzheng_core.values.partial_date import PartialDate
from minzheng_core.values.person_name import PersonName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.registries.marriage.record import MarriageRecord
    from minzheng_core.schema import FieldSpec
    from minzheng_core.values.legal_age import AgeRule

_LAST = {FieldKind.BIRTH_DATE, FieldKind.DOMICILE}


def check(
    record: MarriageRecord,
    *,
    county: str,
    on: date | None = None,
    local_ages: Sequence[AgeRule] = (),
) -> list[Finding]:
    """Every finding on one record of the archive of *county*: on its cells, then by the rules.

    The findings are those that :func:`~minzheng_core.registries.marriage.clean` reports for the same
    record alone in an archive; what only other records can show (``MF``, copied numbers, another
    mention of the person) is not asked. *on* is the day by which "future" is judged, today where
    not given; *local_ages* are the county's own marriageable ages. Bad data never raises.

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
    require_county(county)
    reading = _Reading(cells_of(record), county, on or date.today())
    reading.read()
    facts, withheld = reading.couple().facts()
    facts = reading.facts | facts | _act(reading.facts | facts, county, tuple(local_ages))
    return [*reading.findings, *withheld, *book().at(county).judge(facts)]


def cells_of(record: MarriageRecord) -> dict[str, str]:
    """The filled cells of a record by the names of its fields in an archive (``husband_name``)."""
    cells: dict[str, str] = {}
    kind: type = type(record)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        if attrs.has(type(value)):
            own = {f.name: getattr(value, f.name) for f in attrs.fields(type(value))}
            cells |= {f"{field.name}_{name}": text for name, text in own.items() if text}
        elif value:
            cells[field.name] = value
    return cells


class _Reading:
    """The cells of a record as values, with the facts and findings they give on their own."""

    def __init__(self, cells: Mapping[str, str], county: str, on: date) -> None:
        self.cells, self.county, self.on = cells, county, on
        self.values: dict[str, Any] = {}
        self.facts: dict[str, Any] = {}
        self.findings: list[Finding] = []

    def read(self) -> None:
        """Read every cell; what is judged by the day of the event comes last."""
        for spec in sorted(FIELDS, key=lambda spec: spec.kind in _LAST):
            text = self.cells.get(spec.name)
            if text is not None and text.strip():
                self._read_cell(spec, text)

    def _read_cell(self, spec: FieldSpec, text: str) -> None:
        name = spec.name
        match spec.kind:
            case FieldKind.AGE:
                age = self._value(name, Age.parse(text))
                self.facts[f"{name}.value"] = age.value if age else None
            case FieldKind.EVENT_DATE | FieldKind.BIRTH_DATE:
                self._read_date(spec, text)
            case FieldKind.ID_NUMBER:
                self._value(name, IdNumber.parse(text, on=self.on))
            case FieldKind.PERSON_NAME:
                self._value(name, PersonName.parse(text))
            case FieldKind.CERTIFICATE_NUMBER:
                number = self._value(name, CertificateNumber.parse(text))
                for part in ("act", "year", "code", "era") if number else ():
                    self.facts[f"{name}.{part}"] = getattr(number, part)
            case FieldKind.DOMICILE:
                day = self._event_day()
                self._value(name, Domicile.parse(text, on=day, county=self.county))
            case FieldKind.OFFICE:
                office = text.strip()
                self.facts |= {f"{name}.text": office, f"{name}.kind": office_kind(office)}
            case FieldKind.INTEGER:
                digits = text.strip().partition(".")[0]
                self.facts[f"{name}.number"] = int(digits) if digits.isdecimal() else None
            case FieldKind.TEXT:
                pass
            case _:
                self._read_code(spec, text.strip())

    def _value(self, name: str, parsed: Any) -> Any:
        self.findings += [attrs.evolve(finding, field=name) for finding in parsed.findings]
        self.values[name] = parsed.value
        self.facts[f"{name}.text"] = None if parsed.value is None else str(parsed.value)
        return parsed.value

    def _read_date(self, spec: FieldSpec, text: str) -> None:
        if spec.kind is FieldKind.BIRTH_DATE:
            day = self._event_day()
            parsed = PartialDate.parse(text, role="birth", reference=day, on=self.on)
        else:
            parsed = PartialDate.parse(text, role="event", on=self.on)
        age = f"{spec.name.removesuffix('birth_date')}age"
        if (
            spec.kind is FieldKind.BIRTH_DATE
            and parsed.value is None
            and self.values.get(age) is None
            and re.search(AGE_CELL, text)
            and (stated := Age.parse(text).value)
        ):
            self.values |= {spec.name: None, age: stated}
            self.facts[f"{age}.value"] = stated.value
            return
        value = self._value(spec.name, parsed)
        if value:
            self.facts |= {
                f"{spec.name}.lo": value.lo,
                f"{spec.name}.hi": value.hi,
                f"{spec.name}.precision": value.precision,
            }

    def _read_code(self, spec: FieldSpec, text: str) -> None:
        entry = code_table(spec.code_table or "").lookup(text)
        self.facts |= {
            f"{spec.name}.text": text,
            f"{spec.name}.code": entry and entry.code,
            f"{spec.name}.label": entry and entry.label,
        }
        if entry is None:
            self.findings.append(
                Finding("MR401", field=spec.name, expected=spec.label, actual=text)
            )

    def _event_day(self) -> date | None:
        """The first day on which the event can have happened, else the last day of the year filed."""
        day: date | None = self.facts.get("registration_date.lo")
        if day:
            return day
        for name in ("archive_year.number", "certificate_number.year"):
            year = self.facts.get(name)
            if year is not None and FIRST_FILED_YEAR <= year <= self.on.year:
                return date(year, 12, 31)
        return None

    def couple(self) -> Couple:
        """Both parties as the cells tell of them."""
        husband, wife = (self._told(party, sex) for party, sex in SEXES.items())
        return Couple(
            parties=(husband, wife),
            county=self.county,
            on=self.on,
            event=self.values.get("registration_date"),
        )

    def _told(self, party: str, sex: str) -> Told:
        number, domicile = f"{party}_id_number", self.values.get(f"{party}_domicile")
        return Told(
            party=party,
            sex=sex_digit(sex) or 0,
            number=self.values.get(number),
            rounded=any(f.code == "ID112" and f.field == number for f in self.findings),
            birth=self.values.get(f"{party}_birth_date"),
            age=self.values.get(f"{party}_age"),
            division=domicile.division if domicile else None,
        )


def _act(facts: Mapping[str, Any], county: str, local_ages: tuple[AgeRule, ...]) -> dict[str, Any]:
    """The facts of the act itself: its type, office, certificate, holiday and marriageable ages."""
    get, number, day = facts.get, "certificate_number", facts.get("registration_date.lo")
    groups: tuple[tuple[tuple[str, ...], tuple[Any, ...] | None], ...] = (
        (
            ("business", f"{number}.fits_business"),
            act_facts(get("business_type.code"), get(f"{number}.act")),
        ),
        (("office.since", "office.until", "office.period"), office_facts(get("office.kind"), day)),
        (
            (f"{number}.in_force", f"{number}.code_then", f"{number}.foreign_county"),
            certificate_facts(get(f"{number}.code"), get(f"{number}.year"), county),
        ),
        (
            ("registration_date.holiday",),
            holiday_of(day, get("registration_date.precision")),
        ),
        *(
            (
                (f"{party}.minimum_age",),
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
