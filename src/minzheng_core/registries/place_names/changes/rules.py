"""What the record of a change ought to hold, and by when its steps are to be done.

References: 《行政区划管理条例》(国务院令第 704 号, 2018) 第十三条, 第十五条 to 第十八条.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from minzheng_core.registries.place_names.changes.record import (
    AFTERWARDS,
    GONE,
    MATERIALS,
    ChangeKind,
    DivisionChange,
)
from minzheng_core.registries.place_names.due import (
    Due,
    Task,
    after_months,
    day_of,
    first_day_of,
)
from minzheng_core.rules import Rule, RuleBook, fact
from minzheng_core.schema import describe
from minzheng_core.schema.record import texts_of
from minzheng_core.values.county import county_code
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.findings import Finding
    from minzheng_core.ledger import Entry

EDITION = "2026-11"
DATES = ("applied_on", "approved_on", "effective_on", "codes_published_on", "completed_on",
         "notice_on", "evaluate_by", "evaluated_on")  # fmt: skip
_AHEAD = frozenset({"effective_on", "evaluate_by"})
MONTHS, EXTENSION, CODE_MONTHS = 12, 6, 1
_ART = "《行政区划管理条例》第十{}条"
_NO = frozenset({"否", "不需要", "无", "no"})


@cache
def book() -> RuleBook:
    """The rules on one change."""
    approved = fact("approved_on.hi")

    def order(code: str, field: str) -> Rule:
        later = fact(f"{field}.hi")
        earlier = fact("approved_on.lo")
        return Rule(code=code, field=field, when=later < earlier, expected=earlier, actual=later)

    return RuleBook(
        edition=EDITION,
        event="approved_on.lo",
        rules=(
            Rule(code="PB201", field="kind", when=~fact("kind.known").is_true(), actual=fact("kind.shown")),
            Rule.telling("PB202", "application_letter", "missing"),
            Rule(
                code="PB203",
                field="approved_on",
                when=approved < fact("applied_on.lo"),
                expected=fact("applied_on.lo"),
                actual=approved,
            ),
            Rule(
                code="PB204",
                field="document",
                when=fact("approved_on").is_known() & ~fact("document").is_known(),
            ),
            order("PB205", "completed_on"),
            Rule(
                code="PB206",
                field="completed_on",
                when=fact("completed_on").is_known() & fact("afterwards").is_known(),
                actual=fact("afterwards"),
            ),
        ),
    )  # fmt: skip


def facts_of(change: DivisionChange, on: date) -> tuple[dict[str, Any], list[Finding]]:
    """The facts of a change, and what is wrong with its dates."""
    facts: dict[str, Any] = {name: text for name, text in texts_of(change) if text}
    findings: list[Finding] = []
    for field in DATES:
        day = PartialDate.parse(facts.get(field), on=date.max if field in _AHEAD else on)
        findings += [attrs.evolve(f, field=field) for f in day.findings]
        facts[f"{field}.lo"] = day.value.lo if day.value else None
        facts[f"{field}.hi"] = day.value.hi if day.value else None
    facts["kind.known"] = ChangeKind.read(change.kind) is not None
    facts["kind.shown"] = facts.get("kind", "（空）")
    facts["missing"] = _missing(facts, MATERIALS)
    facts["afterwards"] = _missing(facts, AFTERWARDS)
    return facts, findings


@cache
def _labels() -> dict[str, str]:
    return {line["field"]: line["label"] for line in describe(DivisionChange)}


def _missing(facts: dict[str, Any], fields: Iterable[str]) -> str | None:
    return "、".join(_labels()[field] for field in fields if not facts.get(field)) or None


def check_change(change: DivisionChange, *, county: str, on: date | None = None) -> list[Finding]:
    """Every finding on one change in *county*: its checklist and the order of its steps.

    Raises:
        CallError: no such county (IN203).

    >>> change = DivisionChange(title="更名", kind="更名", approved_on="2026-01-05")
    >>> [f.code for f in check_change(change, county="360732", on=date(2026, 2, 1))]
    ['PB202', 'PB204']
    """
    county = county_code(county)
    facts, findings = facts_of(change, on or date.today())
    return [*findings, *book().at(county).judge(facts)]


def change_tasks(entries: Iterable[Entry]) -> list[Due]:
    """What is to be done on approved changes: codes, completion, the evaluation that was set.

    Codes within one month of approval where they change (第十七条); completion within 12 months, 18
    where an extension was approved (第十五条), of divisions alone: villages and communities are none. The evaluation is due on the day that is written down:
    no national text sets one.
    """
    found: list[Due] = []
    for entry in entries:
        change: DivisionChange = entry.record
        approved = day_of(change.approved_on)
        if approved is None or entry.state in GONE:
            continue
        steps = []
        divisions = (change.of_divisions or "").strip().lower() not in _NO
        if divisions:
            until = _completion(change, approved)
            steps.append((Task.COMPLETE, until, change.completed_on, _ART.format("五")))
        if divisions and (change.codes_needed or "").strip().lower() not in _NO:
            until = after_months(approved, CODE_MONTHS)
            steps.append((Task.CODE, until, change.codes_published_on, _ART.format("七")))
        if evaluation := day_of(change.evaluate_by):
            steps.append((Task.EVALUATE, evaluation, change.evaluated_on, "批准文件或本县规定"))
        found += [
            Due(
                task=task,
                key=entry.key,
                name=change.title or "",
                since=approved,
                until=until,
                done=day_of(done),
                earliest=first_day_of(change.approved_on),
                basis=basis,
                note="已批准延期 6 个月"
                if task is Task.COMPLETE and change.extension_document
                else "",
            )
            for task, until, done, basis in steps
        ]
    return found


def _completion(change: DivisionChange, approved: date) -> date:
    extension = EXTENSION if change.extension_document else 0
    return after_months(approved, MONTHS + extension)
