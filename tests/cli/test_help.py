"""The help of every command begins with what the command does."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from minzheng_core.cli.parser import parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Said


def _commands(one: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield one
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _commands(below)


@pytest.mark.parametrize("command", list(_commands(parser())), ids=lambda command: command.prog)
def test_help_says_what_the_command_does(command: argparse.ArgumentParser) -> None:
    assert command.description


def test_an_unknown_option_is_told_with_the_command_whose_help_tells_the_others(
    minzheng: Callable[..., Said],
) -> None:
    said = minzheng("place-names", "spell", "长冈乡", "--dir", "x")
    assert said.err.startswith("[IN209]")
    assert "认不出“--dir x”" in said.err
    assert "minzheng place-names spell --help" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("place-names", "standardise", "x", "--on", "3000"),
        ("place-names", "due", "x.db", "--on", "x"),
        ("place-names", "due", "x.db", "--patrol-months", "x"),
        ("history", "x.db", "K1", "--on", "0202-05-01"),
        ("boundaries", "convert", "1,2", "--from-datum", "x"),
        ("boundaries", "check", "x", "--tolerance", "x"),
        ("clean", "x.csv", "--out", "x"),
        ("clean", "x.csv", "--out", "x", "--registry", "place-names"),
    ],
)
def test_a_wrong_option_is_told_in_the_language_of_the_user(
    minzheng: Callable[..., Said], words: tuple[str, ...]
) -> None:
    english = minzheng("--lang", "en", *words).err
    assert english.startswith("[IN209]")
    assert english.isascii(), english
    chinese = minzheng(*words).err
    assert chinese.startswith("[IN209]")
    assert not chinese.isascii()
    assert "\x1f" not in chinese
