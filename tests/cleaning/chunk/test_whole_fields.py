"""Fields put together that stand in several columns."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.cleaning.chunk.cells import whole_fields
from minzheng_core.registries import marriage
from minzheng_core.registries.marriage.spec import spec

_WIFE = spec().parts["wife_domicile"]
_PLACE = ["江西省", "赣州市", " 兴国县　", "潋江镇", "洋坪村", "三组"]


@pytest.mark.parametrize(
    ("pieces", "whole", "expected"),
    [
        (_PLACE, None, "江西省赣州市兴国县潋江镇洋坪村三组"),
        ([*_PLACE[:3], None, "", " "], "兴国县潋江镇洋坪村", "江西省赣州市兴国县潋江镇洋坪村"),
        ([*_PLACE[:4], None, None], "江西省赣州市兴国县潋江镇", "江西省赣州市兴国县潋江镇"),
        ([None] * 6, " ", None),
    ],
)
def test_parts_are_put_before_what_does_not_say_them(
    pieces: list[str | None], whole: str | None, expected: str | None
) -> None:
    raw = pl.DataFrame([[*pieces, whole]], schema=[*_WIFE, "wife_domicile"], orient="row").cast(
        pl.String
    )
    assert whole_fields(raw, spec())["wife_domicile"].to_list() == [expected]


def test_a_field_without_parts_stays_as_it_is() -> None:
    raw = pl.DataFrame({"wife_domicile": [" 兴国县", ""]})
    assert whole_fields(raw, spec()).equals(raw)


@pytest.mark.parametrize(
    ("pieces", "township"),
    [
        (["兴国", "高兴", "高多村"], "360732104"),
        (["兴国县", "古龙岗", "瑶前村"], "360732102"),
        (["", "长冈", "泗望"], "360732217"),
        (["于都", "银坑", "坪脑村"], "360731106"),
        (["泰和", "高兴", "高多村"], None),
        (["兴国", "高多", "三组"], None),
    ],
)
def test_a_column_of_its_own_tells_the_township_without_its_kind(pieces, township) -> None:
    columns = ["男方县", "男方乡镇", "男方村"]
    row = dict(zip(columns, ([cell or None] for cell in pieces), strict=True))
    frame = pl.DataFrame(
        {"登记日期": ["1986-01-05"], "男方姓名": ["张三"], "女方姓名": ["李四"]} | row,
        schema_overrides=dict.fromkeys(columns, pl.String),
    )
    records = marriage.clean(frame, county="360732").records
    told = (
        records["husband_township"].to_list() if "husband_township" in records.columns else [None]
    )
    assert told == [township]
