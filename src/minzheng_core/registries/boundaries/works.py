"""Works near a line that need a marker moved or added (跨界工程、移动界桩).

References: 《行政区域界线管理条例》(国务院令第353号, 2002) 第六条: all neighbours agree, survey together and
file; 《行政区域界线界桩管理办法》(民政部令第36号, 2008) 第七条: any one neighbour may take the application.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.registries.boundaries.facts import absent, facts_of, out_of_order
from minzheng_core.registries.boundaries.law import EDITION, ORDER_36, REGULATION
from minzheng_core.registries.boundaries.record import Works
from minzheng_core.registry import Registry, Searchable
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from minzheng_core.findings import Finding

_STEPS = (
    ("applied_on", "申请"),
    ("agreed_on", "同意"),
    ("surveyed_on", "共同测绘"),
    ("filed_on", "备案"),
)


def check(record: Works, *, county: str, on: date | None = None) -> list[Finding]:
    """Every finding on one application. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> asked = Works(line="4243", units="兴国县、泰和县", applied_on="2025-03-01",
    ...     surveyed_on="2025-06-01", agreed="兴国县")
    >>> [str(finding) for finding in check(asked, county="360732")]
    ['[BL159] 没有征得泰和县同意']
    """
    county = county_code(county)
    facts, findings = facts_of(record, on=on or date.today(), days=[path for path, _ in _STEPS])
    facts["steps.wrong"] = out_of_order(facts, _STEPS)
    beyond = any(facts.get(name) for name in ("agreed", "agreed_on", "surveyed_on", "filed_on"))
    facts["disagree"] = absent(facts.get("units"), facts.get("agreed")) if beyond else None
    return [*findings, *book().at(county).judge(facts)]


@cache
def book() -> RuleBook:
    """The rules on one application."""
    return RuleBook(
        edition=EDITION,
        event="applied_on.lo",
        rules=(
            Rule(code="BL141", field="line", when=~fact("line").is_known()),
            Rule(
                code="BL159", field="agreed", when=fact("disagree").is_known(),
                expected=fact("disagree"),
            ),
            Rule.telling("BL151", "applied_on", "steps.wrong"),
        ),
    )  # fmt: skip


_OPEN = frozenset({"applied", "agreed", "surveyed"})
REGISTRY = Registry(
    name="boundary_works",
    label="跨界工程",
    record=Works,
    check=check,
    lifecycle=Lifecycle(
        states=(
            State(name="applied", label="已申请"),
            State(name="agreed", label="各方同意"),
            State(name="surveyed", label="已共同测绘"),
            State(name="filed", label="已备案"),
            State(name="refused", label="未获同意"),
        ),
        actions=(
            Action(name="register", label="申请", after="applied", basis=f"{ORDER_36}第七条"),
            Action(name="correct", label="更正", before=_OPEN, reason=True),
            Action(
                name="agree", label="各方同意", before=frozenset({"applied"}), after="agreed",
                document=True, basis=f"{REGULATION}第六条",
            ),
            Action(
                name="survey", label="共同测绘", before=frozenset({"agreed"}), after="surveyed",
                basis=f"{REGULATION}第六条",
            ),
            Action(
                name="file", label="报送备案", before=frozenset({"surveyed"}), after="filed",
                document=True, basis=f"{REGULATION}第六条",
            ),
            Action(
                name="refuse", label="不同意", before=frozenset({"applied"}), after="refused",
                reason=True, judged=False, basis=f"{REGULATION}第六条",
            ),
        ),
    ),
    searchable=(
        Searchable(name="line", label="界线代码", paths=("line",)),
        Searchable(name="applicant", label="申请单位", paths=("applicant",)),
    ),
    event="applied_on",
    edition=EDITION,
    long_codes={"line": r"[0-9]{12,18}", "markers": r"[0-9A-Z、]{15,400}"},
)  # fmt: skip
"""Works that need a marker moved or added (跨界工程)."""
