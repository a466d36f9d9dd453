"""Options that several commands have, said once: a store and its book, who and when, files and how they are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_core.cli.speech import day

if TYPE_CHECKING:
    from argparse import ArgumentParser

STORE = "存储：登记.db、sqlite:///文件、postgresql://…、mysql://…"


def add_store(command: ArgumentParser) -> None:
    """The store that a command works on."""
    command.add_argument("store", metavar="存储", help=STORE)


def add_book(
    command: ArgumentParser,
    which: str = "哪一本登记簿（只有一本时不用写）",
    key: str = "密钥文件，可重复，先后不拘；也可用环境变量 MINZHENG_KEY",
) -> None:
    """Which book of a store is meant, and the keys that open it."""
    command.add_argument("--book", metavar="名称", help=which)
    command.add_argument("--key-file", type=Path, action="append", metavar="文件", help=key)


def add_day(command: ArgumentParser, about: str = "以哪一天为“今天”（默认当天）") -> None:
    """The day on which a command is answered."""
    command.add_argument("--on", type=day, metavar="日期", help=about)


def add_by(command: ArgumentParser, about: str, *, required: bool = False) -> None:
    """Who does it: a name that stands in the history of what is written."""
    command.add_argument("--by", required=required, metavar="姓名", help=about)


def add_path(
    command: ArgumentParser,
    option: str,
    about: str,
    *,
    metavar: str = "文件",
    required: bool = False,
) -> None:
    """A file or folder to read or to write."""
    command.add_argument(option, type=Path, required=required, metavar=metavar, help=about)


def add_sheets(command: ArgumentParser) -> None:
    """The sheets of a workbook that are read."""
    command.add_argument("--sheet", action="append", metavar="表名", help="只读这些工作表，可重复")


def add_encoding(command: ArgumentParser) -> None:
    """How text files are encoded."""
    command.add_argument("--encoding", metavar="编码", help="文本文件的编码；默认自动识别")


def add_quiet(command: ArgumentParser) -> None:
    """No progress on the terminal."""
    command.add_argument("--quiet", action="store_true", help="不显示进度")
