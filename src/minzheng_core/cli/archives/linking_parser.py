"""Options of the commands on acts and persons: golden, back-fill, compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.archives import linking
from minzheng_core.cli.groups import add_command
from minzheng_core.cli.options import add_path, add_quiet

if TYPE_CHECKING:
    import argparse

    from minzheng_core.cli.speech import Parser


def add_link_commands(below: argparse._SubParsersAction[Parser]) -> None:
    """Add them to the command line."""
    _golden(below)
    _back_fill(below)
    _compare(below)


def _directory_and_out(command: Parser) -> None:
    command.add_argument(
        "directory", type=Path, metavar="目录", help="清洗结果目录（有定稿记录 final 时用定稿）"
    )
    add_path(command, "--out", "写成 .xlsx 或 .csv", required=True)


def _golden(below: argparse._SubParsersAction[Parser]) -> None:
    golden = add_command(
        below,
        "golden",
        "归并记录：录入多次的登记各取一条，逐项有出处",
        linking.golden,
        example="清洗结果 --out 归并记录.xlsx",
        description="同一次登记有几条记录的，逐项取最可靠的值合成一条；原来的各条不动。",
    )
    _directory_and_out(golden)
    golden.add_argument(
        "--reasons", action="store_true", help="一项一行：取值、出处、理由，而不是一次登记一行"
    )


def _back_fill(below: argparse._SubParsersAction[Parser]) -> None:
    fill = add_command(
        below,
        "back-fill",
        "回填：空格可以从哪里补",
        linking.back_fill,
        example="清洗结果 --reference 户籍=户籍.xlsx --out 回填.xlsx",
        description="从同一次登记的另一条、同一人的另一次登记、参考表（户籍、人口等）里找空格的值；"
        "一行一处，确凿的预选“采用”，其余由人决定。",
    )
    _directory_and_out(fill)
    fill.add_argument(
        "--reference",
        action="append",
        default=[],
        metavar="名称=来源",
        help="参考表，可重复：CSV、工作簿，或 数据库地址::表名",
    )
    add_path(fill, "--filled", "把确凿的填进去，记录另存（.csv 或 .xlsx）")


def _compare(below: argparse._SubParsersAction[Parser]) -> None:
    compare = add_command(
        below,
        "compare",
        "与在用系统的导出比对：逐条逐项",
        linking.compare,
        example="清洗结果 系统导出.xlsx --out 比对.xlsx",
        description="清洗结果与在用系统的导出（或另一个清洗结果）按登记对上，逐项列出不同，由人决定。",
    )
    _directory_and_out(compare)
    compare.add_argument(
        "files", nargs="+", type=Path, metavar="对方", help="对方的文件，或另一个清洗结果目录"
    )
    compare.add_argument("--all", action="store_true", help="一致的也列出来")
    compare.add_argument("--encoding", metavar="编码", help="对方文本文件的编码；默认自动识别")
    add_quiet(compare)
