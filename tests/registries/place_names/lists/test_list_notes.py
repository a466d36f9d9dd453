"""What a list leaves open is said once and nothing is passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl

from minzheng_core import Book, open_store
from minzheng_core.cli import main
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.lists import (
    check_list,
    edition_from_frame,
    enter_edition,
    entering,
    read_edition,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def codes(names: dict[str, list[str]]) -> list[tuple[int, str]]:
    found = check_list(edition_from_frame(pl.DataFrame(names)), county="360732")
    return [(remark.row.line, remark.finding.code) for remark in found.remarks]


def test_a_column_under_coordinates_is_read_and_what_is_no_item_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["标准名称", "区划代码", "坐标", "", "图幅编号"])
    sheet.append(["", "", "经度", "纬度", ""])
    sheet.merge_cells("C1:D1")
    sheet.append(["白石村", "360732107216", "115.37", "26.35", "1984年"])
    sheet.append(["和平村", "360732204208", "115.47", "26.25", ""])
    book.save(tmp_path / "名录.xlsx")

    edition = read_edition(tmp_path / "名录.xlsx", county="360732")

    assert [row["longitude"] for row in edition] == ["115.37", "115.47"]
    assert [note.values["headings"] for _, note in edition.remarks if note.code == "PL115"] == [
        "图幅编号"
    ]
    main(
        [
            "place-names",
            "check",
            str(tmp_path / "名录.xlsx"),
            "--county",
            "360732",
            "--out",
            str(tmp_path / "核查"),
        ]
    )
    assert "没有采用：图幅编号" in capsys.readouterr().out
    assert "没有采用：图幅编号" in (tmp_path / "核查" / "名录核查.html").read_text("utf-8")


def test_rows_that_reading_left_out_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "名录.csv"
    rows = "".join(f"3607321072{n:02d},山{n}村,城岗镇\n" for n in range(10, 20))
    file.write_text(f"代码,名称,乡镇\n{rows},无代码村,\n合计,11,\n", encoding="utf-8")
    store = tmp_path / "地名.db"

    main(["place-names", "enter", str(file), str(store), "--county", "360732", "--by", "王某某"])

    assert "第 13 行" in capsys.readouterr().out


def test_what_a_spreadsheet_made_of_several_codes_is_not_one_code_given_twice() -> None:
    found = codes({"名称": ["白石村", "和平村"], "代码": ["3.60732E+11", "3.60732E+11"]})

    assert [code for _, code in found if code.startswith("PL")] == ["PL102", "PL102"]


def test_areas_called_like_committees_throughout_are_said_once() -> None:
    names = [f"{a}{b}村委会" for a in "东南西北中" for b in "山河田塘岭"]
    many = codes({"名称": names, "类别": ["行政村"] * len(names)})
    few = codes({"名称": names[:3], "类别": ["行政村"] * 3})

    assert [one for one in many if one[1] in {"PL106", "PL116"}] == [(2, "PL116")]
    assert [one[1] for one in few if one[1] in {"PL106", "PL116"}] == ["PL106"] * 3


def test_a_note_in_brackets_is_one_sign_and_not_untidy() -> None:
    found = codes({"名称": ["东坑村（原东公社）", "和平村"], "类别": ["行政村"] * 2})

    assert [one for one in found if one[0] == 2] == [(2, "PN216")]


def test_a_whole_sentence_in_the_column_of_names_is_in_doubt(tmp_path: Path) -> None:
    found = check_list(edition_from_frame(pl.DataFrame({"名称": ["村" * 500]})), county="360732")

    assert {r.finding.severity.value for r in found.remarks if r.finding.code == "PN218"} == {
        "suspect"
    }


def test_entering_tells_one_fault_of_many_rows_ten_times_and_counts_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        (f"360732107{200 + n}", f"{a}{b}村委会", "Dong")
        for n, (a, b) in enumerate((a, b) for a in "东南西北中" for b in "山河田塘岭")
    ]
    file, store = tmp_path / "名录.csv", tmp_path / "地名.db"
    file.write_text("代码,名称,拼音\n" + "\n".join(map(",".join, rows)), encoding="utf-8")

    main(["place-names", "enter", str(file), str(store), "--county", "360732", "--by", "王某某"])
    said = capsys.readouterr().out

    told = said.count("）[PS201]")
    assert told == 10
    assert f"[PS201] 同样的问题另有 {25 - told - said.count('）[PS215]')} 处" in said


def test_a_spelling_of_the_specific_alone_lacks_syllables_whatever_they_are() -> None:
    found = codes({"名称": ["将军园居委会"], "拼音": ["Jiangjunyuan"]})

    assert "PS215" in [code for _, code in found]


def test_railways_and_highways_are_facilities_and_not_streets() -> None:
    rows = {"名称": ["赣龙铁路", "昌九高速公路"], "类别": ["铁路", "公路"]}
    found = check_list(edition_from_frame(pl.DataFrame(rows)), county="360732")

    assert found.spelled == ("Gànlóng Tiělù", "Chāngjiǔ Gāosù Gōnglù")


def test_two_who_enter_one_list_at_the_same_time_enter_each_place_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pl.DataFrame({"代码": ["360732107201", "360732107202"], "名称": ["和顺村", "安定村"]})
    more = pl.DataFrame({"代码": ["360732107203"], "名称": ["平川村"]})
    store = f"sqlite:///{tmp_path / '地名.db'}"
    mine, other = (Book.open(REGISTRY, open_store(store), county="360732") for _ in range(2))
    look = entering.compare_editions
    waiting = [edition_from_frame(rows.head(1)), edition_from_frame(more)]

    def overtaken(*given: Any, **told: Any) -> Any:
        if waiting:
            edition = waiting.pop(0)
            monkeypatch.setattr(entering, "compare_editions", look)
            enter_edition(other, edition, by="李某某")
            monkeypatch.setattr(entering, "compare_editions", overtaken)
        return look(*given, **told)

    monkeypatch.setattr(entering, "compare_editions", overtaken)
    done = enter_edition(mine, edition_from_frame(rows), by="王某某")

    names = sorted(str(entry.values["standard_name"]) for entry in mine.scan())
    assert names == ["和顺村", "安定村", "平川村"]
    assert (done.registered, done.same) == (1, 1)


def test_the_book_of_another_county_is_not_published_as_an_empty_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "地名.db"
    book = Book.open(REGISTRY, open_store(f"sqlite:///{store}"), county="360732")
    rows = pl.DataFrame({"代码": ["360732107201"], "名称": ["和顺村"]})
    enter_edition(book, edition_from_frame(rows), by="王某某")

    status = main(
        ["place-names", "publish", str(store), "--county", "360731", "--out", str(tmp_path / "出")]
    )

    assert status == 3
    assert "PB497" in capsys.readouterr().err
    assert not (tmp_path / "出").exists()


def test_a_name_that_is_replaced_is_told_by_its_code_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "地名.db"
    book = Book.open(REGISTRY, open_store(f"sqlite:///{store}"), county="360732")
    rows = pl.DataFrame({"代码": ["360732107201"], "名称": ["和顺村"]})
    enter_edition(book, edition_from_frame(rows), by="王某某")
    given = ["place-names", "propose", "安顺村", "--county", "360732", "--store", str(store)]

    main([*given, "--replaces", "360732107201"])
    by_code = capsys.readouterr()

    assert "BK101" not in by_code.out + by_code.err


def test_a_sheet_whose_names_are_not_known_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "行政区划"
    for row in (["政区名称", "区划代码"], ["长冈乡", "360732217"], ["城岗镇", "360732107"]):
        sheet.append(row)
    roads = book.create_sheet("道路")
    for row in (["道路名称", "所在镇"], ["将军大道", "潋江镇"], ["红军路", "潋江镇"]):
        roads.append(row)
    lost = book.create_sheet("居民点")
    for row in (["某某全称", "区划代码"], ["白石", "360732204"], ["上坑", "360732204"]):
        lost.append(row)
    book.save(tmp_path / "名录.xlsx")

    edition = read_edition(tmp_path / "名录.xlsx", county="360732")

    assert [row.name for row in edition] == ["长冈乡", "城岗镇", "将军大道", "红军路"]
    assert {row.township for row in edition} == {"360732217", "360732107", "360732100"}
    told = [(sheet, note.values) for sheet, note in edition.remarks if note.code == "PL119"]
    assert told == [("居民点", {"columns": "政区代码"})]
