"""Commands, and those below a first word of their own: ``minzheng boundaries check``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_core.cli.speech import Parser


def add_group(
    commands: argparse._SubParsersAction[Parser],
    name: str,
    help_: str,
    *,
    description: str | None = None,
    epilog: str | None = None,
) -> argparse._SubParsersAction[Parser]:
    """A first word, and where its commands are added; alone it shows its help, as a wrong call."""
    group = commands.add_parser(name, help=help_, description=description, epilog=epilog)
    group.set_defaults(run=lambda _: _show(group))
    return group.add_subparsers(metavar="命令")


def _show(group: Parser) -> int:
    group.print_help()
    return 2


def add_command(
    below: argparse._SubParsersAction[Parser],
    name: str,
    help_: str,
    run: Callable[[argparse.Namespace], int],
    *,
    example: str = "",
    description: str = "",
) -> Parser:
    """A command: what stands beside its name in a list, what it runs, and what its help says.

    *example* is what somebody would write behind its name; without a *description* its help says
    what the list says.
    """
    command = below.add_parser(name, help=help_, description=description or f"{help_}。")
    command.epilog = f"例：{command.prog} {example}" if example else None
    command.set_defaults(run=run)
    return command


def add_language(commands: argparse._SubParsersAction[Parser]) -> None:
    """The option ``--lang`` for every command, where none stands before the commands."""
    for command in commands.choices.values():
        command.add_argument(
            "--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help="提示语言（默认 zh）"
        )
