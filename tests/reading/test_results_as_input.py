"""A result of cleaning that is cleaned again is told: what was derived there counts as written."""

from __future__ import annotations

import polars as pl

from minzheng_core.registries import marriage

ROWS = pl.DataFrame(
    {
        "男方姓名": ["张三", "李四"],
        "男方身份证号": ["362133620815001", "362133650512003"],
        "女方姓名": ["赵花", "钱秀"],
        "登记日期": ["1985-10-01", "1986-05-01"],
    }
)


def test_only_a_result_is_told() -> None:
    first = marriage.clean(ROWS, county="360732")
    again = marriage.clean(first.records.cast(pl.String), county="360732")
    told = [
        [note for note in result.notes() if "清洗结果的状态列" in note] for result in (first, again)
    ]
    assert told[0] == []
    assert len(told[1]) == 1
    assert "husband_name_status" in told[1][0]
