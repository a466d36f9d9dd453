"""Remarks that say row by row what kind of act it is, where nothing else does."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS


def acts(*remarks: str | None, **more: list[str]) -> list[str | None] | None:
    cells = {
        "登记日期": ["1993-01-08"] * len(remarks),
        "男方姓名": ["来永强"] * len(remarks),
        "女方姓名": ["朱红梅"] * len(remarks),
        "备注": remarks,
        **more,
    }
    (table,) = read_frame(pl.DataFrame(cells), FIELDS).tables
    frame = table.frame
    noted = [note.count for note in table.notes if note.code == "IN260"]
    found = frame["business_type"].to_list() if "business_type" in frame.columns else None
    assert noted == ([len([act for act in found if act])] if found and not more else [])
    return found


def test_every_row_is_what_its_remark_says() -> None:
    assert acts("结婚", "离婚", "补领结婚证，原1982年登记", "复婚", "结婚登记（女方迁入）") == [
        "结婚",
        "离婚",
        "补发结婚证",
        "结婚",
        "结婚",
    ]


@pytest.mark.parametrize(
    "remarks",
    [
        ("离婚", None, None, None),
        ("再婚", "初婚", "离婚", "初婚"),
        ("结婚", "丧偶", "离婚", "结婚"),
        ("结婚", "女方迁出", "已离婚", "男方入赘"),
        (None, None),
    ],
)
def test_a_remark_on_a_person_or_on_a_few_rows_tells_no_act(
    remarks: tuple[str | None, ...],
) -> None:
    assert acts(*remarks) is None


def test_a_column_of_acts_comes_first() -> None:
    assert acts("离婚", "结婚", 业务类型=["结婚", "结婚"]) == ["结婚", "结婚"]
