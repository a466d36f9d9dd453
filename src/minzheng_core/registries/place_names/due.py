"""What must be done by when: filing and announcing of approved names (期限).

《地名管理条例》(国务院令第 753 号, 2022): filed within 15 days of approval, by whom it was approved to whom
(第十三条, four branches); announced within 15 days of approval, where a government or a civil-affairs
authority approved, else within 15 days of filing (第十四条). The first day is not counted. Names
approved before 2022-05-01 are not judged: the Regulations of 1986 set no such days.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from minzheng_core.findings import Finding
from minzheng_core.reference.holidays import is_day_of_rest
from minzheng_core.values.dates.partial_date import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minzheng_core.ledger import Entry
    from minzheng_core.registries.place_names.record import PlaceName

IN_FORCE = date(2022, 5, 1)
FIFTEEN = timedelta(days=15)
SOON = 7
"""Days before the last day in which a task is called due rather than waiting."""
_APPROVED = frozenset({"approved", "filed", "announced", "renamed", "in_use"})


class Approver(StrEnum):
    """Who approved a name, as the Regulations tell approvers apart (第十三条)."""

    STATE_DEPARTMENT = "state_department"
    GOVERNMENT = "government"
    CIVIL_AFFAIRS = "civil_affairs"
    DEPARTMENT = "department"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _APPROVERS[self][0]

    @property
    def addressee(self) -> str:
        """To whom a name that it approved is filed."""
        return _APPROVERS[self][1]


_APPROVERS = {
    Approver.STATE_DEPARTMENT: (
        "国务院有关部门", "报国务院备案，材料径送民政部"
    ),
    Approver.GOVERNMENT: (
        "县级以上地方人民政府", "报上一级人民政府备案，材料径送上一级人民政府地名行政主管部门"
    ),
    Approver.CIVIL_AFFAIRS: (
        "县级以上地方人民政府地名行政主管部门", "报上一级人民政府地名行政主管部门备案"
    ),
    Approver.DEPARTMENT: ("其他有关部门", "报同级人民政府地名行政主管部门备案"),
}  # fmt: skip


_BY_FILING = frozenset({Approver.DEPARTMENT, Approver.STATE_DEPARTMENT})
"""What they approved is announced within so many days of its filing."""


def approver_of(record: PlaceName) -> Approver | None:
    """Who approved: what the record says of the kind, else what the authority's name tells.

    >>> from minzheng_core.registries.place_names.examples import GOOD
    >>> approver_of(GOOD[2]).addressee
    '报上一级人民政府备案，材料径送上一级人民政府地名行政主管部门'
    """
    said = (record.approval.authority_kind or "").strip()
    for approver in Approver:
        if said in {approver.value, approver.label}:
            return approver
    name = (record.approval.authority or "").strip()
    if not name:
        return None
    if name.endswith("人民政府"):
        return Approver.GOVERNMENT
    if any(word in name for word in ("民政局", "民政厅", "民政部", "地名委员会", "地名办")):
        return Approver.CIVIL_AFFAIRS
    if name.startswith(("国务院", "自然资源部", "交通运输部", "住房和城乡建设部", "水利部")):
        return Approver.STATE_DEPARTMENT
    return Approver.DEPARTMENT


class Status(StrEnum):
    """Where a task stands on a day."""

    DONE = "done"
    LATE = "late"
    CONTRADICTORY = "contradictory"
    OVERDUE = "overdue"
    DUE = "due"
    WAITING = "waiting"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "done": "已按期办", "late": "逾期才办", "contradictory": "日期矛盾",
            "overdue": "已逾期", "due": "将到期", "waiting": "未到期", "unknown": "期限不明",
        }[self.value]  # fmt: skip


class Task(StrEnum):
    """What is to be done (事项)."""

    FILE = "file"
    ANNOUNCE = "announce"
    CODE = "code"
    COMPLETE = "complete"
    EVALUATE = "evaluate"
    PATROL = "patrol"
    RECTIFY = "rectify"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "file": "报送备案", "announce": "向社会公告", "code": "确定、公布区划代码",
            "complete": "完成区划变更", "evaluate": "评估变更效果", "patrol": "巡查标志",
            "rectify": "整改标志",
        }[self.value]  # fmt: skip


@frozen(kw_only=True)
class Due:
    """One task of one record: since when, until when (inclusive), when it was done.

    >>> task = Due(task=Task.FILE, key="A", name="红军大道", since=date(2026, 4, 1),
    ...            until=date(2026, 4, 16))
    >>> task.status(date(2026, 4, 17)).label, task.days_left(date(2026, 4, 10))
    ('已逾期', 6)
    """

    task: Task
    key: str
    name: str
    since: date | None
    until: date | None
    done: date | None = None
    is_done: bool = False
    """Done on a day that nobody wrote down."""
    earliest: date | None = None
    """The first day on which it can have been done."""
    basis: str = ""
    note: str = ""

    def seen(self, on: date) -> Due | None:
        """The task as it stood on a day that has gone by; ``None`` where it had not begun.

        What was done later was open on that day.
        """
        today = date.today()
        if on >= today:
            return self
        begun = self.earliest or self.since
        if begun and on < begun <= today:
            return None
        return evolve(self, done=None) if self.done and on < self.done <= today else self

    def status(self, on: date) -> Status:
        """Where it stands on a day; what begins on a day that has not come yet is contradictory."""
        if self.since and self.since > max(on, date.today()) and not self.done:
            return Status.CONTRADICTORY
        if self.done and self.earliest and self.done < self.earliest:
            return Status.CONTRADICTORY
        if self.done:
            return Status.LATE if self.until and self.done > self.until else Status.DONE
        if self.is_done:
            return Status.DONE
        if self.until is None:
            return Status.UNKNOWN
        if on > self.until:
            return Status.OVERDUE
        return Status.DUE if (self.until - on).days <= SOON else Status.WAITING

    def remark(self, on: date | None = None) -> str:
        """The note; with it, that the last day of what is still open is a day of rest.

        Of a day that lies before *on* that is not said any more.

        The Regulations count days and say nothing of days of rest: the term is not made longer.
        """
        rest = (
            self.until is not None
            and not (self.done or self.is_done or (on and on > self.until))
            and is_day_of_rest(self.until)
        )
        ahead = self.since is not None and self.since > date.today() and not self.done
        begins = f"起算日 {self.since} 还没有到，核对年份" if ahead else ""
        return "；".join(
            filter(None, (begins, self.note, "最后一天是休息日，宜提前办" if rest else ""))
        )

    def days_left(self, on: date) -> int | None:
        """Days until the last day; negative where it is past, ``None`` where none is known."""
        return (self.until - on).days if self.until else None


_CODES = {
    (Task.FILE, Status.OVERDUE): "PB101",
    (Task.FILE, Status.DUE): "PB102",
    (Task.FILE, Status.LATE): "PB103",
    (Task.ANNOUNCE, Status.OVERDUE): "PB104",
    (Task.ANNOUNCE, Status.DUE): "PB105",
    (Task.ANNOUNCE, Status.LATE): "PB106",
    (Task.CODE, Status.OVERDUE): "PB111",
    (Task.CODE, Status.LATE): "PB112",
    (Task.COMPLETE, Status.OVERDUE): "PB113",
    (Task.COMPLETE, Status.LATE): "PB114",
    (Task.EVALUATE, Status.OVERDUE): "PB115",
    (Task.PATROL, Status.OVERDUE): "PB116",
    (Task.RECTIFY, Status.OVERDUE): "PB117",
}


def due_finding(due: Due, on: date) -> Finding | None:
    """What is to be said of a task on a day; ``None`` where it is in time.

    A day of approval that is not known gives PB107: nothing can be counted from it; a day before the
    one from which it is counted gives PB109.
    """
    status = due.status(on)
    if status is Status.CONTRADICTORY:
        return Finding("PB109", part=due.task, expected=str(due.earliest), actual=str(due.done))
    if status is Status.UNKNOWN and due.task in {Task.FILE, Task.ANNOUNCE}:
        return Finding("PB107", field="approval.on", actual=due.task.label)
    code = _CODES.get((due.task, status))
    if code is None:
        return None
    actual = due.done or on
    return Finding(code, part=due.task, expected=str(due.until), actual=str(actual))


def after_months(day: date, months: int) -> date:
    """The same day some months later, the last of the month where that day does not exist.

    >>> after_months(date(2026, 1, 31), 1), after_months(date(2025, 11, 26), 12)
    (datetime.date(2026, 2, 28), datetime.date(2026, 11, 26))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def day_of(text: str | None) -> date | None:
    """The last day that a written date may mean, so that nobody is called late too early.

    >>> day_of("2026年4月"), day_of("不详") is None
    (datetime.date(2026, 4, 30), True)
    """
    value = PartialDate.parse(text).value
    return value.hi if value else None


def first_day_of(text: str | None) -> date | None:
    """The first day that a written date may mean.

    >>> first_day_of("2026年4月")
    datetime.date(2026, 4, 1)
    """
    value = PartialDate.parse(text).value
    return value.lo if value else None


def last_days(record: PlaceName) -> tuple[date | None, date | None]:
    """The last days for filing and for announcing a name; ``None`` where none is known or none was set.

    >>> from minzheng_core.registries.place_names.examples import GOOD
    >>> last_days(GOOD[2])
    (datetime.date(2026, 4, 16), datetime.date(2026, 4, 16))
    """
    approved, approver = day_of(record.approval.on), approver_of(record)
    if approved is not None and approved < IN_FORCE:
        return None, None
    started = day_of(record.filing.on) if approver in _BY_FILING else approved
    return (
        approved + FIFTEEN if approved else None,
        started + FIFTEEN if started and approver else None,
    )


def name_deadlines(entry: Entry) -> list[Due]:
    """Filing and announcing of one name; nothing before it is approved, or for old approvals."""
    record: PlaceName = entry.record
    approved = day_of(record.approval.on)
    decided = entry.state in {"approved", "renamed"} or any(
        (record.approval.on, record.approval.document)
    )
    if entry.state not in _APPROVED or not decided:
        return []
    if approved is not None and approved < IN_FORCE:
        return []
    approver = approver_of(record)
    filed = day_of(record.filing.on)
    name = record.standard_name or ""
    by_filing = approver in _BY_FILING
    last_filing, last_announcing = last_days(record)
    started = filed if by_filing else approved
    first = first_day_of(record.approval.on)
    start = "由同级人民政府地名行政主管部门公告"
    if by_filing and started is None:
        start = "报送备案以后起算"
    return [
        Due(
            task=Task.FILE,
            key=entry.key,
            name=name,
            since=approved,
            until=last_filing,
            done=filed,
            is_done=entry.state == "filed",
            earliest=first,
            basis="《地名管理条例》第十三条",
            note=approver.addressee if approver else "批准机关不明，备案去向不明",
        ),
        Due(
            task=Task.ANNOUNCE,
            key=entry.key,
            name=name,
            since=started,
            until=last_announcing,
            done=day_of(record.announcement.on),
            is_done=entry.state == "announced",
            earliest=first_day_of(record.filing.on) if by_filing else first,
            basis="《地名管理条例》第十四条",
            note="；".join(filter(None, (start, *_still_missing(entry)))),
        ),
    ]


NOTICE_ITEMS = {
    "standard_name": "标准名称",
    "spelling": "罗马字母拼写",
    "division": "所属政区",
    "description": "位置描述",
    "approval.authority": "批准机关",
    "approval.on": "批准时间",
}
"""What an announcement says (《地名备案公告管理办法（试行）》, 2023)."""


def announcement_findings(entry: Entry) -> list[Finding]:
    """What is missing for the announcement of a name."""
    missing = [label for path, label in NOTICE_ITEMS.items() if not entry.values.get(path)]
    return [Finding("PB108", actual="、".join(missing))] if missing else []


def _still_missing(entry: Entry) -> list[str]:
    """What is missing, in words, of a name that is not announced yet."""
    if entry.record.announcement.on or entry.state == "announced":
        return []
    return [finding.sentence() for finding in announcement_findings(entry)]


def due_names(entries: Iterable[Entry], *, on: date, closed: bool = False) -> list[Due]:
    """The tasks of names that are open on a day, the most urgent first; with *closed*, all tasks."""
    found = [due for entry in entries for due in name_deadlines(entry)]
    return in_order(found, on=on, closed=closed)


def in_order(tasks: Iterable[Due], *, on: date, closed: bool = False) -> list[Due]:
    """Tasks by their last day, those without one at the end; done ones only where asked for.

    They are given as they stood on that day (:meth:`Due.seen`).
    """
    over = {Status.DONE, Status.LATE}
    then = [seen for due in tasks if (seen := due.seen(on))]
    kept = [due for due in then if closed or due.status(on) not in over]
    return sorted(
        kept, key=lambda due: (due.until is None, due.until or date.max, due.key, due.task)
    )
