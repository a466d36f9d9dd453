"""What findings on a column of addresses say is what they say on each address alone."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from minzheng_core.columns.domicile_findings import particulars
from minzheng_core.values.domicile.domicile import Domicile

_HEADS = (
    *(
        "江西省赣州市兴国县",
        "江西省赣州地区兴國縣",
        "江西兴园县",
        "赣州",
        "新乡",
        "鼓楼区",
        "通州市",
    ),
    *("红星农场", "中山路", "甲乙丙丁戊己庚", "户籍地：", "北京海淀", "湖南省兴国县", "", "  "),
)
_MIDDLES = ("", "潋江镇", "均村乡", "乡", "高兴公社", "长冈乡")
_ENDS = ("", "背街12号", "背街村3组", "上埂圩的村尾", "村", "大队第五生产队")
_TEXTS = st.none() | st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(_HEADS), st.sampled_from(_MIDDLES), st.sampled_from(_ENDS),
)  # fmt: skip
_CELLS = st.lists(st.tuples(_TEXTS, st.none() | st.integers(1949, 2026)), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(_CELLS, st.sampled_from([None, "360732", "110105"]))
def test_the_column_says_what_the_value_says(
    cells: list[tuple[str | None, int | None]], county: str | None
) -> None:
    texts = pl.Series([text for text, _ in cells], dtype=pl.String)
    years = pl.Series([year for _, year in cells], dtype=pl.Int32)

    told = particulars(texts, years, county=county)

    assert told.rows() == [
        (at, f.code, f.part, f.expected, f.actual)
        for at, (text, year) in enumerate(cells)
        for f in Domicile.parse(text, on=year, county=county).findings
    ]
