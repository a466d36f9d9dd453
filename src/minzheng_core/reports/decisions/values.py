"""What a person has entered, read as the kind of its field: a value that fits, or the reason why not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import Factory, frozen

from minzheng_core.cleaning.chunk.cells import is_relabelled
from minzheng_core.cleaning.outcome.status import Status
from minzheng_core.columns import domiciles
from minzheng_core.findings import Severity
from minzheng_core.reference.code_tables import code_table
from minzheng_core.reference.divisions import divisions
from minzheng_core.schema import FieldKind
from minzheng_core.values.age import Age
from minzheng_core.values.certificates.certificate_number import CertificateNumber
from minzheng_core.values.dates.partial_date import PartialDate
from minzheng_core.values.ids.id_number import IdNumber
from minzheng_core.values.ids.kinds import IdKind
from minzheng_core.values.names.person_name import PersonName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minzheng_core.cleaning.plan.recipe import Recipe
    from minzheng_core.cleaning.plan.spec import ArchiveSpec
    from minzheng_core.schema import FieldSpec
    from minzheng_core.values.base import Parsed

_COUNTY_DIGITS, _LONGER_CODES = 6, (9, 12)
_CLOSED = frozenset({FieldKind.BUSINESS_TYPE, FieldKind.SEX})
"""Kinds of wording that the rules go by; other tables may lack what a county writes."""
_UNREADABLE = "读不出内容"


@frozen(kw_only=True)
class Entered:
    """The value as it goes into the field, what else follows from it, or ``wrong`` with a reason."""

    value: str | None = None
    also: dict[str, str | None] = Factory(dict)
    wrong: str | None = None


def read_value(
    spec: ArchiveSpec, recipe: Recipe, field: str, text: str, record: Mapping[str, Any]
) -> Entered:
    """Read *text* as a value of *field* of *record*.

    ``also`` holds other columns that follow by rule: the region code and, where nothing else tells
    it, the birth date out of an identity number (GB 11643-1999); the division of a domicile as of
    the day of the event (GB/T 2260); the standard code of wording.
    """
    known = spec.by_name.get(field)
    match known.kind if known else FieldKind.TEXT:
        case FieldKind.ID_NUMBER:
            return _number(field, text, record, recipe)
        case FieldKind.EVENT_DATE:
            return _plain(PartialDate.parse(text, on=recipe.on))
        case FieldKind.BIRTH_DATE:
            return _plain(
                PartialDate.parse(
                    text, role="birth", reference=_day(record.get(spec.event)), on=recipe.on
                )
            )
        case FieldKind.PERSON_NAME:
            return _plain(PersonName.parse(text))
        case FieldKind.CERTIFICATE_NUMBER:
            return _plain(CertificateNumber.parse(text))
        case FieldKind.DOMICILE:
            return _domicile(field, text, record.get(spec.event), recipe)
        case FieldKind.AGE:
            return _plain(Age.parse(text))
        case FieldKind.BUSINESS_TYPE | FieldKind.SEX | FieldKind.ETHNICITY | FieldKind.CODE:
            return _coded(spec.by_name[field], text)
        case _:
            return Entered(value=text)


def _plain(parsed: Parsed[Any]) -> Entered:
    wrong = _wrong(parsed)
    return Entered(wrong=wrong) if wrong else Entered(value=str(parsed.value))


def _wrong(parsed: Parsed[Any]) -> str | None:
    errors = [f.sentence() for f in parsed.findings if f.severity is Severity.ERROR]
    if errors:
        return "；".join(errors)
    if parsed.value is None:
        said = [finding.sentence() for finding in parsed.findings]
        return said[0] if said else _UNREADABLE
    return None


def _number(field: str, text: str, record: Mapping[str, Any], recipe: Recipe) -> Entered:
    parsed = IdNumber.parse(text, on=recipe.on)
    number, wrong = parsed.value, _wrong(parsed)
    if wrong or number is None:
        return Entered(wrong=wrong or _UNREADABLE)
    if number.kind is IdKind.OTHER:
        said = [finding.sentence() for finding in parsed.findings]
        return Entered(wrong=said[0] if said else _UNREADABLE)
    person = field.removesuffix("id_number")
    also: dict[str, str | None] = {f"{person}id_division": number.region}
    birth = f"{person}birth_date"
    if (
        number.birth
        and birth in record
        and (record[birth] is None or record.get(f"{birth}_status") == Status.FILLED)
    ):
        also |= {birth: number.birth.isoformat(), f"{birth}_status": Status.FILLED}
    return Entered(value=number.id18 or str(number), also=also)


def _domicile(field: str, text: str, day: str | None, recipe: Recipe) -> Entered:
    """An address, or the code of its county or township."""
    place = field.removesuffix("domicile")
    if text.isascii() and text.isdigit():
        county = text[:_COUNTY_DIGITS]
        if len(text) not in (_COUNTY_DIGITS, *_LONGER_CODES) or county not in divisions():
            return Entered(wrong="没有这个区划代码")
        town = text[: _LONGER_CODES[0]] if len(text) > _COUNTY_DIGITS else None
        return Entered(also={f"{place}division": county, f"{place}township": town})
    years = pl.Series([int(day[:4]) if day else None], dtype=pl.Int32)
    found = domiciles.resolve(pl.Series([text]), years, county=recipe.county).row(0, named=True)
    if found["division"] is None:
        return Entered(wrong="地址仍不能对应到区划代码，可直接填 6 位代码")
    return Entered(
        value=text,
        also={f"{place}division": found["division"], f"{place}township": found["township"]},
    )


def _coded(field: FieldSpec, text: str) -> Entered:
    """Wording with its standard code; what a record is and whose sex it is must be in the table."""
    table = code_table(field.code_table or "")
    entry = table.lookup(text)
    if entry is None and field.kind in _CLOSED:
        labels = "、".join(dict.fromkeys(entry.label for entry in table.entries))
        return Entered(wrong=f"标准代码表中没有这一项；可填{labels}")
    value = entry.label if entry and is_relabelled(field) else text
    return Entered(value=value, also={f"{field.name}_code": entry.code if entry else None})


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
