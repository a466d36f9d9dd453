"""Lines (行政区域界线): lifecycle, rules on one record, intervals of inspections.

References: 《行政区域界线管理条例》(国务院令第353号, 2002) 第二条、第四条、第七条、第九条、第十二条、第十五条;
《江西省行政区域界线管理办法》(省政府令第163号, 2008); GB/T 17796-2009.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from minzheng_core.registries.boundaries.facts import (
    KILOMETRE,
    facts_of,
    length_in,
    number_in,
    out_of_order,
    units_of,
    years_in,
)
from minzheng_core.registries.boundaries.law import EDITION, REGULATION
from minzheng_core.registries.boundaries.record import Line
from minzheng_core.registry import Registry, Searchable
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from minzheng_core.values.county import county_code
from minzheng_core.values.marker_code import PROVINCIAL, LineCode, LinePattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minzheng_core.findings import Finding

EVENT = "approved_on.lo"
INTERVAL = 5
"""Years between joint inspections (第十二条)."""
_DAYS = ("agreed_on", "approved_on", "announced_on")
_STEPS = (("agreed_on", "协议签订"), ("approved_on", "批准"), ("announced_on", "公布"))


@frozen
class Overdue:
    """A gap between two inspections that was too long: due in one year, done in another."""

    before: int
    due: int
    done: int


def late_inspections(years: Sequence[int], interval: int = INTERVAL) -> list[Overdue]:
    """The gaps longer than the interval.

    >>> late_inspections([2003, 2009, 2014, 2019, 2024])
    [Overdue(before=2003, due=2008, done=2009)]
    """
    known = sorted(set(years))
    return [
        Overdue(before, before + interval, after)
        for before, after in pairwise(known)
        if after - before > interval
    ]


def next_inspection(
    years: Sequence[int], begun: int | None = None, interval: int = INTERVAL
) -> int | None:
    """The year in which the next joint inspection is due, counted from the last, else from *begun*.

    >>> next_inspection([2003, 2009, 2014, 2019, 2024]), next_inspection([], 1997)
    (2029, 2002)
    """
    last = max(years, default=begun)
    return None if last is None else last + interval


def counts_fit(total: float, single: float, double: float, triple: float) -> str | None:
    """In which unit the counts of markers fit: numbers (号) or stones (座); ``None`` in neither.

    >>> counts_fit(10, 6, 3, 1), counts_fit(15, 6, 3, 1), counts_fit(12, 6, 3, 1)
    ('号', '座', None)
    """
    numbers, stones = single + double + triple, single + 2 * double + 3 * triple
    return "号" if total == numbers else "座" if total == stones else None


def check(
    record: Line,
    *,
    county: str,
    on: date | None = None,
    patterns: Sequence[LinePattern] = (PROVINCIAL,),
    interval: int = INTERVAL,
) -> list[Finding]:
    """Every finding on one line: on its values, then by the rules. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> line = Line(code="4243", title="鄂湘线", units="湖北省、湖南省", markers="12", singles="6",
    ...     doubles="3", triples="1", agreement="协议书", inspected="2019、2024")
    >>> [str(finding) for finding in check(line, county="360732", on=date(2026, 1, 1))]
    ['[BL142] 界桩总数写的是 12，按各类应为 10（号）或 15（座）']
    """
    county = county_code(county)
    day = on or date.today()
    facts, findings = facts_of(record, on=day, days=_DAYS)
    code = LineCode.parse(facts.get("code"), patterns)
    findings += [attrs.evolve(finding, field="code") for finding in code.findings]
    _counts(facts)
    units = units_of(facts.get("units"))
    facts["units.wrong"] = "、".join(units) if units and len(units) != 2 else None
    length = facts.get("length")
    facts["length.wrong"] = (
        length if length and (length_in(length, KILOMETRE) or -1.0) <= 0 else None
    )
    facts["steps.wrong"] = out_of_order(facts, _STEPS)
    _inspections(facts, day, interval)
    return [*findings, *book().at(county).judge(facts)]


def _counts(facts: dict[str, Any]) -> None:
    total, *kinds = (number_in(facts.get(n)) for n in ("markers", "singles", "doubles", "triples"))
    facts["markers.fit"] = facts["markers.numbers"] = facts["markers.stones"] = None
    if total is None or all(kind is None for kind in kinds):
        return
    single, double, triple = (kind or 0.0 for kind in kinds)
    unit = counts_fit(total, single, double, triple)
    stated = facts.get("counted", "")
    facts["markers.fit"] = unit is not None and (not stated or unit in stated)
    facts["markers.numbers"] = f"{single + double + triple:g}"
    facts["markers.stones"] = f"{single + 2 * double + 3 * triple:g}"
    facts["markers.expected"] = (
        f"{facts['markers.numbers']}（号）或 {facts['markers.stones']}（座）"
    )


def _inspections(facts: dict[str, Any], day: date, interval: int) -> None:
    years = years_in(facts.get("inspected"))
    late = late_inspections(years, interval)
    facts["inspected.late"] = "、".join(f"{gap.due}（{gap.done} 年才办）" for gap in late) or None
    begun = facts.get("announced_on.lo") or facts.get("approved_on.lo")
    due = next_inspection(years, begun.year if begun else None, interval)
    facts["inspected.due"] = str(due) if due is not None and due < day.year else None
    facts["interval"] = str(interval)
    future = [year for year in years if year > day.year]
    facts["inspected.future"] = "、".join(map(str, future)) or None


@cache
def book() -> RuleBook:
    """The rules on one line."""
    return RuleBook(
        edition=EDITION,
        event=EVENT,
        rules=(
            Rule(
                code="BL141", field="code", when=~fact("code").is_known() & ~fact("title").is_known()
            ),
            Rule(
                code="BL142", field="markers", when=~fact("markers.fit"),
                expected=fact("markers.expected"), actual=fact("markers"),
            ),
            Rule.telling("BL143", "units", "units.wrong"),
            Rule(code="BL144", field="agreement", when=~fact("agreement").is_known()),
            Rule.telling("BL145", "inspected", "inspected.late", expected=fact("interval")),
            Rule(
                code="BL146", field="inspected", when=fact("inspected.due").is_known(),
                expected=fact("inspected.due"),
            ),
            Rule.telling("BL147", "length", "length.wrong"),
            Rule.telling("BL148", "approved_on", "steps.wrong"),
            Rule.telling("BL149", "inspected", "inspected.future"),
        ),
    )  # fmt: skip


def inspected(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a finished inspection: its year is added to those before.

    >>> inspected({"inspected": "2014、2019"}, {"inspected": "2024"})
    {'inspected': '2014、2019、2024'}
    """
    values = dict(given)
    years = years_in(before.get("inspected")), years_in(given.get("inspected"))
    if years[1]:
        values["inspected"] = "、".join(map(str, sorted({*years[0], *years[1]})))
    return values


LIVING = frozenset({"agreed", "approved", "in_force", "disputed"})
LIFECYCLE = Lifecycle(
    states=(
        State(name="agreed", label="已签协议"),
        State(name="approved", label="已批准"),
        State(name="in_force", label="已公布"),
        State(name="disputed", label="有争议"),
        State(name="abolished", label="已撤销"),
    ),
    actions=(
        Action(name="register", label="登记现有界线", after="in_force"),
        Action(name="agree", label="签订协议", after="agreed", basis=f"{REGULATION}第二条"),
        Action(name="correct", label="更正", before=LIVING, reason=True),
        Action(
            name="approve", label="批准", before=frozenset({"agreed"}), after="approved",
            document=True, basis=f"{REGULATION}第二条",
        ),
        Action(
            name="announce", label="公布", before=frozenset({"approved"}), after="in_force",
            basis=f"{REGULATION}第四条",
        ),
        Action(
            name="inspect", label="联合检查", before=frozenset({"in_force", "disputed"}),
            prepare=inspected, basis=f"{REGULATION}第十二条",
        ),
        Action(
            name="dispute", label="发生争议", before=frozenset({"in_force"}), after="disputed",
            reason=True, basis=f"{REGULATION}第十五条",
        ),
        Action(
            name="settle", label="争议解决", before=frozenset({"disputed"}), after="in_force",
            document=True, basis=f"{REGULATION}第十五条",
        ),
        Action(
            name="change", label="经批准变更", before=frozenset({"in_force", "disputed"}),
            after="in_force", document=True, basis=f"{REGULATION}第九条",
        ),
        Action(
            name="abolish", label="撤销", before=LIVING, after="abolished", reason=True,
            document=True, judged=False, basis=f"{REGULATION}第九条",
        ),
    ),
)  # fmt: skip
"""A river or a road that moves does not move the line (第七条), so nothing here follows the ground."""


REGISTRY = Registry(
    name="boundary_lines",
    label="行政区域界线",
    record=Line,
    check=check,
    lifecycle=LIFECYCLE,
    searchable=(
        Searchable(name="code", label="界线代码", paths=("code",), unique=True),
        Searchable(name="title", label="界线名称", paths=("title",)),
        Searchable(name="units", label="相邻单位", paths=("units",)),
    ),
    event="approved_on",
    edition=EDITION,
    long_codes={"code": r"[0-9]{12,18}"},
)  # fmt: skip
"""Lines (行政区域界线)."""
