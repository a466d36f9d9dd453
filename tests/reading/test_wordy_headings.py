"""Headings that explain themselves, that name an address by its levels, or that stand beside a better one."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.marriage.archive import FIELDS as MARRIAGE

INDEX = FieldIndex(MARRIAGE)


def field_of(heading: str) -> str | None:
    return next((match.field for match in INDEX.matches(heading)), None)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("男方姓名（以结婚证存根所载为准，与户口簿不一致者在备注栏注明）", "husband_name"),
        ("女方年龄（周岁，存根记虚岁者照录）", "wife_age"),
        (
            "登记日期（公历年月日；存根上用农历的照录农历，不得自行换算成公历，也不得留空）",
            "registration_date",
        ),
    ],
)
def test_a_sentence_in_brackets_says_nothing_of_whose_the_column_is(
    heading: str, field: str
) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(
    "heading", ["姓名（介绍人及其家属的姓名）", "女方（监护人或者近亲属）姓名"]
)
def test_a_bracket_that_names_somebody_else_still_counts(heading: str) -> None:
    assert field_of(heading) is None


@pytest.mark.parametrize(
    "heading",
    ["男方公社、大队、生产队", "男方县乡村", "男方社队", "男方所在苏木嘎查", "男方乡镇村组"],
)
def test_levels_one_below_the_other_are_the_whole_address(heading: str) -> None:
    assert field_of(heading) == "husband_domicile"


def test_one_level_is_a_part_of_it() -> None:
    assert field_of("男方公社") == "husband_domicile_township"
    assert field_of("男方村组") == "husband_domicile_village"


@pytest.mark.parametrize("origin", ["籍贯", "原籍"])
def test_where_people_live_comes_before_where_they_are_from(origin: str) -> None:
    cells = {
        "男方姓名": ["张三", "李四"],
        f"男方{origin}": ["四川", "河南"],
        "男方住址": ["江村", None],
        "女方姓名": ["王五", "赵六"],
        f"女方{origin}": ["江县", "江县"],
        "女方住址": ["江镇二村", "江镇三村"],
    }
    (table,) = read_frame(pl.DataFrame(cells), MARRIAGE).tables
    assert table.frame["husband_domicile"].to_list() == ["江村", None]
    assert table.frame["wife_domicile"].to_list() == ["江镇二村", "江镇三村"]
    alone = pl.DataFrame(cells).drop("男方住址", "女方住址")
    (table,) = read_frame(alone, MARRIAGE).tables
    assert table.frame["husband_domicile"].to_list() == ["四川", "河南"]


def test_word_and_number_of_a_stub_are_the_certificate_number() -> None:
    cells = {
        "存根/字": ["会婚", "会离"],
        "存根/号": ["1", "2"],
        "男方姓名": ["张三", "李四"],
        "女方姓名": ["王五", "赵六"],
        "附记": ["男方再婚", None],
    }
    (table,) = read_frame(pl.DataFrame(cells), MARRIAGE).tables
    assert table.frame["certificate_number"].to_list() == ["会婚字第1号", "会离字第2号"]
    assert table.frame["remark"].to_list() == ["男方再婚", None]
