"""The commands on books, as a clerk runs them."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from minzheng_core.stores import open_store
from minzheng_core.stores.sql import SqlStore
from tests.ledger.conftest import HUSBAND, WIFE_NUMBER, book_on, couple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from minzheng_core.ledger.revision import Row
    from tests.cli.conftest import Said

    Command = Callable[..., Said]

COMMANDS = ("books", "history", "find", "verify", "checkpoint", "export", "import", "upgrade",
            "erase", "rebuild", "reseal")  # fmt: skip
SECRETS = ("张三丰", "李四娘", "李肆娘", "362133620815001", WIFE_NUMBER, HUSBAND)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A file with a book of two records."""
    path = tmp_path / "登记.db"
    opened = open_store(str(path))
    book = book_on(opened)
    book.register(couple(), by="王某某", key="A", once="1")
    book.correct(
        "A", {"wife.name": "李肆娘", "office": None, "remark": "到场"}, by="王", reason="更正"
    )
    book.register(couple(certificate_number="(88)潋结字第13号"), by="王某某", key="B")
    opened.close()
    return path


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """Two key files."""
    first, second = tmp_path / "甲.key", tmp_path / "乙.key"
    first.write_text("01" * 32, encoding="utf-8")
    second.write_text("口令：兴国县婚姻登记处的长口令", encoding="utf-8")
    return first, second


def done(said: Said, status: int = 0) -> str:
    assert said.status == status, said
    assert "Traceback" not in said.err
    return said.out + said.err


def refused(said: Said, code: str) -> None:
    assert said.status in {2, 3, 4, 7}, said
    assert said.err.startswith(f"[{code}]"), said
    assert said.err.count("\n") == 1
    assert not re.search(r"\d{15}", said.err)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_chinese(minzheng: Command, command: str) -> None:
    said = minzheng(command, "--help")

    assert said.out.startswith(f"用法：minzheng {command}")
    assert not re.search("usage|positional|options:|show this|FILE", said.out)


def test_books_says_what_is_there(minzheng: Command, store: Path) -> None:
    said = done(minzheng("books", store))

    assert "登记簿“marriage”（婚姻登记，360732）" in said
    assert "记录 2 条：已登记 2" in said
    assert "版次 3 个" in said
    assert "SHA-256，私密内容未加密" in said
    assert "还没有核验点" in said
    assert "Book marriage (marriage, 360732)" in done(minzheng("--lang", "en", "books", store))


def test_history_is_masked_unless_asked(minzheng: Command, store: Path) -> None:
    said = done(minzheng("history", store, "A"))

    assert not any(secret in said for secret in SECRETS)
    assert "#2" in said
    assert "更正  王  理由：更正" in said
    assert "女方姓名：李＊＊ → 李＊＊" in said
    clear = done(minzheng("history", store, "--find", f"id_number={HUSBAND}",
                          "--find", "certificate_number=(88)潋结字第12号", "--clear"))  # fmt: skip
    assert "女方姓名：李四娘 → 李肆娘" in clear
    assert "reason: 更正" in done(minzheng("history", store, "A", "--lang", "en"))
    several = done(minzheng("history", store, "--find", "name=张三丰"))
    assert "找到 2 条" in several
    assert not any(secret in several for secret in SECRETS)
    assert "没有找到" in done(minzheng("history", store, "--find", "name=赵六"))


def test_find_is_masked_unless_asked(minzheng: Command, store: Path) -> None:
    said = done(minzheng("find", store, "name=李肆娘"))

    assert "A  已登记  #2" in said
    assert "找到 1 条" in said
    assert not any(secret in said for secret in SECRETS)
    assert "李肆娘" in done(minzheng("find", store, "name=李肆娘", "--clear"))
    assert "Nothing found" in done(minzheng("find", store, "name=赵六", "--lang", "en"))
    refused(minzheng("find", store, "张三"), "BK157")
    refused(minzheng("find", store, "=张三"), "BK157")
    refused(minzheng("find", store, "shoe=43"), "BK210")
    refused(minzheng("find", store, "name="), "BK213")
    refused(minzheng("history", store, HUSBAND), "BK101")


def test_a_book_that_others_write_while_it_is_verified_is_sound(
    minzheng: Command, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(str(store))) as other:
        book, read, written = book_on(other), SqlStore.rows, []

        def rows(self: SqlStore, name: str, **part: int) -> Iterator[Row]:
            if not written:
                written.append(book.register({"business_type": "结婚"}, by="李", key="C"))
            return read(self, name, **part)

        monkeypatch.setattr(SqlStore, "rows", rows)
        said = minzheng("verify", store)

    assert written
    assert "4 个版次逐一核验，未发现改动" in done(said)


def test_verify_tells_by_its_status_and_names_the_place(minzheng: Command, store: Path) -> None:
    assert "3 个版次逐一核验，未发现改动" in done(minzheng("verify", store))
    paper = store.with_name("核验点.txt")
    assert "已写入" in done(minzheng("checkpoint", store, "--by", "张某某", "--out", paper))
    assert "登记簿核验点" in done(minzheng("checkpoint", store, "--by", "张某某"))
    done(minzheng("verify", store, "--checkpoint", paper))
    assert "核验点 1 个，最近的到第 3 个版次" in done(minzheng("books", store))
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            "UPDATE revisions SET body = replace(body, '更正', '更改') WHERE number = 2"
        )
    connection.close()

    said = done(minzheng("verify", store), 10)
    assert said.startswith("[BK301] 第 2 个版次（A #2）")
    assert "Revision 2" in done(minzheng("verify", store, "--lang", "en"), 10)
    refused(minzheng("export", store, "--out", store.with_name("x")), "BK147")
    refused(minzheng("verify", store, "--checkpoint", store.with_name("没有")), "IN206")
    paper.write_text("别的", encoding="utf-8")
    refused(minzheng("verify", store, "--checkpoint", paper), "BK120")
    refused(minzheng("checkpoint", store, "--by", HUSBAND), "BK208")


def test_a_book_is_moved(minzheng: Command, store: Path, tmp_path: Path) -> None:
    file, target = tmp_path / "簿.jsonl", tmp_path / "新.db"
    said = done(minzheng("export", store, "--private", "--out", file))
    assert "已导出" in said
    assert "妥善保管" in said
    said = done(minzheng("import", target, file))
    assert "现有 3 个版次，本次导入 3 个" in said
    assert "本次导入 0 个" in done(minzheng("import", target, file))
    done(minzheng("verify", target))
    assert done(minzheng("history", target, "A")) == done(minzheng("history", store, "A"))
    omitted = minzheng("export", store)
    lines = [json.loads(line) for line in omitted.out.splitlines()]
    assert lines[0]["revisions"] == len(lines) - 2 == 3
    assert not any(secret in omitted.out for secret in SECRETS)
    assert "不能用来导入" in omitted.err
    file.write_text(omitted.out, encoding="utf-8")
    refused(minzheng("import", tmp_path / "x.db", file), "BK152")
    file.write_text("{}\n", encoding="utf-8")
    refused(minzheng("import", tmp_path / "x.db", file), "BK148")


def contents(store: Path) -> bytes:
    """Every byte of the database, its log too."""
    return b"".join(path.read_bytes() for path in store.parent.glob(f"{store.name}*"))


def test_sealing_leaves_nothing_in_the_clear(
    minzheng: Command, store: Path, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = keys
    clear = [secret for secret in SECRETS if secret.encode() in contents(store)]
    assert {"张三丰", "李四娘", WIFE_NUMBER} <= set(clear)
    assert "已换用新密钥（AES-256-GCM）" in done(minzheng("reseal", store, "--new-key-file", first))
    assert not any(secret.encode() in contents(store) for secret in SECRETS)

    refused(minzheng("history", store, "A"), "BK113")
    refused(minzheng("history", store, "A", "--key-file", second), "BK112")
    refused(minzheng("history", store, "A", "--key-file", store.with_name("没有")), "BK117")
    assert "私密内容未核" in done(minzheng("verify", store))
    assert "没有密钥" in done(minzheng("checkpoint", store, "--by", "张某某"))
    assert "私密内容已加密" in done(minzheng("books", store))
    monkeypatch.setenv("MINZHENG_KEY", first.read_text())
    assert "私密内容未核" not in done(minzheng("verify", store))
    assert "没有密钥" not in done(minzheng("checkpoint", store, "--by", "张某某"))
    assert "李＊＊" in done(minzheng("history", store, "A"))
    sm4 = minzheng("reseal", store, "--new-key-file", second, "--cipher", "SM4-GCM")
    assert "SM4-GCM" in done(sm4)
    refused(minzheng("history", store, "A"), "BK112")
    monkeypatch.delenv("MINZHENG_KEY")
    assert "A  已登记" in done(minzheng("find", store, "name=李肆娘", "--key-file", second))
    done(minzheng("export", store, "--out", store.with_name("sealed.jsonl")))
    moved = store.with_name("新.db")
    done(minzheng("import", moved, store.with_name("sealed.jsonl")))
    assert not any(secret.encode() in contents(moved) for secret in SECRETS)
    done(minzheng("verify", moved, "--key-file", second))
    assert "不再加密" in done(minzheng("reseal", store, "--unseal", "--key-file", second))
    done(minzheng("history", store, "A"))
    refused(minzheng("reseal", store), "BK158")
    refused(minzheng("reseal", store, "--unseal", "--new-key-file", first), "BK158")
    refused(minzheng("history", store, "A", "--key-file", first), "BK114")


def test_sealing_killed_before_its_end_leaves_nothing_once_it_is_done(
    minzheng: Command, store: Path, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_store(str(store))
    book = book_on(opened)
    with book.batch() as batch:
        for number in range(20, 220):
            batch.register(couple(certificate_number=f"(88)潋结字第{number}号"), by="王某某")
        batch.commit()
    opened.close()

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SqlStore, "tidy", killed)
        done(minzheng("reseal", store, "--new-key-file", keys[0]), 130)
    assert "换密钥没有做完" in done(minzheng("books", store))
    refused(minzheng("export", store), "BK146")
    done(minzheng("reseal", store, "--new-key-file", keys[0]))

    assert not any(secret.encode() in contents(store) for secret in SECRETS)
    done(minzheng("verify", store, "--key-file", keys[0]))
    assert "换密钥没有做完" not in done(minzheng("books", store))


def test_clear_values_rest_in_the_private_table_only(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        tables = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'privates'")]  # fmt: skip
        for table in tables:
            told = "".join(map(str, connection.execute(f"SELECT * FROM {table}")))  # noqa: S608
            assert not any(secret in told for secret in SECRETS), table


def test_a_person_is_erased(minzheng: Command, store: Path) -> None:
    done(minzheng("books", store))
    act = ("--by", "王某某", "--reason", "本人申请")
    said = done(minzheng("erase", store, "A", "--subject", "女方", *act))
    done(minzheng("erase", store, "B", "--subject", "wife", *act))
    done(minzheng("erase", store, "A", "--subject", "登记", *act))

    assert "“女方”的个人信息，涉及 2 个版次" in said
    assert not any(
        secret.encode() in contents(store) for secret in ("李肆娘", "李四娘", WIFE_NUMBER)
    )
    assert "（已删除）" in done(minzheng("history", store, "A"))
    assert "没有找到" in done(minzheng("find", store, "name=李肆娘"))
    done(minzheng("verify", store))
    assert "与原来一致" in done(minzheng("rebuild", store))
    refused(minzheng("erase", store, "A", "--subject", "女方", *act), "BK212")


def test_an_index_that_differs_is_told(minzheng: Command, store: Path) -> None:
    done(minzheng("books", store))
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE heads SET state = 'revoked'")

    assert "现已改正" in done(minzheng("rebuild", store), 10)
    assert "与原来一致" in done(minzheng("rebuild", store))


def test_the_store_and_the_book_are_found_or_refused(
    minzheng: Command, store: Path, tmp_path: Path
) -> None:
    refused(minzheng("books", tmp_path / "没有.db"), "BK142")
    refused(minzheng("books", "ftp://x"), "BK130")
    refused(minzheng("verify", store, "--book", "没有"), "BK104")
    assert not (tmp_path / "没有.db").exists()
    assert "不用升级" in done(minzheng("upgrade", store))
    empty = tmp_path / "空.db"
    open_store(str(empty)).close()
    assert "还没有登记簿" in done(minzheng("books", empty))
    refused(minzheng("verify", empty), "BK155")
    opened = open_store(str(store))
    book_on(opened, name="第二本")
    opened.close()
    refused(minzheng("verify", store), "BK156")
    assert "“第二本”" in done(minzheng("verify", store, "--book", "第二本"))


def test_a_read_only_store_can_be_looked_at(
    minzheng: Command, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(minzheng("books", store))
    before = store.read_bytes()
    # Nothing is read-only for the superuser, as whom tests may run.
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)

    done(minzheng("books", store))
    done(minzheng("verify", store))
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("{store}", "A", "--book", "marriage"),
        ("{store}", "--book", "marriage", "A"),
        ("--book", "marriage", "{store}", "A"),
        ("{store}", "--clear", "--book", "marriage", "A", "--lang", "zh"),
    ],
)
def test_a_record_may_be_named_before_options_or_after_them(
    words: tuple[str, ...], minzheng: Command, store: Path
) -> None:
    assert "更正" in done(minzheng("history", *(word.format(store=store) for word in words)))


def test_what_may_be_left_out_of_an_act_may_stand_after_options(
    minzheng: Command, store: Path
) -> None:
    words = (
        "act",
        store,
        "--book",
        "marriage",
        "correct",
        "--reason",
        "补",
        "A",
        "--set",
        "remark=x",
    )
    assert "备注" in done(minzheng(*words))
    assert "correct" in done(minzheng(*words[:4]))
