"""One act on two records is no wrong certificate number and no second marriage, whatever a slip has changed."""

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import marriage
from minzheng_core.values.ids.arithmetic import check_digit

HUSBAND, HUSBAND_OF_ANOTHER = (
    f"{body}{check_digit(body)}" for body in ("36073219800515051", "36073219810616051")
)
WIFE, WIFE_OF_ANOTHER = (
    f"{body}{check_digit(body)}" for body in ("36073219820620062", "36073219830721062")
)
ACT = {
    "登记日期": "2008-03-10",
    "业务类型": "结婚",
    "证件字号": "J360732-2008-000011",
    "男方姓名": "赖建明",
    "男方身份证号": HUSBAND,
    "女方姓名": "温桂花",
    "女方身份证号": WIFE,
}


def codes(*other: dict[str, str]) -> set[str]:
    """What is found of several records together, of those about numbers and marriages."""
    frame = pl.DataFrame([ACT, *(ACT | changed for changed in other)])
    result = marriage.clean(frame, county="360732", on=date(2026, 11, 23), link=False)
    return {code for code in result.findings["code"] if code.startswith("MF3")}


@pytest.mark.parametrize(
    "slip",
    [
        {},
        {"女方身份证号": ""},
        {"男方身份证号": "", "女方身份证号": ""},
        {"女方姓名": "温桂华"},
        {"登记日期": "2008-03-01"},
        {"登记日期": "2008"},
    ],
)
def test_the_same_act_again(slip: dict[str, str]) -> None:
    assert codes(slip) - {"MF303"} == {"MF302"}


@pytest.mark.parametrize(
    "other",
    [
        {"女方姓名": "李秀英", "女方身份证号": WIFE_OF_ANOTHER},
        {"女方姓名": "李秀英", "女方身份证号": ""},
        {"男方姓名": "钟国栋", "男方身份证号": HUSBAND_OF_ANOTHER},
        {"业务类型": "补领"},
    ],
)
def test_another_couple_or_another_act_has_a_number_of_its_own(other: dict[str, str]) -> None:
    assert "MF301" in codes(other)


LATER = {"登记日期": "2012-06-06", "证件字号": "J360732-2012-000044"}


@pytest.mark.parametrize(
    ("spouse", "second"),
    [
        ({}, False),
        ({"女方身份证号": ""}, False),
        ({"女方姓名": "温桂华"}, False),
        ({"女方姓名": "李秀英", "女方身份证号": ""}, True),
        ({"女方姓名": "李秀英", "女方身份证号": WIFE_OF_ANOTHER}, True),
    ],
)
def test_a_second_marriage_is_one_with_somebody_else(spouse: dict[str, str], second: bool) -> None:
    assert ("MF304" in codes(LATER | spouse)) is second


def test_a_couple_that_marries_again_is_known_without_the_number_of_one() -> None:
    divorce = {"业务类型": "离婚", "登记日期": "2010-01-05", "证件字号": "L360732-2010-000003"}
    assert codes(divorce, LATER | {"女方身份证号": ""}) == {"MF305"}
