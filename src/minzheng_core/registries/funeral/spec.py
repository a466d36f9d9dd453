"""The funeral registry as cleaning sees it: fields, the deceased, rules, series."""

from __future__ import annotations

from functools import cache, partial

from minzheng_core.cleaning.plan.spec import ArchiveSpec, Asking, PersonBlock, Series
from minzheng_core.registries.funeral.across import check_facts
from minzheng_core.registries.funeral.archive import (
    EVENT,
    EVENT_YEARS,
    FIELDS,
    HANDLERS_NUMBER,
    PARTS,
)
from minzheng_core.registries.funeral.case_columns import NEEDS
from minzheng_core.registries.funeral.check import AGES
from minzheng_core.registries.funeral.fact_columns import add_facts
from minzheng_core.registries.funeral.rules import book
from minzheng_core.registries.funeral.settings import UNKNOWN, Settings
from minzheng_core.schema import FieldKind

_WITH_STATUS = {FieldKind.PERSON_NAME, FieldKind.ID_NUMBER, FieldKind.EVENT_DATE}
_WITH_CODE = {FieldKind.CODE, FieldKind.SEX, FieldKind.ETHNICITY}


def _output() -> tuple[str, ...]:
    """Columns of the clean records, in order."""
    names: list[str] = []
    in_parts = {name for own in PARTS.values() for name in own}
    for field in FIELDS:
        if field.name in in_parts:
            continue
        names.append(field.name)
        if field.kind in _WITH_STATUS | {FieldKind.BIRTH_DATE}:
            names.append(f"{field.name}_status")
        if field.kind is FieldKind.BIRTH_DATE:
            names.append("deceased_birth_range")
        if field.kind in _WITH_CODE:
            names.append(f"{field.name}_code")
        if field.kind is FieldKind.DOMICILE:
            names += ["deceased_division", "deceased_division_status", "deceased_township"]
        if field.kind is FieldKind.ID_NUMBER:
            names.append("deceased_id_division")
    return tuple(names)


@cache
def spec(settings: Settings = UNKNOWN) -> ArchiveSpec:
    """The funeral registry for :mod:`minzheng_core.cleaning`, with a county's own rules."""
    return ArchiveSpec(
        name="funeral",
        label="殡葬登记",
        fields=FIELDS,
        people=(PersonBlock(prefix="deceased", label="逝者", relatives_number=HANDLERS_NUMBER),),
        ages=AGES,
        event=EVENT,
        event_years=EVENT_YEARS,
        parts=PARTS,
        output=_output(),
        book=book(),
        facts=partial(add_facts, settings=settings),
        series=(
            Series(
                name="volume",
                label="卷号",
                number="volume_number.number",
                keys=("archive_year.number",),
            ),
        ),
        across=(partial(check_facts, facilities=settings.facilities),),
        across_needs=NEEDS,
        importance={
            "deceased_id_number": 30,
            "deceased_name": 22,
            "death_date": 28,
            "deceased_birth_date": 25,
            "cremation_date": 24,
            "cremation_certificate_number": 20,
            "placement_date": 16,
            "placement_location": 14,
            "deceased_domicile": 12,
        },
        asking=Asking(
            follow=frozenset({"FR212", "FR213", "MR221"}),
            by_value=frozenset({"FR146", "DV201", "FX101", "FX102", "FX103", "FX105"}),
            for_all=frozenset({"FR146", "DV201"}),
        ),
    )
