"""The commands on archives, single numbers, codes and steps, and their options."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.archives import commands
from minzheng_core.cli.archives.linking_parser import add_link_commands
from minzheng_core.cli.books.loading import add_store_options
from minzheng_core.cli.counties import add_county
from minzheng_core.cli.options import add_day, add_encoding, add_quiet, add_sheets
from minzheng_core.cli.speech import count

if TYPE_CHECKING:
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
        raise argparse.ArgumentTypeError(
            "地名名录不用 clean：用 minzheng place-names check 核查，改好后用 minzheng place-names enter 入簿"
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
        "files", nargs="+", metavar="文件", help="xlsx、xls、ods、csv、tsv，可给多个"
    )
    command.add_argument(
        "--registry",
        default="marriage",
        type=cleaned,
        choices=CLEANED,
        help="登记类别（默认婚姻登记；地名名录用 minzheng place-names check、enter）",
    )


def _clean(below: argparse._SubParsersAction[Parser]) -> None:
    clean = below.add_parser(
        "clean",
        help="清洗档案：工作簿或 CSV → 干净记录、核查工作簿、报告",
        description="读档、清洗、核查，结果写进一个目录；原文件不改动。",
        epilog="例：minzheng clean 档案.xlsx 补录.csv --county 360732 --out 清洗结果",
    )
    _files_and_registry(clean)
    add_county(
        clean,
        "档案所属的县：六位区划代码或名称，如 360732、兴国县（给出 --recipe 时可省）",
        required=False,
    )
    clean.add_argument(
        "--out", required=True, type=Path, metavar="目录", help="结果目录（新建，或以前的结果）"
    )
    clean.add_argument(
        "--facilities", type=Path, metavar="CSV", help="本县殡葬设施名录（清洗殡葬台账时用）"
    )
    add_sheets(clean)
    add_encoding(clean)
    clean.add_argument(
        "--mapping",
        type=Path,
        metavar="JSON",
        help="列对照文件（minzheng columns --save 保存、可手改）",
    )
    clean.add_argument("--recipe", type=Path, metavar="JSON", help="按以前的方案重做")
    clean.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="步骤",
        help="不做这一步，可重复（步骤见 minzheng steps）",
    )
    clean.add_argument(
        "--overlay", type=Path, metavar="文件", help="本县补充资料（公社、撤并乡镇等）"
    )
    clean.add_argument(
        "--gazetteer",
        type=Path,
        metavar="文件",
        help="地名词典（minzheng place-names load 存下的），户籍地读到村",
    )
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
    clean.add_argument("--by", metavar="姓名", help="谁写入登记簿（与 --store 同用）")
    add_store_options(clean)
    clean.set_defaults(run=commands.clean)


def _apply(below: argparse._SubParsersAction[Parser]) -> None:
    apply = below.add_parser(
        "apply",
        help="把填好的核查工作簿收回来，写出定稿记录",
        description=(
            "收回工作簿里的决定，在清洗结果目录的 final 里写出定稿记录；读不懂、自相矛盾的逐行退回，"
            "其余照常生效。可以分几次交，重复运行不会出错。"
        ),
        epilog="例：minzheng apply 清洗结果/核查工作簿.xlsx --by 张某某",
    )
    apply.add_argument(
        "workbook",
        type=Path,
        metavar="工作簿",
        help="填好的核查工作簿（Excel、WPS、LibreOffice 保存的都行）",
    )
    apply.add_argument("--by", required=True, metavar="姓名", help="谁做的决定")
    apply.add_argument(
        "--run",
        dest="directory",
        type=Path,
        metavar="目录",
        help="清洗结果目录（默认工作簿所在目录）",
    )
    add_store_options(apply)
    apply.set_defaults(run=commands.apply)


def _columns(below: argparse._SubParsersAction[Parser]) -> None:
    columns = below.add_parser(
        "columns",
        help="看一个文件的各列会读成什么",
        description="清洗以前先看一眼各列会读成什么，不写出任何结果。",
        epilog="例：minzheng columns 档案.xlsx --save 列对照.json",
    )
    _files_and_registry(columns)
    columns.add_argument(
        "--save", type=Path, metavar="JSON", help="保存列对照，手改后用 clean --mapping"
    )
    add_sheets(columns)
    add_encoding(columns)
    columns.set_defaults(run=commands.columns)


def _check_id(below: argparse._SubParsersAction[Parser]) -> None:
    check = below.add_parser(
        "check-id",
        help="检查身份证号码（不给号码时从标准输入逐行读）",
        epilog="例：minzheng check-id 11010519491231002X",
    )
    check.add_argument("numbers", nargs="*", metavar="号码", help="要检查的号码，可给多个")
    check.set_defaults(run=commands.check_id)


def _explain(below: argparse._SubParsersAction[Parser]) -> None:
    explain = below.add_parser("explain", help="解释一个问题代码，如 MR206；不给代码则列出全部")
    explain.add_argument("code", nargs="?", metavar="代码", help="问题代码，大小写都可以")
    explain.set_defaults(run=commands.explain)


def _steps(below: argparse._SubParsersAction[Parser]) -> None:
    steps = below.add_parser("steps", help="列出清洗步骤")
    steps.set_defaults(run=commands.steps)
