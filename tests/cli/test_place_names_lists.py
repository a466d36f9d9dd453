"""The commands on whole lists of place names: compare, merge, enter, publish, check."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.cli.names_store import editions_in, names_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

WRONG_ROWS = f"""代码,标准名称,所属乡镇,经度,纬度
360732100201,背街村,潋江镇,115.3,26.3
360732100202,合富村,高兴镇,115.3,26.3
36073210020,少一位村,潋江镇,115.3,26.3
360732104203,,高兴镇,115.3,26.3
360732104204,远村,高兴镇,515.3,26.3
360731104206,别县村,高兴镇,115.3,26.3
36073210499,{"兴" * 300}村,高兴镇,115.3,26.3
"""


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    return editions_in(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return names_in(tmp_path)


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


def test_lists_without_a_difference_leave_nothing_to_decide(
    minzheng: Callable[..., Said], lists: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "比较"
    said = minzheng(
        "place-names", "compare", lists[0], lists[0], "--county", "360732", "--out", out
    )

    assert said.status == 0
    assert "两版没有不同" in said.out
    assert "merge" not in said.out


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


def test_a_comparison_cites_the_rows_of_the_lists_that_were_given(
    minzheng: Callable[..., Said], tmp_path: Path
) -> None:
    old, new, out = tmp_path / "去年.csv", tmp_path / "今年.xlsx", tmp_path / "比较"
    old.write_text("代码,名称\n360732107201,和平村\n", encoding="utf-8")
    book = openpyxl.Workbook()
    for name, start in (("甲", 201), ("乙", 301)):
        sheet = book.create_sheet(name)
        sheet.append(["兴国县村名录"])
        sheet.append(["代码", "名称"])
        for number in (start, start + 1, start + 1):
            sheet.append([f"360732107{number}", f"村{number}"])
    book.save(new)

    assert minzheng("place-names", "compare", old, new, "--out", out).status == 0

    text = (out / "differences.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(text.splitlines()))
    cited = "新版里已有相同的一行（第 {} 4 行）（请核对）"
    evidence = [line["依据"] for line in lines if line["情况"] == "冲突"]
    assert evidence == [cited.format("甲"), cited.format("乙")]
    names = [line["新名称"] for line in lines]
    assert names[:6] == ["村201", "村202", "村202", "村301", "村302", "村302"]
    assert "未决定 6 处" in minzheng("place-names", "merge", out / "差异核对.xlsx").out


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
