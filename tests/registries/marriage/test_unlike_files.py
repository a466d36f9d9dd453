"""Files and sheets of one run need not have the same columns."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from minzheng_core.registries import marriage

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = "登记日期,男方姓名,男方身份证号,男方出生日期,女方姓名,女方身份证号,女方出生日期"
_FILES = {
    # A number with letters waits for what the rest of the archive knows.
    "甲.csv": f"{_HEAD}\n1990-05-01,张三,36213319620815O01O,1962-08-15,陈一,362133640302002,1964-03-02\n",
    "乙.csv": f"{_HEAD},登记机关\n1991-06-01,张三,36213319620815001,1962-08-15,陈一,362133640302002,1964-03-02,潋江镇人民政府\n",
    "丙.csv": "登记日期,男方姓名,女方姓名,证件字号\n1992-07-01,李四,陈二,兴结字第3号\n",
}


@pytest.mark.parametrize("order", list(permutations(_FILES)))
def test_columns_that_only_one_file_has_are_empty_elsewhere(order, tmp_path: Path) -> None:
    for name, text in _FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = marriage.clean([str(tmp_path / name) for name in order], county="360732")
    rows = {row["source_file"]: row for row in result.records.iter_rows(named=True)}
    assert list(rows) == list(order)
    assert {name: row["office"] for name, row in rows.items()} == {
        "甲.csv": None,
        "乙.csv": "潋江镇人民政府",
        "丙.csv": None,
    }
    assert rows["甲.csv"]["husband_id_number"] == "362133196208150010"
    assert rows["丙.csv"]["certificate_number"] == "兴结字第3号"


def test_cells_of_a_megabyte_are_cells(tmp_path: Path) -> None:
    row = "1990-05-01,{},{},1962-08-15,陈一,362133640302002,1964-03-02\n"
    text = row.format("张" * 1_000_000, "362133620815001") + row.format("张三", "3" * 1_000_000)
    (tmp_path / "大.csv").write_text(f"{_HEAD}\n{text}", encoding="utf-8")
    records = marriage.clean(str(tmp_path / "大.csv"), county="360732").records
    assert records["husband_name"].str.len_chars().to_list() == [1_000_000, 2]
    assert records["husband_id_number"].to_list() == ["362133196208150010", None]


def test_a_table_that_names_nobody_holds_no_registrations_beside_one_that_does(tmp_path) -> None:
    (tmp_path / "甲.csv").write_text(_FILES["甲.csv"], encoding="utf-8")
    (tmp_path / "统计.csv").write_text("年度,结婚,离婚\n2005,120,3\n2006,98,4\n", encoding="utf-8")
    result = marriage.clean([str(tmp_path / n) for n in ("统计.csv", "甲.csv")], county="360732")
    assert result.records["source_file"].to_list() == ["甲.csv"]
    told = {place: note.code for place, note in result.remarks if note.code == "IN141"}
    assert told == {"统计.csv": "IN141"}
    again = marriage.clean(
        str(tmp_path / "甲.csv"), county="360732", recipe=result.recipe, link=True
    )
    assert again.records.equals(result.records)
