"""Lists as counties write them: dittos, sums, division codes as place codes, townships by name only."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core import Book, CallError, open_store
from minzheng_core.registries.place_names import REGISTRY
from minzheng_core.registries.place_names.lists import (
    check_list,
    edition_from_frame,
    enter_edition,
)
from minzheng_core.registries.place_names.publish.entries import dictionary_entry, published

COUNTY = "361124"
MESSY = pl.DataFrame(
    {
        "地  名": ["七里村委会", "高岭村委会", "前山", "前山", "合计", "小计：4个", "上村(含前山)"],
        "地名类别": ["行政村", "〃", "自然村", "同上", None, None, "行政村"],
        "所在\n乡镇": ["河口镇", "〃", "〃", "永平镇", None, None, "永平镇"],
        "地名代码": [
            "361124100203",
            "361124100209",
            None,
            None,
            None,
            None,
            "3611241012002200000001",
        ],
        "地名来历及含义": ["因距城七里得名", None, None, None, None, None, None],
        "曾用名": ["原名七里铺", None, None, None, None, None, None],
        "经度": ["117.5度", "117°30′", None, None, None, None, None],
        "纬度": ["28.1°", "28°06′", None, None, None, None, None],
        "坐标系": ["CGCS2000", "〃", None, None, None, None, None],
    }
)


def edition():
    return edition_from_frame(MESSY, county=COUNTY)


def test_dittos_stand_for_the_cell_above_and_sums_are_no_places():
    rows = list(edition())

    assert [(r.name, r["parent_name"], r["category_name"]) for r in rows] == [
        ("七里村委会", "河口镇", "行政村"),
        ("高岭村委会", "河口镇", "行政村"),
        ("前山", "河口镇", "自然村"),
        ("前山", "永平镇", "自然村"),
        ("上村(含前山)", "永平镇", "行政村"),
    ]
    assert rows[1]["datum"] == "CGCS2000"


def test_division_codes_among_place_codes_are_read_as_such_and_said_once():
    found = edition()

    assert [(r.code, r["place_code"]) for r in list(found)[:2]] == [
        ("361124100203", ""),
        ("361124100209", ""),
    ]
    remarks = check_list(found, county=COUNTY).remarks
    assert [r.finding.actual for r in remarks if r.finding.code == "PL109"] == ["2"]
    assert [r.row.name for r in remarks if r.finding.code == "PN111"] == ["上村(含前山)"]
    assert "PN121" not in {r.finding.code for r in remarks}


@pytest.mark.parametrize(
    "written", ["361124100", "361124100000", "３６１１２４１００", "361124100.0"]
)
def test_a_code_of_a_township_where_its_name_should_stand_is_its_code(written):
    frame = pl.DataFrame({"地名": ["七里村", "前山"], "所属乡镇": [written, "河口镇"]})
    listed = edition_from_frame(frame, county=COUNTY)

    assert [(r["division"], r["parent_name"]) for r in listed] == [
        ("361124100", ""),
        ("361124100", "河口镇"),
    ]
    codes = {remark.finding.code for remark in check_list(listed, county=COUNTY).remarks}
    assert not {"PL112", "PL114"} & codes


def test_a_note_after_a_name_hides_no_generic():
    remarks = check_list(edition(), county=COUNTY).remarks

    assert [r.row.name for r in remarks if r.finding.code == "PN201"] == []


def test_a_list_entered_twice_is_entered_once_though_villages_have_no_codes():
    book = Book.open(REGISTRY, open_store("memory://"), county=COUNTY)

    first = enter_edition(book, edition(), by="王某某")
    again = enter_edition(book, edition(), by="王某某")

    assert (first.registered, again.registered, again.same) == (5, 0, 5)
    homes = {e.values.get("division") for e in book.scan() if e.values["standard_name"] == "前山"}
    assert homes == {"361124100", "361124101"}


@pytest.mark.parametrize("word", ["曾名七里铺", "因距城七里得名"])
def test_an_article_says_what_the_list_says_under_its_own_headings(word):
    assert word in dictionary_entry(next(e for e in published(edition()) if e.name == "七里村委会"))


def test_a_record_is_found_by_the_chinese_word_for_the_field_too():
    book = Book.open(REGISTRY, open_store("memory://"), county=COUNTY)
    enter_edition(book, edition(), by="王某某")

    (found,) = book.find(标准名称="七里村委会")
    assert [found.key] == [entry.key for entry in book.find(name="七里村委会")]
    with pytest.raises(CallError, match="标准名称"):
        book.find(名字="七里村委会")


def test_a_new_township_is_called_as_the_list_calls_it():
    frame = pl.DataFrame(
        {
            "名称": ["狮江街道", "狮江社区"],
            "区划代码": ["361124001", "361124001001"],
            "类别": ["街道", "社区"],
        }
    )

    entries = published(edition_from_frame(frame, county=COUNTY))

    assert {entry.section for entry in entries} == {"狮江街道"}


def test_one_place_listed_twice_is_no_duplicate_name():
    frame = pl.DataFrame(
        {
            "名称": ["篁碧畲族乡", "篁碧畲族乡", "前山村", "前山村", "前山村"],
            "区划代码": ["361124210", None, None, None, "361124101299"],
            "类别": ["乡", "乡", "行政村", "行政村", "行政村"],
            "所属乡镇": [None, None, "河口镇", "河口镇", "永平镇"],
        }
    )

    remarks = check_list(edition_from_frame(frame, county=COUNTY), county=COUNTY).remarks
    told = [(r.row.line, r.finding.code) for r in remarks if r.finding.code in {"PL110", "PN411"}]

    assert told == [(3, "PL110"), (4, "PN411"), (5, "PL110")]


def test_a_place_of_a_kind_that_may_share_names_is_told_where_it_stands_twice():
    rows = [
        ("渔梁坝", "水坝", "河口镇", None),
        ("渔梁坝", "水坝", "河口镇", None),
        ("渔梁坝", "水坝", "永平镇", None),
        ("上坑", "自然村", "河口镇", "117.61"),
        ("上坑", "自然村", "河口镇", "117.72"),
        ("上坑", "自然村", "河口镇", "117.72"),
        ("棉溪", "河流", "河口镇", None),
        ("棉溪", "自然村", "河口镇", None),
        ("歙县站", "火车站", None, None),
        ("歙县站", "火车站", None, None),
    ]
    frame = pl.DataFrame(rows, schema=["名称", "类别", "所属乡镇", "经度"], orient="row")

    remarks = check_list(edition_from_frame(frame, county=COUNTY), county=COUNTY).remarks

    assert [(r.row.line, r.finding.expected) for r in remarks if r.finding.code == "PL110"] == [
        (3, "2"),
        (7, "6"),
    ]


def test_what_is_written_where_nothing_is_known_says_nothing_of_a_place():
    head = [
        "名称",
        "类别",
        "所属乡镇",
        "历史名称",
        "别名",
        "含义",
        "批准机关",
        "经度",
        "拼音",
        "保护名录",
    ]
    rows = [
        ("太平桥", "桥", "河口镇", "无", "/", "不详", "—", "无", "-", "否"),
        (
            "无为桥",
            "桥",
            "河口镇",
            "老桥",
            "暂无",
            "无为而治",
            "县政府",
            "117.6",
            "Wuwei Qiao",
            "√",
        ),
        ("〇", "村", "—", None, None, None, None, None, None, "省级名录"),
    ]

    told = [row.cells for row in edition_from_frame(pl.DataFrame(rows, schema=head, orient="row"))]

    assert told[0] == {"standard_name": "太平桥", "category_name": "桥", "parent_name": "河口镇"}
    assert "alias" not in told[1]
    kept = ("former_names", "meaning", "approval_authority", "longitude", "spelling")
    assert [told[1][name] for name in kept] == ["老桥", "无为而治", "县政府", "117.6", "Wuwei Qiao"]
    assert told[1]["protection_list"] == "地名保护名录"
    assert told[2] == {
        "standard_name": "〇", "category_name": "村", "protection_list": "省级名录",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["361124", "361124000000"])
def test_a_county_stands_by_its_code_in_the_column_above(written: str) -> None:
    frame = pl.DataFrame({"标准名称": ["河口镇", "七里村"], "所属政区": [written, "河口镇"]})
    listed = edition_from_frame(frame, county=COUNTY)
    town, _ = listed.rows
    assert (town["division"], town["parent_name"]) == ("361124", "")
    codes = {remark.finding.code for remark in check_list(listed, county=COUNTY).remarks}
    assert not {"PL112", "PL114"} & codes
