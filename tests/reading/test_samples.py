"""Rows by which a template shows how it is to be filled in are no records."""

from __future__ import annotations

import polars as pl
import pytest

from minzheng_core.reading import read_frame
from minzheng_core.registries.marriage.archive import FIELDS

HEADINGS = ("序号", "男方姓名", "男方身份证号", "女方姓名", "登记日期", "结婚证字号")
RECORD = ("1", "张三", None, "李四", "2008-08-08", "J360732-2008-000801")


def _table(*rows: tuple[str | None, ...]):
    frame = pl.DataFrame(rows, schema=dict.fromkeys(HEADINGS, pl.String), orient="row")
    (table,) = read_frame(frame, FIELDS).tables
    return table


@pytest.mark.parametrize("word", ["示例", "（样例）", "例：", "填写示例", "范例1", "例"])
def test_an_example_below_the_headings_is_no_record(word) -> None:
    example = (word, "王某", "110101199001011234", "赵某", "2015-01-01", "J110101-2015-000001")
    table = _table(example, RECORD)
    assert table.frame["source_row"].to_list() == [3]
    assert [note.rows for note in table.notes if note.code == "IN257"] == [(2,)]


@pytest.mark.parametrize(
    "guide",
    [
        ("填写说明", "必填，与证件一致", "18位", "必填", "yyyy-mm-dd", "按证书填写"),
        (None, "必填", "文本格式，18位", "必填", "格式：2008-08-08", "如：J360732-2008-000801"),
        ("要求", "不能为空", None, "不能为空", "YYYYMMDD", None),
    ],
)
def test_what_tells_how_to_fill_in_is_no_record(guide) -> None:
    table = _table(guide, RECORD)
    assert table.frame["source_row"].to_list() == [3]


@pytest.mark.parametrize(
    "row",
    [
        ("2", "样例", None, "李四", "2008-08-08", "J360732-2008-000802"),
        ("2", "张三", "按规定未填写", "李四", "2008-08-08", "J360732-2008-000802"),
        (None, "张三", None, "李四", "如档案", None),
    ],
)
def test_a_record_with_such_words_is_kept(row) -> None:
    assert _table(RECORD, row).frame.height == 2


def test_only_the_first_rows_may_show_how() -> None:
    example = ("例", "王某", None, "赵某", "2015-01-01", "J110101-2015-000001")
    assert _table(*[RECORD] * 9, example).frame.height == 10
