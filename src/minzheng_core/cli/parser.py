"""The command line: every group of commands, added by the folder that holds it."""

from __future__ import annotations

from minzheng_core._version import __version__
from minzheng_core.cli.archives.parser import add_archive_commands
from minzheng_core.cli.books.parser import add_book_commands
from minzheng_core.cli.boundaries.parser import add_boundary_commands
from minzheng_core.cli.funeral.parser import add_funeral_commands
from minzheng_core.cli.groups import add_language
from minzheng_core.cli.place_names.parser import add_place_name_commands
from minzheng_core.cli.speech import Parser
from minzheng_core.errors import CallError


def parser() -> Parser:
    """The command line of ``minzheng``."""
    top = Parser(
        prog="minzheng",
        description="县级民政登记簿：历史档案清洗、核查与登记簿",
        epilog="先试：minzheng clean 档案.xlsx --county 360732 --out 清洗结果\n每条命令加 --help 看用法。",
    )
    top.add_argument(
        "--version", action="version", version=f"minzheng {__version__}", help="显示版本号"
    )
    top.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言（默认 zh）")
    top.set_defaults(run=lambda _: _show(top))
    commands_ = top.add_subparsers(metavar="命令")
    add_archive_commands(commands_)
    add_book_commands(commands_)
    add_funeral_commands(commands_)
    add_place_name_commands(commands_)
    add_boundary_commands(commands_)
    add_language(commands_)
    return top


def _show(top: Parser) -> int:
    """Somebody who gives no command sees which there are."""
    top.print_help()
    return CallError.exit_status
