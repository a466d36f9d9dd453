"""Commands on whole lists of place names: compare, merge, publish, enter."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import store_at
from minzheng_core.cli.files import is_table, make_folder, save_text
from minzheng_core.cli.place_names.book import book_of_names
from minzheng_core.cli.place_names.reading import tell_reading
from minzheng_core.cli.sentences import Sentences
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError, InputError
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from minzheng_core.findings import Finding
    from minzheng_core.registries.place_names.lists import Comparison, Edition, ListRow
    from minzheng_core.registries.place_names.lists.entering import Entered

WORKBOOK, TABLE, SETTINGS = "差异核对.xlsx", "differences.csv", "compare.json"
MERGED, OPEN, MERGED_WORKBOOK = "合并名录.csv", "未决定.csv", "合并名录.xlsx"
_EDITIONS = ("old.csv", "new.csv")


def edition_at(
    source: str,
    options: argparse.Namespace,
    label: str = "",
    sheets: Sequence[str] | None = None,
    on: date | None = None,
) -> Edition:
    """An edition out of a list file (of some of its sheets), or of the book in a store *on* a day.

    What takes effect later is not of that day, which is today where none is given.
    """
    from minzheng_core.registries.place_names.lists import edition_of, read_edition

    path = Path(source)
    if is_table(source) or path.is_dir():
        edition = read_edition(path, county=options.county or "", label=label, sheets=sheets)
        tell_reading(edition.remarks, options.lang)
        _tell_elsewhere(edition, options)
        return edition
    from minzheng_core.stores import open_store

    store = open_store(source, create=False)
    try:
        book = book_of_names(store, options)
        return edition_of(book.scan(on=on or date.today()), label=label or "地名登记簿")
    finally:
        store.close()


def compare(options: argparse.Namespace) -> int:
    """Compare two editions; write the table and the workbook of differences."""
    require_extra("archive")
    from minzheng_core.registries.place_names.lists import What
    from minzheng_core.registries.place_names.lists.compare import lines_of
    from minzheng_core.registries.place_names.lists.files import (
        HEADINGS,
        SHEET,
        write_copy,
        write_differences,
        write_table,
    )
    from minzheng_core.reports.decisions.answered import require_unanswered

    folder: Path = options.out
    require_unanswered(folder / WORKBOOK, SHEET)
    old = edition_at(options.old, options, options.old_sheet or "", _one(options.old_sheet))
    new = edition_at(options.new, options, options.new_sheet or "", _one(options.new_sheet))
    make_folder(folder)
    for edition, file in zip((old, new), _EDITIONS, strict=True):
        write_copy(folder / file, edition)
    settings = {"old": old.label, "new": new.label}
    save_text(folder / SETTINGS, json.dumps(settings, ensure_ascii=False))
    comparison = _reread(folder)
    write_table(folder / TABLE, HEADINGS[:10], lines_of(comparison))
    write_differences(folder / WORKBOOK, comparison)
    chinese = options.lang == "zh"
    for what, count in comparison.counts().items():
        print(f"{What(what).label if chinese else what}  {count:,}")
    words = _COMPARED if comparison.differing() else _ALIKE
    print(words[options.lang].format(workbook=folder / WORKBOOK))
    return 0


def _one(sheet: str | None) -> list[str] | None:
    return [sheet] if sheet else None


_COMPARED = {
    "zh": '差异列在《差异核对》里，填好“决定”后运行：\n  minzheng place-names merge "{workbook}"',
    "en": 'The differences are in the workbook; fill in 决定, then run:\n  minzheng place-names merge "{workbook}"',
}
_ALIKE = {
    "zh": "两版没有不同，不用填《差异核对》。",
    "en": "The two editions do not differ; there is nothing to decide.",
}


def _reread(folder: Path) -> Comparison:
    """The comparison of the lists that a folder holds: what is taken back is what was written."""
    from minzheng_core.registries.place_names.lists import compare_editions
    from minzheng_core.registries.place_names.lists.files import read_copy

    try:
        labels = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        old, new = (
            read_copy(folder / file, str(labels[side]))
            for file, side in zip(_EDITIONS, ("old", "new"), strict=True)
        )
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise InputError("PB494", file=folder.name) from error
    return compare_editions(old, new)


def merge(options: argparse.Namespace) -> int:
    """Take the decisions back and write the merged list; 10 where one was not taken."""
    require_extra("archive")
    from minzheng_core.registries.place_names.lists import merge_editions
    from minzheng_core.registries.place_names.lists.compare import lines_of
    from minzheng_core.registries.place_names.lists.files import (
        HEADINGS,
        read_differences,
        write_list,
        write_table,
    )
    from minzheng_core.registries.place_names.lists.merged_file import write_merged

    workbook: Path = options.workbook
    if not workbook.exists():
        raise InputError("IN101", file=workbook.name)
    folder = workbook.resolve().parent
    comparison = _reread(folder)
    filled = read_differences(workbook, comparison)
    merged = merge_editions(comparison, filled.decisions)
    more = [f for f in comparison.new.fields if f not in comparison.old.fields]
    fields = [*comparison.old.fields, *more]
    write_list(folder / MERGED, [row.cells for row in merged.rows], fields)
    write_merged(folder / MERGED_WORKBOOK, comparison, merged, filled.decisions, fields)
    waiting = {pair.number for pair in merged.open}
    lines = [line for line in lines_of(comparison) if int(line[0]) in waiting]
    write_table(folder / OPEN, HEADINGS[:10], lines)
    say = partial(_MERGED.say, options.lang)
    for line, why in filled.problems:
        print(say("problem", line=line, why=why))
    shared = merged.shared_codes()
    for code, rows in shared.items():
        told = "、".join(
            say("row", name=row.cells.get("standard_name", ""), number=row.number) for row in rows
        )
        print(say("shared", code=code, rows=told))
    print(
        say(
            "done", rows=len(merged.rows), decided=len(filled.decisions), open=len(waiting),
            file=workbook.parent / MERGED_WORKBOOK,
        )
    )  # fmt: skip
    return TOLD if filled.problems or shared else 0


_MERGED = Sentences(
    zh={
        "problem": "第 {line} 行没有采用：{why}",
        "shared": "合并名录里代码 {code} 有几行：{rows}。一个代码只能给一个地方，请核对这几行的决定。",
        "row": "{name}（序号 {number}）",
        "done": "采用决定 {decided} 处，未决定 {open} 处；合并名录 {rows:,} 行，写入 {file}。",
    },
    en={
        "problem": "line {line} was not taken: {why}",
        "shared": "The merged list has the code {code} more than once: {rows}. Look at these decisions again.",
        "row": "{name} (number {number})",
        "done": "{decided} decisions taken, {open} open; the merged list has {rows:,} rows: {file}",
    },
)


def publish(options: argparse.Namespace) -> int:
    """Publish a list: workbook, printable page, dictionary, GeoJSON, map."""
    from minzheng_core.geodesy.datums import Datum
    from minzheng_core.registries.place_names import ReadingList
    from minzheng_core.registries.place_names.publish import publish as write_all

    datum = Datum.named(options.datum) if options.datum else None
    if options.datum and datum is None:
        raise CallError("PB496", datum=options.datum[:20])
    done = write_all(
        own_rows(edition_at(options.source, options, sheets=options.sheet, on=options.on), options),
        options.out,
        county=options.county,
        title=options.title or "",
        on=options.on,
        datum=datum,
        font=options.font,
        readings=ReadingList.load(options.readings) if options.readings else None,
        tones=not options.no_tones,
    )
    say = partial(_PUBLISHED.say, options.lang)
    print(say("done", names=done.names, folder=options.out, files="、".join(done.files)))
    if done.unspelled:
        print(say("unspelled", count=done.unspelled))
    for what in ("unprinted", "misspelt", "withheld", "unplaced"):
        if found := getattr(done, what):
            name, why = found[0]
            print(say(what, count=len(found), name=name[:_TOLD], why=why))
    if done.mapped and not done.drawn:
        print(say("no map"))
    return 0


_PUBLISHED = Sentences(
    zh={
        "done": "共 {names:,} 条，写入 {folder}：{files}",
        "unspelled": "{count:,} 条读音待核实，没有印拼写；核实后写进本县读音表或登记簿。",
        "unprinted": "{count:,} 条名称不能印，列在工作簿《待核》里，如“{name}”：{why}。",
        "misspelt": "{count:,} 条登记的拼写与规则不符，没有印，列在工作簿《待核》里，如“{name}”：{why}。",
        "withheld": "{count:,} 处日期、坐标或代码不可能，没有印，列在工作簿《待核》里，如“{name}”：{why}。",
        "unplaced": "{count:,} 条的坐标没有上图，列在工作簿《待核》里，如“{name}”：{why}。",
        "no map": "没有画图：需要附加组件 plot（pip install 'minzheng-core[plot]'）。",
    },
    en={
        "done": "{names:,} names written to {folder}: {files}",
        "unspelled": "{count:,} have no spelling: nobody attests a reading.",
        "unprinted": "{count:,} names cannot be printed (sheet 待核), such as {name}: {why}",
        "misspelt": "{count:,} spellings on record break the rules (not printed; sheet 待核), such as {name}: {why}",
        "withheld": "{count:,} dates, coordinates or codes are impossible (not printed; sheet 待核), such as {name}: {why}",
        "unplaced": "The coordinates of {count:,} gave no point (sheet 待核), such as {name}: {why}",
        "no map": "No map was drawn: the extra plot is missing.",
    },
)


def enter(options: argparse.Namespace) -> int:
    """Put a list into the book of place names; 10 where the book has something otherwise."""
    require_extra("archive")
    from minzheng_core.ledger import Book
    from minzheng_core.registries import place_names
    from minzheng_core.registries.place_names.lists import enter_edition, read_edition

    listed = read_edition(options.list, county=options.county, sheets=options.sheet)
    tell_reading(listed.remarks, options.lang)
    _tell_elsewhere(listed, options)
    edition = own_rows(listed, options)
    with store_at(options, create=True) as store:
        book = Book.open(place_names.REGISTRY, store, county=options.county, name=options.book)
        done = enter_edition(book, edition, by=options.by, file=options.list.name)
    _tell_entered(done, options)
    _tell_wrong(done.wrong, options)
    out = len(listed) > len(edition)
    return TOLD if done.differing or done.refused or done.wrong or out else 0


def _tell_entered(done: Entered, options: argparse.Namespace) -> None:
    """Say how many rows were written, and which were not."""
    say = partial(_ENTERED.say, options.lang)
    print(say("done", new=done.registered, filled=done.filled, same=done.same))
    if done.repeated:
        told = "、".join(f"{row.where}（{row.brief}）" for row in done.repeated[:_SHOWN])
        print(say("repeated", count=len(done.repeated), rows=told))
    for row, why in done.refused:
        print(say("refused", row=row.where, why=why))
    if done.differing:
        told = "、".join(
            f"{p.new.brief}（{p.what.label}）" for p in done.differing[:_SHOWN] if p.new
        )
        where = {"store": options.store, "list": options.list}
        print(say("differing", count=len(done.differing), rows=told, **where))


def _tell_wrong(wrong: Sequence[tuple[ListRow, Finding]], options: argparse.Namespace) -> None:
    """Say what cannot be right in rows that were taken, of each fault the first ones."""
    say = partial(_ENTERED.say, options.lang)
    told: Counter[str] = Counter()
    for row, found in wrong:
        told[found.code] += 1
        if told[found.code] <= _EACH:
            where = say("named" if row.name else "nameless", row=row.where, name=row.brief)
            print(say("wrong", row=where, code=found.code, why=found.sentence(options.lang)))
    over = {code: count - _EACH for code, count in told.items() if count > _EACH}
    for code, count in over.items():
        print(say("alike", code=code, count=count))
    if over:
        print(say("more", list=options.list, county=options.county))


_ENTERED = Sentences(
    zh={
        "done": "新登记 {new:,} 条，补充 {filled:,} 条，{same:,} 条没有变化。",
        "repeated": "名录里重复的 {count:,} 行没有再登：第 {rows} 行",
        "refused": "第 {row} 行没有登记：{why}",
        "wrong": "第 {row}[{code}] {why}",
        "named": "{row} 行（{name}）",
        "nameless": "{row} 行 ",
        "alike": "[{code}] 同样的问题另有 {count:,} 处",
        "more": '  全部列出：minzheng place-names check "{list}" --county {county} --out 名录核查',
        "differing": '与登记簿不同的 {count:,} 条没有写入：{rows}\n  核对：minzheng place-names compare {store} "{list}" --out 比较结果；更名、改码、划转按程序办。',
    },
    en={
        "done": "{new:,} registered, {filled:,} filled in, {same:,} unchanged.",
        "repeated": "{count:,} rows stand in the list more than once: {rows}",
        "refused": "row {row} was not registered: {why}",
        "wrong": "row {row} [{code}] {why}",
        "named": "{row} ({name})",
        "nameless": "{row}",
        "alike": "[{code}] the same in {count:,} more places",
        "more": '  See all: minzheng place-names check "{list}" --county {county} --out checked',
        "differing": '{count:,} differ from the book and were not written: {rows}\n  See: minzheng place-names compare {store} "{list}" --out result',
    },
)


def own_rows(edition: Edition, options: argparse.Namespace) -> Edition:
    """The rows of the county; those whose code is another county's are named and left out."""
    own, out = edition.within(options.county)
    if out:
        say = partial(_LEFT_OUT.say, options.lang)
        told = "、".join(say("row", row=r.where, name=r.brief) for r in out[:_SHOWN])
        print(say("all", count=len(out), rows=told))
        if not len(own):
            raise InputError("PB497", file=edition.label, county=options.county, count=len(out))
    return own


def _tell_elsewhere(edition: Edition, options: argparse.Namespace) -> None:
    """Say how many rows of a wider list were passed over: a mistyped county leaves out nearly all."""
    if edition.elsewhere:
        words = _ELSEWHERE[options.lang]
        print(words.format(label=edition.label, count=edition.elsewhere, county=options.county))


_ELSEWHERE = {
    "zh": "“{label}”里代码不属于 {county} 的 {count:,} 行没有采用。",
    "en": "{label}: {count:,} rows with codes outside {county} were left out.",
}
_SHOWN, _TOLD = 10, 20
_EACH = 10
"""Rows with one fault that are told; how many more there are is said once."""
_LEFT_OUT = Sentences(
    zh={"all": "代码属于别县的 {count:,} 行没有采用：{rows}", "row": "第 {row} 行（{name}）"},
    en={
        "all": "{count:,} rows with the code of another county were left out: {rows}",
        "row": "row {row} ({name})",
    },
)
