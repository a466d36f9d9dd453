"""Husbands in one table, wives in another: joined where a number tells, left apart where none does."""

from __future__ import annotations

import openpyxl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS

MEN = [["1", "85结字1号", "1985-10-01", "张三"], ["2", "85结字2号", "1985-10-02", "王五"],
       ["3", "85结字3号", "1985-10-03", "赵六"]]  # fmt: skip
WOMEN = [["2", "85结字2号", "1985-10-02", "乙某"], ["1", "85结字1号", "1985-10-01", "甲某"],
         ["3", "85结字3号", "1985-10-03", "丙某"]]  # fmt: skip
HEADINGS = ["序号", "证件字号", "登记日期", "姓名"]


def _read(tmp_path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (headings, rows) in sheets.items():
        page = book.create_sheet(name)
        for row in (headings, *rows):
            page.append(row)
    book.save(tmp_path / "档案.xlsx")
    archive = read_archive(tmp_path / "档案.xlsx", FIELDS)
    lines = [
        (table.sheet, row["source_row"], row.get("source_row_2"), row.get("husband_name"), row.get("wife_name"))
        for table, frame in archive.chunks()
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    codes = {note.code for table in archive.tables for note in table.notes}
    return lines, codes


COUPLES = [("男", 2, 3, "张三", "甲某"), ("男", 3, 2, "王五", "乙某"), ("男", 4, 4, "赵六", "丙某")]


@pytest.mark.parametrize("columns", [[0, 1, 2, 3], [1, 3], [0, 2, 3]])
def test_the_rows_of_a_couple_are_one_record(tmp_path, columns) -> None:
    def some(rows):
        return [[row[c] for c in columns] for row in rows]

    (headings,) = some([HEADINGS])
    lines, codes = _read(tmp_path, 男=(headings, some(MEN)), 女=(headings, some(WOMEN)))
    assert lines == COUPLES
    assert "IN189" in codes


def test_columns_may_name_the_party_instead_of_the_sheet(tmp_path) -> None:
    lines, _ = _read(
        tmp_path,
        男=([*HEADINGS[:3], "男方姓名"], MEN),
        Sheet2=([*HEADINGS[:3], "女方姓名"], WOMEN),
    )
    assert lines == COUPLES


def test_who_has_no_partner_there_stays_a_record_of_its_own(tmp_path) -> None:
    men = [[str(n), f"85结字{n}号", "1985-10-01", f"张{'甲乙丙丁'[n % 4]}"] for n in range(1, 21)]
    women = [[*man[:3], "李某"] for man in men[:-1]] + [["40", "85结字40号", "1985-10-01", "李丁"]]
    women[4][2] = "1986-01-01"  # another day, so another act
    lines, _ = _read(tmp_path, 男=(HEADINGS, men), 女=(HEADINGS, women))
    alone = [line for line in lines if None in line[3:]]
    assert len(lines) == 22
    assert [line[:2] for line in alone] == [("男", 6), ("男", 21), ("女", 6), ("女", 21)]


def test_each_year_is_joined_with_its_own(tmp_path) -> None:
    later = [
        [n, number.replace("85", "86"), f"1986{day[4:]}", name] for n, number, day, name in MEN
    ]
    brides = [
        [n, number.replace("85", "86"), f"1986{day[4:]}", name] for n, number, day, name in WOMEN
    ]
    lines, _ = _read(
        tmp_path,
        **{"85年男": (HEADINGS, MEN), "85年女": (HEADINGS, WOMEN),
           "86年男": (HEADINGS, later), "86年女": (HEADINGS, brides)},
    )  # fmt: skip
    assert [line[0] for line in lines] == ["85年男"] * 3 + ["86年男"] * 3
    assert all(None not in line for line in lines)


def test_tables_that_no_number_joins_stay_apart(tmp_path) -> None:
    women = [[str(n + 70), f"90结字{n}号", "1990-10-01", "某某"] for n in range(3)]
    lines, codes = _read(tmp_path, 男=(HEADINGS, MEN), 女=(HEADINGS, women))
    assert len(lines) == 6
    assert "IN189" not in codes
