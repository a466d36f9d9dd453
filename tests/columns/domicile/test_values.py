"""What texts of a column were found to be is what each is by itself."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from minzheng_core.columns.domicile.values import domicile_values
from minzheng_core.columns.domiciles import find
from minzheng_core.values.domicile import Domicile

_TEXTS = [
    "江西省赣州市兴国县潋江镇背街",
    "江西兴囯县",
    "赣州地区于都县银坑公社",
    "新华维吾尔自治区巴音郭楞蒙古自治州和静县",
    "云南省昆山市安宁市草铺街道",
    "山西省德州市岢岚县阳坪乡",
    "辽宁省泉州市兴城县",
    "江西省南安市新建县梅岭镇",
    "广东省中山市东区街道",
    "河北省定州市北城区街道",
    "云南省思茅地区思茅市思茅港镇",
    "山东光德州地区夏津县雷集镇",
    "江苏省城区文峰街道",
    "内蒙古自治明乌兰察布市察哈尔右翼中旗",
    "长冈乡李家村",
    "赣南于都县",
    "",
    "（无）",
]


@pytest.mark.parametrize("county", [None, "360732"])
@pytest.mark.parametrize("year", [1985, 2020])
def test_domiciles_of_a_column_are_those_of_single_texts(county: str | None, year: int) -> None:
    years = pl.Series([year] * len(_TEXTS))
    found = find(pl.Series(_TEXTS), years, county=county)
    values = domicile_values(found, np.arange(found.texts.len()))
    texts = found.texts.to_list()
    assert sorted(texts) == sorted(_TEXTS)
    for text, value in zip(texts, values, strict=True):
        alone = Domicile.parse(text, on=year, county=county).value
        assert value == alone
        if value is not None and alone is not None:
            assert value.rest == alone.rest
            assert [f.code for f in value.explain()] == [f.code for f in alone.explain()]
