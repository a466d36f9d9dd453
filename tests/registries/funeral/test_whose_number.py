"""A number behind the columns of whoever had the funeral done: theirs, unless it holds the deceased's own birth or sex."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from minzheng_core.registries import funeral

SONS = ["362133196901010017", "362133197203040029", "362133197505060030"]
"""Born long after the deceased."""
OWN = ["362133193501010016", "362133193803040028", "362133194105060039"]
BASE = {"死者姓名": ["王五", "赵六", "李四"], "死亡日期": ["2021-04-28"] * 3}
BEHIND = {"寄存人": ["王一", "赵一", "李一"], "关系": ["儿", "女", "子"]}


def _owner(columns: dict[str, list[str | None]]) -> str | None:
    """Whose the column 身份证号 is read as."""
    result = funeral.clean(pl.DataFrame(columns), county="360732", on=date(2026, 11, 28))
    numbers = {
        name: result.records[f"{name}_id_number"].drop_nulls().len()
        for name in ("deceased", "cremation_handler")
        if f"{name}_id_number" in result.records.columns
    }
    return max(numbers, key=lambda name: numbers[name])


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"出生日期": ["1935-01-01", "1938-03-04", "1941-05-06"]},
        {"年龄": ["86", "83", "80"]},
        {"性别": ["男", "女", "男"]},
    ],
    ids=["nothing", "births", "ages", "a few sexes"],
)
def test_it_is_the_relatives(said) -> None:
    assert _owner(BASE | said | BEHIND | {"身份证号": SONS}) == "cremation_handler"


@pytest.mark.parametrize(
    "said",
    [
        {"出生日期": ["1935-01-01", "1938-03-04", "1941-05-06"]},
        {"年龄": ["86", "84", "81"]},
    ],
    ids=["births", "ages"],
)
def test_it_is_the_deceaseds_where_their_birth_is_in_it(said) -> None:
    assert _owner(BASE | said | BEHIND | {"身份证号": OWN}) == "deceased"


def test_it_is_the_deceaseds_where_all_of_many_sexes_agree() -> None:
    base, behind = ({n: cells * 3 for n, cells in part.items()} for part in (BASE, BEHIND))
    sexes = {"性别": ["男", "女", "男"] * 3}
    others = {"性别": ["女", "女", "男", "男", "女", "女", "男", "女", "男"]}
    numbers = {"身份证号": OWN * 3}
    assert _owner(base | sexes | behind | numbers) == "deceased"
    assert _owner(base | others | behind | numbers) == "cremation_handler"


def test_a_sex_between_them_is_the_relatives_too() -> None:
    columns = (
        BASE | BEHIND | {"性别": ["男", "女", "男"], "年龄": ["52", "49", "46"], "身份证号": SONS}
    )
    assert _owner(columns) == "cremation_handler"
    result = funeral.clean(pl.DataFrame(columns), county="360732", on=date(2026, 11, 28))
    assert "deceased_sex" not in result.records.columns
    assert "deceased_age" not in result.records.columns


def test_a_telephone_between_them_changes_nothing() -> None:
    phones = {"联系电话": ["13900000000"] * 3}
    assert _owner(BASE | BEHIND | phones | {"身份证号": SONS}) == "cremation_handler"


def test_a_number_before_the_relatives_columns_stays_the_deceaseds() -> None:
    assert _owner(BASE | {"身份证号": OWN} | BEHIND) == "deceased"


def test_a_heading_that_says_whose_it_is_is_believed() -> None:
    assert _owner(BASE | BEHIND | {"死者身份证号": SONS}) == "deceased"
