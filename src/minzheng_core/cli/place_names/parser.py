"""The commands on place names and their options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.counties import add_county
from minzheng_core.cli.groups import add_command, add_group, add_language
from minzheng_core.cli.options import add_encoding, add_path, add_quiet, add_sheets
from minzheng_core.cli.place_names import check, spelling, standard
from minzheng_core.cli.place_names.book_parser import add_book_of_names
from minzheng_core.cli.speech import year_or_day

if TYPE_CHECKING:
    import argparse

    from minzheng_core.cli.speech import Parser


def add_place_name_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    """The group ``minzheng place-names``."""
    below = add_group(
        commands,
        "place-names",
        "地名：拼写、标准化、名录核查、命名审查、登记与出版",
        description="地名的罗马字母拼写、标准化、名录核查、命名审查、登记与出版。",
        epilog="例：minzheng place-names spell 西峰镇 --kind 镇",
    )
    _spell(below)
    _check_spelling(below)
    add_book_of_names(below)
    _check(below)
    _standardise(below)
    _load(below)
    add_language(below)


def _spell(below: argparse._SubParsersAction[Parser]) -> None:
    spell = add_command(
        below, "spell", "地名怎样拼写", spelling.spell, example="兴国县 经五路 --division 360732"
    )
    spell.add_argument("names", nargs="+", metavar="地名", help="标准名称，可给多个")
    _options(spell)


def _check_spelling(below: argparse._SubParsersAction[Parser]) -> None:
    command = add_command(
        below,
        "check-spelling",
        "一个已有的拼写对不对，违反哪一条",
        spelling.check_spelling,
        example='歙县 "Shexian County"',
    )
    command.add_argument("name", metavar="地名", help="标准名称")
    command.add_argument("given", metavar="拼写", help="标志、地图或名录上的拼写")
    _options(command)


def _check(below: argparse._SubParsersAction[Parser]) -> None:
    command = add_command(
        below,
        "check",
        "核查整本名录：拼写、后缀、重名同音、用字、代码",
        check.check,
        example="名录.xlsx --county 360732 --out 名录核查",
    )
    command.add_argument("file", type=Path, metavar="名录", help="xlsx、xls、ods、csv、tsv")
    add_county(command)
    add_path(command, "--out", "结果目录", metavar="目录", required=True)
    add_sheets(command)
    add_path(command, "--readings", "本县读音表")


def _standardise(below: argparse._SubParsersAction[Parser]) -> None:
    command = add_command(
        below,
        "standardise",
        "写法不一的地名是哪个标准地名，当时和今天的代码；一条，或者整张表",
        standard.standardise,
        example="江西兴国古龙岗公社 --on 1990\n"
        "　　minzheng place-names standardise 住址.xlsx --column 住址 --county 360732 --out 标准化结果",
    )
    command.add_argument(
        "texts", nargs="+", metavar="文字或文件", help="住址或地名，可给多个；有 --out 时是表格文件"
    )
    add_county(command, "本县代码或名称：没有写明县的按本县", required=False)
    command.add_argument(
        "--on",
        type=year_or_day,
        metavar="年",
        help="哪一年或哪一天（默认今天），如 1990、1990-05-01",
    )
    add_path(command, "--gazetteer", "地名词典（load 存下的）")
    add_path(command, "--overlay", "本县地名补充表")
    add_path(command, "--out", "标准化整张表，结果写在这里", metavar="目录")
    command.add_argument(
        "--column", metavar="标题", help="地名所在的列（默认认“住址”“地址”等标题）"
    )
    command.add_argument(
        "--date-column", metavar="标题", help="日期所在的列，每行按当时的区划（默认都按 --on）"
    )
    add_sheets(command)
    add_encoding(command)
    add_quiet(command)
    settle = add_command(
        below,
        "settle",
        "收回标准化核对工作簿里的决定，写出定稿",
        standard.settle,
        example="标准化结果/标准化核对.xlsx",
    )
    settle.add_argument(
        "workbook", type=Path, metavar="工作簿", help="填好的标准化核对.xlsx（留在结果目录里）"
    )


def _load(below: argparse._SubParsersAction[Parser]) -> None:
    command = add_command(
        below,
        "load",
        "把村级名录存成地名词典，供其他命令使用",
        standard.load,
        example="villages.csv streets.csv --out 本县.gaz",
    )
    command.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help="名录：CSV、xlsx、xls、ods"
    )
    add_path(command, "--out", "存到哪里", required=True)
    add_county(command, "名录没有代码时，全表所在的县：代码或名称", required=False)
    command.add_argument("--edition", default="", metavar="日期", help="名录截止日期")
    add_sheets(command)


def _options(command: Parser) -> None:
    command.add_argument(
        "--kind",
        metavar="类别",
        help="镇、行政村、自然村、道路、河流、桥、单位……或 GB/T 18521 代码",
    )
    command.add_argument("--division", default="", metavar="代码", help="所在区划代码，如 360732")
    add_path(command, "--readings", "本县读音表（CSV：名称、读音）")
