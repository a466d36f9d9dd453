"""The kind of a document and its number in one cell are two data."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest

from minzheng_core.reading import read_archive, read_frame
from minzheng_core.registries.marriage.archive import FIELDS

_CARD = "44072219710305204X"


def _frame(cells: list[str | None], **more: list[str]) -> tuple[pl.DataFrame, list[str]]:
    columns = {"登记日期": ["1998-01-08"] * len(cells), "男方姓名": ["伍卓荣"] * len(cells)}
    (table,) = read_frame(
        pl.DataFrame(columns | {"男方证件名称及号码": cells} | more), FIELDS
    ).tables
    return table.frame, [note.code for note in table.notes]


@pytest.mark.parametrize(
    ("cell", "kind", "number"),
    [
        ("回乡证H0123456700", "回乡证", "H0123456700"),
        ("护照号：K12345678", "护照", "K12345678"),
        ("澳门身份证5/123456/7", "澳门身份证", "5/123456/7"),
        ("台湾居民来往大陆通行证 01234567", "台湾居民来往大陆通行证", "01234567"),
        (f"身份证{_CARD}", None, f"身份证{_CARD}"),
        (_CARD, None, _CARD),
        ("护照遗失", None, "护照遗失"),
    ],
)
def test_a_kind_before_a_number_is_parted_from_it(cell, kind, number) -> None:
    frame, notes = _frame([cell, "护照BA765432"])
    assert frame.row(0, named=True)["husband_id_type"] == kind
    assert frame.row(0, named=True)["husband_id_number"] == number
    assert "IN254" in notes


def test_numbers_alone_and_those_beside_a_column_of_kinds_stay_as_they_are() -> None:
    assert "IN254" not in _frame([_CARD, _CARD])[1]
    frame, notes = _frame(["护照K12345678"], 男方证件类型=["护照"])
    assert frame["husband_id_number"].to_list() == ["护照K12345678"]
    assert "IN254" not in notes


def test_the_one_from_the_mainland_and_the_other_have_their_own_columns(tmp_path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["登记证号", "登记日期", "内地一方", *[None] * 3, "港澳、华侨一方"],
        [
            None,
            None,
            *("姓名", "身份证号", "出生年月日", "户籍所在地"),
            "姓名",
            "证件名称及号码",
            "出生年月日",
            "现住址",
        ],
        [
            "粤台涉字第98001号",
            "1998.1.8",
            "黄翠娥",
            _CARD,
            "1971.3.5",
            "台山市三合镇",
            "伍卓荣",
            "回乡证H0123456700",
            "1965.11.20",
            "香港九龙",
        ],
        [
            "粤台涉字第98002号",
            "1998.1.9",
            "李健强",
            "440722196808180012",
            "1968.8.18",
            "台山市",
            "CHAN MEI LING",
            "护照K12345678",
            "1970.2.1",
            "美国三藩市",
        ],
    ):
        book.active.append(row)
    for cells in ("C1:F1", "G1:J1", "A1:A2", "B1:B2"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    (table,) = read_archive(tmp_path / "a.xlsx", FIELDS).tables
    told = table.frame.select("husband_name", "husband_domicile", "wife_name", "wife_domicile")
    assert told.rows() == [
        ("伍卓荣", "香港九龙", "黄翠娥", "台山市三合镇"),
        ("李健强", "台山市", "CHAN MEI LING", "美国三藩市"),
    ]


def test_a_passport_beside_a_card_is_of_the_one_from_abroad() -> None:
    frame = pl.DataFrame(
        {
            "证号": ["闽涉结字05001", "闽涉结字05002"],
            "中方姓名": ["林美玉", "陈建国"],
            "性别": ["女", "男"],
            "身份证号码": [_CARD, "440722196808180012"],
            "住址": ["福州市仓山区", "长乐市金峰镇"],
            "外方姓名": ["TANAKA KENJI", "WANG XIAO YAN"],
            "性别_2": ["男", "女"],
            "护照号": ["TH1234567", "G12345678"],
            "登记日期": ["2005-01-10", "2005-02-18"],
        }
    )
    (table,) = read_frame(frame.rename({"性别_2": "性别 "}), FIELDS).tables
    told = table.frame.select(
        "husband_id_number", "husband_domicile", "wife_id_number", "wife_domicile"
    )
    assert told.rows() == [
        ("TH1234567", None, _CARD, "福州市仓山区"),
        ("440722196808180012", "长乐市金峰镇", "G12345678", None),
    ]


def test_the_heading_of_a_column_of_passports_says_what_they_are(tmp_path) -> None:
    rows = [
        "登记日期,中方姓名,性别,身份证号,外方姓名,性别,国籍,护照号",
        "2002-1-2,张三,女,350181197806064085,JOHN,男,美国,123456789",
        "2002-1-3,李四,男,350181197907112112,MARY,女,英国,987654321",
    ]
    path = tmp_path / "涉外.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    (table,) = read_archive([path], FIELDS).tables
    columns = ("name", "id_number", "id_type")
    assert table.frame.select(f"husband_{name}" for name in columns).rows() == [
        ("JOHN", "123456789", "护照"),
        ("李四", "350181197907112112", None),
    ]
    assert table.frame.select(f"wife_{name}" for name in columns).rows() == [
        ("张三", "350181197806064085", None),
        ("MARY", "987654321", "护照"),
    ]


@pytest.mark.parametrize(
    "heading", ["男方身份证（护照）号", "男方身份证号", "男方证件号码（护照等）"]
)
def test_a_heading_of_several_documents_says_nothing_of_one(heading) -> None:
    (table,) = read_frame(
        pl.DataFrame({"男方姓名": ["张三"], heading: ["123456789"]}), FIELDS
    ).tables
    assert "husband_id_type" not in table.frame.columns


def test_a_citizens_number_below_the_heading_of_passports_is_no_passport() -> None:
    columns = {"男方姓名": ["张三", "李四"], "男方护照号": ["362133196208150010", "123456789"]}
    (table,) = read_frame(pl.DataFrame(columns), FIELDS).tables
    assert table.frame["husband_id_type"].to_list() == [None, "护照"]
