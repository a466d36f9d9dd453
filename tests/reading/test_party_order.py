"""Where the headings only count the persons, each row tells which one is the husband."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage import clean
from minzheng_core.registries.marriage.archive import FIELDS

MAN, WOMAN = "362133196208151232", "362133196208151240"


def _table(columns: dict[str, list[str | None]]):
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table


def _names(columns: dict[str, list[str | None]]) -> list[tuple[str, str]]:
    return _table(columns).frame.select("husband_name", "wife_name").rows()


@pytest.mark.parametrize(("one", "two"), [("姓名1", "姓名2"), ("甲方姓名", "乙方姓名")])
def test_the_sexes_of_a_row_tell_the_husband_and_all_that_is_his(one: str, two: str) -> None:
    sexes = (one.replace("姓名", "性别"), two.replace("姓名", "性别"))
    places = (one.replace("姓名", "住址"), two.replace("姓名", "住址"))
    table = _table(
        {
            "登记日期": ["2012-03-01"] * 3,
            one: ["张大伟", "李小芳", "周建国"],
            sexes[0]: ["男", "女", None],
            places[0]: ["兴国县高兴镇", "兴国县长冈乡", "兴国县高兴镇"],
            two: ["王丽华", "赵国强", "吴玉珍"],
            sexes[1]: ["女", "男", "女"],
            places[1]: ["兴国县长冈乡", "兴国县高兴镇", "兴国县长冈乡"],
        }
    )
    wanted = ["husband_name", "husband_sex", "husband_domicile", "wife_name"]
    assert table.frame.select(wanted).rows() == [
        ("张大伟", "男", "兴国县高兴镇", "王丽华"),
        ("赵国强", "男", "兴国县高兴镇", "李小芳"),
        ("周建国", None, "兴国县高兴镇", "吴玉珍"),
    ]
    assert [(note.code, note.rows) for note in table.notes if note.code == "IN140"] == [
        ("IN140", (3,))
    ]


def test_without_sexes_the_numbers_tell_one_alone_where_it_is_sound() -> None:
    columns = {
        "登记日期": ["2012-03-01"] * 7,
        "姓名1": ["张大伟", "李小芳", "周建国", "郑秀英", "褚玉兰", "卫长根", "沈桂花"],
        "身份证1": [MAN, WOMAN, WOMAN, WOMAN, None, "36213319620815", "362133620815124"],
        "姓名2": ["王丽华", "赵国强", "吴玉珍", "冯志明", "陈福生", "蒋月娥", "韩水旺"],
        "身份证2": [WOMAN, MAN, WOMAN, None, f"'{MAN}", WOMAN, None],
    }
    assert _names(columns) == [
        ("张大伟", "王丽华"),
        ("赵国强", "李小芳"),
        ("周建国", "吴玉珍"),  # both of one sex
        ("冯志明", "郑秀英"),
        ("陈福生", "褚玉兰"),
        ("卫长根", "蒋月娥"),
        ("沈桂花", "韩水旺"),  # 15 digits have no check digit
    ]


def test_headings_that_say_whose_they_are_are_believed() -> None:
    columns = {
        "登记日期": ["2012-03-01"],
        "男方姓名": ["李小芳"],
        "男方身份证号": [WOMAN],
        "女方姓名": ["赵国强"],
        "女方身份证号": [MAN],
    }
    assert _names(columns) == [("李小芳", "赵国强")]


def test_nobody_is_asked_about_couples_written_wife_first() -> None:
    count = 12
    frame = pl.DataFrame(
        {
            "离婚登记日期": ["2012-03-01"] * count,
            "姓名1": [f"李小{c}" for c in "芳英兰梅芳英兰梅芳英兰梅"],
            "性别1": ["女"] * count,
            "身份证1": [WOMAN] + [None] * (count - 1),
            "姓名2": [f"赵国{c}" for c in "强明军强明军强明军强明军"],
            "性别2": ["男"] * count,
            "身份证2": [MAN] + [None] * (count - 1),
        }
    )
    result = clean(frame, county="360732")
    assert result.records["wife_name"][0] == "李小芳"
    codes = {finding["code"] for finding in result.findings.to_dicts()}
    assert codes.isdisjoint({"MR215", "MR301", "MF306"})


def test_an_applicant_and_the_other_party_are_told_by_their_numbers() -> None:
    columns = {
        "申请人": ["张大伟", "李小芳"],
        "申请人身份证号": [MAN, WOMAN],
        "被申请人": ["王丽华", "赵国强"],
        "被申请人身份证号": [WOMAN, MAN],
        "撤销日期": ["2012-03-01"] * 2,
    }
    assert _names(columns) == [("张大伟", "王丽华"), ("赵国强", "李小芳")]


def test_what_stands_between_columns_of_a_foreigner_is_the_foreigners() -> None:
    table = _table(
        {
            "登记日期": ["2012-03-01"] * 2,
            "中方姓名": ["李小芳", "张大伟"],
            "中方性别": ["女", "男"],
            "中方身份证号": [WOMAN, MAN],
            "外方姓名": ["SMITH JOHN", "NGUYEN THI HOA"],
            "外方性别": ["男", "女"],
            "国籍": ["美国", "越南"],
            "证件种类": ["护照", "护照"],
            "证件号码": ["G12345678", "B1234567"],
            "外方出生日期": ["1980-01-02", "1985-03-04"],
        }
    )
    wanted = ["husband_name", "husband_nationality", "husband_id_number", "husband_birth_date"]
    assert table.frame.select(wanted).rows() == [
        ("SMITH JOHN", "美国", "G12345678", "1980-01-02"),
        ("张大伟", None, MAN, None),
    ]
    assert table.frame["wife_id_type"].to_list() == [None, "护照"]


def test_an_address_behind_both_persons_is_nobodys() -> None:
    columns = {
        "登记日期": ["2012-03-01"] * 2,
        "甲方姓名": ["张大伟", "李小芳"],
        "甲方身份证号": [MAN, WOMAN],
        "乙方姓名": ["王丽华", "赵国强"],
        "乙方身份证号": [WOMAN, MAN],
        "住址": ["兴国县高兴镇"] * 2,
    }
    assert "wife_domicile" not in _table(columns).frame.columns


def test_columns_behind_a_name_that_says_whose_it_is_are_that_persons_in_every_row() -> None:
    """Two numbers in each other's cells exchange neither the birth dates nor the addresses."""
    columns = {
        "登记日期": ["2012-03-01"] * 2,
        "男方姓名": ["张大伟", "赵国强"],
        "出生日期": ["1962-08-15", "1961-01-02"],
        "身份证号": [MAN, WOMAN],
        "女方姓名": ["王丽华", "李小芳"],
        "出生日期 ": ["1962-08-15", "1963-03-04"],
        "身份证号 ": [WOMAN, MAN],
    }
    table = _table(columns)
    wanted = ["husband_name", "husband_birth_date", "husband_id_number", "wife_birth_date"]
    assert table.frame.select(wanted).rows() == [
        ("张大伟", "1962-08-15", MAN, "1962-08-15"),
        ("赵国强", "1961-01-02", WOMAN, "1963-03-04"),
    ]
    assert "IN140" not in {note.code for note in table.notes}


@pytest.mark.parametrize(("first", "second"), [("husband", "wife"), ("wife", "husband")])
def test_without_numbers_the_order_of_the_names_is_that_of_the_columns_behind_them(
    first: str, second: str
) -> None:
    name = {"husband": "男方姓名", "wife": "女方姓名"}
    columns = {
        "登记日期": ["1983-05-06"] * 2,
        name[first]: ["甲某", "乙某"],
        "年龄": ["23"] * 2,
        "民族": ["畲族"] * 2,
        "住址": ["高兴公社"] * 2,
        name[second]: ["丙某", "丁某"],
        "年龄 ": ["21"] * 2,
        "住址 ": ["长冈公社"] * 2,
    }
    frame = _table(columns).frame
    told = ("name", "age", "ethnicity", "domicile")
    assert frame.select(f"{first}_{base}" for base in told).row(0) == (
        "甲某",
        "23",
        "畲族",
        "高兴公社",
    )
    assert frame.select(f"{second}_{base}" for base in ("name", "age", "domicile")).row(0) == (
        "丙某",
        "21",
        "长冈公社",
    )
    assert f"{second}_ethnicity" not in frame.columns


def test_one_column_behind_both_names_is_of_both() -> None:
    columns = {
        "登记日期": ["1983-05-06"] * 2,
        "女方姓名": ["甲某", "乙某"],
        "男方姓名": ["丙某", "丁某"],
        "年龄": ["21"] * 2,
        "年龄 ": ["23"] * 2,
        "住址": ["高兴公社"] * 2,
    }
    frame = _table(columns).frame
    assert frame.select("wife_age", "husband_age").row(0) == ("21", "23")
    assert frame.select("wife_domicile", "husband_domicile").row(0) == ("高兴公社", "高兴公社")


def test_what_stands_beside_a_spouses_columns_is_the_first_persons_and_its_sex_tells_who() -> None:
    table = _table(
        {
            "姓名": ["张大伟", "李小芳", "周建国"],
            "性别": ["男", "女", None],
            "身份证号码": [MAN, WOMAN, None],
            "配偶姓名": ["王丽华", "赵国强", "吴玉珍"],
            "配偶身份证号码": [WOMAN, None, None],
            "登记日期": ["2012-03-01"] * 3,
            "户籍地址": ["兴国县高兴镇", "兴国县长冈乡", "兴国县高兴镇"],
        }
    )
    wanted = ["husband_name", "husband_id_number", "husband_domicile", "wife_name", "wife_domicile"]
    assert table.frame.select(wanted).rows() == [
        ("张大伟", MAN, "兴国县高兴镇", "王丽华", None),
        ("赵国强", None, None, "李小芳", "兴国县长冈乡"),
        ("周建国", None, "兴国县高兴镇", "吴玉珍", None),
    ]


def test_the_plaintiff_of_a_divorce_may_be_either() -> None:
    columns = {
        "判决日期": ["1995-03-01", "1995-06-09"],
        "原告": ["张花", "王海"],
        "性别": ["女", "男"],
        "被告": ["李强", "赵云"],
        "性别 ": ["男", "女"],
    }
    frame = _table(columns).frame
    assert frame.select("husband_name", "wife_name").rows() == [("李强", "张花"), ("王海", "赵云")]


def test_where_nothing_tells_who_is_the_husband_that_is_said() -> None:
    columns = {
        "登记日期": ["1985-01-03"] * 3,
        "姓名": ["张三", "王五", "赵六"],
        "对方姓名": ["李四", "周芳", None],
        "身份证号": [None, MAN, None],
        "对方身份证号": [None, WOMAN, None],
    }
    table = _table(columns)
    assert table.frame["husband_name"].to_list() == ["张三", "王五", "赵六"]
    assert [note.rows for note in table.notes if note.code == "IN258"] == [(2,)]
    said = {"姓名": "男方姓名", "对方姓名": "女方姓名"}
    table = _table({said.get(name, name): cells for name, cells in columns.items()})
    assert table.frame.height == 3
    assert "IN258" not in [note.code for note in table.notes]
