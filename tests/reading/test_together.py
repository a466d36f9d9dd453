"""A name and a number in one cell are two fields."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

NUMBERS = ("362133196208151232", "362133620815123", "36213319620815124X")


def _read(columns: dict[str, list[str | None]]) -> tuple[pl.DataFrame, list[str]]:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table.frame, [note.code for note in table.notes]


@given(
    st.lists(
        st.tuples(
            st.text("王李张陈刘欧阳小明芳伟𠮷", min_size=2, max_size=4),
            st.sampled_from(NUMBERS),
            st.sampled_from(["", " ", "\n", "，", "；身份证号：", "（", "/", " 身份证号码:"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(["男方姓名及身份证号", "男方姓名、身份证号码", "男方姓名"]),
)
def test_both_are_found_whatever_stands_between_them(people, heading) -> None:
    cells = [
        number + between + name if first else name + between + number
        for name, number, between, first in people
    ]
    frame, notes = _read({"登记日期": ["1985-03-01"] * len(cells), heading: cells})
    assert frame["husband_name"].to_list() == [name for name, *_ in people]
    assert frame["husband_id_number"].to_list() == [number for _, number, *_ in people]
    assert "IN192" in notes
    assert frame.columns[:4] == [
        "source_row",
        "registration_date",
        "husband_name",
        "husband_id_number",
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("张三（362133-19620815-1232）", "362133-19620815-1232"),
        ("张三\n362133 1962 0815 1232", "362133 1962 0815 1232"),
        ("362133 620815 123 张三", "362133 620815 123"),
        ("张三（\u00a0362133196208151232 ）", NUMBERS[0]),
    ],
)
def test_a_number_written_in_groups_or_between_odd_spaces_is_one(cell: str, number: str) -> None:
    frame, _ = _read({"登记日期": ["1985-03-01"] * 2, "男方姓名": [f"李四 {NUMBERS[1]}", cell]})
    assert frame.select("husband_name", "husband_id_number").row(1) == ("张三", number)


def test_two_numbers_in_groups_are_still_those_of_two_persons() -> None:
    couple = "张三 362133 19620815 1232 李四 362133 19640302 1212"
    cells = [f"周芳 {NUMBERS[0]}"] * 2 + [couple]
    frame, _ = _read({"登记日期": ["1985-03-01"] * 3, "女方姓名及身份证号": cells})
    assert frame.select("wife_name", "wife_id_number").row(2) == (None, couple)


def test_a_cell_with_one_of_them_or_with_two_persons_loses_nothing() -> None:
    couple = f"张三{NUMBERS[0]}、李四{NUMBERS[2]}"
    cells = [f"周芳 {NUMBERS[0]}"] * 4 + ["赵六", NUMBERS[1], couple, "见附页(3)"]
    frame, _ = _read({"登记日期": ["1985-03-01"] * len(cells), "女方姓名及身份证号": cells})
    assert frame["wife_name"].to_list()[4:] == ["赵六", None, None, None]
    assert frame["wife_id_number"].to_list()[4:] == [None, NUMBERS[1], couple, "见附页(3)"]


@pytest.mark.parametrize(
    "heading",
    ["男方（姓名、身份证号）", "男方姓名及身份证号", "新郎(姓名/证件号码)", "男方身份证号、姓名"],
)
def test_below_a_heading_that_says_both_most_may_have_a_name_alone(heading) -> None:
    cells = ["张三", "李四", "王五", f"赵六 {NUMBERS[0]}", NUMBERS[1]]
    frame, notes = _read({"登记日期": ["1985-03-01"] * 5, heading: cells})
    assert frame["husband_name"].to_list() == ["张三", "李四", "王五", "赵六", None]
    assert frame["husband_id_number"].to_list() == [None, None, None, NUMBERS[0], NUMBERS[1]]
    assert "IN192" in notes


@pytest.mark.parametrize("mark", ["'", "‘", "`", "＇", "，'"])
def test_the_mark_that_keeps_a_number_text_is_none_of_the_name(mark) -> None:
    cells = [f"张三{mark}{NUMBERS[0]}", f"李四{mark}{NUMBERS[1]}"]
    frame, _ = _read({"登记日期": ["1985-03-01"] * 2, "男方姓名及身份证号": cells})
    assert frame["husband_name"].to_list() == ["张三", "李四"]


@pytest.mark.parametrize(
    "columns",
    [
        {"男方姓名": [f"张三 {NUMBERS[0]}"], "男方身份证号": [NUMBERS[0]]},
        {"男方姓名": ["张三"], "女方姓名": ["李四"]},
        {"男方身份证号": [NUMBERS[0], f"{NUMBERS[1]}（旧）", NUMBERS[2]]},
        {"男方姓名": ["张三", "李四", f"王五 {NUMBERS[0]}"]},
    ],
)
def test_where_the_other_has_a_column_or_most_cells_hold_one_nothing_is_parted(columns) -> None:
    columns["登记日期"] = ["1985-03-01"] * len(next(iter(columns.values())))
    frame, notes = _read(columns)
    assert "IN192" not in notes
    told = frame.unpivot(index="source_row").drop_nulls().height
    assert told == sum(cell is not None for cells in columns.values() for cell in cells)


def test_in_a_table_of_one_person_a_row_too() -> None:
    frame, _ = _read(
        {
            "证件字号": ["结字1号", "结字1号"],
            "姓名及身份证号": [f"张三 {NUMBERS[0]}", f"李四 {NUMBERS[2]}"],
            "性别": ["男", "女"],
            "登记日期": ["1990-05-01"] * 2,
        }
    )
    assert frame.select(
        "husband_name", "husband_id_number", "wife_name", "wife_id_number"
    ).rows() == [("张三", NUMBERS[0], "李四", NUMBERS[2])]


def test_a_name_with_an_age_behind_it_is_parted() -> None:
    names = {
        "男方姓名": ["张三（26）", "李 四(27岁)", "王五", None],
        "女方姓名": ["赵一(聋)", "钱二（24）", "孙三", "周四"],
    }
    (table,) = read_frame(pl.DataFrame(names | {"登记日期": ["1985.1.2"] * 4}), FIELDS).tables
    frame = table.frame
    assert frame["husband_name"].to_list() == ["张三", "李 四", "王五", None]
    assert frame["husband_age"].to_list() == ["26", "27岁", None, None]
    assert frame["wife_name"].to_list() == names["女方姓名"]
    assert [n.values["heading"] for n in table.notes if n.code == "IN149"] == ["男方姓名"]


def test_a_name_keeps_what_stands_behind_it_where_ages_have_a_column() -> None:
    cells = {
        "男方姓名": ["张三（26）"],
        "男方年龄": ["25"],
        "女方姓名": ["李四"],
        "登记日期": ["1985.1.2"],
    }
    (table,) = read_frame(pl.DataFrame(cells), FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["张三（26）"]
