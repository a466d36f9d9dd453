"""Fields put together that stand in several columns."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.cleaning.chunk.cells import whole_fields
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
