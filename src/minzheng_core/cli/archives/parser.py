"""The commands on archives, single numbers, codes and steps, and their options."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.archives import commands
from minzheng_core.cli.archives.linking_parser import add_link_commands
from minzheng_core.cli.books.loading import add_store_options
from minzheng_core.cli.counties import add_county
from minzheng_core.cli.groups import add_command
from minzheng_core.cli.options import add_by, add_day, add_encoding, add_path, add_quiet, add_sheets
from minzheng_core.cli.speech import count, wrong_value

if TYPE_CHECKING:
    import argparse

    from minzheng_core.cli.speech import Parser

MOST_WORKERS = 4
CLEANED = ("marriage", "funeral")
"""The registries whose archives are cleaned."""


def cleaned(text: str) -> str:
    """A registry whose archives are cleaned; a list of place names has commands of its own.

    A list of place names has no person and no day by which a cell could be corrected without asking:
    what is wrong in it is for somebody to settle, in the list itself.
    """
    if text.replace("-", "_") in {"place_names", "地名"}:
        raise wrong_value(
            "地名名录不用 clean：用 minzheng place-names check 核查，改好后用 minzheng place-names enter 入簿",
            "lists of place names are checked by minzheng place-names check, then entered by "
            "minzheng place-names enter",
        )
    return text


def add_archive_commands(below: argparse._SubParsersAction[Parser]) -> None:
    """Add what is done with archives, and what helps to read its results."""
    _clean(below)
    _apply(below)
    _columns(below)
    _check_id(below)
    _explain(below)
    _steps(below)
    add_link_commands(below)


def _files_and_registry(command: Parser) -> None:
    command.add_argument(
        "files",
        nargs="+",
        metavar="文件",
        help="xlsx、xls、ods、csv、tsv，可给多个，也可写 登记/*/*.xlsx",
    )
    command.add_argument(
        "--registry",
        default="marriage",
        type=cleaned,
        choices=CLEANED,
        help="登记类别（默认婚姻登记；地名名录用 minzheng place-names check、enter）",
    )


def _clean(below: argparse._SubParsersAction[Parser]) -> None:
    clean = add_command(
        below,
        "clean",
        "清洗档案：工作簿或 CSV → 干净记录、核查工作簿、报告",
        commands.clean,
        example="档案.xlsx 补录.csv --county 360732 --out 清洗结果",
        description="读档、清洗、核查，结果写进一个目录；原文件不改动。",
    )
    _files_and_registry(clean)
    add_county(
        clean,
        "档案所属的县：六位区划代码或名称，如 360732、兴国县（给出 --recipe 时可省）",
        required=False,
    )
    add_path(clean, "--out", "结果目录（新建，或以前的结果）", metavar="目录", required=True)
    add_path(clean, "--facilities", "本县殡葬设施名录（清洗殡葬台账时用）", metavar="CSV")
    add_sheets(clean)
    add_encoding(clean)
    add_path(
        clean, "--mapping", "列对照文件（minzheng columns --save 保存、可手改）", metavar="JSON"
    )
    add_path(clean, "--recipe", "按以前的方案重做", metavar="JSON")
    clean.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="步骤",
        help="不做这一步，可重复（步骤见 minzheng steps）",
    )
    add_path(clean, "--overlay", "本县补充资料（公社、撤并乡镇等）")
    add_path(clean, "--gazetteer", "地名词典（minzheng place-names load 存下的），户籍地读到村")
    add_day(clean)
    clean.add_argument(
        "--workers",
        type=count,
        default=min(os.cpu_count() or 1, MOST_WORKERS),
        metavar="数",
        help="同时清洗的进程数（默认按处理器数，至多 4 个）",
    )
    clean.add_argument(
        "--no-link",
        dest="link",
        action="store_false",
        help="不做比对（重复录入、补领、同一人）",
    )
    add_quiet(clean)
    add_by(clean, "谁写入登记簿（与 --store 同用）")
    add_store_options(clean)


def _apply(below: argparse._SubParsersAction[Parser]) -> None:
    apply = add_command(
        below,
        "apply",
        "把填好的核查工作簿收回来，写出定稿记录",
        commands.apply,
        example="清洗结果/核查工作簿.xlsx --by 张某某",
        description="收回工作簿里的决定，在清洗结果目录的 final 里写出定稿记录；读不懂、自相矛盾的逐行退回，"
        "其余照常生效。可以分几次交，重复运行不会出错。",
    )
    apply.add_argument(
        "workbook",
        type=Path,
        metavar="工作簿",
        help="填好的核查工作簿（Excel、WPS、LibreOffice 保存的都行）",
    )
    add_by(apply, "谁做的决定", required=True)
    apply.add_argument(
        "--run",
        dest="directory",
        type=Path,
        metavar="目录",
        help="清洗结果目录（默认工作簿所在目录）",
    )
    apply.add_argument(
        "--earlier",
        action="store_true",
        help="工作簿是以前一次清洗的（原表后来改过）：内容没有变的行照收，其余退回",
    )
    add_store_options(apply)


def _columns(below: argparse._SubParsersAction[Parser]) -> None:
    columns = add_command(
        below,
        "columns",
        "看一个文件的各列会读成什么",
        commands.columns,
        example="档案.xlsx --save 列对照.json",
        description="清洗以前先看一眼各列会读成什么，不写出任何结果。",
    )
    _files_and_registry(columns)
    add_county(columns, "县，和 clean 一样写；看列用不到，可省", required=False)
    add_path(columns, "--save", "保存列对照，手改后用 clean --mapping", metavar="JSON")
    add_sheets(columns)
    add_encoding(columns)


def _check_id(below: argparse._SubParsersAction[Parser]) -> None:
    check = add_command(
        below,
        "check-id",
        "检查身份证号码（不给号码时从标准输入逐行读）",
        commands.check_id,
        example="11010519491231002X",
    )
    check.add_argument("numbers", nargs="*", metavar="号码", help="要检查的号码，可给多个")


def _explain(below: argparse._SubParsersAction[Parser]) -> None:
    explain = add_command(
        below, "explain", "解释一个问题代码，如 MR206；不给代码则列出全部", commands.explain
    )
    explain.add_argument("code", nargs="?", metavar="代码", help="问题代码，大小写都可以")


def _steps(below: argparse._SubParsersAction[Parser]) -> None:
    add_command(below, "steps", "列出清洗步骤", commands.steps)
