"""Names with a blank where their people write a sign get the sign; others stay as they are."""

from __future__ import annotations

import polars as pl
import pytest

from .husbands import clean_rows

ROW = {"registration_date": "2005-05-20", "wife_name": "古丽娜尔·买买提"}


@pytest.mark.parametrize("group", ["维吾尔族", "维族", "05", "哈萨克"])
@pytest.mark.parametrize("written", ["吐尔洪 阿不都拉", "吐尔洪　阿不都拉", " 马木提  于苏甫 "])
def test_the_sign_of_the_group_is_written(group: str, written: str) -> None:
    result = clean_rows([ROW | {"husband_name": written, "husband_ethnicity": group}])
    name = result.records["husband_name"][0]
    assert name == "·".join(written.split())
    assert result.records["husband_name_status"][0] == "normalised"
    changes = result.changes.filter(
        result.changes["step"].cast(pl.String).str.contains("name.separator")
    )
    assert changes["before"].to_list() == [written]
    assert {"NM109", "NM110"}.isdisjoint(result.findings["code"].to_list())


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("扎西 次仁", "藏"),
        ("吐尔洪 阿不都拉", "汉"),
        ("王小明 李小红", "汉"),
        ("李 四", "维吾尔"),
        ("阿里木 男", "维吾尔"),
        ("阿不力米提 老二 小三 小四", "维吾尔"),
    ],
)
def test_other_names_stay(written: str, group: str) -> None:
    result = clean_rows([ROW | {"husband_name": written, "husband_ethnicity": group}])
    assert "name.separator" not in result.changes["step"].to_list()


def test_the_step_may_be_left_out() -> None:
    rows = [ROW | {"husband_name": "吐尔洪 阿不都拉", "husband_ethnicity": "维吾尔"}]
    result = clean_rows(rows, without=["name.separator"])
    assert result.records["husband_name"][0] == "吐尔洪 阿不都拉"
