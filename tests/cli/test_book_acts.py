"""The command that does any act of a registry's lifecycle, as a clerk runs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries import place_names
from minzheng_core.registry import registries
from tests.cli.test_books import SECRETS, done, refused, store
from tests.ledger.conftest import book_on, couple

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.test_books import Command

__all__ = ["store"]
FAULTY = "362133196208150019"


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """A file with an empty book of place names."""
    path = tmp_path / "地名.db"
    opened = open_store(str(path))
    Book.open(place_names.REGISTRY, opened, county="360732")
    opened.close()
    return path


def states(path: Path) -> list[tuple[str, str]]:
    opened = open_store(str(path))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    found = [(entry.key, entry.state) for entry in book.scan()]
    opened.close()
    return found


def test_a_name_goes_from_application_to_use_by_commands_alone(
    minzheng: Command, names: Path
) -> None:
    def act(*words: str) -> str:
        return done(minzheng("act", names, *words, "--by", "王某某"))

    proposed = act("propose", "--set", "标准名称=和顺路", "--set", "category_name=街路巷",
                   "--set", "division=360732100", "--set", "申请：申请日期=2026-03-01")  # fmt: skip
    assert "申请命名  未登记 → 已申请" in proposed
    assert "标准名称：和顺路" in proposed
    key = proposed.split()[0]
    act("assess", key, "--set", "application.evaluation=有")
    approved = act("批准", key, "--document", "兴府字〔2026〕11号", "--set",
                   "approval.authority=兴国县人民政府", "--set", "批准日期=2026-04-01")  # fmt: skip
    assert "批准  已论证 → 已批准" in approved
    due = minzheng("place-names", "due", names, "--on", "2026-04-20")
    assert due.status == 10
    assert due.out.count("已逾期") == 2
    act("file", key, "--set", "filing.on=2026-04-10")
    act("announce", key, "--set", "announcement.on=2026-04-12")
    assert "已公告 → 使用中" in act("use", key)

    assert states(names) == [(key, "in_use")]
    assert "共 0 项" in done(minzheng("place-names", "due", names, "--on", "2026-04-20"))


def test_without_a_person_nothing_is_written(
    minzheng: Command,
    names: Path,
    store: Path,
) -> None:
    said = done(minzheng("act", names, "propose", "R1", "--set", "standard_name=和顺路"))

    assert "还没有写入" in said
    assert states(names) == []
    said = done(minzheng("act", store, "correct", "B", "--set", "证件字号=", "--reason", "原件无"))
    assert "（空）" in said
    assert "B  已登记  #1" in done(minzheng("find", store, "certificate_number=(88)潋结字第13号"))


def test_values_come_from_a_file_and_what_is_typed_goes_before(
    minzheng: Command, names: Path, tmp_path: Path
) -> None:
    file = tmp_path / "申请.toml"
    file.write_text(
        'standard_name = "和顺街"\ndivision = "360732100"\n[application]\napplicant = "潋江镇"\n',
        encoding="utf-8",
    )
    words = ("propose", "R1", "--values", file, "--set", "standard_name=和顺路", "--by", "王某某")

    said = done(minzheng("act", names, *words))

    assert "标准名称：和顺路" in said
    assert "申请：申请单位：潋江镇" in said
    file.write_text("不是", encoding="utf-8")
    refused(minzheng("act", names, "correct", "R1", "--values", file, "--reason", "甲"), "BK225")
    refused(minzheng("act", names, "propose", "--values", tmp_path / "没有"), "IN206")


def test_names_and_numbers_are_masked_unless_asked(
    minzheng: Command,
    store: Path,
) -> None:
    words = ("act", store, "correct", "A", "--set", "女方姓名=李四娘", "--reason", "原件如此")

    said = done(minzheng(*words, "--by", "王某某"))

    assert "更正  已登记 → 已登记" in said
    assert "女方姓名：李＊＊ → 李＊＊" in said
    assert not any(secret in said for secret in SECRETS)
    again = ("act", store, "correct", "A", "--set", "女方姓名=李肆娘", "--reason", "甲")
    assert "李四娘 → 李肆娘" in done(minzheng(*again, "--clear"))
    assert "written" in done(minzheng(*again, "--by", "王某某", "--lang", "en"))


def test_an_error_is_written_only_with_a_reason(minzheng: Command, tmp_path: Path) -> None:
    path = tmp_path / "登记.db"
    opened = open_store(str(path))
    book_on(opened).register(couple(), by="王某某", key="A")
    opened.close()
    words = ("act", path, "correct", "A", "--set", f"husband.id_number={FAULTY}",
             "--reason", "原件", "--by", "王某某")  # fmt: skip

    said = minzheng(*words)

    refused(said, "BK202")
    codes = re.findall(r"\[([A-Z]{2}\d{3})\]", said.err)[1:]
    accepted = [word for code in codes for word in ("--accept", f"{code}=档案原文如此")]
    assert "已写入第 2 个版次" in done(minzheng(*words, *accepted))


def test_a_wrong_call_says_what_is_meant(minzheng: Command, names: Path) -> None:
    def refuses(code: str, *words: str) -> None:
        refused(minzheng("act", names, *words), code)

    refuses("BK211", "shelve", "R1")
    refuses("BK224", "approve")
    refuses("BK101", "approve", "R1", "--document", "甲")
    refuses("BK159", "propose", "--set", "和顺路")
    refuses("BK159", "propose", "--set", "=和顺路")
    refuses("BK107", "propose", "--set", "shoe=43")
    refuses("IN209", "propose", "--effective", "昨天")
    done(minzheng("act", names, "propose", "R1", "--set", "standard_name=和顺路", "--by", "王"))
    refuses("BK203", "use", "R1")
    refuses("BK205", "approve", "R1")
    refuses("BK204", "refuse", "R1")


@pytest.mark.parametrize("name", sorted(registries()))
def test_every_registry_says_what_can_be_done(minzheng: Command, tmp_path: Path, name: str) -> None:
    path, registry = tmp_path / "登记.db", registries()[name]
    opened = open_store(str(path))
    Book.open(registry, opened, county="360732")
    opened.close()

    said = done(minzheng("act", path))

    for action, line in zip(registry.lifecycle.actions, said.splitlines(), strict=True):
        assert line.startswith(f"{action.name} {action.label}  ")
        assert ("要写理由" in line, "要写文号" in line) == (action.reason, action.document)
        assert ("要写日期" in line) == bool(action.day_at)
    assert "not begun → " in done(minzheng("act", path, "--lang", "en"))
