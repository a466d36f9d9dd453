"""Filing, announcing, codes, completion, patrols: each by its own day, and judged by that day's law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core import Book, open_store
from minzheng_core.ledger import Entry, NotAllowed, Refused, Source
from minzheng_core.registries.place_names import (
    REGISTRY,
    PlaceName,
    changes,
    check,
    examples,
    signs,
)
from minzheng_core.registries.place_names.due import (
    Approver,
    Due,
    Status,
    Task,
    after_months,
    announcement_findings,
    approver_of,
    due_finding,
    due_names,
    in_order,
    name_deadlines,
)
from minzheng_core.registries.place_names.links import count_once, villages
from minzheng_core.registries.place_names.record import Approval
from minzheng_core.schema.record import changed

DAY = timedelta(days=1)
DOCUMENT = Source(document="兴府字〔2026〕11号")


def book_of(registry: Any = REGISTRY) -> Book:
    return Book.open(registry, open_store("memory://"), county="360732")


def on_day(book: Book, day: date) -> Entry:
    (entry,) = book.scan(on=day)
    return entry


def approved(**approval: str) -> Book:
    book = book_of()
    record = {"standard_name": "和顺路", "category_name": "街路巷", "division": "360732100"}
    book.act("propose", "R1", record | {"application": {"on": "2026-03-02"}}, by="王某某")
    book.act("assess", "R1", {"application": {"evaluation": "有"}}, by="王某某")
    given = {
        "authority": "兴国县人民政府",
        "on": "2026-04-01",
        "document": "兴府字〔2026〕11号",
    } | approval
    book.act("approve", "R1", {"approval": given}, by="王某某", source=DOCUMENT)
    return book


def test_a_name_goes_from_application_to_use() -> None:
    book = approved()
    day = date(2026, 4, 10)
    tasks = due_names(book.scan(), on=day)
    assert [(d.task, d.until, d.status(day)) for d in tasks] == [
        (Task.ANNOUNCE, date(2026, 4, 16), Status.DUE),
        (Task.FILE, date(2026, 4, 16), Status.DUE),
    ]
    assert tasks[1].note.startswith("报上一级人民政府备案")

    book.act("file", "R1", {"filing": {"on": "2026-04-20"}}, by="王某某")
    book.act("announce", "R1", {"announcement": {"on": "2026-04-12"}}, by="王某某")
    assert [d.task for d in due_names(book.scan(), on=day)] == [Task.FILE], "filed ten days later"
    day = date(2026, 4, 20)
    assert due_names(book.scan(), on=day) == []
    done = due_names(book.scan(), on=day, closed=True)
    assert {(d.task, d.status(day)) for d in done} == {
        (Task.FILE, Status.LATE), (Task.ANNOUNCE, Status.DONE),
    }  # fmt: skip
    book.act("use", "R1", by="王某某")
    assert book.get("R1").state == "in_use"
    assert [e.revision.action for e in book.history("R1")] == [
        "propose", "assess", "approve", "file", "announce", "use",
    ]  # fmt: skip


def test_the_document_of_an_act_is_written_into_the_record() -> None:
    book = book_of()
    record = {"standard_name": "和顺路", "category_name": "街路巷", "division": "360732100"}
    book.act("propose", "R1", record, by="王某某")

    book.act("approve", "R1", {"approval.on": "2026-04-01"}, by="王某某", source=DOCUMENT)

    assert book.get("R1").values["approval.document"] == DOCUMENT.document
    checked = REGISTRY.check(book.get("R1").record, county="360732", on=date(2026, 4, 2))
    assert "PN136" not in [finding.code for finding in checked]

    report = Source(document="兴民字〔2026〕3号")
    book.act(
        "file",
        "R1",
        {"filing.on": "2026-04-03", "filing.document": "兴府文〔2026〕5号"},
        by="王某某",
        source=report,
    )

    assert book.get("R1").values["filing.document"] == "兴府文〔2026〕5号"


@pytest.mark.parametrize("day", ["2026-9-1", "2026年9月1日", "2026.9.1"])
def test_a_former_name_is_read_back_however_its_last_day_was_written(day: str) -> None:
    book = approved()
    book.act("file", "R1", {"filing": {"on": "2026-04-03"}}, by="王某某")
    book.act(
        "rename", "R1", {"standard_name": "安顺路", "approval.on": day},
        by="王某某", reason="道路改线", source=Source(document="兴府字〔2026〕30号"),
    )  # fmt: skip
    entry = book.get("R1")

    assert entry.values["former_names"] == "和顺路（2026-04-01—2026-09-01）"
    found = REGISTRY.check(entry.record, county="360732", on=date(2026, 9, 2))
    assert "PN109" not in {finding.code for finding in found}


@pytest.mark.parametrize(
    ("approved_on", "effective", "ended"),
    [
        ("2026-09-01", date(2026, 10, 1), "2026-10-01"),
        ("2026-09-01", None, "2026-09-01"),
        (None, date(2026, 10, 1), "2026-10-01"),
    ],
)
def test_the_former_name_ends_on_the_day_from_which_the_renaming_holds(
    approved_on: str | None, effective: date | None, ended: str
) -> None:
    book = approved()
    book.act(
        "rename", "R1", {"standard_name": "安顺路", "approval.on": approved_on},
        by="王某某", reason="道路改线", source=DOCUMENT, effective=effective,
    )  # fmt: skip
    last = date.fromisoformat(ended)
    entry = book.get("R1")

    assert entry.values["former_names"] == f"和顺路（2026-04-01—{ended}）"
    assert entry.values["named_on"] == ended
    named = [on_day(book, day).values["standard_name"] for day in (last - DAY, last)]
    assert named == ["和顺路", "安顺路"]


def test_a_place_ends_on_the_day_from_which_it_is_abolished_until_it_is_restored() -> None:
    book = approved()
    told = {"by": "王某某", "reason": "道路已改建", "source": DOCUMENT}
    book.act("abolish", "R1", effective=date(2026, 9, 1), **told)

    assert book.get("R1").values["abolished"] == "2026-09-01"
    book.act("restore", "R1", effective=date(2026, 10, 1), **told)
    assert "abolished" not in book.get("R1").values

    book.act("abolish", "R1", {"abolished": "2026-11-01"}, **told)
    assert on_day(book, date(2026, 10, 31)).state == "in_use"
    assert on_day(book, date(2026, 11, 1)).state == "abolished"


def test_a_step_holds_from_the_day_that_is_told_of_it() -> None:
    book = approved()
    book.act("file", "R1", {"filing.on": "2026-04-10"}, by="王某某")

    states = [on_day(book, date(2026, 4, day)).state for day in (9, 10)]
    assert states == ["approved", "filed"]


def test_a_renamed_name_begins_anew() -> None:
    book = approved()
    book.act("file", "R1", {"filing": {"on": "2026-04-03"}}, by="王某某")
    book.act("announce", "R1", {"announcement": {"on": "2026-04-03"}}, by="王某某")
    book.act(
        "rename", "R1",
        {"standard_name": "安顺路", "approval": {"on": "2026-09-01", "document": "兴府字〔2026〕30号"}},
        by="王某某", reason="道路改线", source=Source(document="兴府字〔2026〕30号"),
    )  # fmt: skip
    values = book.get("R1").values

    assert values["former_names"] == "和顺路（2026-04-01—2026-09-01）"
    assert not [path for path in values if path.startswith(("filing", "announcement"))]
    assert {d.task for d in due_names(book.scan(), on=date(2026, 9, 2))} == {
        Task.FILE,
        Task.ANNOUNCE,
    }


def test_a_refused_name_is_applied_for_again_before_it_is_used() -> None:
    book = book_of()
    record = {"standard_name": "和顺路", "category_name": "街路巷", "division": "360732100"}
    book.act("propose", "R1", record, by="王某某")
    book.act("refuse", "R1", by="王某某", reason="重名")

    with pytest.raises(NotAllowed, match="BK203"):
        book.act("restore", "R1", by="王某某", reason="恢复", source=DOCUMENT)
    book.act("reapply", "R1", {"standard_name": "顺和路"}, by="王某某", reason="改名再报")

    assert book.get("R1").state == "proposed"


@pytest.mark.parametrize("given", [{"standard_name": "和顺路"}, {"approval.on": "2026-09-01"}, {}])
def test_a_renaming_gives_another_name(given: dict[str, str]) -> None:
    book = approved()
    book.act("file", "R1", {"filing": {"on": "2026-04-03"}}, by="王某某")
    before = book.get("R1")

    with pytest.raises(NotAllowed, match="BK218"):
        book.act("rename", "R1", given, by="王某某", reason="更名", source=DOCUMENT)

    assert book.get("R1") == before


@pytest.mark.parametrize(
    ("authority", "approver"),
    [
        ("兴国县人民政府", Approver.GOVERNMENT),
        ("兴国县民政局", Approver.CIVIL_AFFAIRS),
        ("兴国县住房和城乡建设局", Approver.DEPARTMENT),
        ("自然资源部", Approver.STATE_DEPARTMENT),
        ("", None),
    ],
)
def test_the_approver_decides_the_route(authority: str, approver: Approver | None) -> None:
    assert approver_of(PlaceName(approval=Approval(authority=authority or None))) is approver
    told = PlaceName(approval=Approval(authority="某委员会", authority_kind="县级以上地方人民政府"))
    assert approver_of(told) is Approver.GOVERNMENT


def test_what_departments_approve_is_announced_after_filing() -> None:
    book = approved(authority="兴国县住房和城乡建设局")
    file, announce = name_deadlines(book.get("R1"))
    assert (file.until, announce.until) == (date(2026, 4, 16), None)
    assert due_finding(announce, date(2026, 5, 1)).code == "PB107"  # type: ignore[union-attr]

    book.act("file", "R1", {"filing": {"on": "2026-04-10"}}, by="王某某")
    assert name_deadlines(book.get("R1"))[1].until == date(2026, 4, 25)


def test_old_approvals_are_not_judged_by_the_new_law() -> None:
    assert name_deadlines(approved(on="1998-05-01").get("R1")) == []
    assert len(name_deadlines(approved(on="2022-05").get("R1"))) == 2


@given(
    st.dates(date(2022, 5, 1), date(2030, 1, 1)),
    st.integers(-40, 40),
    st.none() | st.integers(0, 40),
)
def test_a_task_is_open_until_it_is_done_and_late_after_its_day(
    since: date, today: int, done: int | None
) -> None:
    until = date.fromordinal(since.toordinal() + 15)
    day = date.fromordinal(since.toordinal() + 15 + today)
    finished = None if done is None else date.fromordinal(since.toordinal() + done)
    due = Due(task=Task.FILE, key="A", name="甲", since=since, until=until, done=finished)
    status = due.status(day)
    finding = due_finding(due, day)

    if finished:
        assert status is (Status.LATE if done is not None and done > 15 else Status.DONE)
    else:
        assert (status is Status.OVERDUE) == (day > until)
    assert (finding is None) == (status in {Status.DONE, Status.WAITING})


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_are_counted_by_the_calendar(day: date, months: int) -> None:
    after = after_months(day, months)

    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or after_months(after, 0).day < day.day


def test_changes_have_their_months() -> None:
    book = book_of(changes.REGISTRY)
    book.register(changes.DivisionChange(title="改镇", kind="乡改镇"), key="C1", by="王某某")
    book.act(
        "approve",
        "C1",
        {"approved_on": "2025-01-31", "document": "甲"},
        by="王某某",
        source=DOCUMENT,
    )
    day = date(2026, 2, 10)
    tasks = {d.task: d for d in changes.change_tasks(book.scan())}
    assert tasks[Task.CODE].until == date(2025, 2, 28)
    assert tasks[Task.COMPLETE].until == date(2026, 1, 31)
    assert Task.EVALUATE not in tasks
    assert due_finding(tasks[Task.COMPLETE], day).code == "PB113"  # type: ignore[union-attr]

    told = {"extension_document": "乙", "codes_needed": "否", "evaluate_by": "2027-01-01"}
    book.act("record", "C1", told, by="王某某")
    tasks = {d.task: d for d in changes.change_tasks(book.scan())}
    assert tasks[Task.COMPLETE].until == date(2026, 7, 31)
    assert tasks[Task.EVALUATE].until == date(2027, 1, 1)
    assert Task.CODE not in tasks


@given(st.permutations(["2025-03-01", "2025-10-30", "2026-02-11"]))
def test_patrols_written_down_in_any_order_leave_the_last_one(days: list[str]) -> None:
    book = book_of(signs.REGISTRY)
    book.register({"text_shown": "和顺路", "erected_on": "2024-05-01"}, key="S1", by="王某某")
    for day in days:
        told = {"patrolled_on": day, "patrol_result": f"{day}完好"}
        book.act("patrol", "S1", told, by="王某某")

    values = book.get("S1").values
    assert values["patrolled_on"] == "2026-02-11"
    assert values["patrol_result"] == "2026-02-11完好"
    patrols = [e.revision.effective for e in book.history("S1") if e.revision.action == "patrol"]
    assert [str(day) for day in patrols] == days, "each of them stands in the history"


def test_signs_are_patrolled_and_put_right() -> None:
    book = book_of(signs.REGISTRY)
    sign = signs.PlaceSign(
        place="R1", text_shown="和顺路", spelling_shown="HESHUN LU", erected_on="2025-05-01"
    )
    book.register(sign, key="S1", by="王某某")
    assert [d.until for d in signs.patrol_tasks(book.scan())] == [None]
    assert [d.until for d in signs.patrol_tasks(book.scan(), months=6)] == [date(2025, 11, 1)]

    book.act("patrol", "S1", {"patrolled_on": "2025-10-30"}, by="王某某")
    found = {"defect": "破损", "defect_found_on": "2026-05-02", "rectify_by": "2026-06-02"}
    book.act("report", "S1", found, by="王某某")
    tasks = {d.task: d for d in signs.patrol_tasks(book.scan(), months=6)}
    assert tasks[Task.PATROL].until == date(2026, 11, 2), "who finds a defect has looked"
    assert due_finding(tasks[Task.RECTIFY], date(2026, 6, 3)).code == "PB117"  # type: ignore[union-attr]
    assert signs.defect_counts(book.scan()) == {"破损": 1}

    book.act("rectify", "S1", {"rectified_on": "2026-06-01"}, by="王某某")
    left = in_order(signs.patrol_tasks(book.scan()), on=date(2026, 6, 2))
    assert {d.task for d in left} == {Task.PATROL}
    assert signs.defect_counts(book.scan()) == {"完好": 1}


def test_a_sign_is_compared_with_its_name() -> None:
    street = examples.GOOD[2]
    right = signs.PlaceSign(text_shown="红军大道", spelling_shown="HONGJUN DADAO")
    wrong = signs.PlaceSign(text_shown="红军路", spelling_shown="HONG JUN LU")

    assert signs.compare_with_name(right, street) == []
    assert [f.code for f in signs.compare_with_name(wrong, street)] == ["PB311", "PB312"]


def test_a_spelling_on_record_that_breaks_the_rules_is_no_measure_for_signs() -> None:
    street = evolve(examples.GOOD[2], spelling="Hongjun Road")
    right = signs.PlaceSign(text_shown="红军大道", spelling_shown="HONGJUN DADAO")
    wrong = signs.PlaceSign(text_shown="红军大道", spelling_shown="Hongjun Road")

    assert signs.compare_with_name(right, street) == []
    (found,) = signs.compare_with_name(wrong, street)
    assert (found.code, found.expected) == ("PB312", "Hóngjūn Dàdào")


@pytest.mark.parametrize(
    ("shown", "spelled", "codes"),
    [
        ("红军大道12号", "HONGJUN DADAO 12 HAO", []),
        ("红军大道12号", "HONGJUN DADAO 12", []),
        ("红军大道5号楼2单元", "HONGJUN DADAO", []),
        ("１２号", "HONGJUN DADAO", []),
        ("红军大道12号", "HONG JUN LU 12 HAO", ["PB312"]),
        ("红军路12号", "HONGJUN DADAO", ["PB311"]),
        ("红军大道12", "HONGJUN DADAO 12", ["PB311", "PB312"]),
    ],
)
def test_the_number_of_a_house_is_no_part_of_the_name(
    shown: str, spelled: str, codes: list[str]
) -> None:
    plate = signs.PlaceSign(text_shown=shown, spelling_shown=spelled)
    assert [f.code for f in signs.compare_with_name(plate, examples.GOOD[2])] == codes


def test_an_announcement_says_all_that_it_must() -> None:
    assert announcement_findings(approved().get("R1"))[0].actual == "罗马字母拼写、位置描述"


def test_a_village_is_counted_once() -> None:
    book = book_of()
    rows: dict[str, dict[str, Any]] = {
        "V1": {"standard_name": "和顺村", "category": "21610", "division": "360732217", "counterpart": "K1"},
        "K1": {"standard_name": "和顺村村民委员会", "category": "27610", "division": "360732217"},
        "V2": {"standard_name": "安定村", "category": "21610", "division": "360732217"},
        "K2": {"standard_name": "安定村委会", "category": "27610", "division": "360732217"},
        "V3": {"standard_name": "永乐村", "category": "21610", "division": "360732217", "counterpart": "X"},
        "V4": {"standard_name": "太平社区", "category": "21620", "division": "360732217", "counterpart": "K1"},
        "R1": {"standard_name": "和顺路", "category_name": "街路巷", "division": "360732217"},
    }  # fmt: skip
    for key, values in rows.items():
        book.register(values, key=key, by="王某某")
    found, findings = villages(book.scan())

    assert [(v.name, v.linked) for v in found] == [
        ("和顺村", True), ("安定村", False), ("永乐村", False), ("太平社区", False),
    ]  # fmt: skip
    assert {(entry.key, f.code) for entry, f in findings} == {
        ("V2", "PB121"), ("V3", "PB122"), ("V4", "PB123"),
    }  # fmt: skip
    assert count_once(book.scan(), found) == 5


def test_what_was_done_before_the_approval_is_not_in_time() -> None:
    book = approved()
    book.act("file", "R1", {"filing": {"on": "2026-03-20"}}, by="王某某")
    day = date(2026, 4, 10)

    (task,) = [d for d in due_names(book.scan(), on=day) if d.task is Task.FILE]
    assert task.status(day) is Status.CONTRADICTORY
    finding = due_finding(task, day)
    assert finding is not None
    assert (finding.code, finding.expected) == ("PB109", "2026-04-01")


def test_a_month_is_before_nothing_that_lies_in_it() -> None:
    book = approved(on="2026-04")
    book.act("file", "R1", {"filing": {"on": "2026-04-20"}}, by="王某某")
    day = date(2026, 4, 21)

    (task,) = [d for d in due_names(book.scan(), on=day, closed=True) if d.task is Task.FILE]
    assert (task.until, task.status(day)) == (date(2026, 5, 15), Status.DONE)


@pytest.mark.parametrize(
    ("on", "until"),
    [
        ("2024-02-14", date(2024, 2, 29)),
        ("2023-02-14", date(2023, 3, 1)),
        ("2024-02-29", date(2024, 3, 15)),
        ("2025-12-20", date(2026, 1, 4)),
    ],
)
def test_days_are_counted_over_months_years_and_leap_days(on: str, until: date) -> None:
    (entry,) = approved(on=on).scan()

    assert {task.until for task in name_deadlines(entry)} == {until}


def test_a_last_day_of_rest_is_said_and_makes_no_term_longer() -> None:
    (entry,) = approved(on="2026-04-18").scan()  # the last day is a Sunday before a holiday

    task = name_deadlines(entry)[0]
    assert task.until == date(2026, 5, 3)
    assert task.remark().endswith("最后一天是休息日，宜提前办")
    assert task.status(date(2026, 5, 4)) is Status.OVERDUE


def test_the_note_says_from_which_day_it_is_counted() -> None:
    (entry,) = approved(authority="兴国县交通运输局").scan()
    (other,) = approved(on="").scan()

    note = name_deadlines(entry)[1].note
    assert note == "报送备案以后起算；公告还缺：罗马字母拼写、位置描述"
    note = name_deadlines(other)[1].note
    assert note.startswith("由同级人民政府地名行政主管部门公告；公告还缺：")
    assert note.endswith("批准时间")


def test_a_task_that_begins_on_a_day_to_come_is_no_task_with_years_of_time() -> None:
    task = Due(
        task=Task.PATROL, key="S1", name="和顺路", since=date(2984, 5, 1), until=date(2985, 5, 1)
    )

    assert task.status(date.today()).label == "日期矛盾"
    assert "2984-05-01" in task.remark()
    assert task.status(date(2985, 1, 1)).label == "未到期", "planning ahead"


def test_a_sign_in_a_list_of_tasks_is_called_by_its_number() -> None:
    book = book_of(signs.REGISTRY)
    sign = signs.PlaceSign(sign_number="A-1", text_shown="和顺路", erected_on="2025-05-01")
    book.register(sign, key="S1", by="王某某")

    assert [due.name for due in signs.patrol_tasks(book.scan(), months=6)] == ["和顺路（A-1）"]


def test_a_day_of_rest_that_has_gone_by_is_not_said() -> None:
    task = Due(
        task=Task.FILE, key="A", name="和顺路", since=date(2026, 1, 16), until=date(2026, 1, 31)
    )

    assert "休息日" in task.remark(date(2026, 1, 31))
    assert "休息日" not in task.remark(date(2026, 2, 1))


def test_a_day_that_has_gone_by_is_told_as_it_was() -> None:
    done = Due(task=Task.FILE, key="A", name="和顺路", since=date(2024, 2, 14), until=date(2024, 2, 29),
               done=date(2024, 3, 5))  # fmt: skip

    def on(day: date) -> list[str]:
        return [task.status(day).value for task in in_order([done], on=day, closed=True)]

    assert on(date(2024, 2, 13)) == [], "it had not begun"
    assert on(date(2024, 2, 20)) == ["waiting"]
    assert on(date(2024, 3, 1)) == ["overdue"]
    assert on(date(2024, 3, 5)) == ["late"]
    assert in_order([done], on=date(2024, 3, 1)) != []


def test_what_is_done_late_is_said_when_it_is_entered() -> None:
    good = examples.GOOD[2]
    street = changed(good, filing=changed(good.filing, on="2026-05-20"))
    [late] = check(street, county="360732", on=date(2026, 6, 1))
    assert (late.code, late.expected, late.actual) == ("PB103", "2026-04-16", "2026-05-20")
    # By a department: announced within 15 days of the filing, whenever that was.
    road = changed(street, approval=changed(street.approval, authority="兴国县交通运输局"))
    announced = changed(road, announcement=changed(road.announcement, on="2026-06-05"))
    codes = [f.code for f in check(announced, county="360732", on=date(2026, 6, 10))]
    assert codes == ["PB103", "PB106"]
    # Before the Regulations of 2022 no such days were set.
    old = changed(
        street,
        application=changed(street.application, on="2021-03-02"),
        approval=changed(street.approval, on="2021-04-01"),
    )
    assert not check(old, county="360732", on=date(2026, 6, 1))


@pytest.mark.parametrize("act", ["rename", "abolish"])
@pytest.mark.parametrize("measures", [None, "设立地名碑，派生命名红军社区"])
def test_a_protected_name_is_not_given_up_without_measures(act: str, measures: str | None) -> None:
    book = book_of()
    protection = {
        "list_name": "兴国县地名保护名录",
        "category": "近现代重要地名",
        "measures": measures,
    }
    record = {"standard_name": "红军路", "category_name": "街路巷", "division": "360732100"}
    book.register(record | {"protection": protection}, key="R1", by="王某某")
    patch = {"standard_name": "和顺路"} if act == "rename" else {}
    told = {"by": "王某某", "reason": "道路改建", "source": DOCUMENT}

    if measures is None:
        with pytest.raises(Refused, match="PN501"):
            book.act(act, "R1", patch, **told)
        book.act(act, "R1", patch, accept={"PN501": "县政府另行制定，见会议纪要"}, **told)
    else:
        book.act(act, "R1", patch, **told)
        assert "PN502" in list(book.history("R1"))[-1].revision.noted
    assert book.get("R1").state == {"rename": "renamed", "abolish": "abolished"}[act]
