"""The commands on books and their options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.books import acts, commands, moves
from minzheng_core.cli.groups import add_command
from minzheng_core.cli.options import add_book, add_by, add_day, add_path, add_quiet, add_store
from minzheng_core.cli.speech import at_least, day

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from minzheng_core.cli.speech import Parser

_CRITERION = "查找条件，如 name=张三、certificate_number=…、id_number=…"
_MOST = 20


def add_book_commands(below: argparse._SubParsersAction[Parser]) -> None:
    """Add everything that is done with a store of books."""
    books = _command(below, "books", "看存储里有哪些登记簿", commands.books)
    add_quiet(books)
    _history(below)
    _find(below)
    _act(below)
    verify = _command(below, "verify", "核验登记簿有没有被改过", commands.verify)
    add_path(verify, "--checkpoint", "与打印的核验点对照")
    verify.add_argument(
        "--most",
        type=at_least(0),
        default=_MOST,
        metavar="数",
        help=f"最多列出多少处（默认 {_MOST}）",
    )
    add_quiet(verify)
    checkpoint = _command(below, "checkpoint", "做一个核验点，打印盖章后另存", commands.checkpoint)
    add_by(checkpoint, "经办人", required=True)
    add_path(checkpoint, "--out", "写入文件（默认显示出来）")
    _moves(below)
    _keeping(below)


def _command(
    below: argparse._SubParsersAction[Parser],
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> Parser:
    command = add_command(below, name, about, run)
    add_store(command)
    add_book(command)
    return command


def _clear(command: Parser) -> None:
    command.add_argument("--clear", action="store_true", help="显示完整的号码和姓名（默认遮盖）")


def _history(below: argparse._SubParsersAction[Parser]) -> None:
    history = _command(below, "history", "看一条记录的全部历史", commands.history)
    which = history.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "key",
        nargs="?",
        metavar="编号",
        help="记录编号，或只有一条记录有的号码、名称（字号、标志编号、区划代码、地名等）",
    )
    which.add_argument("--find", action="append", metavar="条件", help=_CRITERION)
    add_day(history, "只看那一天是什么样")
    _clear(history)


def _find(below: argparse._SubParsersAction[Parser]) -> None:
    find = _command(below, "find", "按姓名、号码、字号等查找记录", commands.find)
    find.add_argument("criteria", nargs="+", metavar="条件", help=_CRITERION)
    _clear(find)


def _act(below: argparse._SubParsersAction[Parser]) -> None:
    act = _command(below, "act", "办一件事：批准、备案、公告、更正、撤销……", acts.act)
    act.description = (
        "先看会改什么（不加 --by 不写入），核对后加 --by 写入。不写办理，就列出能办什么。"
    )
    act.epilog = (
        "例：minzheng act 地名.db approve R1 --set 批准机关=兴国县人民政府 --set 批准日期=2026-04-01"
        " --document 兴府字〔2026〕11号 --by 王某某"
    )
    act.add_argument("action", nargs="?", metavar="办理", help="如 approve 或 批准")
    act.add_argument(
        "key",
        nargs="?",
        metavar="编号",
        help="记录编号，或只有一条记录有的号码、名称（字号、标志编号、区划代码、地名等）；新登记的不写就另编",
    )
    act.add_argument(
        "--set", action="append", metavar="项目=内容", help="要改的值，可重复；内容空着就是删去"
    )
    add_path(act, "--values", "要改的值，写在文件里", metavar="TOML")
    act.add_argument("--reason", metavar="理由", help="为什么（有的办理必须写）")
    act.add_argument("--document", metavar="文号", help="凭哪个文件（有的办理必须写）")
    act.add_argument("--effective", type=day, metavar="日期", help="从哪天起生效")
    act.add_argument(
        "--accept", action="append", metavar="代码=理由", help="明知有这个问题也要写入，可重复"
    )
    add_by(act, "经办人；不写只看不写入")
    _clear(act)


def _moves(below: argparse._SubParsersAction[Parser]) -> None:
    export = _command(below, "export", "把登记簿导出成 JSON Lines", moves.export)
    add_path(export, "--out", "写入文件（默认标准输出）")
    export.add_argument("--private", action="store_true", help="带上明文的私密内容（搬库用）")
    add_quiet(export)
    take = _command(below, "import", "从 JSON Lines 导入登记簿，可接着做", moves.import_)
    take.add_argument("file", type=Path, metavar="文件", help="minzheng export 写出的文件")
    add_quiet(take)
    _command(below, "upgrade", "把存储的表结构升级到本软件的版本", moves.upgrade)


def _keeping(below: argparse._SubParsersAction[Parser]) -> None:
    erase = _command(below, "erase", "删除一个人的个人信息，不能恢复", commands.erase)
    erase.add_argument("key", metavar="编号", help="记录编号")
    erase.add_argument(
        "--subject", required=True, metavar="谁", help="男方、女方，或“登记”（备注、登记员等）"
    )
    add_by(erase, "经办人", required=True)
    erase.add_argument("--reason", required=True, metavar="理由", help="依据和理由")
    _command(below, "rebuild", "按版次重做查找用的索引", commands.rebuild)
    reseal = _command(below, "reseal", "给私密内容加密或换密钥，可接着做", commands.reseal)
    add_path(reseal, "--new-key-file", "新密钥")
    reseal.add_argument("--unseal", action="store_true", help="取消加密")
    reseal.add_argument(
        "--cipher",
        choices=("AES-256-GCM", "SM4-GCM"),
        default="AES-256-GCM",
        help="加密算法（默认 AES-256-GCM）",
    )
    add_quiet(reseal)
