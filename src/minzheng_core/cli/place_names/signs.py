"""The command on signs of place names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from minzheng_core.cli.books.access import books_of, store_at
from minzheng_core.cli.place_names.book import PLACE_NAMES
from minzheng_core.cli.place_names.reading import tell_reading
from minzheng_core.cli.sentences import Sentences
from minzheng_core.cli.statuses import TOLD
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    import argparse


def enter(options: argparse.Namespace) -> int:
    """Put a list of signs into their book; 10 where a sign shows something else than its name."""
    require_extra("archive")
    from minzheng_core.ledger import Book
    from minzheng_core.reference.county_codes import renewed_code
    from minzheng_core.registries.place_names import signs
    from minzheng_core.registries.place_names.signs.sign_list import LABELS, read_signs

    listed = read_signs(options.list, sheets=options.sheet)
    own = renewed_code(options.county)
    with store_at(options, create=True) as store:
        names = [
            entry
            for found in books_of(store, PLACE_NAMES, options)
            if renewed_code(str(found.setting.context["county"])) == own
            for entry in found.scan()
        ]
        book = Book.open(signs.REGISTRY, store, county=options.county)
        done = signs.enter_signs(book, listed, by=options.by, names=names)
    say = partial(_SENTENCES.say, options.lang)
    tell_reading(done.remarks, options.lang)
    print(say("done", new=done.registered, filled=done.filled, same=done.same))
    if not names:
        print(say("alone"))
    if done.repeated:
        print(say("repeated", rows="、".join(map(str, done.repeated[:_SHOWN]))))
    for row, found in done.conflicting:
        print(say("conflict", row=row, code=found.code, why=found.sentence(options.lang)))
    if done.nameless:
        rows = "、".join(map(str, done.nameless[:_SHOWN]))
        print(say("nameless", count=len(done.nameless), rows=rows))
    for row, why in done.refused:
        print(say("refused", row=row, why=why))
    for row, found in done.differing:
        # That a date cannot be read is said of a column: a sign has five.
        column = LABELS.get(found.field or "", "") if found.code.startswith("DT") else ""
        told = f"{row} 行" if options.lang == "zh" else f"{row}"
        told += f"（{column}）" if column else ""
        print(say("differs", row=told, code=found.code, why=found.sentence(options.lang)))
    return TOLD if done.refused or done.differing or done.conflicting else 0


_SHOWN = 20
_SENTENCES = Sentences(
    zh={
        "done": "新登记 {new:,} 个，补充 {filled:,} 个，{same:,} 个没有变化。",
        "alone": "这个存储里没有本县的地名登记簿，标志上的汉字和拼写只同清单上的地名核对。",
        "repeated": "清单里重复的行没有再登：第 {rows} 行",
        "conflict": "第 {row} 行没有采用 [{code}] {why}",
        "nameless": "{count:,} 个标志的地名不在登记簿里，或不止一个，没有核对：第 {rows} 行",
        "refused": "第 {row} 行没有登记：{why}",
        "differs": "第 {row} [{code}] {why}",
    },
    en={
        "done": "{new:,} registered, {filled:,} filled in, {same:,} unchanged.",
        "alone": "There is no book of place names of the county here; the signs were compared with the names on the list only.",
        "repeated": "Rows that stand in the list more than once: {rows}",
        "conflict": "row {row} was not taken [{code}] {why}",
        "nameless": "{count:,} signs show no name of the book, or one that is there twice: rows {rows}",
        "refused": "row {row} was not registered: {why}",
        "differs": "row {row} [{code}] {why}",
    },
)
