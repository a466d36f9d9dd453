"""Commands on naming and on the county's book of place names."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import books_of, key_of, open_book, seal_for, store_at
from minzheng_core.cli.files import text_of
from minzheng_core.cli.sentences import Sentences
from minzheng_core.cli.speech import print_findings
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError, InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from minzheng_core.ledger import Book, Store
    from minzheng_core.registries.place_names.due import Due
    from minzheng_core.registries.place_names.naming import KnownName, Replaced
    from minzheng_core.registries.place_names.record import Application

PLACE_NAMES, CHANGES, SIGNS = "place_names", "division_changes", "place_signs"


def propose(options: argparse.Namespace) -> int:
    """Judge a proposed name; 10 where something in it is an error."""
    from minzheng_core.reference.naming_words import load_naming_words
    from minzheng_core.registries.place_names import PlaceKind, ReadingList
    from minzheng_core.registries.place_names.naming import (
        NameIndex,
        NamingSettings,
        Site,
        propose,
    )
    from minzheng_core.registries.place_names.naming.sounds import reader

    kind = PlaceKind.read(options.kind) if options.kind else None
    own = ReadingList.load(options.readings) if options.readings else None
    read = reader(options.division or options.county, own)
    names = list(_known(options))
    findings = propose(
        options.name,
        kind=kind,
        county=options.county,
        known=NameIndex.of(names, read) if names else None,
        site=Site(division=options.division, area=options.area),
        application=_application(options.application) if options.application else None,
        replaced=_replaced(options) if options.replaces else None,
        settings=NamingSettings(
            words=load_naming_words(options.words) if options.words else (), read=read
        ),
    )
    print_findings(findings, options.lang, basis=True)
    if not findings:
        print("没有发现问题" if options.lang == "zh" else "nothing wrong found")
    return TOLD if any(finding.severity.value == "error" for finding in findings) else 0


def _known(options: argparse.Namespace) -> Iterator[KnownName]:
    """The names of the lists and of the book that a proposal is compared with."""
    from minzheng_core.registries.place_names.lists import read_edition
    from minzheng_core.registries.place_names.naming import known_from_entries

    for file in options.list or ():
        yield from (row.known(options.county) for row in read_edition(file))
    if options.store:
        with store_at(options) as store:
            for book in books_of(store, PLACE_NAMES, options):
                yield from known_from_entries(book.scan(), str(book.setting.context["county"]))


def _replaced(options: argparse.Namespace) -> Replaced:
    """The record whose name is to be replaced.

    Raises:
        CallError: no store is given (PB197), it has no one book of place names (PB195) or the book
            has no such record (BK101).

    """
    from minzheng_core.registries.place_names.naming import Replaced

    if not options.store:
        raise CallError("PB197")
    with store_at(options) as store:
        book = book_of_names(store, options)
        key = key_of(book, options.replaces)
        record = book.get(key).record
    return Replaced(record=record, key=key)


def _application(file: Path) -> Application:
    """An application out of a TOML file whose keys are the fields of the record, or their Chinese words.

    Raises:
        InputError: the file cannot be read (IN206, IN207), or is no application (PN193).

    """
    from cattrs.errors import BaseValidationError

    from minzheng_core.registries.place_names.record import Application
    from minzheng_core.schema import converter, describe

    fields = {line["label"]: line["field"] for line in describe(Application)}
    try:
        told = tomllib.loads(text_of(file))
        application: Application = converter().structure(
            {fields.get(name, name): str(value) for name, value in told.items()}, Application
        )
    except (tomllib.TOMLDecodeError, BaseValidationError) as error:
        raise InputError("PN193", file=file.name) from error
    return application


def due(options: argparse.Namespace) -> int:
    """List what is to be done by when; 10 where something is overdue."""
    from minzheng_core.registries.place_names.due import Status, in_order, name_deadlines

    on = options.on or date.today()
    tasks: list[Due] = []
    with store_at(options) as store:
        kept = {CHANGES, PLACE_NAMES, SIGNS} & {info.registry for info in store.books()}
        if not kept:
            raise CallError("PB195")
        for book in books_of(store, PLACE_NAMES, options):
            tasks += [task for entry in book.scan() for task in name_deadlines(entry)]
        tasks += _of_other_books(store, options)
    tasks = in_order(tasks, on=on, closed=options.all)
    lines = [_due_line(task, on, options.lang) for task in tasks]
    for task, line in zip(tasks, lines, strict=True):
        told = (*line[:2], _left_words(task, on, options.lang), *line[3:])
        print("  ".join(text for text in told if text))
    over = sum(task.status(on) is Status.OVERDUE for task in tasks)
    print(_SUMMARY[options.lang].format(count=len(tasks), over=over, on=on))
    if options.out:
        from minzheng_core.registries.place_names.lists.files import write_table

        write_table(options.out, _DUE_HEADINGS, lines)
    return TOLD if over else 0


def _of_other_books(store: Store, options: argparse.Namespace) -> Iterator[Due]:
    from minzheng_core.registries.place_names.changes import change_tasks
    from minzheng_core.registries.place_names.signs import patrol_tasks

    for book in books_of(store, CHANGES, options):
        yield from change_tasks(book.scan())
    for book in books_of(store, SIGNS, options):
        yield from patrol_tasks(book.scan(), months=options.patrol_months)


_DUE_HEADINGS = (
    "状态", "期限", "剩余天数", "事项", "名称", "编号", "起算日", "依据", "说明", "问题代码",
)  # fmt: skip
_SUMMARY = {
    "zh": "截至 {on}，共 {count} 项，其中逾期 {over} 项。",
    "en": "As of {on}: {count} tasks, {over} overdue.",
}


def _left_words(task: Due, on: date, lang: str) -> str:
    """The days left, or gone by, in words; nothing where it is done or unknown."""
    left = task.days_left(on)
    if left is None or task.done or task.status(on).value == "contradictory":
        return ""
    late, ahead = _LEFT[lang]
    return (late if left < 0 else ahead).format(days=abs(left))


_LEFT = {
    "zh": ("超 {days:,} 天", "剩 {days:,} 天"),
    "en": ("{days:,} days late", "{days:,} days left"),
}


def _due_line(task: Due, on: date, lang: str) -> tuple[str, ...]:
    from minzheng_core.registries.place_names.due import due_finding

    finding = due_finding(task, on)
    left = task.days_left(on)
    status = task.status(on)
    return (
        status.label if lang == "zh" else status.value,
        str(task.until or ("—" if lang == "en" else "期限不明")),
        "" if left is None or task.done else str(left),
        task.task.label if lang == "zh" else task.task.value,
        task.name,
        task.key,
        str(task.since or ""),
        task.basis,
        task.remark(on),
        finding.code if finding else "",
    )


def heritage(options: argparse.Namespace) -> int:
    """List the protected names of a book and what is to be said of them."""
    from minzheng_core.registries.place_names.heritage import load_categories, protection_list

    categories = load_categories(options.categories) if options.categories else ()
    with store_at(options) as store:
        entries = (e for book in books_of_names(store, options) for e in book.scan())
        names = protection_list(entries, categories)
    lines = [
        (n.category, n.name, n.key, n.list_name, n.listed_on, n.state, n.measures) for n in names
    ]
    for name, line in zip(names, lines, strict=True):
        print("  ".join(text for text in line if text))
        print_findings(name.findings, options.lang)
    print(_HERITAGE[options.lang].format(count=len(names)))
    if options.out:
        from minzheng_core.registries.place_names.lists.files import write_table

        write_table(options.out, _HERITAGE_HEADINGS, lines)
    return 0


_HERITAGE_HEADINGS = ("类别", "名称", "编号", "名录", "列入日期", "状态", "保护措施")
_HERITAGE = {"zh": "受保护地名 {count} 条。", "en": "{count} protected names."}


def books_of_names(store: Store, options: argparse.Namespace) -> list[Book]:
    """The books of place names of a store; PB195 where there is none."""
    found = list(books_of(store, PLACE_NAMES, options))
    if not found:
        raise CallError("PB195")
    return found


def book_of_names(store: Store, options: argparse.Namespace) -> Book:
    """The one book of place names that is meant; PB195 where it is not one."""
    found = books_of_names(store, options)
    if len(found) > 1:
        raise CallError("PB195")
    return found[0]


def change(options: argparse.Namespace) -> int:
    """Carry a change of divisions into the book, or show what it would do."""
    from minzheng_core.registries.place_names.changes import (
        ChangeOrder,
        apply_change,
        plan_change,
    )
    from minzheng_core.registries.place_names.changes.recording import record_of

    say = partial(_CHANGED.say, options.lang)
    order = ChangeOrder.load(options.order)
    with store_at(options) as store:
        book = book_of_names(store, options)
        county = str(book.setting.context["county"])
        plan = plan_change(book.scan(), order, county=county)
        for act in plan.acts:
            _print_act(act.action, act.key, act.name, dict(act.patch), book)
        print_findings(plan.findings, options.lang)
        counted = len(plan.acts)
        if plan.possible and not counted:
            print(say("nothing"))
            return 0
        if not plan.possible:
            print(say("refused"))
            return TOLD
        if options.by is None:
            print(say("planned", count=counted))
            return 0
        changes = _book_of_changes(store, county, options)
        apply_change(book, plan, by=options.by, changes=changes)
        record = record_of(changes, plan.order)
        key = record.key if record else ""
        print(say("written", count=counted, key=key, book=changes.setting.name))
    return 0


def _book_of_changes(store: Store, county: str, options: argparse.Namespace) -> Book:
    """The county's book of division changes, made where there is none yet.

    Raises:
        CallError: there are several (PB196).

    """
    from minzheng_core.ledger import Book
    from minzheng_core.ledger.book_settings import require_book
    from minzheng_core.reference.county_codes import renewed_code
    from minzheng_core.registries.place_names.changes import REGISTRY

    infos = [info for info in store.books() if info.registry == CHANGES]
    here = renewed_code(county)
    own = [info for info in infos if renewed_code(require_book(info)["county"]) == here]
    if len(own) > 1:
        raise CallError("PB196", books="、".join(info.name for info in own))
    if own:
        return open_book(store, own[0], seal_for(own[0], options))
    name = f"{CHANGES}_{county}" if infos else CHANGES
    return Book.open(REGISTRY, store, county=county, name=name)


_CHANGED = Sentences(
    zh={
        "refused": "有错误，没有写入。",
        "nothing": "没有要改的，没有写入。",
        "planned": "将写入 {count} 个版次，并登记这次变更；核对无误后加 --by 姓名 写入。",
        "written": "已写入 {count} 个版次；变更记录 {key} 同时写入登记簿“{book}”。",
    },
    en={
        "refused": "There are errors; nothing was written.",
        "nothing": "Nothing changes; nothing was written.",
        "planned": "{count} revisions and the record of the change would be written; add --by NAME.",
        "written": "{count} revisions written, with the record {key} of the change in {book}.",
    },
)


def _print_act(action: str, key: str, name: str, patch: dict[str, object], book: Book) -> None:
    registry = book.setting.registry
    known = registry.lifecycle.action(action)
    told = "，".join(f"{registry.labels[p]} → {v or '（空）'}" for p, v in patch.items())
    print(f"{known.label if known else action}  {key}  {name}  {told}")
