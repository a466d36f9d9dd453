"""Headings of domiciles: the whole of one, and its parts in columns of their own."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.marriage import clean
from minzheng_core.registries.marriage.archive import FIELDS

INDEX = FieldIndex(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("男方/户口所在地", "husband_domicile"),
        ("女方户口所在地（省）", "wife_domicile_province"),
        ("女方/户籍地/县", "wife_domicile_county"),
        ("男方户口所在地/乡镇", "husband_domicile_township"),
        ("女方户籍地（详细）", "wife_domicile"),
        ("男乡镇", "husband_domicile_township"),
        ("女方县", "wife_domicile_county"),
        ("男方所在乡（镇）", "husband_domicile_township"),
        ("女村", "wife_domicile_village"),
        ("女方/家庭住址/大队", "wife_domicile_village"),
    ],
)
def test_a_domicile_is_told_from_its_parts(heading: str, field: str) -> None:
    best, *others = INDEX.matches(heading)

    assert best.field == field
    assert all(match.score < best.score for match in others)


@pytest.mark.parametrize("heading", ["乡镇", "县", "村", "登记乡镇"])
def test_a_part_of_nobody_is_no_part_of_a_domicile(heading: str) -> None:
    assert INDEX.matches(heading) == ()


def test_parts_in_columns_of_their_own_are_put_together() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1995-01-05"],
            "男方姓名": ["张三"],
            "男县": ["兴国县"],
            "男乡镇": ["潋江镇"],
            "男村": ["红门村"],
            "女方姓名": ["李四"],
            "女县": ["兴国县"],
            "女乡镇": ["江背镇"],
            "女村": ["郑枫村"],
        }
    )
    (record,) = clean(frame, county="360732").records.to_dicts()
    assert record["husband_domicile"] == "兴国县潋江镇红门村"
    assert (record["wife_domicile"], record["wife_division"]) == ("兴国县江背镇郑枫村", "362133")


def test_a_whole_domicile_is_none_of_its_parts_whatever_stands_below() -> None:
    frame = pl.DataFrame(
        {"登记日期": ["1985-01-05"], "男方姓名": ["张三"], "男方/户口所在地": ["本县"]}
    )

    fields = read_frame(frame, FIELDS).mapping.sheets[0].fields

    assert "husband_domicile" in fields


@pytest.mark.parametrize(
    ("one", "two"), [("甲方", "乙方"), ("本人", "配偶"), ("男方", "女方"), ("当事人甲", "当事人乙")]
)
def test_a_heading_that_only_says_whose_is_that_of_the_name(one: str, two: str) -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1995-01-05"] * 2,
            one: ["张三", "王五"],
            f"{one}身份证号": ["362133197001010012", "362133197001020019"],
            two: ["李四", "赵六"],
            f"{two}身份证号": ["362133197203040020", "36213319720305002X"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["张三", "王五"]
    assert table.frame["wife_name"].to_list() == ["李四", "赵六"]


def test_a_number_of_a_certificate_is_no_address_where_no_heading_says_what_stands_there() -> None:
    rows = [
        ("1970.1.1", "362133197001010012", "张三", "潋江镇红星村", "李四", "362133197203040020", "高兴镇大湾村5号", "1995.1.5", "兴结1号"),
        ("1970.1.2", "362133197001020019", "王五", "城岗乡红星村", "赵六", "36213319720305002X", "良村乡大湾村", "1995.1.6", "兴结2号"),
    ] * 3  # fmt: skip
    columns = [f"列{at}" for at in range(1, 10)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    fields = [column.field for column in read_frame(frame, FIELDS).mapping.sheets[0].columns]
    assert (fields[3], fields[6]) == ("husband_domicile", "wife_domicile")


def test_the_applicants_of_a_table_of_one_person_a_row_are_named() -> None:
    frame = pl.DataFrame(
        {
            "登记日期": ["1995-01-05"] * 4,
            "申请人": ["张三丰", "李四娘", "王五常", "赵六妹"],
            "性别": ["男", "女", "男", "女"],
        }
    )
    records = clean(frame, county="360732").records
    assert records.select("husband_name", "wife_name").rows() == [
        ("张三丰", "李四娘"),
        ("王五常", "赵六妹"),
    ]
