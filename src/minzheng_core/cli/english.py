"""The help of every command in English, for ``--lang en``: texts by their Chinese from ``help.en.tsv``.

A line of the table has the Chinese text, a tab and the English one; a full stop at the end of either
follows the other.
"""

from __future__ import annotations

import argparse
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar

from minzheng_core.cli.speech import Formatter

if TYPE_CHECKING:
    from collections.abc import Mapping

_STOP = "。"
_EXAMPLE = "例："


@cache
def texts() -> Mapping[str, str]:
    """The English of every text that help shows, by its Chinese."""
    table = files("minzheng_core.cli").joinpath("help.en.tsv").read_text(encoding="utf-8")
    lines = (line.replace("\\n", "\n").replace("\\\\", "\\") for line in table.splitlines())
    return dict(line.split("\t") for line in lines if line)


def english(text: str) -> str:
    """The English of a text of help; one that the table lacks stays as it is.

    >>> english("列出清洗步骤。"), english("例：minzheng steps"), english("--county")
    ('list the steps of cleaning.', 'Example: minzheng steps', '--county')
    """
    if text.startswith(_EXAMPLE):
        return f"Example: {text.removeprefix(_EXAMPLE)}"
    if text in texts() or not text.endswith(_STOP):
        return texts().get(text, text)
    told = texts().get(text.removesuffix(_STOP))
    return f"{told}." if told else text


def in_english(parser: argparse.ArgumentParser) -> None:
    """Let a parser and all below it speak English."""
    parser.formatter_class = _Formatter
    parser.description = parser.description and english(parser.description)
    parser.epilog = parser.epilog and english(parser.epilog)
    for action in parser._actions:  # noqa: SLF001 - argparse tells them nowhere else
        _translate(action)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - nor these
            for choice in action._choices_actions:  # noqa: SLF001
                _translate(choice)
            for below in dict.fromkeys(action.choices.values()):
                in_english(below)


def _translate(action: argparse.Action) -> None:
    if action.help and action.help is not argparse.SUPPRESS:
        action.help = english(action.help)
    if isinstance(action.metavar, str):
        action.metavar = english(action.metavar)
    elif action.metavar:
        action.metavar = tuple(map(english, action.metavar))


class _Formatter(Formatter):
    """Help under the headings that argparse has."""

    headings: ClassVar[Mapping[str, str]] = {}
    usage = "usage: "
