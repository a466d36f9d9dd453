"""Joint inspections (界线联合检查): plan, desk check, field check, report, filing.

References: 《行政区域界线管理条例》(国务院令第353号, 2002) 第十二条; 《省级行政区域界线联合检查实施办法》
(民政部令第28号, 2005) 第一条 to 第六条. The days by which plan and report are due are local and not set here.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.registries.boundaries.facts import (
    absent,
    facts_of,
    out_of_order,
    units_of,
    years_in,
)
from minzheng_core.registries.boundaries.law import EDITION, ORDER_28, REGULATION
from minzheng_core.registries.boundaries.lines import INTERVAL
from minzheng_core.registries.boundaries.record import Inspection
from minzheng_core.registry import Registry, Searchable
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from minzheng_core.findings import Finding

_STEPS = (
    ("planned_on", "方案"),
    ("desk_checked_on", "内业检查"),
    ("field_checked_on", "外业检查"),
    ("reported_on", "报告"),
    ("filed_on", "备案"),
)
_DONE = ("field_checked_on", "desk_checked_on", "planned_on", "reported_on", "filed_on")
"""Whose day tells the year of an inspection: on the ground, else the first that is known."""
CONTENTS = (
    ("observance", "界线贯彻执行情况"),
    ("marker_results", "界桩及方位物"),
    ("terrain_changes", "标志物和地形地物变化"),
    ("crossing_works", "跨界工程"),
)
"""What an inspection must look at (Order 28)."""


def check(
    record: Inspection, *, county: str, on: date | None = None, interval: int = INTERVAL
) -> list[Finding]:
    """Every finding on one inspection. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> done = Inspection(line="4243", units="甲县、乙县", lead="甲县", previous_year="2003",
    ...     desk_checked_on="2009-06-01", field_checked_on="2009-05-01")
    >>> [finding.code for finding in check(done, county="360732")]
    ['BL151', 'BL145']
    """
    county = county_code(county)
    facts, findings = facts_of(record, on=on or date.today(), days=[path for path, _ in _STEPS])
    facts["steps.wrong"] = out_of_order(facts, _STEPS)
    units = units_of(facts.get("units"))
    lead = facts.get("lead")
    facts["lead.strange"] = lead if lead and units and absent(lead, facts["units"]) else None
    facts["units.few"] = "、".join(units) if len(units) == 1 else None
    done = next((day for path in _DONE if (day := facts.get(f"{path}.lo"))), None)
    before = max(years_in(facts.get("previous_year")), default=None)
    late = None
    if done and before and done.year - before > interval:
        late = f"{before + interval}（{done.year} 年才办）"
    facts["late"], facts["interval"] = late, str(interval)
    missing = "、".join(label for path, label in CONTENTS if not facts.get(path))
    facts["contents.missing"] = missing if facts.get("reported_on.lo") and missing else None
    return [*findings, *book().at(county).judge(facts)]


@cache
def book() -> RuleBook:
    """The rules on one inspection."""
    return RuleBook(
        edition=EDITION,
        event="field_checked_on.lo",
        rules=(
            Rule(code="BL141", field="line", when=~fact("line").is_known()),
            Rule.telling("BL151", "planned_on", "steps.wrong"),
            Rule.telling("BL145", "previous_year", "late", expected=fact("interval")),
            Rule.telling("BL152", "lead", "lead.strange", expected=fact("units")),
            Rule.telling("BL143", "units", "units.few"),
            Rule(
                code="BL153", field="report", when=fact("contents.missing").is_known(),
                expected=fact("contents.missing"),
            ),
            Rule(
                code="BL154", field="report",
                when=fact("filed_on.lo").is_known() & ~fact("report").is_known(),
            ),
        ),
    )  # fmt: skip


_OPEN = frozenset({"planned", "desk_checked", "field_checked", "reported"})
REGISTRY = Registry(
    name="boundary_inspections",
    label="界线联合检查",
    record=Inspection,
    check=check,
    lifecycle=Lifecycle(
        states=(
            State(name="planned", label="已定方案"),
            State(name="desk_checked", label="内业已查"),
            State(name="field_checked", label="外业已查"),
            State(name="reported", label="已报告"),
            State(name="filed", label="已备案"),
        ),
        actions=(
            Action(name="register", label="登记已办结的联检", after="filed"),
            Action(
                name="plan", label="制定方案", after="planned", basis=f"{REGULATION}第十二条"
            ),
            Action(name="correct", label="更正", before=_OPEN | {"filed"}, reason=True),
            Action(
                name="desk_check", label="内业检查", before=frozenset({"planned"}),
                after="desk_checked", basis=ORDER_28,
            ),
            Action(
                name="field_check", label="外业检查", before=frozenset({"desk_checked"}),
                after="field_checked", basis=ORDER_28,
            ),
            Action(
                name="report", label="写成报告", before=frozenset({"field_checked"}),
                after="reported", basis=ORDER_28,
            ),
            Action(
                name="file", label="报送备案", before=frozenset({"reported"}), after="filed",
                document=True, basis=f"{REGULATION}第十二条",
            ),
        ),
    ),
    searchable=(Searchable(name="line", label="界线代码", paths=("line",)),),
    event="field_checked_on",
    edition=EDITION,
    long_codes={"line": r"[0-9]{12,18}"},
)  # fmt: skip
"""Joint inspections (界线联合检查)."""
