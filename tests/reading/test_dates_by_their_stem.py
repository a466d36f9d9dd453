"""Headings that say what happened without a word for the day: above dates, 火化 is 火化日期."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.funeral.archive import FIELDS as FUNERAL
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE

DAYS = ["20220405", "2022.4.7", "2022年4月9日"]


def _fields(columns: dict[str, list[str]], fields) -> dict[str, str]:
    (table,) = read_frame(pl.DataFrame(columns), fields).tables
    return {name: column.heading for name, column in table.mapping.fields.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [("逝世", "death_date"), ("火化", "cremation_date"), ("安葬", "placement_date")],
)
def test_above_dates_it_is_a_day(heading: str, field: str) -> None:
    names = {"死者姓名": ["张三", "李四", "王五"]}
    assert _fields(names | {heading: DAYS}, FUNERAL)[field] == heading


def test_above_words_it_is_none() -> None:
    columns = {"死者姓名": ["张三", "李四", "王五"], "死亡日期": DAYS, "火化": ["是", "否", "是"]}
    assert "cremation_date" not in _fields(columns, FUNERAL)


@pytest.mark.parametrize("heading", ["领证", "结婚登记", "发证"])
def test_of_a_couple_too(heading: str) -> None:
    columns = {
        "男方姓名": ["张三", "李四", "王五"],
        "女方姓名": ["赵花", "钱秀", "孙兰"],
        heading: DAYS,
    }
    assert _fields(columns, MARRIAGE)["registration_date"] == heading


def test_a_heading_with_a_word_for_the_day_goes_first() -> None:
    columns = {
        "男方姓名": ["张三", "李四", "王五"],
        "女方姓名": ["赵花", "钱秀", "孙兰"],
        "领证": ["2022.4.8", "2022.4.9", "2022.4.10"],
        "登记日期": DAYS,
    }
    assert _fields(columns, MARRIAGE)["registration_date"] == "登记日期"
