"""Disputes over where a line runs (界线争议).

Reference: 《行政区域界线管理条例》(国务院令第353号, 2002) 第十五条.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from minzheng_core.registries.boundaries.facts import absent, facts_of, out_of_order
from minzheng_core.registries.boundaries.law import EDITION, REGULATION
from minzheng_core.registries.boundaries.record import Dispute
from minzheng_core.registry import Registry, Searchable
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema.lifecycle import Action, Lifecycle, State
from minzheng_core.values.county import county_code

if TYPE_CHECKING:
    from minzheng_core.findings import Finding


def check(record: Dispute, *, county: str, on: date | None = None) -> list[Finding]:
    """Every finding on one dispute. Bad data never raises.

    Raises:
        CallError: no such county (IN203).

    >>> settled = Dispute(line="4243", raised_on="2024-05-01", decided_on="2025-01-10",
    ...     line_approved_by="江西省人民政府", decided_by="兴国县人民政府")
    >>> [str(finding) for finding in check(settled, county="360732")]
    ['[BL157] 裁定机关是兴国县人民政府，应为批准界线的江西省人民政府']
    """
    county = county_code(county)
    facts, findings = facts_of(record, on=on or date.today(), days=("raised_on", "decided_on"))
    facts["steps.wrong"] = out_of_order(facts, (("raised_on", "发生"), ("decided_on", "解决")))
    by, approved = facts.get("decided_by"), facts.get("line_approved_by")
    facts["decided.strange"] = by if by and approved and absent(approved, by) else None
    return [*findings, *book().at(county).judge(facts)]


@cache
def book() -> RuleBook:
    """The rules on one dispute."""
    return RuleBook(
        edition=EDITION,
        event="raised_on.lo",
        rules=(
            Rule(code="BL141", field="line", when=~fact("line").is_known()),
            Rule.telling("BL157", "decided_by", "decided.strange", expected=fact("line_approved_by")),
            Rule.telling("BL151", "decided_on", "steps.wrong"),
        ),
    )  # fmt: skip


_OPEN = frozenset({"raised", "mediating"})
REGISTRY = Registry(
    name="boundary_disputes",
    label="界线争议",
    record=Dispute,
    check=check,
    lifecycle=Lifecycle(
        states=(
            State(name="raised", label="已发生"),
            State(name="mediating", label="协商中"),
            State(name="settled", label="已解决"),
        ),
        actions=(
            Action(name="register", label="登记", after="raised"),
            Action(name="correct", label="更正", before=_OPEN | {"settled"}, reason=True),
            Action(
                name="mediate", label="协商", before=frozenset({"raised"}), after="mediating",
                basis=f"{REGULATION}第十五条",
            ),
            Action(
                name="settle", label="解决", before=_OPEN, after="settled", document=True,
                basis=f"{REGULATION}第十五条",
            ),
        ),
    ),
    searchable=(Searchable(name="line", label="界线代码", paths=("line",)),),
    event="raised_on",
    edition=EDITION,
    long_codes={"line": r"[0-9]{12,18}"},
)  # fmt: skip
"""Disputes over where a line runs (界线争议)."""
