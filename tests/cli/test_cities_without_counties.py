"""A city without counties may stand wherever a command asks for a county."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


@pytest.mark.parametrize(
    "words",
    [
        ("clean", "{file}", "--out", "{out}", "--quiet"),
        ("place-names", "check", "{file}", "--out", "{out}"),
        ("place-names", "publish", "{file}", "--out", "{out}"),
        ("funeral", "clean", "{file}", "--out", "{out}"),
        ("boundaries", "check", "{file}"),
    ],
    ids=" ".join,
)
def test_no_command_refuses_the_city(
    minzheng: Callable[..., Said], tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "表.csv"
    file.write_text("名称,地名代码\n虎门大道,\n", encoding="utf-8")
    told = [word.format(file=file, out=tmp_path / "out") for word in words]
    said = minzheng(*told, "--county", "441900")
    assert "IN203" not in said.err
