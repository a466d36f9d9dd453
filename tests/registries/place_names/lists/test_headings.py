"""The headings of lists of place names, as offices word them."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading.recognition.headings import FieldIndex
from minzheng_core.registries.place_names.archive import FIELDS
from minzheng_core.registries.place_names.lists import edition_from_frame

INDEX = FieldIndex(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("现用地名", "standard_name"),
        ("街巷名称", "standard_name"),
        ("街道名称", "parent_name"),
        ("桥梁名称", "standard_name"),
        ("居民点名称", "standard_name"),
        ("拟命名名称", "standard_name"),
        ("编码", "unit_code"),
        ("隶属关系", "parent_name"),
        ("镇（乡）", "parent_name"),
        ("地名类型", "category_name"),
        ("汉语拼音拼写", "spelling"),
        ("标准名称拼音", "spelling"),
        ("旧称", "former_names"),
        ("俗名", "alias"),
        ("命名理由", "origin"),
        ("寓意", "meaning"),
        ("中心点经度", "longitude"),
        ("审批机关", "approval_authority"),
        ("批文号", "approval_document"),
        ("审批日期", "approval_on"),
        ("四至", "description"),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    assert INDEX.matches(heading)[0].field == field


def test_when_a_name_was_given_is_not_when_it_was_approved() -> None:
    assert [match.field for match in INDEX.matches("命名时间")] == ["named_on"]


@pytest.mark.parametrize("heading", ["坐标", "经纬度", "中心点坐标", "经度"])
@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("115.55,26.60", ("115.55", "26.60")),
        ("26.60，115.55", ("115.55", "26.60")),
        ("东经115°33′，北纬26°36′", ("115°33′", "26°36′")),
        ("村部东侧", ("村部东侧", "")),
    ],
)
def test_both_coordinates_may_stand_in_one_cell(
    heading: str, cell: str, place: tuple[str, str]
) -> None:
    frame = pl.DataFrame({"标准名称": ["和顺村"], heading: [cell]})
    (row,) = edition_from_frame(frame)

    assert (row["longitude"], row["latitude"]) == place
