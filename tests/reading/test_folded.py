"""Two rows to a record below two rows of headings, one for each person."""

from __future__ import annotations

import openpyxl
import pytest

from minzheng_core.reading import read_archive
from minzheng_core.registries.marriage.archive import FIELDS

HIS = ["男方姓名", "出生年月", "身份证号", "住址", "登记日期"]
HERS = ["女方姓名", "出生年月", "身份证号", "住址", "结婚证号"]
ROWS = [
    ["张三", "1973-04-02", "371081730402589", "高村镇", "1998-05-27"],
    ["李四", "1972-10-27", "371081721027470", "宋村镇", "高结98001"],
    ["王五", "1974-04-02", "371081740402581", "葛家镇", "1998-06-27"],
    ["赵六", None, None, "米山镇", "高结98002"],
]


def _read(tmp_path, rows, merges=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for span in merges:
        book.active.merge_cells(span)
    book.save(tmp_path / "1998.xlsx")
    (table,) = read_archive(tmp_path / "1998.xlsx", FIELDS).tables
    return table


@pytest.mark.parametrize("title", [[], [["高村镇1998年结婚登记"]]])
def test_each_person_has_a_row(tmp_path, title) -> None:
    table = _read(tmp_path, [*title, HIS, HERS, *ROWS])
    frame = table.frame
    assert frame["husband_name"].to_list() == ["张三", "王五"]
    assert frame["wife_name"].to_list() == ["李四", "赵六"]
    assert frame["husband_birth_date"].to_list() == ["1973-04-02", "1974-04-02"]
    assert frame["wife_id_number"].to_list() == ["371081721027470", None]
    assert frame["wife_domicile"].to_list() == ["宋村镇", "米山镇"]
    assert frame["registration_date"].to_list() == ["1998-05-27", "1998-06-27"]
    assert frame["certificate_number"].to_list() == ["高结98001", "高结98002"]
    assert frame["source_row"].to_list() == [3 + len(title), 5 + len(title)]
    assert [note.count for note in table.notes if note.code == "IN168"] == [2]


def test_the_wife_may_stand_above_and_headings_come_again_and_what_stands_alone_is_in_no_pair(
    tmp_path,
) -> None:
    pairs = [[*ROWS[1][:4], "1998-05-27"], [*ROWS[0][:4], "高结98001"]]
    rows = [HERS[:4] + HIS[4:], HIS[:4] + HERS[4:]]
    frame = _read(tmp_path, [*rows, *pairs, *rows, *pairs, ["填表人：周某"]]).frame
    assert frame["husband_name"].to_list() == ["张三"] * 2
    assert frame["wife_name"].to_list() == ["李四"] * 2
    assert frame["certificate_number"].to_list() == ["高结98001"] * 2


def test_a_cell_merged_over_both_rows_is_read_once(tmp_path) -> None:
    rows = [HIS, [*HERS[:4], None], ROWS[0], [*ROWS[1][:4], None], ROWS[2], [*ROWS[3][:4], None]]
    table = _read(tmp_path, rows, ["E1:E2", "E3:E4", "E5:E6"])
    assert table.frame["registration_date"].to_list() == ["1998-05-27", "1998-06-27"]
    assert table.frame["wife_name"].to_list() == ["李四", "赵六"]
    assert not {"IN158", "IN159"} & {note.code for note in table.notes}


def test_a_blank_or_missing_row_of_one_person_leaves_the_next_couples_together(tmp_path) -> None:
    blank = [None] * len(HIS)
    frame = _read(tmp_path, [HIS, HERS, ROWS[0], blank, *ROWS[2:], *ROWS[:2]]).frame
    assert frame["husband_name"].to_list() == ["张三", "王五", "张三"]
    assert frame["wife_name"].to_list() == [None, "赵六", "李四"]
    his, hers = ["序号", *HIS], [None, *HERS]
    rows = [["1", *ROWS[0]], ["2", *ROWS[2]], [None, *ROWS[3]], ["3", *ROWS[0]], [None, *ROWS[1]]]
    frame = _read(tmp_path, [his, hers, *rows]).frame
    assert frame["husband_name"].to_list() == ["张三", "王五", "张三"]
    assert frame["wife_name"].to_list() == [None, "赵六", "李四"]


@pytest.mark.parametrize(
    "rows",
    [
        [[*HIS, *HERS[:1]], [*ROWS[0], "李四"], [*ROWS[2], "赵六"]],
        [
            ["姓名", "性别", *HIS[1:]],
            ["张三", "男", *ROWS[0][1:]],
            ["李四", "女", *ROWS[1][1:4], None],
        ],
    ],
)
def test_a_table_with_one_row_of_headings_stays_as_it_is(tmp_path, rows) -> None:
    frame = _read(tmp_path, rows).frame
    assert frame["husband_name"][0] == "张三"
    assert frame["wife_name"][0] == "李四"
