"""Cards and forms, a block of rows a record, are read by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from minzheng_core.reading import ArchiveMapping, read_archive
from minzheng_core.registries.marriage.archive import FIELDS as SPECS

from .people import FIELDS, HEADINGS, couples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minzheng_core.reading import Archive

Row = list[Any]
ROWS = couples(12)


def _in_cells(r: Row) -> list[Row]:
    """男方：张三 in one cell."""
    return [
        ["结婚登记卡片"],
        [f"字号：{r[1]}", f"日期：{r[0]}", f"登记机关：{r[2]}"],
        [f"男方：{r[3]}", f"身份证号：{r[4]}", f"出生年月：{r[5]}"],
        [None, f"住址：{r[6]}"],
        [f"女方：{r[7]}　身份证号：{r[8]}　出生年月：{r[9]}　住址：{r[10]}"],
        [],
    ]


def _form(r: Row) -> list[Row]:
    """The form of an application: the parties head their columns."""
    return [
        ["结婚登记审查处理表"],
        ["字  号", r[1], None, None],
        ["项  目", "男  方", None, "女  方"],
        ["姓  名", r[3], None, r[7]],
        ["性  别", "男", None, "女"],
        ["身份证件名称", "身份证", None, "身份证"],
        ["身份证件号码", r[4], None, r[8]],
        ["出生年月日", r[5], None, r[9]],
        ["常住户口所在地", r[6], None, r[10]],
        ["审查意见", "符合条件，准予登记。", None, None],
        ["登记机关", r[2], "登记日期", r[0]],
    ]


def _in_fours(r: Row) -> list[Row]:
    """Label, value, label, value; the name says whose the column is."""
    return [
        ["男方姓名", r[3], "女方姓名", r[7]],
        ["身份证号", r[4], "身份证号", r[8]],
        ["出生日期", r[5], "出生日期", r[9]],
        ["住址", r[6], "住址", r[10]],
        ["登记日期", r[0], "结婚证字号", r[1]],
        ["登记机关", r[2], "介绍人", "王五"],
    ]


def _led_by_party(r: Row) -> list[Row]:
    """The data head columns, and each party leads a row."""
    return [
        ["结婚登记卡片"],
        ["字号", r[1], None, "登记日期", r[0]],
        [None, "姓名", "出生日期", "身份证号", "家庭住址"],
        ["男方", r[3], r[5], r[4], r[6]],
        ["女方", r[7], r[9], r[8], r[10]],
        ["登记机关", r[2]],
        [],
    ]


def _by_party(r: Row) -> list[Row]:
    """The party stands once, left of its labels."""
    return [
        ["字号", r[1], "登记日期", r[0], "登记机关", r[2]],
        ["男方", "姓名", r[3], "出生日期", r[5]],
        [None, "身份证号", r[4], "户口所在地", r[6]],
        ["女方", "姓名", r[7], "出生日期", r[9]],
        [None, "身份证号", r[8], "户口所在地", r[10]],
    ]


def _down(r: Row) -> list[Row]:
    return [list(pair) for pair in zip(HEADINGS, r, strict=True)]


def _book(path: Path, rows: list[Row]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _read(archive: Archive) -> list[tuple[Any, ...]]:
    (table,) = archive.tables
    return table.frame.select(FIELDS).rows()


@pytest.mark.parametrize("card", [_in_cells, _form, _in_fours, _led_by_party, _by_party, _down])
@pytest.mark.parametrize("count", [1, 12])
def test_every_block_is_a_record(tmp_path, card: Callable[[Row], list[Row]], count: int) -> None:
    path = _book(tmp_path / "卡片.xlsx", [row for r in ROWS[:count] for row in card(r)])

    archive = read_archive(path, SPECS)

    assert "IN199" in [note.code for _, note in archive.remarks], "told before the rows are read"
    assert {column.column for column in archive.mapping.sheets[0].columns} == {""}
    assert _read(archive) == [tuple(row) for row in ROWS[:count]]
    again = read_archive(path, SPECS, mapping=ArchiveMapping.from_json(archive.mapping.to_json()))
    assert _read(again) == _read(archive)


def test_a_record_is_found_by_the_row_where_it_begins(tmp_path) -> None:
    path = _book(tmp_path / "a.xlsx", [row for r in ROWS for row in [*_down(r), []]])
    (table,) = read_archive(path, SPECS).tables
    assert table.frame["source_row"].to_list() == list(range(1, 145, 12))


def test_what_one_card_leaves_out_is_not_taken_from_the_next(tmp_path) -> None:
    cards = [_down(r)[at % 3 :] for at, r in enumerate(ROWS)]
    path = _book(tmp_path / "a.xlsx", [row for card in cards for row in card])
    (table,) = read_archive(path, SPECS).tables
    assert table.frame["husband_name"].to_list() == [r[3] for r in ROWS]
    dates = table.frame["registration_date"].to_list()
    assert dates == [None if at % 3 else r[0] for at, r in enumerate(ROWS)]


def test_cards_stand_side_by_side(tmp_path) -> None:
    rows = [
        [*a, None, *b]
        for one, other in zip(ROWS[:6], ROWS[6:], strict=True)
        for a, b in zip(_in_fours(one), _in_fours(other), strict=True)
    ]
    assert sorted(_read(read_archive(_book(tmp_path / "a.xlsx", rows), SPECS))) == sorted(
        tuple(row) for row in ROWS
    )


def test_a_record_may_be_a_column(tmp_path) -> None:
    rows = [[heading, *(r[at] for r in ROWS)] for at, heading in enumerate(HEADINGS)]
    archive = read_archive(_book(tmp_path / "a.xlsx", rows), SPECS)
    assert _read(archive) == [tuple(row) for row in ROWS]
    assert archive.tables[0].frame["source_row"].to_list() == list(range(2, 14))
    assert "IN187" in [note.code for _, note in archive.remarks]


def test_a_text_of_lines_with_labels_is_read_too(tmp_path) -> None:
    lines = ["　".join(cell for cell in row if cell) for r in ROWS for row in _in_cells(r)]
    path = tmp_path / "卡片.txt"
    path.write_text("\n".join(lines), "gb18030")
    assert _read(read_archive(path, SPECS)) == [tuple(row) for row in ROWS]


def test_a_table_with_the_kind_of_paper_is_no_card(tmp_path) -> None:
    rows = [[*HEADINGS[:4], "男方证件名称", *HEADINGS[4:]]]
    rows += [[*r[:4], "身份证", *r[4:]] for r in ROWS]
    archive = read_archive(_book(tmp_path / "a.xlsx", rows), SPECS)
    assert _read(archive) == [tuple(row) for row in ROWS]
    assert "IN199" not in [note.code for _, note in archive.remarks]


def test_the_name_of_the_form_tells_the_act(tmp_path) -> None:
    rows = [line for row in ROWS for line in _form(row)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "档案.xlsx")
    (table,) = read_archive(tmp_path / "档案.xlsx", SPECS).tables
    assert set(table.frame["business_type"]) == {"结婚"}


def test_the_sex_beside_a_name_says_whose_the_card_goes_on_to_be(tmp_path) -> None:
    rows: list[Row] = []
    for r in ROWS:
        rows += [
            ["结婚登记申请书"],
            ["姓名", r[3], "性别", "男", "民族", "汉"],
            ["出生年月", r[5], "身份证号", r[4]],
            ["住址", r[6]],
            ["姓名", r[7], "性别", "女", "民族", "畲"],
            ["出生年月", r[9], "身份证号", r[8]],
            ["住址", r[10]],
            ["登记日期", r[0], "证号", r[1], "登记机关", r[2]],
            [],
        ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "申请书.xlsx")

    (table,) = read_archive(tmp_path / "申请书.xlsx", SPECS).tables

    assert [list(row) for row in table.frame.select(FIELDS).rows()] == ROWS
    assert set(table.frame["wife_ethnicity"]) == {"畲"}


def test_cards_of_few_labels_stand_side_by_side(tmp_path) -> None:
    book = openpyxl.Workbook()
    for at in range(3):
        for row in (
            ["结婚证存根", None, None, None, None, "结婚证存根"],
            ["男方姓名", f"张{at}甲", "年龄", "25", None, "男方姓名", f"王{at}甲", "年龄", "24"],
            ["女方姓名", f"李{at}乙", "年龄", "23", None, "女方姓名", f"赵{at}乙", "年龄", "22"],
            ["登记日期", "1982.3.4", None, None, None, "登记日期", "1982.5.6"],
            [],
        ):
            book.active.append(row)
    book.save(tmp_path / "存根.xlsx")
    (table,) = read_archive([tmp_path / "存根.xlsx"], SPECS).tables
    told = table.frame.select(
        "husband_name", "wife_name", "husband_age", "wife_age", "registration_date"
    )
    assert set(told.rows()) == {
        row
        for at in range(3)
        for row in (
            (f"张{at}甲", f"李{at}乙", "25", "23", "1982.3.4"),
            (f"王{at}甲", f"赵{at}乙", "24", "22", "1982.5.6"),
        )
    }


def _with_two_dates(r: Row) -> list[Row]:
    return [
        ["结 婚 登 记 申 请 书"],
        [f"编号：{r[1]}", None, f"申 请 日 期：{r[0][:8]}01"],
        [f"男方：{r[3]}　身份证号：{r[4]}　母亲姓名：林某甲"],
        [f"女方：{r[7]} 身份证号：{r[8]}"],
        ["审查意见", "准予登记"],
        ["批准日期", r[0]],
    ]


@pytest.mark.parametrize("count", [1, 12])
def test_what_a_card_says_of_other_days_and_persons_is_not_the_records(tmp_path, count) -> None:
    path = _book(tmp_path / "a.xlsx", [row for r in ROWS[:count] for row in _with_two_dates(r)])
    (table,) = read_archive(path, SPECS).tables
    told = (
        "registration_date",
        "husband_name",
        "husband_id_number",
        "wife_name",
        "申请日期",
        "母亲姓名",
    )
    assert table.frame.select(told).rows() == [
        (r[0], r[3], r[4], r[7], f"{r[0][:8]}01", "林某甲") for r in ROWS[:count]
    ]
    numbers = table.frame["certificate_number"].to_list()
    assert numbers == [r[1] for r in ROWS[:count]], "known by what it holds"


@pytest.mark.parametrize("count", [1, 12])
def test_two_labels_of_one_field_do_not_part_a_card(tmp_path, count) -> None:
    cards = [
        [["登记日期", r[0]], *_in_fours(r)[:4], ["发证日期", r[0][:8] + "28"]] for r in ROWS[:count]
    ]
    path = _book(tmp_path / "a.xlsx", [row for card in cards for row in card])
    (table,) = read_archive(path, SPECS).tables
    told = ("registration_date", "husband_name", "wife_name")
    assert table.frame.select(told).rows() == [(r[0], r[3], r[7]) for r in ROWS[:count]]


def test_two_hands_may_word_a_label_in_two_ways(tmp_path) -> None:
    words = ["登记日期"] * 6 + ["结婚日期"] * 6
    cards = [[[word, r[0]], *_in_fours(r)[:4]] for word, r in zip(words, ROWS, strict=True)]
    path = _book(tmp_path / "a.xlsx", [row for card in cards for row in card])
    (table,) = read_archive(path, SPECS).tables
    told = ("registration_date", "husband_name", "wife_name")
    assert table.frame.select(told).rows() == [(r[0], r[3], r[7]) for r in ROWS]


def test_records_in_columns_go_on_in_blocks_below(tmp_path) -> None:
    headings = ["号次", "结婚日期", "男名", "男住何队", "女名", "介绍信"]
    rows: list[Row] = [["一九七八年结婚登记"]]
    for block in (ROWS[:5], ROWS[5:]):
        cells = [[r[1][-3:-1], "8月28号", r[3], "凌源大队9队", r[7], "有"] for r in block]
        rows += [[heading, *(row[at] for row in cells)] for at, heading in enumerate(headings)]
        rows.append([])
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows), SPECS).tables
    frame = table.frame
    assert frame["husband_name"].to_list() == [r[3] for r in ROWS]
    assert frame["wife_name"].to_list() == [r[7] for r in ROWS]
    assert set(frame["registration_date"]) == {"1978年8月28号"}
    assert set(frame["husband_domicile"]) == {"凌源大队9队"}
    assert frame["介绍信"].null_count() == 0, "labels that are not known are kept"
    assert frame["source_row"].to_list() == [2] * 5 + [9] * 7


@pytest.mark.parametrize(("second", "year"), [("1978年登记", 1978), ("1979年登记", None)])
def test_the_year_above_the_cards_is_that_of_all_unless_another_follows(
    tmp_path, second, year
) -> None:
    def cards(rows: list[Row]) -> list[Row]:
        return [line for r in rows for line in (*_in_fours(r)[:4], ["登记日期", "8月28日"], [])]

    rows = [["1978年登记"], *cards(ROWS[:6]), [second], *cards(ROWS[6:])]
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows), SPECS).tables
    assert set(table.frame["registration_date"]) == {f"{year}年8月28日" if year else "8月28日"}


@pytest.mark.parametrize("labelled", [True, False])
def test_a_number_in_the_title_of_a_card_is_the_certificates(tmp_path, labelled: bool) -> None:
    rows: list[Row] = []
    for r in ROWS:
        rows += [[f"结婚证存根　{r[1]}"], *_in_fours(r)[:4], ["登记日期", r[0]]]
        rows += [["结婚证字号", f"补{r[1]}"]] if labelled else []
    (table,) = read_archive(_book(tmp_path / "a.xlsx", rows), SPECS).tables
    told = table.frame.select("husband_name", "certificate_number").rows()
    assert told == [(r[3], f"补{r[1]}" if labelled else r[1]) for r in ROWS]
