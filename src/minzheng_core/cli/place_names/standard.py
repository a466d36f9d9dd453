"""Commands on standard names and the gazetteer."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.files import is_table
from minzheng_core.cli.place_names.reading import tell_reading
from minzheng_core.cli.sentences import Sentences
from minzheng_core.cli.speech import level_of
from minzheng_core.cli.statuses import TOLD
from minzheng_core.errors import CallError
from minzheng_core.extras import require_extra

if TYPE_CHECKING:
    import argparse

    from minzheng_core.reference.gazetteer import Gazetteer
    from minzheng_core.reference.overlay import Overlay


def load(options: argparse.Namespace) -> int:
    """Make a gazetteer of lists of villages; 10 where rows were left out."""
    from minzheng_core.registries import place_names

    loaded = place_names.load_gazetteer(
        options.files, county=options.county, edition=options.edition, sheets=options.sheet
    )
    loaded.gazetteer.save(options.out)
    tell_reading(loaded.remarks, options.lang)
    chinese = options.lang == "zh"
    for found in loaded.findings:
        place = f"{found.file} 第 {found.row} 行" if chinese else f"{found.file} row {found.row}"
        where = place if found.row else found.file
        print(
            f"{level_of(found.finding.severity, options.lang)} [{found.finding.code}] {where}：{found.finding.sentence(options.lang)}"
        )
    if chinese:
        print(
            f"已存入 {options.out}：村和社区 {loaded.villages} 个，乡镇 {loaded.townships} 个，"
            f"未收入 {loaded.left_out} 行"
        )
    else:
        print(
            f"stored in {options.out}: {loaded.villages} villages, {loaded.townships} townships, "
            f"{loaded.left_out} rows left out"
        )
    return TOLD if loaded.left_out else 0


def standardise(options: argparse.Namespace) -> int:
    """Find the standard names of texts; 10 where one is not settled. With ``--out``, of a table."""
    from minzheng_core.registries import place_names

    if options.out:
        return _table(options)
    table = next((text for text in options.texts if is_table(text)), None)
    if table:
        raise CallError("PG226", file=Path(table).name)
    gazetteer, overlay = _reference(options)
    open_ = False
    for text in options.texts:
        found = place_names.standardise(
            text, county=options.county, on=options.on, gazetteer=gazetteer, overlay=overlay
        )
        open_ |= found.best is None or any(c != found.best for c in found.candidates)
        print(f"{text}  {found.show(options.lang)}")
        if found.best and found.best.name_today and found.best.name_today != found.name:
            today = "今" if options.lang == "zh" else "today"
            code = f"（{found.best.code_today}）" if found.best.code_today else ""
            print(f"  {today} {found.best.name_today}{code}")
        for candidate in found.candidates:
            if candidate != found.best:
                why = "；".join(reason.sentence(options.lang) for reason in candidate.reasons)
                code = f"（{candidate.code}）" if candidate.code else ""
                print(f"  ? {candidate.full_name}{code}  {why}")
        for finding in found.findings:
            print(f"  [{finding.code}] {finding.sentence(options.lang)}")
    return TOLD if open_ else 0


def _reference(options: argparse.Namespace) -> tuple[Gazetteer | None, Overlay | None]:
    from minzheng_core.reference.overlay import Overlay
    from minzheng_core.registries.place_names import Gazetteer

    gazetteer = Gazetteer.open(options.gazetteer) if options.gazetteer else None
    overlay = Overlay.load(options.overlay) if options.overlay else None
    if gazetteer and options.county:
        from minzheng_core.reference.county_codes import lineage

        if not any(code in gazetteer for code in {options.county, *lineage(options.county)}):
            print(_ELSEWHERE[options.lang].format(county=options.county), file=sys.stderr)
    return gazetteer, overlay


_ELSEWHERE = {
    "zh": "注意：地名词典里没有 {county} 的村，本县只能读到乡镇。",
    "en": "Note: the gazetteer has no village of {county}.",
}


def _table(options: argparse.Namespace) -> int:
    """Standardise tables and write the results; 10 where something is left to decide."""
    require_extra("archive")
    from minzheng_core.cli.memory import give_back
    from minzheng_core.cli.progress import shown
    from minzheng_core.registries.place_names.standard_table import Status, save, standardise_table
    from minzheng_core.registries.place_names.standard_table.files import (
        CSV,
        WORKBOOK,
        require_target,
    )
    from minzheng_core.registries.place_names.standardising.standard_name import level_word

    give_back()
    require_target(options.out)
    gazetteer, overlay = _reference(options)
    with shown(quiet=options.quiet) as progress:
        progress("读取", 0, None)
        table = standardise_table(
            options.texts,
            column=options.column or "",
            dates=options.date_column or "",
            on=options.on,
            county=options.county,
            gazetteer=gazetteer,
            overlay=overlay,
            sheets=options.sheet,
            encoding=options.encoding,
            progress=progress,
        )
        progress("写出结果", 0, None)
        folder = save(table, options.out)
    chinese = options.lang == "zh"
    for status, count in table.counts().items():
        print(f"{Status(status).label if chinese else status}  {count:,}")
    for level, count in table.levels().items():
        print(f"  {level_word(level, options.lang)}  {count:,}")
    say = partial(_TABLE.say, options.lang)
    if table.undated:
        print(say("undated", count=table.undated))
    print(say("done", file=folder / CSV))
    if table.questions:
        print(say("open", count=len(table.questions), workbook=folder / WORKBOOK))
    return TOLD if table.questions else 0


_TABLE = Sentences(
    zh={
        "undated": "日期读不出的 {count:,} 行按 --on（没有给出的按今天）。",
        "done": "逐行结果：{file}",
        "open": '待定的写法 {count:,} 种，在《待定》里选好后运行：\n  minzheng place-names settle "{workbook}"',
    },
    en={
        "undated": "{count:,} rows whose date cannot be read were answered as of --on, or today.",
        "done": "Every row: {file}",
        "open": '{count:,} ways of writing are open; decide in the sheet 待定, then run:\n  minzheng place-names settle "{workbook}"',
    },
)


def settle(options: argparse.Namespace) -> int:
    """Take decisions on a standardised table back; 10 where something was not taken."""
    from minzheng_core.registries.place_names.standard_table import settle as settled
    from minzheng_core.registries.place_names.standard_table.decisions import FINAL_CSV

    done = settled(options.workbook)
    say = partial(_SETTLED.say, options.lang)
    for line, why in done.problems:
        print(say("problem", line=line, why=why))
    file = options.workbook.parent / FINAL_CSV
    print(say("done", decided=done.decided, open=done.open, file=file))
    return TOLD if done.problems else 0


_SETTLED = Sentences(
    zh={
        "problem": "第 {line} 行没有采用：{why}",
        "done": "采用决定 {decided:,} 种写法，还没有决定 {open:,} 种；定稿写入 {file}。",
    },
    en={
        "problem": "line {line} was not taken: {why}",
        "done": "{decided:,} texts decided, {open:,} open; the final rows: {file}",
    },
)
