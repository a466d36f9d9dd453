"""The commands on naming, the book of place names and lists, as a clerk runs them."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from minzheng_core import Book, open_store
from minzheng_core.registries import place_names
from minzheng_core.registries.place_names import changes, signs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

OLD = "code,name\n360732107201,和平村委会\n360732107202,安定村委会\n360732107203,老屋村委会\n"
NEW = "code,name\n360732107201,和平村委会\n360732107299,安定村委会\n360732107230,新建村委会\n"


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "去年.csv", tmp_path / "今年.csv"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "地名.db"
    opened = open_store(str(path))
    book = Book.open(place_names.REGISTRY, opened, county="360732")
    town = {"standard_name": "上岭乡", "unit_code": "360732217", "division": "360732"}
    book.register(town, key="T1", by="王某某")
    village = {
        "standard_name": "和顺村",
        "category": "21610",
        "division": "360732217",
        "parent": "T1",
    }
    book.register(village, key="V1", by="王某某")
    street = {
        "standard_name": "和顺路", "category_name": "街路巷", "division": "360732217",
        "approval": {"authority": "兴国县人民政府", "document": "甲", "on": "2026-04-01"},
    }  # fmt: skip
    book.register(street, key="R1", by="王某某")
    change = {"title": "改镇", "kind": "乡改镇", "approved_on": "2026-01-05", "document": "乙"}
    Book.open(changes.REGISTRY, opened, county="360732").register(change, key="C1", by="王某某")
    sign = {
        "place": "R1",
        "text_shown": "和顺路",
        "spelling_shown": "HESHUN LU",
        "erected_on": "2026-01-01",
    }
    Book.open(signs.REGISTRY, opened, county="360732").register(sign, key="S1", by="王某某")
    opened.close()
    return path


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


def test_compare_and_merge(
    minzheng: Callable[..., Said], lists: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "比较"
    said = minzheng("place-names", "compare", *lists, "--county", "360732", "--out", out)
    assert said.status == 0
    assert "改码  1" in said.out
    workbook = out / "差异核对.xlsx"
    book = openpyxl.load_workbook(workbook)
    sheet = book["差异核对"]
    decision = [cell.value for cell in sheet[1]].index("决定") + 1
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row=row, column=2).value != "减少":
            sheet.cell(row=row, column=decision).value = "采用新"
    book.save(workbook)
    said = minzheng("place-names", "merge", workbook)
    assert said.status == 0
    assert "采用决定 2 处，未决定 1 处" in said.out
    rows = list(csv.DictReader((out / "合并名录.csv").read_text("utf-8-sig").splitlines()))
    assert {(row["标准名称"], row["政区代码"]) for row in rows} == {
        ("和平村委会", "360732107201"), ("安定村委会", "360732107299"),
        ("新建村委会", "360732107230"), ("老屋村委会", "360732107203"),
    }  # fmt: skip
    merged = openpyxl.load_workbook(out / "合并名录.xlsx")
    assert merged.sheetnames == ["合并名录", "决定记录", "未决定"]
    heads = [cell.value for cell in merged["合并名录"][1]]
    codes = [row[heads.index("政区代码")].value for row in merged["合并名录"].iter_rows(min_row=2)]
    assert codes[0] == "360732107201", "a code is a text"
    assert [merged["决定记录"].max_row, merged["未决定"].max_row] == [3, 2]
    again = minzheng("place-names", "compare", *lists, "--county", "360732", "--out", out)
    assert (again.status, "IN305" in again.err) == (4, True)
    (out / "old.csv").unlink()
    assert "PB494" in minzheng("place-names", "merge", workbook).err


def test_a_book_is_compared_with_a_list(
    minzheng: Callable[..., Said], store: Path, lists: tuple[Path, Path], tmp_path: Path
) -> None:
    said = minzheng("place-names", "compare", store, lists[1], "--out", tmp_path / "结果")

    assert said.status == 0
    assert "新增  3" in said.out


def test_a_list_is_entered_and_published(
    minzheng: Callable[..., Said], lists: tuple[Path, Path], tmp_path: Path
) -> None:
    store = tmp_path / "簿.db"
    told = ("place-names", "enter", lists[0], store, "--county", "360732", "--by", "王某某")
    assert "新登记 3 条" in minzheng(*told).out
    assert "新登记 0 条" in minzheng(*told).out
    out = tmp_path / "出版"
    said = minzheng("place-names", "publish", store, "--county", "360732", "--out", out)
    assert said.status == 0
    assert "和平村委会" in (out / "标准地名录.html").read_text(encoding="utf-8")
    wrong = minzheng(
        "place-names", "publish", lists[0], "--county", "360732", "--out", out, "--datum", "乱"
    )
    assert (wrong.status, "PB496" in wrong.err) == (2, True)


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


def test_two_sheets_of_one_workbook_are_compared(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    path = tmp_path / "名录.xlsx"
    book = openpyxl.Workbook()
    for name, code in (("去年", "360732107201"), ("今年", "360732107209")):
        sheet = book.create_sheet(name)
        sheet.append(["代码", "名称"])
        sheet.append([code, "和平村"])
    book.save(path)

    said = minzheng(
        "place-names", "compare", path, path, "--old-sheet", "去年", "--new-sheet", "今年",
        "--out", tmp_path / "比较",
    )  # fmt: skip

    assert "改码  1" in said.out
    wrong = minzheng("place-names", "check", path, "--county", "360732", "--sheet", "明年", "--out", tmp_path / "查")  # fmt: skip
    assert "IN114" in wrong.err


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


SIGNS = """\
牌号,路名,安装位置,牌面汉字,牌面拼音,安装时间,巡查周期
P1,和顺路,东口,和顺路,HESHUN LU,2025-01-01,12
P2,〃,西口,和顺街,Heshun Road,2025-01-01,12
,和顺路,桥头,和顺路,HESHUN LU,2025-01-01,
,和顺路,桥头,和顺路,HESHUN LU,2025-01-01,
"""


def test_a_list_of_signs_is_entered_once_and_compared_with_the_names(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "标志.csv"
    file.write_text(SIGNS, encoding="utf-8")
    asked = ("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    first, again = minzheng(*asked), minzheng(*asked)

    assert first.status == again.status == 10
    assert "新登记 3 个" in first.out
    assert "第 5 行" in first.out
    assert "第 3 行 [PB311] 标志上写的是“和顺街”，标准名称是“和顺路”" in first.out
    assert "第 3 行 [PS207]" in first.out
    assert "新登记 0 个，补充 0 个，3 个没有变化" in again.out


def test_signs_with_errors_or_of_no_known_name_are_told(
    minzheng: Callable[..., Said], store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "标志.csv"
    file.write_text(
        "牌号,牌面汉字,牌面拼音,安装时间\nP1,不明路,BUMING LU,2025-13-01\n", encoding="utf-8"
    )

    said = minzheng("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    assert said.status == 10
    assert "1 个标志的地名不在登记簿里" in said.out
    assert "第 2 行（设置日期） [DT102]" in said.out


def test_a_list_of_names_is_no_list_of_signs(minzheng: Callable[..., Said], tmp_path: Path) -> None:
    file = tmp_path / "名录.csv"
    file.write_text("名称,备注\n和顺路,甲\n", encoding="utf-8")
    said = minzheng(
        *("place-names", "signs", file, tmp_path / "标志.db"),
        *("--county", "360732", "--by", "王某某"),
    )

    assert said.status == 3
    assert "PB391" in said.err


def test_a_list_with_errors_ends_in_10_and_a_sound_one_in_0(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    heading, sound = "代码,名称,所属乡镇\n", "360732100201,和平村,潋江镇\n"
    for rows, status in ((sound, 0), (sound + "36073210020,长冈村,长冈乡\n", 10)):
        path = tmp_path / f"{status}.csv"
        path.write_text(heading + rows, encoding="utf-8")
        out = tmp_path / str(status)
        said = minzheng("place-names", "check", path, "--county", "360732", "--out", out)
        assert said.status == status, said.out


WRONG_ROWS = f"""代码,标准名称,所属乡镇,经度,纬度
360732100201,背街村,潋江镇,115.3,26.3
360732100202,合富村,高兴镇,115.3,26.3
36073210020,少一位村,潋江镇,115.3,26.3
360732104203,,高兴镇,115.3,26.3
360732104204,远村,高兴镇,515.3,26.3
360731104206,别县村,高兴镇,115.3,26.3
36073210499,{"兴" * 300}村,高兴镇,115.3,26.3
"""


def test_every_wrong_row_of_a_list_is_told(minzheng: Callable[..., Said], tmp_path: Path) -> None:
    file, store = tmp_path / "名录.csv", tmp_path / "簿.db"
    file.write_text(WRONG_ROWS, encoding="utf-8")
    asked = ("place-names", "enter", file, store, "--county", "360732", "--by", "王某某")

    said, again = minzheng(*asked), minzheng(*asked)

    assert said.status == again.status == 10
    for told in (
        "第 3 行（合富村）[PL113] 代码 360732100（所属乡镇写的是高兴镇）",
        "第 4 行（少一位村）[PL102]",
        "第 5 行 [PL108]",
        "第 6 行（远村）[PN123]",
        "第 7 行（别县村）",
        f"第 8 行（{'兴' * 20}…）[PL102]",
    ):
        assert told in said.out
    assert "兴" * 21 not in said.out
    assert "第 2 行" not in said.out
    # Entered as it stands, a row is the same when it comes again.
    assert "新登记 0 条，补充 0 条，5 条没有变化" in again.out


def test_signs_of_one_number_that_show_different_names_conflict(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    file, store = tmp_path / "标志.csv", tmp_path / "标志.db"
    head = "标志编号,标志上的汉字,标志上的拼写\n"
    file.write_text(f"{head}S1,背街,BEI JIE\nS1,红军路,\nS1,背街,\n", encoding="utf-8")
    asked = ("place-names", "signs", file, store, "--county", "360732", "--by", "王某某")

    said = minzheng(*asked)

    assert said.status == 10
    assert "第 3 行没有采用 [PB313] 标志“S1”与第 2 行不同：标志上的汉字“红军路”与“背街”" in said.out
    assert "重复的行没有再登：第 4 行" in said.out

    file.write_text(f"{head}S1,正街,ZHENG JIE\n", encoding="utf-8")
    later = minzheng(*asked)
    assert later.status == 10
    assert "第 2 行没有采用 [PB313] 标志“S1”与登记簿不同" in later.out


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
