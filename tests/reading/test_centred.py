"""男方 and 女方 over the middle of their columns are of all of them, the first one included."""

from __future__ import annotations

import pytest

from minzheng_core.reading import read_archive
from minzheng_core.reading.recognition.centred import at_their_first_columns
from minzheng_core.registries.marriage.archive import FIELDS

BELOW = ["编号", "姓名", "出生年月", "住址", "姓名", "出生年月", "住址", "日期", "证号"]


def _read(tmp_path, above, below=BELOW):
    rows = [
        ["1990年结婚登记", *[""] * (len(below) - 1)],
        above,
        below,
        ["1", "张三", "1962.3.4", "古陶镇", "李四", "1964.5.6", "洪善镇", "90.1.2", "平字1"],
        ["2", "王五", "1963.3.4", "东泉镇", "赵六", "1965.5.6", "宁固镇", "90.1.3", "平字2"],
    ]
    path = tmp_path / "1990.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    (table,) = read_archive([path], FIELDS).tables
    return table


@pytest.mark.parametrize(("his", "hers"), [(1, 4), (2, 5), (3, 6), (2, 4), (1, 6)])
@pytest.mark.parametrize(("first", "second"), ["男女", ("男方基本情况", "女方基本情况")])
def test_wherever_it_stands_over_them(tmp_path, his, hers, first, second) -> None:
    above = [""] * len(BELOW)
    above[his], above[hers] = first, second
    frame = _read(tmp_path, above).frame
    assert frame["husband_name"].to_list() == ["张三", "王五"]
    assert frame["wife_name"].to_list() == ["李四", "赵六"]
    assert frame["husband_birth_date"].to_list() == ["1962.3.4", "1963.3.4"]
    assert frame["wife_domicile"].to_list() == ["洪善镇", "宁固镇"]


def test_the_wife_may_stand_first(tmp_path) -> None:
    above = ["", "", "女方", "", "", "男方", "", "", ""]
    assert _read(tmp_path, above).frame["wife_name"].to_list() == ["张三", "王五"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["", "", "男方", "女方"], ["编号", "姓名", "年龄", "住址"]),
        (["登记", "男方", "", "女方"], ["日期", "姓名", "住址", "姓名"]),
        (["", "日期", "男方", "女方"], ["姓名", "年龄", "姓名", "年龄"]),
        (["", "男方", "女方", ""], ["男姓名", "女姓名", "男年龄", "女年龄"]),
    ],
)
def test_where_the_columns_of_each_are_not_told_nothing_moves(above, below) -> None:
    assert at_their_first_columns(above, below) == above
