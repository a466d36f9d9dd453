"""The day of an act and its office or number in one cell are two fields."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS


def _read(columns: dict[str, list[str | None]]) -> tuple[pl.DataFrame, list[str]]:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (table,) = read_frame(frame, FIELDS).tables
    return table.frame, [n.values["heading"] for n in table.notes if n.code == "IN124"]


def _names(count: int) -> dict[str, list[str | None]]:
    return {"男方姓名": ["张三"] * count, "女方姓名": ["李四"] * count}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "1996.2.5",
                    "96.2.5",
                    "1996年2月5日",
                    "一九九六年二月五日",
                    "19960205",
                    "1996年2月",
                    "九六年冬月",
                ]
            ),
            st.sampled_from([" ", "", "，", "\n", "在", " 于"]),
            st.sampled_from(["俞村乡政府", "三溪镇", "长冈公社", "旌德县民政局", "城关镇人民政府"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["何时何地登记", "登记时间", "登记日期及地点"]),
)
def test_both_are_found_whichever_stands_first(acts, heading) -> None:
    cells = [
        day + between + office if first else f"{office} {day}"
        for day, between, office, first in acts
    ]
    frame, told = _read(_names(len(cells)) | {heading: cells})
    assert frame["registration_date"].to_list() == [day for day, *_ in acts]
    assert frame["office"].to_list() == [office for _, _, office, _ in acts]
    assert told == [heading]


def test_a_cell_with_one_of_them_is_read_as_it_is() -> None:
    cells = [
        "1996.2.5俞村乡政府登记",
        "1996.2.6",
        None,
        "不详",
        "1996年3月8日在三溪镇办理结婚登记",
        "农历九六年正月初五日 三溪镇",
    ]
    frame, _ = _read(_names(6) | {"登记时间": cells})
    assert frame["registration_date"].to_list() == [
        *("1996.2.5", "1996.2.6", None, "不详", "1996年3月8日", "农历九六年正月初五日"),
    ]
    assert frame["office"].to_list() == ["俞村乡政府", None, None, None, "三溪镇", "三溪镇"]


def test_of_an_earlier_act_too() -> None:
    frame, told = _read(
        _names(1)
        | {
            "离婚登记日期": ["1999-05-06"],
            "登记机关": ["旌德县民政局"],
            "原结婚时间": ["1996.2.5俞村乡政府"],
        }
    )
    assert frame.select("old_registration_date", "old_office").rows() == [
        ("1996.2.5", "俞村乡政府")
    ]
    assert told == ["原结婚时间"]


@pytest.mark.parametrize("heading", ["登记日期及证号", "登记时间、结婚证字号", "登记时间（证号）"])
def test_the_number_too(heading) -> None:
    cells = [
        "2001.5.1 兴结字第55号",
        "2008年5月1日J360732-2008-000155",
        "(2001)长结字 第7号，2001-06-02",
    ]
    frame, told = _read(_names(3) | {heading: cells, "登记机关": ["兴国县"] * 3})
    assert frame.select("registration_date", "certificate_number").rows() == [
        ("2001.5.1", "兴结字第55号"),
        ("2008年5月1日", "J360732-2008-000155"),
        ("2001-06-02", "(2001)长结字 第7号"),
    ]
    assert told == [heading]


def test_the_number_of_an_earlier_act_beside_that_of_this_one() -> None:
    frame, _ = _read(
        _names(1)
        | {
            "离婚时间": ["2015-3-5"],
            "离婚证号": ["L360732-2015-000031"],
            "原结婚时间及证号": ["2001.5.1 兴结字2001第55号"],
        }
    )
    assert frame.select("old_registration_date", "old_certificate_number").rows() == [
        ("2001.5.1", "兴结字2001第55号")
    ]


@pytest.mark.parametrize(
    "columns",
    [
        {"登记时间": ["1996.2.5俞村乡政府"], "登记机关": ["俞村乡"]},
        {"登记时间": ["1996.2.5俞村乡政府", "1996.2.6", "1996.2.7"]},
        {"登记时间": ["1996.2.5补"]},
    ],
)
def test_where_offices_have_a_column_or_few_cells_hold_both_nothing_is_parted(columns) -> None:
    cells = columns["登记时间"]
    frame, told = _read(_names(len(cells)) | columns)
    assert frame["registration_date"].to_list() == cells
    assert told == []
