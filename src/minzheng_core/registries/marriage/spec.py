"""The marriage registry as cleaning sees it: fields, parties, rules, series."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

from minzheng_core.cleaning.plan.spec import (
    ArchiveSpec,
    Asking,
    PersonBlock,
    Series,
    TownshipOffices,
)
from minzheng_core.registries.marriage.across import ACROSS, KEYS, NEEDS, repeated_in_one_series
from minzheng_core.registries.marriage.archive import DOMICILE_PARTS, EVENT_YEARS, FIELDS
from minzheng_core.registries.marriage.fact_columns import add_facts
from minzheng_core.registries.marriage.rules import book

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from minzheng_core.linkage.judgements import Judgements
    from minzheng_core.linkage.result import LinkResult
    from minzheng_core.values.legal_age import AgeRule


_ACT_OUTPUT = (
    "registration_date",
    "registration_date_status",
    "business_type",
    "business_type_code",
    "certificate_number",
    "certificate_number_status",
    "office",
    "office_status",
)
_PARTY_OUTPUT = (
    "name",
    "name_status",
    "id_number",
    "id_number_status",
    "birth_date",
    "birth_date_status",
    "birth_range",
    "age",
    "division",
    "division_status",
    "township",
    "village",
    "domicile",
    "id_division",
    "ethnicity",
    "ethnicity_code",
    "former_name",
    "identity_type",
    "identity_type_code",
    "nationality",
    "nationality_code",
    "id_type",
    "id_type_code",
    "sex",
    "sex_code",
    "marital_status",
    "marital_status_code",
    "occupation",
    "occupation_code",
    "education",
    "education_code",
    "address_now",
    "print_number",
)
_ARCHIVE_OUTPUT = (
    "office_code",
    "old_certificate_number",
    "old_certificate_number_status",
    "old_registration_date",
    "old_registration_date_status",
    "old_office",
    "registrar",
    "fonds_number",
    "archive_year",
    "volume_number",
    "page_count",
    "remark",
)


def _of_both(names: Iterable[str]) -> tuple[str, ...]:
    """The fields of the husband, then the same of the wife."""
    return tuple(f"{party}_{name}" for party in ("husband", "wife") for name in names)


OUTPUT = (
    *_ACT_OUTPUT,
    *_of_both(_PARTY_OUTPUT),
    *_ARCHIVE_OUTPUT,
)
"""Columns of the clean records, in order."""
_ACT = ("registration_date", "business_type", "certificate_number", "office")
ALWAYS = frozenset((*_ACT, *_of_both(("name", "id_number", "birth_date", "division", "domicile"))))
"""Columns that the clean records have whatever the archive has."""

_COUNTY_OFFICES = date(2003, 10, 1)
"""From then on the county's civil affairs department registers, or a township where the province says so:
《婚姻登记条例》(国务院令第 387 号) 第二条.
"""

_IMPORTANCE = {
    "husband_id_number": 30,
    "wife_id_number": 30,
    "husband_birth_date": 25,
    "wife_birth_date": 25,
    "registration_date": 28,
    "certificate_number": 20,
    "husband_name": 22,
    "wife_name": 22,
    "husband_domicile": 12,
    "wife_domicile": 12,
    "office": 8,
}


_PEOPLE = (
    PersonBlock(prefix="husband", label="男方", sex="男", partner="wife", called="[男夫郎左]"),
    PersonBlock(prefix="wife", label="女方", sex="女", partner="husband", called="[女妻娘右]"),
)
_SERIES = (
    Series(
        name="certificate",
        label="证件字号",
        number="certificate_number.serial",
        keys=(
            "certificate_number.prefix",
            "certificate_number.code",
            "certificate_number.year",
        ),
    ),
    Series(
        name="volume",
        label="室编卷号",
        number="volume_number.number",
        keys=("archive_year.number", "business"),
        apart=("office.place", "office.unit"),
    ),
    Series(
        name="local_certificate",
        label="旧式证件字号",
        number="certificate_number.local_serial",
        keys=("certificate_number.issuer", "certificate_number.issued"),
        apart=("certificate_number.class", "certificate_number.place", "office.unit"),
        shared="certificate_number.wording",
    ),
)
"""The numbers that run on, whose gaps are looked for."""
_ASKING = Asking(
    never=frozenset({"MF304", "MF305"}),
    follow=frozenset({"MR212", "MR213", "MR221"}),
    follow_birth=frozenset({"MR214"}),
    couple=frozenset({"MR301", "MR302"}),
    one_sided=frozenset({"MR302"}),
    by_value=frozenset({"MF301", "MF302", "MF303", "MR115", "DV201"}),
    by_series=frozenset({"MF301"}),
    for_all=frozenset({"MR115", "DV201"}),
    event=frozenset({"DT105", "DT106", "MR105"}),
    by_event=frozenset({"MR111", "MR115", "MR203", "MR204", "MR205", "MR206", "MR214"}),
    birth_open=frozenset({"MR221", "MR301", "MF306"}),
    by_remark=frozenset({"MR119", "MR120"}),
    block="MF306",
    in_block=frozenset({"MF306", "MR208", "MR223", "MR301"}),
)
"""Which findings become questions, and how they are asked together."""
SIDE_BY_SIDE = (
    *_ACT,
    *_of_both(("name", "id_number", "birth_date", "domicile")),
    "archive_year",
    "volume_number",
    "remark",
)
"""What a clerk looks at to judge whether two records are one act."""


@cache
def spec(local_ages: tuple[AgeRule, ...] = ()) -> ArchiveSpec:
    """The marriage registry for :mod:`minzheng_core.cleaning`, with a county's own marriageable ages."""
    return ArchiveSpec(
        name="marriage",
        label="婚姻登记",
        fields=FIELDS,
        people=_PEOPLE,
        event="registration_date",
        event_years=EVENT_YEARS,
        offices=TownshipOffices(field="office", until=_COUNTY_OFFICES),
        output=OUTPUT,
        always=ALWAYS,
        parts=DOMICILE_PARTS,
        book=book(),
        facts=partial(add_facts, local_ages=local_ages),
        across=ACROSS,
        across_keys=KEYS,
        across_series=repeated_in_one_series,
        across_needs=NEEDS,
        series=_SERIES,
        importance=_IMPORTANCE,
        asking=_ASKING,
        link=_link,
        histories=_histories,
        side_by_side=SIDE_BY_SIDE,
    )


def _link(records: pl.DataFrame, judgements: Judgements | None) -> LinkResult:
    from minzheng_core.registries.marriage.linking.run import run

    return run(records, judgements=judgements)


def _histories(records: pl.DataFrame, clusters: pl.DataFrame) -> pl.DataFrame:
    from minzheng_core.registries.marriage.linking.histories import run

    return run(records, clusters).frame
