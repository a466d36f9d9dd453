"""Boundary points and three-way points (边界点、三交点).

References: 《行政区域界线管理条例》(国务院令第353号, 2002) 第五条、第八条、第十三条; 《行政区域界线界桩管理办法》
(民政部令第36号, 2008) 第五条 for the agreement on a three-way point (交会点协议书).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.registries.boundaries.facts import (
    facts_of,
    parts_of,
    place_of,
    strange_datum,
    units_of,
)
from minzheng_core.registries.boundaries.law import EDITION, REGULATION
from minzheng_core.registries.boundaries.record import BoundaryPoint
from minzheng_core.registry import Registry, Searchable
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from minzheng_core.values.county import county_code
from minzheng_core.values.point import CHINA, Extent

if TYPE_CHECKING:
    from minzheng_core.findings import Finding

_THREE_WAY = re.compile("三.{0,2}交[会汇界]?点|三界点|交[会汇]点")


def check(
    record: BoundaryPoint, *, county: str, on: date | None = None, extent: Extent = CHINA
) -> list[Finding]:
    """Every finding on one point. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> from minzheng_core.registries.boundaries import Position
    >>> point = BoundaryPoint(kind="三交点", units="兴国县、泰和县", lines="甲、乙、丙",
    ...     position=Position(x="2914211.695", y="38634885.367", datum="CGCS2000"), agreement="协议书")
    >>> [str(finding) for finding in check(point, county="360732")]
    ['[BL155] 三交点应有三个单位、三条界线，写的是 2 个单位、3 条界线']
    """
    county = county_code(county)
    facts, findings = facts_of(
        record, on=on or date.today(), days=("agreed_on", "position.surveyed_on")
    )
    point, found = place_of(facts, "position.", extent)
    facts["place.known"] = point is not None or bool(found)
    facts["datum.strange"] = strange_datum(facts.get("position.datum"))
    three = is_three_way(facts.get("kind"))
    units, lines = len(units_of(facts.get("units"))), len(parts_of(facts.get("lines")))
    short = three and (units not in {0, 3} or lines not in {0, 3} or not units + lines)
    facts["three"] = three
    facts["three.short"] = short
    facts["three.units"], facts["three.lines"] = str(units), str(lines)
    return [*findings, *found, *book().at(county).judge(facts)]


def is_three_way(kind: str | None) -> bool:
    """Whether a kind of point is that where three units meet (三交点、交会点).

    >>> is_three_way("三县交界点"), is_three_way("交会点"), is_three_way("边界点"), is_three_way(None)
    (True, True, False, False)
    """
    return _THREE_WAY.search(kind or "") is not None


@cache
def book() -> RuleBook:
    """The rules on one point."""
    return RuleBook(
        edition=EDITION,
        event="agreed_on.lo",
        rules=(
            Rule(code="BL123", field="position.x", when=~fact("place.known")),
            Rule(
                code="BL124", field="position.datum",
                when=fact("place.known") & ~fact("position.datum").is_known(),
            ),
            Rule.telling("BL138", "position.datum", "datum.strange"),
            Rule(
                code="BL155", field="units", when=fact("three.short").is_true(),
                expected=fact("three.lines"), actual=fact("three.units"),
            ),
            Rule(
                code="BL156", field="agreement",
                when=fact("three").is_true() & ~fact("agreement").is_known(),
            ),
        ),
    )  # fmt: skip


REGISTRY = Registry(
    name="boundary_points",
    label="边界点与三交点",
    record=BoundaryPoint,
    check=check,
    lifecycle=Lifecycle(
        states=(State(name="fixed", label="已定"), State(name="withdrawn", label="已废止")),
        actions=(
            Action(name="register", label="登记", after="fixed"),
            Action(name="correct", label="更正", before=frozenset({"fixed"}), reason=True),
            Action(
                name="resurvey", label="重新测定", before=frozenset({"fixed"}), document=True,
                basis=f"{REGULATION}第八条",
            ),
            Action(
                name="withdraw", label="废止", before=frozenset({"fixed"}), after="withdrawn",
                reason=True, document=True, judged=False, basis=f"{REGULATION}第九条",
            ),
        ),
    ),
    searchable=(
        Searchable(name="code", label="点号", paths=("code",), unique=True),
        Searchable(name="lines", label="界线代码", paths=("lines",)),
    ),
    event="agreed_on",
    edition=EDITION,
    long_codes={"lines": r"[0-9]{12,18}([、,;][0-9]{12,18})*", "code": r"[0-9]{12,18}"},
)  # fmt: skip
"""Boundary points and three-way points."""
