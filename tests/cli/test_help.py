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
