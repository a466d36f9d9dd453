"""Every sentence of a command is there in both languages, asking for no value that the other lacks."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from string import Formatter

import pytest

from minzheng_core import cli
from minzheng_core.cli.sentences import Sentences

SAID = {
    (module.name, name): value
    for module in pkgutil.walk_packages(cli.__path__, f"{cli.__name__}.")
    if not module.name.endswith("__main__")
    for name, value in vars(import_module(module.name)).items()
    if isinstance(value, Sentences)
}


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("which", SAID, ids=".".join)
def test_both_languages_say_the_same_things(which: tuple[str, str]) -> None:
    sentences = SAID[which]
    assert sentences.zh.keys() == sentences.en.keys()
    assert {
        name: more
        for name, text in sentences.en.items()
        if (more := _values(text) - _values(sentences.zh[name]))
    } == {}
