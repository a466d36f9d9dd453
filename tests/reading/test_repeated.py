"""Headings said again on each page, and what stands above them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = "顺序号,文号,责任者,题名,日期,页号"
CODES = "OP_ID,CERT_NO,DEPT_NAME,NAME_MAN,NAME_WOMAN,OP_DATE"
NAMES = "流水号,证件字号,登记机关,男方姓名,女方姓名,登记日期"


def _table(folder: Path, *lines: str):
    path = folder / "目录.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    (table,) = read_archive([path], FIELDS).tables
    return table


def _record(number: int) -> str:
    return f"{number},马结字第{number}号,马鞍乡人民政府,张大伟与李小芳结婚登记材料,1987030{number},{number}"


def test_what_stands_above_the_headings_of_each_page_is_no_record(tmp_path: Path) -> None:
    lines = [
        line
        for page in (1, 2, 3)
        for line in (
            "卷内文件目录,,,,,",
            f"案卷号：{page},,,,,第 {page} 页",
            HEADINGS,
            *map(_record, (2 * page - 1, 2 * page)),
        )
    ]
    table = _table(tmp_path, *lines)
    assert table.frame["source_row"].to_list() == [4, 5, 9, 10, 14, 15]
    assert {n.code: n.count for n in table.notes}["IN150"] == 4


def test_a_record_of_few_cells_above_repeated_headings_is_kept(tmp_path: Path) -> None:
    head = ["案卷号：1,马鞍乡,,,,", HEADINGS]
    few = "3,马结字第3号,,,,"
    table = _table(tmp_path, *head, _record(1), _record(2), few, HEADINGS, _record(4))
    assert table.frame["source_row"].to_list() == [3, 4, 5, 7]


def test_headings_in_codes_and_in_words_are_read_as_two_rows_of_headings(tmp_path: Path) -> None:
    rows = [f"{n},J360732-2010-00000{n},兴国县民政局,张三,李芳,20100305" for n in (1, 2)]
    for first, second in ((CODES, NAMES), (NAMES, CODES)):
        table = _table(tmp_path, first, second, *rows)
        assert table.mapping.heading_rows[-1] == 2
        assert table.frame["husband_name"].to_list() == ["张三", "张三"]
        assert "IN160" not in {note.code for note in table.notes}
