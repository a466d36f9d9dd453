"""One record of a place name judged: its values, its spelling, then the rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from minzheng_core.findings import Severity
from minzheng_core.registries.place_names.code_classes import code_digits
from minzheng_core.registries.place_names.facts import facts_of
from minzheng_core.registries.place_names.kinds import SPELLED_AS, kind_of
from minzheng_core.registries.place_names.rules import book
from minzheng_core.registries.place_names.spelling import check_spelling
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from minzheng_core.findings import Finding
    from minzheng_core.registries.place_names.record import PlaceName
    from minzheng_core.registries.place_names.spelling import ReadingList
    from minzheng_core.registries.place_names.spelling.divisions import Villages


def check(
    record: PlaceName,
    *,
    county: str,
    on: date | None = None,
    readings: ReadingList | None = None,
    villages: Villages = "split",
) -> list[Finding]:
    """Every finding on one record in the book of *county*: on its values, spelling, then by the rules.

    What only other records can show (duplicates, homophones, links) is asked by
    :func:`~minzheng_core.registries.place_names.naming.propose`. *on* is the day by which "future"
    is judged, today where not given; *readings* are the county's own and *villages* how it writes
    villages, as for :func:`~minzheng_core.registries.place_names.check_spelling`. The national
    database itself holds spellings that break the rules: they are suspect here, never refused. Bad
    data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> from minzheng_core.registries.place_names import PlaceName
    >>> name = PlaceName(standard_name="长冈村", spelling="Chánggāng Cūn", category="21610",
    ...                  division="360732217", place_code="3607322172161000000")
    >>> [str(finding) for finding in check(name, county="360732", on=date(2026, 11, 26))]
    ['[PN111] 地名代码应为 20 位，实为 19 位', '[PN105] 登记表要求的项目没有填：地名含义、历史沿革、地理实体描述、资料来源及出处']

    Basis: 《地名管理条例》(国务院令第 753 号, 2022); GB/T 18521-2001; 民地办发〔2010〕1 号.
    """
    county = county_code(county)
    facts, findings = facts_of(record, on or date.today())
    spelled = _spelling(record, readings, villages)
    return [*findings, *spelled, *book().at(county).judge(facts)]


def _spelling(record: PlaceName, readings: ReadingList | None, villages: Villages) -> list[Finding]:
    """What the spelling on record breaks, no more than suspect."""
    kind = kind_of(record)
    if not record.standard_name or not record.spelling or kind is None:
        return []
    checked = check_spelling(
        record.standard_name,
        record.spelling,
        kind=SPELLED_AS[kind],
        division=code_digits(record.division),
        readings=readings,
        villages=villages,
    )
    return [
        evolve(f, field="spelling", level=Severity.SUSPECT if f.severity.rank > 1 else f.level)
        for f in checked.findings
    ]
