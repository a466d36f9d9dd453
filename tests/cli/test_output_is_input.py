"""A command does not write over the register or the file that it reads, whatever it is called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from minzheng_core.stores import open_store
from tests.ledger.conftest import book_on, couple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Command = Callable[..., Said]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "登记.db"
    opened = open_store(str(path))
    book_on(opened).register(couple(), by="王", key="K1")
    opened.close()
    (tmp_path / "链接.jsonl").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("out", ["登记.db", "./登记.db", "链接.jsonl"])
@pytest.mark.parametrize("written", ["{path}", "sqlite:///{path}", "登记.db"])
@pytest.mark.parametrize(
    "command", [("export",), ("export", "--private"), ("checkpoint", "--by", "王")]
)
def test_a_register_is_not_written_over(
    minzheng: Command, store: Path, command: tuple[str, ...], written: str, out: str
) -> None:
    before = store.read_bytes()
    said = minzheng(*command, written.format(path=store), "--out", out)

    assert (said.status, said.out) == (4, "")
    assert said.err.startswith("[IN309]")
    assert store.read_bytes() == before
    assert minzheng("verify", store).status == 0


def test_nor_what_the_database_keeps_beside_it(minzheng: Command, store: Path) -> None:
    beside = store.with_name("登记.db-wal")
    beside.touch()

    assert "[IN309]" in minzheng("export", store, "--out", beside).err


def test_nor_an_archive_or_a_key(minzheng: Command, store: Path, archive: Path) -> None:
    before, hard = archive.read_bytes(), archive.with_name("同一个.json")
    os.link(archive, hard)
    key = store.with_name("甲.key")
    key.write_text("01" * 32, encoding="utf-8")

    assert "[IN309]" in minzheng("columns", archive, "--save", archive).err
    assert "[IN309]" in minzheng("columns", archive, "--save", hard).err
    assert "[IN309]" in minzheng("export", store, "--key-file", key, "--out", key).err
    assert archive.read_bytes() == before
    assert key.read_text(encoding="utf-8") == "01" * 32


def test_another_file_is_replaced(minzheng: Command, store: Path) -> None:
    out = store.with_name("簿.jsonl")
    out.write_text("以前的", encoding="utf-8")

    assert minzheng("export", store, "--private", "--out", out).status == 0
    assert "以前的" not in out.read_text(encoding="utf-8")
