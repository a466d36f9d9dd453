"""A remark that says that an act is void is read; what says so of another paper is not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.registries.marriage import MarriageRecord, check

ON = date(2026, 11, 1)


def _codes(remark: str | None, business: str | None = "结婚") -> set[str]:
    """What the check of one record says of the act; the whole archive says the same."""
    record = MarriageRecord(registration_date="1995-03-01", business_type=business, remark=remark)
    said = {f.code for f in check(record, county="360732", on=ON) if f.code == "MR119"}
    frame = pl.DataFrame(
        {"登记日期": ["1995-03-01"], "业务类型": [business], "男方姓名": "张三", "备注": [remark]},
        schema=dict.fromkeys(("登记日期", "业务类型", "男方姓名", "备注"), pl.String),
    )
    found = marriage.clean(frame, county="360732", on=ON).findings["code"].cast(pl.String)
    assert said == {code for code in found if code == "MR119"}
    return said


@pytest.mark.parametrize(
    "remark",
    [
        "作废",
        "2003年5月作废",
        "已注销",
        "因受胁迫，2004年撤销",
        "经查系重婚，婚姻无效",
        "此证吊销",
        "2003年补发，2005年撤销",
    ],
)
@pytest.mark.parametrize("business", ["结婚", None])
def test_a_marriage_whose_remark_says_that_it_is_void_is_asked_about(remark, business) -> None:
    assert _codes(remark, business) == {"MR119"}


@pytest.mark.parametrize(
    "remark",
    [
        None,
        "初婚",
        "原证遗失，声明作废",
        "旧结婚证作废",
        "补发，前证作废",
        "户口已注销",
        "原离婚证注销",
        "身份证无效，重新办理",
        "未作废",
    ],
)
def test_what_is_void_of_another_paper_says_nothing_of_the_act(remark) -> None:
    assert _codes(remark) == set()


@pytest.mark.parametrize("business", ["离婚", "补发结婚证", "撤销"])
def test_in_a_later_act_the_marriage_certificate_is_void_as_it_should_be(business) -> None:
    assert _codes("结婚证已注销", business) == set()
