"""The cells of one record as values, in plain Python: what columns are read into, for a single row.

Nothing here needs Polars, so that one record can be checked on the light core.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.cleaning.evidence.empty_cells import as_good_as_empty
from minzheng_core.cleaning.evidence.misplaced_cells import AGE_CELL, birth_in_age, exchanged
from minzheng_core.cleaning.evidence.row import FIRST_FILED_YEAR, YEAR_OF_NO_DAY
from minzheng_core.cleaning.one_record.people import PersonValues
from minzheng_core.errors import CallError
from minzheng_core.findings import Finding
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.offices import office_kind
from minzheng_core.schema import FieldKind
from minzheng_core.values.age import Age
from minzheng_core.values.base import Parsed
from minzheng_core.values.certificates.certificate_number import CertificateNumber
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.domicile.domicile import Domicile
from minzheng_core.values.ids.documents import document_number
from minzheng_core.values.ids.faults import TAIL_LOST
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.names.person_name import PersonName
from minzheng_core.values.whole_number import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.schema import FieldSpec

_LAST = {FieldKind.BIRTH_DATE, FieldKind.DOMICILE}


def cells_of(record: Any) -> dict[str, str]:
    """The filled cells of a record by the names of its fields in an archive (``husband_name``).

    Raises:
        CallError: a cell is not text (IN218).

    """
    cells: dict[str, str] = {}
    kind: type = type(record)
    for field in attrs.fields(kind):
        value = getattr(record, field.name)
        if attrs.has(type(value)):
            own = {f.name: getattr(value, f.name) for f in attrs.fields(type(value))}
            cells |= {f"{field.name}_{name}": text for name, text in own.items() if text}
        elif value:
            cells[field.name] = value
    for name, text in cells.items():
        if not isinstance(text, str):
            raise CallError("IN218", what=name, kind=type(text).__name__)
    return cells


class OneRecord:
    """The cells of a record as values, with the facts and findings they give on their own."""

    def __init__(
        self,
        cells: Mapping[str, str],
        fields: Sequence[FieldSpec],
        *,
        event: str,
        event_years: Sequence[str] = (),
        county: str,
        on: date,
        overlay: Overlay | None = None,
    ) -> None:
        self.cells, self.county, self.on, self.overlay = cells, county, on, overlay
        self.fields, self.event, self.event_years = fields, event, event_years
        self.values: dict[str, Any] = {}
        self.facts: dict[str, Any] = {}
        self.findings: list[Finding] = []

    def read(self) -> None:
        """Read every cell; what is judged by the day of the event comes last."""
        self._put_back()
        for spec in sorted(self.fields, key=lambda spec: spec.kind in _LAST):
            text = self.cells.get(spec.name)
            if text and text.strip() and not as_good_as_empty(spec, text, self.overlay):
                self._read_cell(spec, text)

    def _put_back(self) -> None:
        """Let cells of one person change places again where their form leaves one answer."""
        cells = {field.name: self.cells.get(field.name, "") for field in self.fields}
        for number in (field.name for field in self.fields if field.kind is FieldKind.ID_NUMBER):
            other = exchanged(number.removesuffix("_id_number"), cells)
            if other:
                cells[number], cells[other] = cells[other], cells[number]
        for birth in (field.name for field in self.fields if field.kind is FieldKind.BIRTH_DATE):
            person = birth.removesuffix("_birth_date")
            if birth_in_age(person, cells):
                age = f"{person}_age"
                cells[age], cells[birth] = cells[birth], cells[age]
        self.cells = cells

    def _read_cell(self, spec: FieldSpec, text: str) -> None:
        name = spec.name
        match spec.kind:
            case FieldKind.AGE:
                age = self._value(name, Age.parse(text))
                self.facts[f"{name}.value"] = age.value if age else None
            case FieldKind.EVENT_DATE | FieldKind.BIRTH_DATE:
                self._read_date(spec, text)
            case FieldKind.ID_NUMBER:
                known = document_number(text, self._document(name))
                self._value(
                    name, Parsed(text, known) if known else IdNumber.parse(text, on=self.on)
                )
            case FieldKind.PERSON_NAME:
                self._value(name, PersonName.parse(text))
            case FieldKind.CERTIFICATE_NUMBER:
                number = self._value(name, CertificateNumber.parse(text))
                for part in ("act", "year", "year_open", "code", "era") if number else ():
                    self.facts[f"{name}.{part}"] = getattr(number, part)
            case FieldKind.DOMICILE:
                day = self._event_day()
                self._value(
                    name, Domicile.parse(text, on=day, county=self.county, overlay=self.overlay)
                )
            case FieldKind.OFFICE:
                office = text.strip()
                self.facts |= {f"{name}.text": office, f"{name}.kind": office_kind(office)}
            case FieldKind.INTEGER:
                self.facts |= {f"{name}.text": text.strip(), f"{name}.number": whole_number(text)}
            case FieldKind.TEXT:
                self.facts[f"{name}.text"] = text.strip()
            case _:
                self._read_code(spec, text.strip())

    def _document(self, number: str) -> str | None:
        """The code of the document that a *number* is of, where its record says which."""
        types = f"{number.removesuffix('id_number')}id_type"
        entry = code_table("id_type", self.overlay).lookup(self.cells.get(types, "").strip())
        return entry.code if entry else None

    def _value(self, name: str, parsed: Any) -> Any:
        self.findings += [attrs.evolve(finding, field=name) for finding in parsed.findings]
        self.values[name] = parsed.value
        self.facts[f"{name}.text"] = None if parsed.value is None else str(parsed.value)
        self.facts[f"{name}.faults"] = len(parsed.findings)
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
            and any(field.name == age for field in self.fields)
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
        entry = code_table(spec.code_table or "", self.overlay).lookup(text)
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
        """The first day on which the event can have happened, else the last day of the year written or filed.

        A day that is yet to come counts only where no year is.
        """
        day: date | None = self.facts.get(f"{self.event}.lo")
        if day and day <= self.on:
            return day
        said = None if day else re.match(YEAR_OF_NO_DAY, self.cells.get(self.event) or "")
        years = [int(said[1])] if said else []
        for year in (*years, *(self.facts.get(name) for name in self.event_years)):
            if year is not None and FIRST_FILED_YEAR <= year <= self.on.year:
                return date(year, 12, 31)
        return day

    def person(self, party: str, sex: int | None) -> PersonValues:
        """What the cells tell of one person, whose fields begin with *party*."""
        number, domicile = f"{party}_id_number", self.values.get(f"{party}_domicile")
        return PersonValues(
            party=party,
            sex=sex,
            number=self.values.get(number),
            tail_lost=any(f.code in TAIL_LOST and f.field == number for f in self.findings),
            birth=self.values.get(f"{party}_birth_date"),
            age=self.values.get(f"{party}_age"),
            division=domicile.division if domicile else None,
        )
