"""The commands on naming, the book of place names and lists, as a clerk runs them."""

from __future__ import annotations

import csv
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries import marriage, place_names
from minzheng_core.registries.place_names import signs
from tests.cli.names_store import editions_in, names_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    return editions_in(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return names_in(tmp_path)


def test_propose_names_the_clause(
    minzheng: Callable[..., Said], lists: tuple[Path, Path], store: Path, tmp_path: Path
) -> None:
    said = minzheng("place-names", "propose", "河坪村", "--county", "360732", "--list", lists[0])
    assert said.status == 0
    assert "[PN402]" in said.out
    assert "第九条第一款" in said.out

    said = minzheng("place-names", "propose", "和顺社区", "--county", "360732", "--store", store)
    assert (said.status, "[PN401]" in said.out) == (10, True)
    application = tmp_path / "申请.toml"
    application.write_text('applicant = "甲"\nreasons = "乙"\n', encoding="utf-8")
    said = minzheng(
        "place-names", "propose", "安然村", "--county", "360732", "--application", application,
        "--list", lists[0], "--lang", "en",
    )  # fmt: skip
    assert "PN511" in said.out
    application.write_text('"申请单位" = "甲"\nreasons = "乙"\n', encoding="utf-8")
    told = minzheng(
        "place-names", "propose", "安然村", "--county", "360732", "--application", application,
        "--list", lists[0], "--lang", "en",
    )  # fmt: skip
    assert told.out == said.out
    application.write_text("applicant = ", encoding="utf-8")
    said = minzheng(
        "place-names", "propose", "安然村", "--county", "360732", "--application", application
    )
    assert (said.status, said.err.count("\n")) == (3, 1)
    said = minzheng("place-names", "propose", "安然村", "--county", "360732", "--kind", "星球")
    assert (said.status, "PN192" in said.err) == (2, True)


def test_due_lists_what_is_late_from_all_books(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    table = tmp_path / "到期.csv"
    said = minzheng(
        "place-names", "due", store, "--on", "2026-05-01", "--patrol-months", "3", "--out", table
    )

    assert said.status == 10
    assert "已逾期  2026-04-16  超 15 天  报送备案  和顺路  R1" in said.out
    assert "确定、公布区划代码  改镇  C1" in said.out
    assert "巡查标志  和顺路  S1" in said.out
    assert "逾期 4 项" in said.out
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 1 + 5
    assert {row[-1] for row in rows[1:]} == {"PB101", "PB104", "PB111", "PB116", ""}
    assert "公告还缺：罗马字母拼写、位置描述" in said.out
    assert minzheng("place-names", "due", store, "--on", "2026-01-06").status == 0
    assert minzheng("place-names", "due", tmp_path / "没有.db").status != 0


def test_a_change_is_shown_before_it_is_written(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    order = tmp_path / "变更.toml"
    order.write_text(
        'kind = "乡改镇"\ndocument = "赣府字〔2026〕1号"\nauthority = "江西省人民政府"\n'
        "approved_on = 2026-01-05\neffective = 2026-02-01\n"
        '[[units]]\nkey = "T1"\nname = "上岭镇"\ncode = "360732110"\n',
        encoding="utf-8",
    )
    said = minzheng("place-names", "change", store, order)
    assert said.status == 0
    assert "更名  T1  上岭乡  标准名称 → 上岭镇" in said.out
    assert "随区划变更  V1  和顺村  所在政区代码 → 360732110" in said.out
    assert "将写入 3 个版次" in said.out
    assert "上岭乡" in minzheng("find", store, "name=上岭乡", "--book", "place_names").out

    assert (
        "已写入 3 个版次" in minzheng("place-names", "change", store, order, "--by", "王某某").out
    )
    assert "360732110" in minzheng("find", store, "name=和顺村", "--book", "place_names").out
    again = minzheng("place-names", "change", store, order, "--by", "王某某")
    assert again.status != 1
    order.write_text('kind = "更名"', encoding="utf-8")
    said = minzheng("place-names", "change", store, order)
    assert (said.status, "PB291" in said.err) == (3, True)

    back = ("place-names", "take-back", store, "赣府字〔2026〕1号")
    said = minzheng(*back)
    assert (said.status, "标准名称 → 上岭乡" in said.out, "加 --by" in said.out) == (0, True, True)
    assert "上岭镇" in minzheng("find", store, "name=上岭镇", "--book", "place_names").out
    said = minzheng(*back, "--reason", "文件登错", "--by", "李某某")
    assert (said.status, "变更记录" in said.out) == (0, True)
    assert "360732217" in minzheng("find", store, "name=和顺村", "--book", "place_names").out
    said = minzheng(*back, "--by", "李某某")
    assert (said.status, "没有写入" in said.out) == (10, True)


def test_a_day_is_asked_for(minzheng: Callable[..., Said], store: Path, tmp_path: Path) -> None:
    order = tmp_path / "变更.toml"
    ahead = date.today() + timedelta(days=60)
    order.write_text(
        f'kind = "更名"\ndocument = "赣府字〔2026〕7号"\nauthority = "江西省人民政府"\n'
        f'approved_on = 2026-11-01\neffective = {ahead}\n[[units]]\nkey = "T1"\nname = "云岭乡"\n',
        encoding="utf-8",
    )
    told = minzheng(
        "place-names", "change", store, order, "--by", "王某某", "--book", "place_names"
    )
    assert told.status == 0

    for day, name in ((date.today(), "上岭乡"), (ahead, "云岭乡")):
        out = tmp_path / str(day)
        minzheng("place-names", "publish", store, "--county", "360732", "--on", day, "--out", out)
        assert (f">{name}<" in (out / "标准地名录.html").read_text("utf-8")) is True
        said = minzheng("history", store, "T1", "--book", "place_names", "--on", day).out
        assert f"标准名称：{name}" in said
        assert "#1" in said.splitlines()[0] if name == "上岭乡" else "#2" in said.splitlines()[0]
    assert f"{ahead} 起" in minzheng("history", store, "T1", "--book", "place_names").out
    named = (
        "--set",
        "标准名称=和顺桥",
        "--set",
        "所在政区代码=360732217",
        "--set",
        "命名时间=2020-05-01",
    )
    minzheng("act", store, "register", "B1", *named, "--by", "王某某", "--book", "place_names")
    early = minzheng("history", store, "B1", "--book", "place_names", "--on", "2020-04-30")
    assert "2020-04-30 还没有这条记录" in early.out


def test_a_renaming_asks_for_what_protects_the_old_name(
    minzheng: Callable[..., Said], store: Path
) -> None:
    opened = open_store(str(store))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    listed = {"protection": {"list_name": "县地名保护名录", "category": "红色地名"}}
    book.correct("R1", listed, by="王", reason="列入")
    opened.close()
    told = ("place-names", "propose", "和顺大道", "--county", "360732", "--replaces", "R1")

    said = minzheng(*told, "--store", store)
    assert (said.status, "[PN501]" in said.out) == (10, True)
    assert "PB197" in minzheng(*told).err
    missing = minzheng(*told[:-1], "R9", "--store", store)
    assert (missing.status, "BK101" in missing.err) == (2, True)


def test_the_list_of_protected_names(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    opened = open_store(str(store))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    book.correct(
        "T1",
        {"protection": {"list_name": "县名录", "category": "千年古镇"}},
        by="王",
        reason="列入",
    )
    book.correct(
        "V1",
        {"protection": {"list_name": "县名录", "category": "红色地名"}},
        by="王",
        reason="列入",
    )
    opened.close()
    said = minzheng("place-names", "heritage", store)
    assert said.status == 0
    assert said.out.count("PB132") == 1
    own = tmp_path / "类别.csv"
    own.write_text("类别,依据\n红色地名,本省办法\n", encoding="gb18030")
    said = minzheng("place-names", "heritage", store, "--categories", own)
    assert "PB132" not in said.out
    assert "受保护地名 2 条" in said.out
    own.write_text("甲,乙\n", encoding="utf-8")
    assert minzheng("place-names", "heritage", store, "--categories", own).status == 3
    gone = minzheng("place-names", "heritage", store, "--categories", tmp_path / "没有.csv")
    assert "IN206" in gone.err


def test_villages_are_listed_once_with_their_committees(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    opened = open_store(str(store))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    committee = {
        "standard_name": "和顺村村民委员会", "category": "27610", "division": "360732217",
    }  # fmt: skip
    book.register(committee, key="K1", by="王某某")
    table = tmp_path / "村.csv"
    said = minzheng("place-names", "villages", store, "--out", table)

    assert said.status == 0
    assert "[PB121]" in said.out
    assert "村、社区 1 个（区域和组织算一处），登记簿共 3 处地名" in said.out
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert rows[1] == ["和顺村", "V1", "和顺村村民委员会", "K1", "可以关联"]

    book.correct("V1", {"counterpart": "X9"}, by="王", reason="关联")
    opened.close()
    said = minzheng("place-names", "villages", store)
    assert (said.status, "[PB122]" in said.out) == (10, True)
    assert "1 villages" in minzheng("--lang", "en", "place-names", "villages", store).out


@pytest.mark.parametrize("command", ["villages", "heritage", "due"])
def test_a_store_without_place_names_is_told(
    minzheng: Callable[..., Said], tmp_path: Path, command: str
) -> None:
    store = tmp_path / "婚姻.db"
    with closing(open_store(str(store))) as opened:
        Book.open(marriage.REGISTRY, opened, county="360732")

    said = minzheng("place-names", command, store)
    assert said.status != 0
    assert "[PB195]" in said.err


def test_villages_of_two_counties_with_the_same_keys_are_two(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    store = tmp_path / "两县.db"
    with closing(open_store(str(store))) as opened:
        for county in ("360732", "360731"):
            book = Book.open(place_names.REGISTRY, opened, county=county, name=f"地名{county}")
            village = {"standard_name": "和顺村", "category": "21610", "division": f"{county}217"}
            book.register(village, key="V1", by="王某某")

    assert "村、社区 2 个" in minzheng("place-names", "villages", store).out


def test_a_key_that_is_missed_is_said_in_chinese(
    minzheng: Callable[..., Said], store: Path
) -> None:
    said = minzheng("history", store, "--book", "place_names")
    assert (said.status, "缺少 编号" in said.err, "required" in said.err) == (2, True, False)


def test_a_list_of_protected_names_is_entered_as_one(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    listed, store = tmp_path / "保护名录.csv", tmp_path / "簿.db"
    listed.write_text(
        "标准名称,类别,所在政区代码,保护名录,保护类别,列入日期,列入理由,保护措施\n"
        "红军桥,桥梁,360732100,县名录,近现代重要地名,2024-05-01,红军渡江,立碑\n"
        "将军桥,桥梁,360732217,县名录,近现代重要地名,2024-13-01,红军经过,\n",
        encoding="utf-8",
    )
    said = minzheng("place-names", "enter", listed, store, "--county", "360732", "--by", "王某某")
    assert (said.status, "没有采用" in said.out, "[DT102]" in said.out) == (10, False, True)
    told = minzheng("place-names", "heritage", store).out
    assert "近现代重要地名  红军桥" in told
    assert "立碑" in told
    assert "PB133" not in told


def test_a_gazetteer_of_another_county_is_said_so(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    villages, gazetteer = tmp_path / "村.csv", tmp_path / "邻县.gaz"
    villages.write_text("代码,名称\n360731100201,和平村\n", encoding="utf-8")
    minzheng("place-names", "load", villages, "--out", gazetteer)

    said = minzheng(
        "place-names", "standardise", "和平村", "--county", "360732", "--gazetteer", gazetteer
    )

    assert "没有 360732 的村" in said.err


def test_an_act_finds_the_record_by_the_number_that_the_clerk_knows(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    store = tmp_path / "标志.db"
    opened = open_store(str(store))
    book = Book.open(signs.REGISTRY, opened, county="360732")
    sign = {"kind": "街路巷标志", "text_shown": "背街"}
    keys = [
        book.register(
            {**sign, "sign_number": number}, by="王某某", accept={"BK215": "两块同号"}
        ).key
        for number in ("S1", "S2", "S2")
    ]
    opened.close()

    def report(number: str) -> Said:
        told = ("--set", "缺陷=破损", "--set", "发现日期=2026-05-01", "--by", "王某某")
        return minzheng("act", store, "report", number, *told)

    said = report("S1")
    assert (said.status, keys[0] in said.out) == (0, True)
    assert "待整改" in minzheng("history", store, "S1").out
    several = report("S2")
    assert several.status == 2
    assert "“S2”在登记簿里有 2 条记录，请写记录编号" in several.err
    assert all(key in several.err for key in keys[1:])
    assert "BK101" in report("S9").err


def test_the_code_or_name_of_a_village_is_as_good_as_the_key_of_its_record(
    minzheng: Callable[..., Said], lists: tuple[Path, Path], tmp_path: Path
) -> None:
    store = tmp_path / "簿.db"
    minzheng("place-names", "enter", lists[0], store, "--county", "360732", "--by", "王某某")
    opened = open_store(str(store))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    codes = [entry.values["unit_code"] for entry in book.scan()]
    known = book.find(unit_code=codes[0])[0]
    opened.close()

    assert known.key in minzheng("history", store, codes[0]).out
    assert known.key in minzheng("history", store, known.values["standard_name"]).out
    assert "BK101" in minzheng("history", store, "没有这个村委会").err


def test_the_code_of_a_township_is_that_of_its_own_record(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    listed, store = tmp_path / "名录.csv", tmp_path / "地名.db"
    rows = ["长冈乡,360732217", "长冈村委会,360732217201", "石燕村委会,360732217202"]
    listed.write_text("\n".join(["名称,代码", *rows]), encoding="utf-8")
    minzheng("place-names", "enter", listed, store, "--county", "360732", "--by", "王某某")

    said = minzheng("history", store, "360732217")

    assert (said.status, "标准名称：长冈乡" in said.out) == (0, True)


def test_taking_back_says_that_no_change_is_entered(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    listed, store = tmp_path / "名录.csv", tmp_path / "地名.db"
    listed.write_text("名称\n白石村\n", encoding="utf-8")
    minzheng("place-names", "enter", listed, store, "--county", "360732", "--by", "王某某")

    said = minzheng("place-names", "take-back", store, "赣府字〔2026〕1号")

    assert (said.status, "[BK101]" in said.err) == (2, True)
