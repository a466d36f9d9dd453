"""Rows below the records that sign, date or close a list are no records; those with little in them are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from minzheng_core.reading import read_archive, read_frame
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = "序号,登记日期,证件字号,男方姓名,男方身份证号,女方姓名,女方身份证号,登记机关,备注"
RECORDS = [f"{n},1988-03-{n:02d},(88)潋结字第{n}号,张三丰,,李四娘,,潋江镇," for n in range(1, 9)]


def rows_read(folder: Path, *below: str) -> list[int]:
    path = folder / "登记.csv"
    path.write_text("\n".join([HEADINGS, *RECORDS, *below, ""]), encoding="utf-8")
    tables = read_archive([path], FIELDS).tables
    return [row for table in tables for row in table.frame["source_row"]]


@pytest.mark.parametrize(
    "below",
    [
        "制表人 王小明 审核 李大力,,,,,,,,",
        "制表,王小明,,审核,李大力,,2005年3月1日,,",
        ",制表人,王小明,,,审核人,李大力,,",
        "登记员签名,王小明,,,,,,,",
        "审核人（签字）,,,,,,年  月  日,,",
        "填报单位（盖章）,兴国县民政局,,填报人,王小明,联系电话,0797-0000000,,",
        "单位负责人：,李大力,,统计负责人：,,填表人：王小明,,报出日期：2005年1月5日,",
        "移交人,王小明,,接收人,李大力,,,,",
        "以下空白,,,,,,,,",
        "以下为下半年补登,,,,,,,,",
        ",此页与上页重复,,,,,,,",
        ",,,（完）,,,,,",
        "————,————,————,,,,,,",
        "（盖章）,,,,,,,,",
        ",,,,,兴国县民政局（章）,,,\n,,,,,二〇〇五年十二月三十一日,,,",
        ",,,,,兴国县民政局,2005年12月31日,,",
        ",,,,,,王小明,2005.12.31,",
        ",2005-12-31,,,,,,,",
        ",,,镇长：,王小明,民政干事：,李大力,2005年12月30日,",
        ",,,经手人：,,审核：,,,1953年12月31日",
        "苏木达（章）,,,,,民政助理：那仁,,,",
        ",,,一月份共计 2 对,,,,,",
        ",,,三月份登记5对，离婚1对,,,,,",
    ],
)
def test_signatures_and_days_below_the_records_are_left_out(tmp_path: Path, below: str) -> None:
    assert rows_read(tmp_path, *below.split("\n")) == list(range(2, 10))


@pytest.mark.parametrize(
    "record",
    [
        "9,,,王小明,,,,,",
        ",,,王小明,,李小红,,,经办人：王大力",
        "审核,,,王小明,,李小红,,,",
        "9,,(88)潋结字第9号,,,,,,",
        ",1988-05-01,(88)潋结字第9号,,,,,,",
        "9,1988-05-01,,,,,,,",
        "9,,,,,,,江西省赣州市兴国县潋江镇人民政府,",
        "9,,,,,,,,原卷虫蛀，姓名号码均不可辨认，照片尚存，待查同册底簿",
    ],
)
def test_a_record_with_little_in_it_stays(tmp_path: Path, record: str) -> None:
    assert rows_read(tmp_path, record) == list(range(2, 11))


def test_a_day_between_the_records_stays(tmp_path: Path) -> None:
    assert len(rows_read(tmp_path, ",1988-05-01,,,,,,,", *RECORDS)) == 17


@pytest.mark.parametrize("below", ["9,以下空白,,,,,,,", "9,,,以下空白,,,,,"])
def test_a_number_before_the_end_of_a_list_makes_it_no_record(tmp_path: Path, below: str) -> None:
    assert rows_read(tmp_path, below) == list(range(2, 10))


@pytest.mark.parametrize(
    "below",
    [
        "9,,,作废,,,,,",
        "9,1988-03-09,,注销,,注销,,,",
        "9,,(88)潋结字第9号,作废,,,,,",
        ",此号因填写错误作废,,,,,,,",
        "9,,,,,,,,空号",
    ],
)
def test_numbers_that_were_spoilt_are_no_records_and_told(tmp_path: Path, below: str) -> None:
    path = tmp_path / "登记.csv"
    path.write_text("\n".join([HEADINGS, *RECORDS, below, ""]), encoding="utf-8")
    (table,) = read_archive([path], FIELDS).tables
    assert table.frame.height == len(RECORDS)
    assert [note.rows for note in table.notes if note.code == "IN139"] == [(10,)]


def test_a_record_with_a_name_is_kept_though_its_remark_says_that_it_was_spoilt(
    tmp_path: Path,
) -> None:
    assert rows_read(tmp_path, "9,,,王小明,,,,,作废") == list(range(2, 11))


def test_a_row_whose_names_say_that_it_is_void_is_no_record() -> None:
    frame = pl.DataFrame(
        {
            "编号": ["J360732-2015-000001", "J360732-2015-000002"],
            "登记日期": ["2015-01-01", "2015-01-02"],
            "业务类型": ["结婚登记", "结婚登记"],
            "男方": ["张三", "作废"],
            "女方": ["李四", "作废"],
            "登记员": ["王五", "王五"],
            "状态": ["有效", "作废"],
            "原因": [None, "打印错误"],
        }
    )
    (table,) = read_frame(frame, FIELDS).tables
    assert table.frame["husband_name"].to_list() == ["张三"]
    assert [note.rows for note in table.notes if note.code == "IN139"] == [(3,)]
