"""Cells that describe a person are parted into a column for each datum, and are kept as they were."""

from __future__ import annotations

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reading import read_archive, read_frame
from minzheng_core.reading.recognition.descriptions import described
from minzheng_core.registries.marriage.archive import FIELDS

MAN, WOMAN = "362133196203040014", "362133196405060022"
DATA = {
    "sex": ("男", "男性"),
    "age": ("24岁", "虚岁25", "24"),
    "birth_date": (
        "1962年3月4日生",
        "1962.3.4",
        "一九六二年三月出生",
        "农历1962年三月初四",
        "19620304",
    ),
    "ethnicity": ("汉", "汉族", "畲族"),
    "education": ("小学", "初中", "文盲"),
    "marital_status": ("未婚", "丧偶"),
    "occupation": ("农民", "务农", "教师"),
    "domicile": ("和平公社红光大队人", "家住城关镇东门街", "住址：和平乡红光村三组"),
    "id_number": (MAN, f"身份证号：{MAN}", "身份证 362133620304001"),
}


@given(
    st.sampled_from(["张三", "欧阳娜娜", "李 四"]),
    st.lists(st.sampled_from(sorted(DATA)), min_size=2, unique=True).flatmap(
        lambda kinds: st.tuples(
            st.just(kinds), st.tuples(*(st.sampled_from(DATA[kind]) for kind in kinds))
        )
    ),
    st.sampled_from(["，", ",", " ", "、", "；", "\n", "　"]),
)
def test_each_part_is_known_by_its_label_its_form_or_a_table(name, told, between) -> None:
    kinds, parts = told
    found = described(between.join((name, *parts)))
    assert found is not None
    assert list(found) == ["name", *kinds]
    assert found["name"] == name.replace(" ", "")
    if "domicile" in kinds:
        assert not found["domicile"].startswith(("家住", "住址"))
        assert not found["domicile"].endswith("人")


@given(st.text(max_size=60))
def test_any_text_is_a_description_or_none(text: str) -> None:
    found = described(text)
    assert found is None or len(found) > 2


@pytest.mark.parametrize(
    "cell",
    ["张三", "张三 男", "张三（26岁）", f"张三 {MAN}", "长冈乡 红光村 三组 五号", "初婚，无子女"],
)
def test_a_name_with_little_behind_it_or_no_name_is_no_description(cell: str) -> None:
    assert described(cell) is None


@pytest.mark.parametrize("age", ["虚岁25", "二十二岁", "廿五岁", "周岁二十"])
def test_an_age_is_known_in_words_too(age: str) -> None:
    assert (described(f"张三 男 {age} 农民") or {}).get("age") == age


def test_a_digit_is_no_word_of_a_code_table() -> None:
    assert described("张三，男，1，2") is None


def _frame(**columns: list[str | None]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def test_a_column_of_descriptions_is_read_as_what_it_tells_and_kept() -> None:
    men = ["张三，男，汉族，1962年3月4日生，和平公社红光大队人", "李四", None]
    women = [f"王五\n身份证：{WOMAN}\n汉族 农民", f"周芳\n{WOMAN}\n畲族 教师", "钱英 女 20岁"]
    dates = ["1985-03-01", "1985-03-02", "1985-03-03"]
    (table,) = read_frame(
        _frame(登记日期=dates, 男方情况=[men[0], men[0], men[2]], 女方=women), FIELDS
    ).tables
    frame = table.frame
    assert frame["husband_name"].to_list() == ["张三", "张三", None]
    assert frame["husband_domicile"].to_list() == ["和平公社红光大队", "和平公社红光大队", None]
    assert frame["wife_id_number"].to_list() == [WOMAN, WOMAN, None]
    assert frame["wife_age"].to_list() == [None, None, "20岁"]
    assert frame["女方原文"].to_list() == women
    assert [note.code for note in table.notes].count("IN133") == 2


@pytest.mark.parametrize(
    "heading", ["结婚人情况（{}）", "{}当事人基本情况", "{}方姓名年龄住址", "{}申请人概况"]
)
def test_a_column_of_descriptions_needs_no_certain_words_above_it(heading: str) -> None:
    cells = ["张大山 男 24 汉 农民 三岔大队二队", "王有田，男，虚岁25，汉族，三岔大队四队"]
    columns = {heading.format("男"): cells, "何日领证": ["1983.3.2", "1983.3.15"]}
    (table,) = read_frame(_frame(**columns), FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["张大山", "王有田"]
    assert table.frame["husband_domicile"].to_list() == ["三岔大队二队", "三岔大队四队"]


def test_a_description_of_a_parent_is_not_of_the_party() -> None:
    cells = ["张大山 男 54 汉 农民 三岔大队", "王有田，男，45岁，汉族，三岔大队"]
    columns = {"登记日期": ["1983.3.2"] * 2, "男方姓名": ["张三", "李四"], "男方父亲情况": cells}
    (table,) = read_frame(_frame(**columns), FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["张三", "李四"]
    assert "husband_age" not in table.frame.columns


@pytest.mark.parametrize("more", [[], ["备注"]], ids=["as wide", "narrower"])
def test_a_sheet_without_headings_is_parted_as_the_one_before(tmp_path, more) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("1984年")
    first.append(["登记日期", "男方情况", "女方情况", *more])
    first.append(["1983.3.2", "张大山 男 24 汉 农民", "李秀英 女 22 土家 农民"])
    second.append(["1984.1.5", "陈家富 男 23 汉 农民", "刘玉莲 女 21 汉 农民"])
    second.append(["1984.2.8", "谭明山 男 27 汉 农民", "向翠花 女 24 汉 农民"])
    book.save(tmp_path / "a.xlsx")
    _, table = read_archive([tmp_path / "a.xlsx"], FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["陈家富", "谭明山"]
    assert table.frame["wife_age"].to_list() == ["21", "24"]
    assert {"IN132", "IN133"} <= {note.code for note in table.notes}


def test_a_cell_that_only_names_a_person_among_descriptions_is_the_name() -> None:
    cells = ["张三，男，汉族", "李四，男，畲族", "赵六"]
    (table,) = read_frame(_frame(登记日期=["1985-03-01"] * 3, 男方=cells), FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["张三", "李四", "赵六"]


def test_what_has_a_column_of_its_own_is_not_told_twice() -> None:
    cells = ["张三，男，24岁，汉族", "李四，男，25岁，畲族"]
    frame = _frame(登记日期=["1985-03-01"] * 2, 男方=cells, 男方年龄=["26", "27"])
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_age"].to_list() == ["26", "27"]
    assert table.frame["husband_ethnicity"].to_list() == ["汉族", "畲族"]


def test_headings_again_on_each_page_are_still_headings(tmp_path) -> None:
    heading = "登记日期,男方情况,女方情况"
    rows = [
        f"1985-03-{day:02},张三 男 汉族 {day + 20}岁,李四 女 汉族 2{day % 10}岁"
        for day in range(1, 21)
    ]
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join(["一九八五年结婚登记", heading, *rows[:10], heading, *rows[10:]]), "utf-8"
    )
    (table,) = read_archive([path], FIELDS).tables
    assert table.frame.height == 20
    assert table.frame["husband_age"].to_list()[10] == "31岁"
    letters = {c.field: c.column for c in table.mapping.columns}
    assert letters["husband_age"] == "B"
    assert letters["wife_name"] == "C"


def test_a_ditto_in_a_description_is_followed_in_a_text_file_as_in_a_frame(tmp_path) -> None:
    cells = [
        f"{name}，男，24岁，住址：{said}" for name, said in (("张三", "东山村"), ("李四", "〃"))
    ]
    frame = _frame(登记日期=["1985-03-01"] * 2, 男方=cells)
    frame.write_csv(tmp_path / "a.csv")
    for archive in (read_archive([tmp_path / "a.csv"], FIELDS), read_frame(frame, FIELDS)):
        (table,) = archive.tables
        assert table.frame["husband_domicile"].to_list() == ["东山村", "东山村"]
        assert "IN175" in {note.code for note in table.notes}
