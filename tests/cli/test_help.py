"""The help of every command begins with what the command does."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from minzheng_core.cli.parser import parser

if TYPE_CHECKING:
    from collections.abc import Iterator


def _commands(one: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield one
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _commands(below)


@pytest.mark.parametrize("command", list(_commands(parser())), ids=lambda command: command.prog)
def test_help_says_what_the_command_does(command: argparse.ArgumentParser) -> None:
    assert command.description
