"""``--lang en --help``: every text of every command has its English, and no more stands in the table."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from minzheng_core.cli.english import english, texts
from minzheng_core.cli.parser import parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Said

_HAN = re.compile("[\u3400-\u9fff]")


def told(top: argparse.ArgumentParser) -> Iterator[str]:
    """Every Chinese text that the help of a parser and of all below it shows."""
    found = [top.description, top.epilog]
    for action in top._actions:
        found.append(action.help)
        found += action.metavar if isinstance(action.metavar, tuple) else [action.metavar]
        if isinstance(action, argparse._SubParsersAction):
            found += [choice.help for choice in action._choices_actions]
            for below in dict.fromkeys(action.choices.values()):
                yield from told(below)
    yield from (text for text in found if text and _HAN.search(text))


def test_every_text_of_help_has_its_english_and_no_other() -> None:
    shown = {text for text in told(parser()) if not text.startswith("例：")}
    assert sorted(text for text in shown if english(text) == text) == []
    used = {text if text in texts() else text.removesuffix("。") for text in shown}
    assert sorted(texts().keys() - used) == []
    assert all(text.strip() and not text.startswith("例") for text in texts().values())


def test_help_in_english_has_english_headings(minzheng: Callable[..., Said]) -> None:
    for words in ((), ("place-names",), ("place-names", "merge")):
        said = minzheng("--lang", "en", *words, "--help")
        assert said.out.startswith("usage: ")
        assert "用法" not in said.out
        assert "选项" not in said.out
    assert "take a filled workbook of differences back" in said.out


def test_help_stays_chinese_where_nothing_is_asked(minzheng: Callable[..., Said]) -> None:
    assert minzheng("place-names", "--help").out.startswith("用法：")
