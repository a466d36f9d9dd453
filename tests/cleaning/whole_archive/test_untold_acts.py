"""What kind of act the records are: from a heading of a wedding, else told that nothing says it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage


def _cleaned(**columns: str):
    cells = {"男方姓名": "张三", "女方姓名": "李芳", "登记日期": "1988-03-05"} | columns
    frame = pl.DataFrame({name: [cell] * 4 for name, cell in cells.items()})
    result = marriage.clean(frame, county="360732", on=date(2026, 11, 1), link=False)
    return set(result.records["business_type"]), {note.code for _, note in result.remarks}


@pytest.mark.parametrize("heading", ["介绍人", "主婚人", "结婚证号", "JHZH"])
def test_a_heading_of_a_wedding_tells_of_marriages(heading: str) -> None:
    types, codes = _cleaned(
        **{heading: "潋字第5号" if "证" in heading or heading.isascii() else "王五"}
    )
    assert types == {"结婚登记"}
    assert "IN136" not in codes


def test_where_nothing_tells_the_act_it_is_left_open_and_said() -> None:
    types, codes = _cleaned(证号="潋字第5号")
    assert types == {None}
    assert "IN136" in codes
    assert "IN136" not in _cleaned(证号="潋结字第5号")[1]
