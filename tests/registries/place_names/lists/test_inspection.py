"""A whole list looked through: each fault is named on its row, in Python and on the command line."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from minzheng_core.cli import main
from minzheng_core.registries.place_names import ReadingList
from minzheng_core.registries.place_names.lists import (
    check_list,
    edition_from_frame,
    read_edition,
)
from minzheng_core.registries.place_names.lists.inspection_files import page

ROWS = [
    ("白石村委会", "360732107216", ""),
    ("白石村委会", "360732203206", "Báishí Cūnwěihuì"),
    ("和平村委会", "360732204208", "Heping Cunweihui"),
    ("河坪村委会", "360732217208", "Hepingcunweihui"),
    ("罗兴村民委员会", "360732107202", ""),
    ("石浒村委会", "360732107203", ""),
    ("长shan村委会", "360732107204", ""),
    ("新村委会", "360731107205", ""),
    ("大江村委会", "3.60732E+11", ""),
    ("江口居委会", "360732200201", ""),
    ("西山村委会", "360732107203", "Xishan Village"),
]


@pytest.fixture
def frame():
    return pl.DataFrame(ROWS, schema=["标准名称", "区划代码", "汉语拼音"], orient="row")


def found(frame, readings=None):
    inspection = check_list(edition_from_frame(frame), county="360732", readings=readings)
    return {(remark.row.line, remark.finding.code) for remark in inspection.remarks}


def test_each_fault_is_named_on_its_row(frame):
    assert found(frame) >= {
        (2, "PN411"),
        (4, "PN412"),
        (5, "PS203"),
        (6, "PL105"),
        (7, "PS101"),
        (8, "PN214"),
        (9, "PL101"),
        (10, "PL102"),
        (11, "PL104"),
        (12, "PL103"),
        (12, "PS207"),
    }


def test_a_county_s_readings_settle_what_was_open(frame):
    own = ReadingList.of({"石浒": "shí xǔ"})

    assert (7, "PS101") not in found(frame, own)


def test_a_clean_list_has_nothing_to_look_at(frame):
    clean = frame.filter(pl.col("汉语拼音") == "Heping Cunweihui")

    assert found(clean) == set()


def test_the_command_writes_a_workbook_and_a_page(frame, tmp_path, capsys):
    file, out = tmp_path / "名录.csv", tmp_path / "结果"
    frame.write_csv(file)

    status = main(["place-names", "check", str(file), "--county", "360732", "--out", str(out)])

    assert status == 10, "it has errors"
    assert "[PS101]" in capsys.readouterr().out
    sheet = pl.read_excel(out / "名录核查.xlsx", sheet_name="问题")
    assert {"PN411", "PL103"} <= set(sheet["问题代码"])
    names = pl.read_excel(out / "名录核查.xlsx", sheet_name="名录")
    assert names["政区代码"][0] == "360732107216"
    assert names["问题代码"][0] == "PN411"
    assert "白石村委会" in (out / "名录核查.html").read_text(encoding="utf-8")


def test_names_are_escaped_on_the_page():
    bad = pl.DataFrame({"标准名称": ["<b>村委会", "甲村委会"], "区划代码": ["360732107216", "1"]})

    text = page(check_list(edition_from_frame(bad), county="360732"), "核查")

    assert "<b>村" not in text


def test_codes_and_numbers_are_not_broken_on_the_page():
    rows = pl.DataFrame({"标准名称": ["和顺村委会"], "区划代码": ["360731107205"]})

    text = page(check_list(edition_from_frame(rows), county="360732"), "核查")

    assert '<td class="short">360731107205</td>' in text
    assert "td.short{white-space:nowrap" in text


def codes_of(columns, *rows):
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    inspection = check_list(edition_from_frame(frame, county="360732"), county="360732")
    return [(remark.row.line, remark.finding.code) for remark in inspection.remarks]


def test_a_list_without_codes_lies_in_the_county():
    assert codes_of(["乡镇", "村名"], ("潋江镇", "白石村"), ("江背镇", "白石村")) == [(2, "PN411")]


def test_what_several_names_share_is_said_once():
    rows = [(f"3607321{town:02}201", "白石村委会") for town in range(4)]

    found = codes_of(["代码", "名称"], *rows, ("360732105201", "百石村委会"))

    assert sorted(found) == [(2, "PN411"), (2, "PN413")]


def test_full_width_digits_and_blanks_are_no_other_code():
    assert codes_of(["代码", "名称"], ("３６０７３２１０７ ２１６", "和顺村委会")) == []


def test_a_row_with_another_county_s_code_is_found_in_the_county_s_own_list():
    rows = [("360732107201", "和顺村委会"), ("360732107202", "白石村委会")]

    assert codes_of(["代码", "名称"], *rows, ("360721107203", "泗望村委会")) == [(4, "PL101")]


def test_a_committee_under_the_category_of_an_area_is_not_without_a_generic():
    head = ["代码", "名称", "类别"]

    assert codes_of(head, ("360732107201", "和顺村委会", "行政村")) == [(2, "PL106")]
    assert codes_of(head, ("360732107201", "和顺村", "行政村")) == []
    mixed = codes_of(head, ("360732107201", "和顺社区", "行政村"))
    assert mixed == [(2, "PL106"), (2, "PL104")]


def test_untidy_and_missing_names_are_named():
    rows = [("360732107201", "和 顺村委会"), ("360732107202", None)]

    assert codes_of(["代码", "名称"], *rows) == [(2, "PL107"), (3, "PL108")]


def test_a_village_named_after_a_settlement_has_no_doubled_generic():
    assert codes_of(["代码", "名称"], ("360732107201", "杨村村")) == []
    assert codes_of(["代码", "名称"], ("360732107201", "白石村村")) == [(2, "PN202")]
    assert codes_of(["代码", "名称"], ("360732107201", "和顺村村村委会")) == [(2, "PN202")]
    assert codes_of(["代码", "名称"], ("360732107201", "和顺村村委会")) == []


def test_the_number_of_a_township_is_of_the_class_of_its_name():
    assert codes_of(["代码", "名称"], ("360732217", "长冈镇")) == [(2, "PL104")]
    assert codes_of(["代码", "名称"], ("360732400", "兴国工业园管委会")) == []


def test_rows_of_other_counties_are_not_entered_and_are_named(tmp_path, capsys):
    file, store = tmp_path / "名录.csv", tmp_path / "地名.db"
    rows = [("360732107201", "和顺村"), ("360732107202", "白石村"), ("360721107203", "泗望村")]
    pl.DataFrame(rows, schema=["代码", "名称"], orient="row").write_csv(file)

    main(["place-names", "enter", str(file), str(store), "--county", "360732", "--by", "王"])

    said = capsys.readouterr().out
    assert "新登记 2 条" in said
    assert "第 4 行（泗望村）" in said


def test_the_items_of_a_row_are_judged_as_those_of_a_record():
    head = ["名称", "代码", "地名代码", "类别代码", "经度", "纬度", "坐标系", "批准日期"]
    good = [
        "360732107201",
        "36073210721610000001",
        "21610",
        "115.37",
        "26.35",
        "CGCS2000",
        "2023-5-6",
    ]
    twice = [
        "360732107202",
        "36073210721610000001",
        "21610",
        "115°22′12″",
        "26°21′",
        "CGCS2000",
        "",
    ]
    wrong = ["360732107203", "3607321072161", "21610", "26.35", "115.37", "CGCS2000", "2023-13-6"]
    other = ["360732107204", "36073210727610000000", "21610", "不详", "26.35", "CGCS2000", ""]

    rows = zip(("和顺村", "安定村", "永乐村", "太平村"), (good, twice, wrong, other), strict=True)
    found = codes_of(head, *((name, *cells) for name, cells in rows))

    assert sorted(found) == [
        (3, "GC104"), (3, "PL103"), (4, "DT102"), (4, "PN111"), (4, "PN124"), (5, "PN114"),
        (5, "PN116"), (5, "PN122"),
    ]  # fmt: skip


def test_a_list_without_a_datum_lacks_it_once():
    rows = [(f"和顺{n}村", f"36073210720{n}", "115.37", "26.35") for n in "甲乙丙"]
    rows = [(name, f"36073210720{n}", *more) for n, (name, _, *more) in enumerate(rows, 1)]

    found = codes_of(["名称", "代码", "经度", "纬度"], *rows)

    assert [code for _, code in found].count("PN125") == 1


def test_streets_are_compared_within_their_township_and_where_none_is_told():
    head = ["名称", "所属乡镇"]

    here = codes_of(head, ("和顺路", "潋江镇"), ("和顺路", "江背镇"), ("和顺路", "潋江镇"))
    nowhere = codes_of(["名称", "备注"], ("和顺路", ""), ("和顺路", "重"))

    assert (here, nowhere) == ([(2, "PN411")], [(2, "PN411")])


@pytest.mark.parametrize("above", ["乡镇名称", "乡（镇）", "镇街", "所属乡镇（街道）", "街道"])
@pytest.mark.parametrize("own", ["行政村", "村（社区）名称", "村居名称", "行政村名称", "村委会"])
def test_the_headings_that_counties_write_are_known(tmp_path, above, own):
    file = tmp_path / "名录.csv"
    file.write_text(f"{above},{own}\n城岗镇,白石村委会\n,大石村委会\n", encoding="utf-8")

    assert [(row.name, row.place) for row in read_edition(file)] == [
        ("白石村委会", "城岗镇"),
        ("大石村委会", "城岗镇"),
    ]


def test_of_villages_and_their_settlements_the_settlement_is_the_name(tmp_path):
    file = tmp_path / "名录.csv"
    file.write_text("乡镇,行政村,自然村\n城岗镇,白石村,上屋\n", encoding="utf-8")

    assert [row.name for row in read_edition(file)] == ["上屋"]


def test_a_township_is_held_against_the_national_list():
    head = ["名称", "代码", "所属乡镇"]

    assert codes_of(head, ("古龙岗镇", "360732102", "")) == [(2, "PL111")]
    assert codes_of(head, ("古龙冈镇", "360732102", "兴国县")) == []
    rows = [("和顺村", "360732102209", "古龙岗镇"), ("安定村", "360732102210", "古龙岗镇")]
    assert codes_of(head, *rows) == [(2, "PL111")], "said once"
    assert codes_of(head, ("上村", "", "不知道镇"), ("下村", "", "不知道镇")) == [(2, "PL112")]
    assert codes_of(head, ("和顺村", "360732217230", "杰村乡")) == [(2, "PL113")]
    assert codes_of(head, ("和顺村", "360732217230", "兴国县长冈乡")) == []
    assert codes_of(head, ("和顺路", "", "长冈乡、杰村乡")) == []
    assert codes_of(head, ("某某乡", "360732210", "")) == [(2, "PL113")]
    assert codes_of(head, ("和顺村", "360732399230", "")) == [(2, "PL114")]


def test_a_township_that_the_list_itself_has_is_known():
    head = ["名称", "代码", "所属乡镇"]
    rows = [("和顺镇", "360732111", ""), ("安定村", "360732111201", "和顺镇")]

    assert codes_of(head, *rows) == [(2, "PL114")]


def test_the_code_of_before_a_change_is_that_of_the_same_township():
    rows = [("和顺村", "360732214230", "城岗镇"), ("安定村", "360732214231", "城岗乡")]

    assert codes_of(["名称", "代码", "所属乡镇"], *rows) == []


def test_the_units_of_a_county_raise_no_doubt_about_its_townships():
    units = Path(__file__).parents[1] / "xingguo_units.csv"

    remarks = check_list(read_edition(units), county="360732").remarks

    codes = {remark.finding.code for remark in remarks}
    assert not codes & {"PL111", "PL112", "PL113", "PL114", "PL103", "PL104"}


def test_the_number_of_a_village_is_of_the_class_of_villages():
    head = ["名称", "代码"]

    assert codes_of(head, ("和顺村", "360732107999")) == [(2, "PL104")]
    assert codes_of(head, ("和顺园区", "360732107498")) == []


def test_the_area_and_the_committee_of_a_village_share_a_code_and_a_name():
    head = ["名称", "类别", "代码"]
    area = ("长冈村", "21610", "360732217200")

    assert codes_of(head, area, ("长冈村村民委员会", "27610", "360732217200")) == []
    assert codes_of(head, area, ("长冈村委会", "行政村", "360732217200")) == [(3, "PL106")]
    assert codes_of(head, area, ("和顺村委会", "27610", "360732217200")) == [(3, "PL103")]
    again = codes_of(head, area, area, ("长冈村委会", "27610", "360732217200"))
    assert again == [(3, "PL110")], "the same row again has the same code"


def test_the_place_code_tells_the_area_from_the_committee():
    head = ["名称", "代码", "地名代码"]
    area = ("长冈村", "360732217200", "36073221721610000001")

    assert codes_of(head, area, ("长冈村", "360732217200", "36073221727610000001")) == [
        (3, "PL106")
    ]


def test_a_name_beyond_measure_leaves_the_page_room_for_what_is_wrong():
    rows = pl.DataFrame({"名称": ["长" * 500], "代码": ["9" * 500]})
    inspection = check_list(edition_from_frame(rows), county="360732")

    text = page(inspection, "核查")

    assert "长" * 40 + "…" in text
    assert "长" * 41 not in text
    assert "9" * 25 not in text


def test_a_code_has_the_digits_of_its_level():
    head = ["名称", "代码", "类别"]

    assert (2, "PN119") in codes_of(head, ("和顺村", "360732107", "行政村"))
    assert (2, "PN119") in codes_of(head, ("和顺社区", "360732107", ""))
    assert (2, "PN119") in codes_of(head, ("城岗镇", "360732107201", "镇"))
    assert (2, "PN119") not in codes_of(head, ("大桥镇", "360732107201", "行政村"))
    assert codes_of(head, ("城岗镇", "360732107000", "镇")) == []
